"""What a sentence says a name, a year or a subject is to an item: who directed it, when it came out.

A word that relates is supported only beside a value of the attribute that it speaks of: of a film by one
person with another nobody may say that the other directed it.
"""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import takewhile

from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.search.lexical import stem

# Attributes by the words that speak of their values.
_ROLES: Mapping[str, Set[str]] = {
    "director": frozenset("directed directs director".split()),
    "writer": frozenset("written wrote writes writer".split()),
    "author": frozenset("written wrote writes author authored".split()),
    "cast": frozenset("starring stars star starred cast acted actor actress".split()),
    "actor": frozenset("starring stars star starred cast acted actor actress".split()),
    "host": frozenset("hosted hosts host hosting presented presents presenter read reads".split()),
    "narrator": frozenset("narrated narrates narrator read reads".split()),
    "artist": frozenset("recorded sung sings artist painted".split()),
    "composer": frozenset("composed composer".split()),
    "producer": frozenset("produced producer".split()),
    "illustrator": frozenset("illustrated illustrator".split()),
    "editor": frozenset("edited editor".split()),
    "translator": frozenset("translated translator".split()),
}
_SEEN = frozenset("cast actor host narrator artist".split())
"""Whom an item is "with"; by the others it is."""
_WITH = frozenset("with has featuring features feature includes including".split())
_APPEARED = frozenset("released came premiered appeared published".split())
_WHEN = re.compile(r"(?:release|publi|premiere|year)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_FILM = frozenset("film movie".split())
_IS = frozenset("is it's be this's".split())
_HAS = frozenset("has have includes contains".split())
_NOT = frozenset("no not never without".split())
_NAME_ENDS = re.compile(r"[,(:]|\s-\s|\b(?:for|with|of|in|from|and)\b", re.IGNORECASE)
_ENDS_ABOUT = _WITH | frozenset("by from".split())
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*", re.IGNORECASE)


def spoken(text: str) -> list[str]:
    """The words and numbers of a text, in small letters."""
    return [found[0].casefold() for found in _WORD.finditer(text)]


class Relations:
    """What the words of one sentence relate an item to."""

    def __init__(self, item: Item, neutral: Set[str]) -> None:
        self._neutral = neutral | {"by"}
        self._people = {
            name: {word for text in plain(value) for word in spoken(text)}
            for name, value in item.described
            if _role(name) in _ROLES
        }
        values = [text for _, value in item.described for text in plain(value)]
        kinds = [item.media, *item.categories]
        self._item = item
        self._told = _stems(item.description, *item.categories, *values)
        self._text = _stems(item.title, item.description, *item.categories)
        # A film's title does not tell what it is about, and only of a film its text tells nothing else.
        self._subjects = _stems(item.description if self.is_film(item) else item.title, *item.categories)
        self._kinds = _stems(*kinds) - _stems(item.title, item.description, *values)
        self._called = _stems(*kinds, *self.called(item), *values)
        if item.media == "product":  # "Brass table lamp, marble foot" is a lamp
            self._called |= _stems(*spoken(_NAME_ENDS.split(item.title)[0])[-1:])
        self._years = {
            year
            for name, value in item.described
            if _WHEN.search(name)
            for text in plain(value)
            for year in _YEAR.findall(text)
        } | set(re.findall(r"\(((?:1[5-9]|20)\d\d)\)", item.title))
        self._described = set(spoken(item.description))

    @staticmethod
    def is_film(item: Item) -> bool:
        """Whether an item is a film: a video with a director or a cast; its description tells the plot."""
        roles = {_role(name) for name in item.attributes}
        return item.media == "video" and bool(roles & {"director", "cast", "actor"})

    @staticmethod
    def called(item: Item) -> list[str]:
        """The kinds of thing that an item is by its attributes."""
        return sorted(_FILM) if Relations.is_film(item) else []

    def wrong(self, said: Sequence[str]) -> tuple[frozenset[int], str | None]:
        """The places of words that relate rightly, and the first word that does not, if any."""
        right: set[int] = set()
        role: Set[str] | None = None
        for place, word in enumerate(said):
            bare, following = word.removesuffix("'s"), self._content(said[place + 1 :])
            if word in _HAS and stem(following) in self._kinds:
                return frozenset(right), following  # a drama is one, and has none
            if (
                word in ("a", "an")
                and place
                and said[place - 1] in _IS
                and not self._is_one(said[place + 1 :])
            ):
                return frozenset(right), following
            if related := self._related(bare):
                role = None
                if related & self._of(following):
                    role = related
                elif not related & self._of(self._content(said[:place][::-1])):
                    if stem(bare) not in self._text:
                        return frozenset(right), word
                    continue
                right.add(place)
            elif word in _WITH:
                role = self._people.keys() & {name for name in self._people if _role(name) in _SEEN}
            elif word == "by" and place - 1 not in right:
                role = {name for name in self._people if _role(name) not in {"cast", "actor"}}
            elif word == "about" and stem(word) not in self._text:
                if not self._is_subject(said[place + 1 :]):
                    return frozenset(right), word
                right.add(place)
            elif word == "of" and self._of_what(said, place) is not None:
                return frozenset(right), self._of_what(said, place)
            elif word in _APPEARED and self._years & set(said[place + 1 : place + 5]):
                right.add(place)
            elif word == "set" and not set(_numbers(said[place + 1 : place + 4])) <= self._described:
                return frozenset(right), word
            elif who := self._of(bare):
                if not who & (self._before_its_role(said[place + 1 :], word) if role is None else role):
                    return frozenset(right), word
            elif word not in self._neutral and not word[0].isdigit():
                role = None
        return frozenset(right), None

    def _related(self, word: str) -> Set[str]:
        """The item's attributes that a word speaks of."""
        return {name for name in self._people if {word, stem(word)} & _ROLES[_role(name)]}

    def _of(self, word: str) -> Set[str]:
        """The attributes that a name stands in; none for a word of the item's own texts."""
        if stem(word) in self._text:
            return frozenset()
        return {name for name, words in self._people.items() if word.removesuffix("'s") in words}

    def _content(self, words: Sequence[str]) -> str:
        """The first word that is not small; a name before others: "stars" in "Tim Robbins stars"."""
        return next((word for word in words if word not in self._neutral), "")

    def _before_its_role(self, rest: Sequence[str], word: str) -> Set[str]:
        """What a name is that stands before the word for it: "Ann Lee directed it", "Ann Lee's film"."""
        if word.endswith("'s"):
            return {name for name in self._people if _role(name) not in _SEEN}
        for following in rest:
            if following.endswith("'s") and self._of(following):
                return {name for name in self._people if _role(name) not in _SEEN}
            if following not in self._neutral and not self._of(following):
                return self._related(following)
        return frozenset()

    def _is_one(self, words: Sequence[str]) -> bool:
        """Whether an item is called what it is: an article on tea is an article, and no tea."""
        ends = self._neutral | _ENDS_ABOUT | _APPEARED | _NOT | {"about"}
        named = list(takewhile(lambda word: word not in ends and not self._related(word), words))
        return not named or stem(named[-1].removesuffix("'s")) in self._called

    def _of_what(self, said: Sequence[str], place: int) -> str | None:
        """The first word in "a biography of …" of what only the title names: a film is none of itself."""
        kind = said[place - 1] if place else ""
        if self._item.media == "product" or stem(kind) not in self._kinds:
            return None
        rest = takewhile(lambda word: word not in _ENDS_ABOUT and not self._related(word), said[place + 1 :])
        told = [word.removesuffix("'s") for word in rest if word not in self._neutral]
        return next((word for word in told if stem(word) not in self._told), None)

    def _is_subject(self, words: Sequence[str]) -> bool:
        """Whether something follows, and all of it is what the item's title, kind or plot tells of."""
        ends = next((at for at, word in enumerate(words) if word in _ENDS_ABOUT or self._related(word)), None)
        told = [word.removesuffix("'s") for word in words[:ends] if word not in self._neutral]
        return bool(told) and all(stem(word) in self._subjects for word in told)


def _stems(*texts: str) -> set[str]:
    return {stem(word) for word in spoken(" ".join(texts))}


def _role(name: str) -> str:
    return stem(name.casefold())


def _numbers(words: Sequence[str]) -> list[str]:
    return [word for word in words if word[0].isdigit()]
