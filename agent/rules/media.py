"""Which medium a shopper names: "a book about", "something to listen to", 播客, Kurs, किताब."""

import re

from tastemaker.agent.rules.patterns import alternatives, pattern, phrases

_WITHOUT_SPACES = ("zh", "hi")


def _source(language: str, listed: list[str]) -> str:
    said = alternatives(listed)
    return said if language in _WITHOUT_SPACES else rf"(?<![\w-]){said}(?![\w-])"


# Words that name a medium, and those by which they mean something else (a bookshelf, a video game).
_NAMED = {
    language: [(medium, re.compile(_source(language, listed), re.I)) for medium, listed in media.items()]
    for language, media in phrases("media", "named").items()
}
_ELSE = {
    language: re.compile(_source(language, listed), re.I)
    for language, listed in phrases("media", "else").items()
}

_BOOK = re.compile(r"book|buch|bücher|livre|bouquin|libro|书|किताब|kitaab", re.I)
_ABOUT = re.compile(r"\b(?:about|über|sur|sobre)\b", re.I)
# What is done with a medium.
_USED = pattern("media", "used")


def media(text: str, language: str) -> str | None:
    """The one medium that a normalised text names; None when it names none, or more than one.

    >>> media("a book about podcasts", "en"), media("a bookshelf", "en"), media("一本关于园艺的书", "zh")
    ('book', None, 'book')
    """
    found = mentions(text, language)
    # In "a book about podcasts" the second is what the first is about.
    if about := _ABOUT.search(text):
        found = [mention for mention in found if mention[1][0] < about.start()] or found
    # "Something to read, an article maybe": what is named counts more than what is done with it.
    named = {name for name, (start, end) in found if not _USED.search(text[start:end])}
    named = named or {name for name, _ in found}
    # "Hörbuch, ein Krimi": a genre of books beside another medium is what it is about.
    if len(named) == 2 and not any(
        name == "book" and _BOOK.search(text[start:end]) for name, (start, end) in found
    ):
        named -= {"book"}
    return named.pop() if len(named) == 1 else None


def mentions(text: str, language: str) -> list[tuple[str, tuple[int, int]]]:
    """Every medium named, with the span of the word; "video course" names a course, "audio book" audio."""
    found: list[tuple[str, tuple[int, int]]] = []
    # Chinese and Hindi take the English words as they are: 听podcast, "koi movie batao".
    for spoken in dict.fromkeys((language, "en") if language in _WITHOUT_SPACES else (language,)):
        spoken = spoken if spoken in _NAMED else "en"
        if spoken in _ELSE:
            text = _ELSE[spoken].sub(lambda match: " " * len(match[0]), text)
        for name, said in _NAMED[spoken]:
            found += [(name, match.span()) for match in said.finditer(text)]
    # Where two overlap, the longer speaks: "video course".
    found.sort(key=lambda one: one[1][0] - one[1][1])
    kept: list[tuple[str, tuple[int, int]]] = []
    for name, (start, end) in found:
        if all(end <= other_start or start >= other_end for _, (other_start, other_end) in kept):
            kept.append((name, (start, end)))
    return sorted(kept, key=lambda one: one[1])


_HINTS = {
    "book": r"book|read|novel|stor(?:y|ies)|author|writ|print|page|poem|memoir|guide|title|series",
    "article": r"read|article|writ|page|essay|guide|text|blog|story",
    "video": r"video|watch|film|movie|clip|see|show|documentar|tutorial|screen",
    "audio": r"audio|listen|hear|ears?\b|podcast|album|music|song|sound|record|play|noise|voice",
    "course": r"course|class|learn|lesson|teach|taught|train|stud(?:y|ies)|workshop|tutor",
    "image": r"picture|image|photo|poster",
}


def is_hinted(medium: str, text: str) -> bool:
    """Whether an English text says something that a medium is for: "to listen to", "a class".

    >>> is_hinted("video", "a stove and a novel"), is_hinted("book", "a stove and a novel")
    (False, True)
    >>> is_hinted("book", "a notebook")
    False
    """
    said = _ELSE["en"].sub(" ", text)
    return medium not in _HINTS or re.search(_HINTS[medium], said, re.IGNORECASE) is not None
