"""The need in a shopper's words: what is left to search for without politeness, limits and filler."""

import re

from tastemaker.agent.rules.reading.lexicon import COLOURS, Translation, chinese_words, in_english, translate
from tastemaker.agent.rules.reading.patterns import alternatives, pattern, phrases

_ZH_FILLER = pattern("filler", "zh")
_HI_FILLER = re.compile(rf"(?<!\S){alternatives(phrases('filler', 'hi'))}(?!\S)")
_HI_LATIN_FILLER = re.compile(rf"(?<!\w){alternatives(phrases('filler', 'hi_latin'))}(?!\w)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\b[A-Za-z]\.[A-Za-z])(?<=[.!?])\s+|[;!?]+|\s-\s")
_BESIDE = frozenset("or also oder auch ou aussi o también".split())
_LONGEST_TAIL = 40
"""Characters at the end of a clause in which one more filler is looked for."""
_PUNCTUATION = " ,.;:!?-¿¡、，。；！？()\"'"


def need(text: str, language: str) -> str:
    """What is left of a normalised text, already without its limits, when filler is taken away.

    >>> need("hi, I'm looking for a good rain jacket please", "en"), need("推荐一些适合跑步的耳机", "zh")
    ('rain jacket', '跑步耳机')
    """
    text = text.strip(_PUNCTUATION)
    if language == "zh":
        pieces = chinese_words(re.sub(r"[,.;!?，。；！？、]", " ", text))
        kept = (piece if known else _ZH_FILLER.sub("", piece) for piece, known in pieces)
        return " ".join("".join(kept).split())
    if language == "hi":
        filler = _HI_FILLER if re.search("[\u0900-\u097f]", text) else _HI_LATIN_FILLER
        return " ".join(filler.sub(" ", re.sub(r"[,.;!?।]", " ", text)).split())
    clauses = (_stripped(clause, language) for clause in _SENTENCE.split(text))
    return " ".join(clause for clause in clauses if clause)


def _stripped(text: str, language: str) -> str:
    leads, tail = _COMPILED.get(language, _COMPILED["en"])
    text = text.strip(_PUNCTUATION)
    before = None
    while before != text:
        before = text
        if lead := leads.match(text):
            text = text[lead.end() :].strip(_PUNCTUATION)
        if end := tail.search(text, max(0, len(text) - _LONGEST_TAIL)):
            text = text[: end.start()].strip(_PUNCTUATION)
    text = re.sub(r"\s+([,.;!?])", r"\1", re.sub(r"(?:[,;](?!\d)\s*)+", ", ", text))
    return " ".join(text.split()).strip(_PUNCTUATION)


def query(text: str, language: str) -> Translation:
    """The need in English as far as the lexicon goes; beside it the Chinese words, which titles may hold."""
    said = need(text, language)
    found = translate(said, language)
    if language == "zh" and found.english and found.english != said:
        return Translation(f"{found.english} {said}", found.covered)
    return Translation(found.english or said, found.covered if found.english else 0.0)


def recoloured(need: str, said: str) -> str:
    """A need before other words are added to it: without its colour when they name another.

    >>> recoloured("running shoes red", "blue"), recoloured("red wine", "or white")
    ('running shoes', 'red wine')
    """
    words = said.casefold().split()
    if not any(map(_is_colour, words)) or not _BESIDE.isdisjoint(words):
        return need
    return " ".join(word for word in need.split() if word.casefold() in words or not _is_colour(word))


def _is_colour(word: str) -> bool:
    return word.casefold() in COLOURS or in_english(word, "zh") in COLOURS


_COMPILED = {
    code: (
        re.compile(rf"{alternatives(leads)}(?![\w'])\s*", re.IGNORECASE),
        re.compile(rf"(?:^|[\s,]+){alternatives(phrases('filler', 'tail', code))}$", re.IGNORECASE),
    )
    for code, leads in phrases("filler", "lead").items()
}
