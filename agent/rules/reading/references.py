"""Which shown items a shopper speaks of: by number, ordinal, "the last one", "it", a word of the title."""

import re
from dataclasses import dataclass

from tastemaker.agent.rules.reading.lexicon import translate
from tastemaker.agent.rules.reading.patterns import alternatives, pattern, phrases
from tastemaker.agent.rules.reading.view import ShownLine, View

_SAID = phrases("references")
_NOT_AFTER = rf"(?![- ]{alternatives(_SAID['not_after'])}(?![a-z]))"
# The number of the last one is -1.
_ORDINALS = [
    (int(n), re.compile(rf"(?<![a-zà-ÿ-]){alternatives(words)}{_NOT_AFTER}(?![a-zà-ÿ])", re.IGNORECASE))
    for n, words in _SAID["ordinals"].items()
]
_ZH_NUMBERS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_ZH_ORDINAL = re.compile(
    r"第\s?([一二三四五六七八九十]|\d{1,2})(?!次|一次|天|年|代|章|届|期)\s?[个款本件双条张部门种只台支套项把顶副集样篇首]?|(\d{1,2})号"
)
_ZH_LAST = re.compile(r"最后(?:一|那)?[个款本件双条张部门种只台支套项把顶副集样篇首]|最末")
_NUMBERED = re.compile(
    rf"(?:#|№|\b{alternatives(_SAID['numbered'])}\s?|नंबर\s?|号码)(\d{{1,2}})(?![\d.,]*\d|[a-z])",
    re.IGNORECASE,
)
_NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_NUMBERED_WORD = re.compile(rf"\b(?:number|option|item|choice) ({'|'.join(_NUMBER_WORDS)})\b", re.I)
_PAIR_WORDS = re.compile(
    rf"\b({'|'.join(_NUMBER_WORDS)}) (?:or|and|vs\.?|versus|with|to|&) ({'|'.join(_NUMBER_WORDS)})\b", re.I
)
# A number alone, where it cannot be a price, a size or a count.
_BARE = re.compile(
    rf"(?:(?<![\w.,$€£₹¥-]){alternatives(_SAID['before_number'])}\s|^|[和跟与比还是,、])\(?(\d{{1,2}})\)?"
    rf"(?![\d.,]*\d|[\w%$€£₹¥\"]|\s?{alternatives(_SAID['unit'])})",
    re.IGNORECASE,
)
_SOME, _BOTH, _PRONOUN, _CHEAPEST, _DEAREST = (
    pattern("references", name) for name in ("some", "both", "pronoun", "cheapest", "dearest")
)
_NEIGHBOURS = {int(step): pattern("references", "neighbours", step) for step in _SAID["neighbours"]}
_TITLE_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*", re.UNICODE)
_CJK = re.compile(r"[\u3400-\u9fff]+")
_PLAIN = frozenset(_SAID["plain"])


@dataclass(frozen=True, slots=True)
class References:
    """Numbers of the shown list, by how they were spoken of."""

    named: tuple[int, ...] = ()
    """By number, ordinal, "both", "the cheapest": meant for certain."""
    titled: tuple[int, ...] = ()
    """By words that stand in one shown title only."""
    pronoun: bool = False
    missing: tuple[int, ...] = ()
    """Numbers and ordinals beyond the list."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where the numbers and ordinals stand in the text."""


def references(text: str, view: View, language: str = "en") -> References:
    """Find the shown items that a normalised text speaks of; titles may be in English in any language."""
    count = len(view.shown)
    found: list[tuple[int, int, int]] = []
    missing: list[int] = []
    beyond: list[tuple[int, int]] = []

    def add(n: int, match: re.Match[str], of_list: bool = True) -> None:
        if n and (n <= count or not count):
            found.append((match.start(), match.end(), n))
        elif of_list:
            missing.append(n)
            beyond.append(match.span())

    for match in _NUMBERED.finditer(text):
        add(int(match[1]), match)
    for match in _NUMBERED_WORD.finditer(text):
        add(_NUMBER_WORDS[match[1].lower()], match)
    for match in _ZH_ORDINAL.finditer(text):
        said = match[1] or match[2]
        # 44号 may be a size
        add(int(said) if said.isdigit() else _ZH_NUMBERS[said], match, of_list=bool(match[1]))
    if count:
        for match in _ZH_LAST.finditer(text):
            add(count, match)
        for n, ordinal in _ORDINALS:
            for match in ordinal.finditer(text):
                add(count if n == -1 else n, match)
        if next_to := neighbour(text, view):
            add(*next_to)
        for match in _BARE.finditer(text):
            add(int(match[1]), match, of_list=False)
        for match in _PAIR_WORDS.finditer(text):
            add(_NUMBER_WORDS[match[1].lower()], match, of_list=False)
            add(_NUMBER_WORDS[match[2].lower()], match, of_list=False)
        for match in _SOME.finditer(text):
            many = 3 if re.search(r"three|3|三|drei|trois|tres", match[0]) else 2
            found = [one for one in found if not match.start() <= one[0] < match.end()]
            for n in range(1, min(many, count) + 1):
                add(n, match)
        # Beside products, an article that costs nothing is not meant by the cheapest.
        kinds = {"product"} if view.shown[0].media == "product" else {line.media for line in view.shown}
        priced = [line for line in view.shown if line.price is not None and line.media in kinds]
        for said, best in ((_CHEAPEST, min), (_DEAREST, max)):
            if priced and (superlative := said.search(text)):
                add(best(priced, key=lambda line: line.price or 0.0).n, superlative)
        if count > 1 and not found and (several := _BOTH.search(text)):
            two = re.search(r"both|two|beide|deux|dos|amb[oa]s|两|दोनों", several[0], re.IGNORECASE)
            for line in view.shown[:2] if two else view.shown:
                add(line.n, several)
    found.sort()
    named = tuple(dict.fromkeys(n for _, _, n in found))
    return References(
        named,
        _titled(text if language == "en" else f"{text} {translate(text, language).english}", view.shown),
        bool(_PRONOUN.search(text)),
        tuple(missing),
        tuple(sorted([*((start, end) for start, end, _ in found), *beyond])),
    )


def neighbour(text: str, view: View) -> tuple[int, re.Match[str]] | None:
    """The number of "the next one" and "the one above it", counted from what was talked of last, and where.

    "The next one" of a list of which nothing was talked of yet is none of it.
    """
    for step, said in _NEIGHBOURS.items():
        if view.shown and (match := said.search(text)):
            if view.last is None and not _PRONOUN.search(match[0]):
                return None
            return (view.last or view.shown[0].n) + step, match
    return None


def meant(refs: References, view: View) -> int | None:
    """The one shown item that is meant: a named one, else a titled one, else what was talked of last."""
    if refs.named:
        return refs.named[0]
    if refs.titled:
        return refs.titled[0]
    if not view.shown:
        return None
    return view.last if view.last is not None else view.shown[0].n


def elsewhere(text: str, view: View) -> str:
    """The brand of the shop that words name though the list has nothing of it; empty when there is none."""
    said, listed = text.casefold(), " ".join(f"{line.title} {line.brand}" for line in view.shown).casefold()
    return next(
        (
            brand
            for brand in view.brands
            if len(brand) > 2
            and brand.casefold() in said
            and brand.casefold() not in listed
            and re.search(rf"(?<!\w){re.escape(brand.casefold())}(?!\w)", said)
        ),
        "",
    )


def _titled(text: str, shown: tuple[ShownLine, ...]) -> tuple[int, ...]:
    said = title_words(text)
    by_line = {line.n: title_words(" ".join((line.title, line.brand, *line.also))) for line in shown}
    scores: dict[int, float] = {}
    for n, parts in by_line.items():
        score = 0.0
        # "the vest" is the down vest, "the fuji" the Fujifilm.
        long = tuple(word for word in said if len(word) > 3)
        ends = {part for part in parts if part.startswith(long) or part.endswith(long)}
        for part in (parts & said) | ends:
            holders = sum(part in other for other in by_line.values())
            score += 1 / holders if holders == 1 or len(by_line) < 3 else 0.2
        # A word that several titles share says nothing; one of its own does.
        if score >= 1:
            scores[n] = score
    return tuple(sorted(scores, key=lambda n: -scores[n]))


def title_words(text: str) -> set[str]:
    """The words of a title by which it can be named, without their endings; Chinese in pairs of signs."""
    parts = {
        _stem(word)
        for word in _TITLE_WORD.findall(_CJK.sub(" ", text.lower()))
        if word not in _PLAIN
        and (len(word) > 2 or word.isalnum() and any(map(str.isdigit, word)) and len(word) > 1)
    }
    for run in _CJK.findall(text):
        parts |= {run[at : at + 2] for at in range(len(run) - 1)}
    return parts


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    return word[:-1] if len(word) > 4 and word[-1] in "sne" and word[-2:] != "ss" else word
