"""What people say, by language: the phrases of `phrases/` and the tables of `tables/`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import yaml

ROOT = Path(__file__).parent
LANGUAGES = ("en", "zh", "de", "fr", "es", "hi", "ja", "pt", "it", "ru", "ko", "ar", "nl", "tr")
"""The columns of every table, in this order."""
_ARTICLE = re.compile(
    r"(?:(?:an?|some|eine?|einen|une?|de la|des|du|una|unos|unas|uma?|een|uno|le)\s+|de l'|un')",
    re.IGNORECASE,
)
_NO_ARTICLES = frozenset(("zh", "hi", "ja", "ru", "ko", "ar", "tr"))
Row = dict[str, tuple[str, ...]]
"""The words of each language that has some."""


@dataclass(frozen=True, slots=True)
class Language:
    """The phrases of one language and how it writes numbers and joins words."""

    code: str
    phrases: dict[str, tuple[str, ...]]
    comma: str = "."
    thousands: str = ","
    space: str = " "
    """What stands between words: nothing in Chinese and Japanese."""
    stuck: bool = False
    """Whether a unit follows its number without a blank."""
    attributive_all: bool = False
    """Whether every condition may stand before the noun, not only colours and the like."""
    it: str = ""
    ordinals: tuple[str, ...] = ()
    contract: tuple[tuple[str, str], ...] = ()

    def draw(self, kind: str, chance: Random) -> str:
        """One of the phrases of a kind."""
        return chance.choice(self.phrases[kind])

    def has(self, kind: str) -> bool:
        return kind in self.phrases

    def bare(self, noun: str) -> str:
        """A noun without its article: "un vélo" is "vélo"."""
        article = None if self.code in _NO_ARTICLES else _ARTICLE.match(noun)
        return noun[article.end() :] if article else noun

    def contracted(self, text: str) -> str:
        """ "de el segundo" as it is said: "del segundo"."""
        for apart, together in self.contract:
            text = re.sub(rf"\b{apart}\b", together, text)
        return text


@cache
def language(code: str) -> Language:
    """The language of `phrases/CODE.yaml`."""
    stored = yaml.safe_load((ROOT / "phrases" / f"{code}.yaml").read_text(encoding="utf-8"))
    phrases = {
        kind: tuple(line.strip() for line in text.splitlines())
        for kind, text in stored.items()
        if isinstance(text, str) and text.endswith("\n")
    }
    contract = tuple(tuple(line.split(" > ", 1)) for line in phrases.pop("contract", ()))
    space = stored.get("space", " ")
    return Language(
        code,
        phrases,
        comma=stored.get("comma", "."),
        thousands=stored.get("thousands", ""),
        space=space,
        stuck=bool(stored.get("stuck")) or not space,
        attributive_all=bool(stored.get("attributive_all")),
        it=stored.get("it", ""),
        ordinals=tuple(stored["ordinals"].split()),
        contract=tuple((apart, together) for apart, together in contract),
    )


@cache
def table(name: str) -> dict[str, Row]:
    """A table of `tables/`: for each key the words of each language."""
    return dict(rows(ROOT / "tables" / f"{name}.txt"))


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """The rows of a table; comments and headings are passed over."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#[":
            key, cells = line.split(" = ", 1)
            yield key, row(cells)


def row(cells: str) -> Row:
    """Cells in the order of the languages; several words of a cell stand between slashes."""
    return {
        code: tuple(word.strip() for word in cell.split("/"))
        for code, cell in zip(LANGUAGES, cells.split("|"), strict=False)
        if cell.strip()
    }


@cache
def value_row(value: str) -> Row | None:
    """The row of a shop's value, in whichever language the shop writes it."""
    for words in table("values").values():
        if any(value.casefold() == word.casefold() for cell in words.values() for word in cell):
            return words
    return None
