"""The words by which texts are found: how they are cut, folded and stemmed, in any script."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex

from tastemaker.tools.catalogue.item import Item, plain

UNSPACED = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003134f"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
"""Chinese, Japanese, Thai, Lao, Burmese and Khmer have no blanks, Korean words carry their endings."""
# A run of these; or words held together by hyphens. The marks of a letter belong to its word: किताब.
RUN = regex.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+(?:-[^\W_{UNSPACED}]+)*")
_LATIN_RUN = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
"""The same in a folded text that is ASCII, found in a third of the time."""
IS_UNSPACED = re.compile(rf"[{UNSPACED}]")
PIECE = regex.compile(r"\d+|[^\W\d]+")
# What is left away in writing: accents, vowels of Arabic and Hebrew, the dot of a Hindi letter.
_LEFT_AWAY = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc\u0a3c]"
)
_ALIKE = str.maketrans("ىةکی", "يهكي")
_V = re.compile("ヴ([ァィェォ]?)")
_B = dict(zip(("ァ", "ィ", "", "ェ", "ォ"), "バビブベボ", strict=True))

# Words that hold a sentence together: they say nothing about an item. Only queries are freed of them.
_STOP = """
    a about after again against all also always am among an and another any anybody anyone anything are
    as at be became because become been before being besides between both but by can cannot could did do
    does doing done each either else ever every everybody everyone everything for from get gets getting
    give got had has have having he her here hers herself him himself his how however i if im in into is
    it its itself just let lets like looking many may maybe me might mine more most much must my myself
    need neither no nobody none nor not nothing of off offer offers often on once only or other others
    our ours over own per perhaps please quite rather really same shall she should show since so some
    somebody someone something somewhere still such than that the their theirs them themselves then
    there these they this those though through to too toward towards under until upon very via want was
    we were what when where whether which while who whoever whom whose why with within without would yet
    you your yours yourself
    的 了 我 你 吗 呢 吧 啊 是 有 在 和 与 或 个 什 么 什么 想 要 想要 请 给 买 找
"""
STOP = frozenset(_STOP.split())


def in_latin(query: str) -> str:
    """A query without its Chinese, Japanese and Korean, where there are other words in it.

    >>> in_latin("wireless headphones 无线耳机"), in_latin("无线耳机")
    ('wireless headphones', '无线耳机')
    """
    return " ".join(re.sub(rf"[{UNSPACED}]+", " ", query).split()) or query


def texts(item: Item) -> Iterator[str]:
    """Everything an item says of itself, text by text; of an attribute that is yes or no, its name."""
    yield from (item.title, item.brand, *item.categories, item.description)
    for name, value in item.added:
        if value is True:
            yield name.replace("_", " ")
        elif value is not False:
            yield from plain(value)


def tokens(text: str) -> list[str]:
    """The terms by which a text is found.

    A hyphenated word or a model number is found whole and in its pieces; Chinese, Japanese and Korean by
    characters and pairs of them.

    >>> tokens("Café cases WH-1000XM4")
    ['cafe', 'case', 'wh1000xm4', 'wh', '1000', 'xm', '4']
    >>> tokens("手机壳")
    ['手', '机', '壳', '手机', '机壳']
    """
    plain = folded(text)
    runs = _LATIN_RUN.findall(plain) if plain.isascii() else RUN.findall(plain)
    return [term for run in runs for term in _terms(run)]


@lru_cache(maxsize=1 << 18)
def _terms(run: str) -> tuple[str, ...]:
    """All terms of a run; most words of a catalogue come again and again."""
    return tuple(term for terms in terms_of(run) for term in terms)


def stem(word: str) -> str:
    """A word without its English plural (after Harman, "How effective is suffixing?", 1991).

    >>> [stem(word) for word in ("cases", "batteries", "watches", "dresses", "glass", "bus", "shoes")]
    ['case', 'battery', 'watch', 'dress', 'glass', 'bus', 'shoe']
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def terms_of(run: str) -> list[list[str]]:
    """The ways in which a run is found: by all terms of the one, or by all of the other."""
    if IS_UNSPACED.match(run):
        return [[*run, *(run[at : at + 2] for at in range(len(run) - 1))]]
    pieces = [stem(piece) for piece in PIECE.findall(run)]
    return [[stem(run.replace("-", ""))], pieces] if len(pieces) > 1 else [pieces]


def written(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return re.sub(r"['’]s\b", "", text)


def folded(text: str) -> str:
    """A text without what tells its letters apart in writing only: case, accents, widths, kinds of digits.

    >>> folded("Crème"), folded("كِتاب") == folded("كتاب"), folded("٥٠٠"), folded("ヴィーガン")
    ('creme', True, '500', 'ビーガン')
    """
    text = written(text).casefold()
    if text.isascii():
        return text
    text = _LEFT_AWAY.sub("", unicodedata.normalize("NFD", text)).translate(_ALIKE)
    text = regex.sub(r"[^\P{Nd}0-9]", lambda digit: str(unicodedata.decimal(digit[0])), text)
    return _V.sub(lambda sound: _B[sound[1]], unicodedata.normalize("NFC", text))
