"""What descriptions state line by line: "Battery: 38 h"; tables and lists of HTML are such lines, too.

A line counts where the pattern is sure: a short name, a short value, and the same name in several items or of
a column, or several such lines in one item.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from tastemaker.tools.catalogue.cells.sales import WAS
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.values.reduced import SALES

_LINE = re.compile(
    r"[\s•·▪◦‣*–—-]{0,3}(?P<name>[^\W\d_][^:：,;!?.…\"“”„«»|=<>]{0,39}?(?: ?\([^():：]{1,20}\))?)"
    r"\s?(?:：|:\s|(?<!\d):(?=\w))\s*(?P<value>\S.*)"
)
_WORDS, _LONGEST_WORDS = 4, 8
"""How many words a name and a value have at most."""
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIGNS = 12
"""How many signs a name has in a script without blanks."""
_LONGEST = 60
"""Characters of a value."""
_NO_VALUE = re.compile(
    r"://|\bwww\.|@|\b\d{1,2}:\d\d\b|[:：]\s|[.!?]\s+[^\W\d_a-z]|[“”„«»]|[。！？]\S|[!?…！？]$"
)
"""What is in prose, in links and in times, and in no value."""
_NUMBERED = re.compile(r"\d$")
_SEVERAL, _SHARE, _MANY = 2, 0.0005, 3
"""Items that have a name, as many and as a share of all; lines of one item."""
_MOST = 50
"""Lines that are looked at of one item."""
_LEADS = frozenset(
    "note|notes|please note|nb|ps|tip|tips|hint|warning|caution|attention|important|remember|example|update"
    "|question|answer|q|a|pro|pros|con|cons|hinweis|achtung|wichtig|tipp|beispiel|frage|antwort|remarque"
    "|conseil|exemple|nota|aviso|atención|importante|ejemplo|consejo|avvertenza|attenzione|esempio"
    "|observação|atenção|dica|exemplo|注意|提示|备注|注|例|ध्यान दें".split("|")
)
"""What stands before prose."""
_ITS_OWN = frozenset(
    ("id", "title", "name", "description", "category", "categories", "brand", "price", "currency", "media")
    + ("image", "images", "url", "link", "created at", "in stock", "stock", "availability", "variants")
    + ("attributes", "sale price", "regular price", WAS, *SALES)
)
"""What an item says in fields of its own, or not at all."""


def with_stated(items: Iterable[Item], known: Iterable[Item] = ()) -> tuple[list[Item], int]:
    """The items with what their descriptions state as attributes, where they have none; how many these are.

    What others that are `known` have is a column already.

    >>> texts = ("Light.\\nBattery: 38 h", "Loud.\\nBattery: 12 h\\nNote: not for children")
    >>> found, count = with_stated(Item(str(n), "Radio", text) for n, text in enumerate(texts))
    >>> [dict(item.attributes) for item in found], count
    ([{'battery': '38 h'}, {'battery': '12 h'}], 2)
    """
    listed = list(items)
    names = dict.fromkeys(name for item in chain(known, listed) for name in item.attributes)
    columns = {_plain(name): name for name in names}
    found = [_lines(item) for item in listed]
    counts = Counter(name for lines in found for name in lines)
    several = max(_SEVERAL, _SHARE * len(listed))
    count = 0
    for place, (item, lines) in enumerate(zip(listed, found, strict=True)):
        given = {_plain(name) for name in (*item.attributes, *item.figures)}
        stated = {
            columns.get(name, name): value
            for name, value in lines.items()
            if name not in given and (name in columns or counts[name] >= several or len(lines) >= _MANY)
        }
        if stated:
            listed[place] = replace(item, attributes={**item.attributes, **stated})
            count += len(stated)
    return listed, count


def _lines(item: Item) -> Mapping[str, str]:
    """What the lines of a description may state; not what it states twice, each time something else."""
    if ":" not in item.description and "：" not in item.description:
        return {}
    said: dict[str, str] = {}
    twice = set[str]()
    for name, value in _stated(item.description):
        if said.setdefault(name, value) != value:
            twice.add(name)
    return {name: value for name, value in said.items() if name not in twice}


def _stated(text: str) -> Iterator[tuple[str, str]]:
    lines = (line for line in text.split("\n") if ":" in line or "：" in line)
    for line, _ in zip(lines, range(_MOST), strict=False):
        match = _LINE.fullmatch(line.strip()) if len(line) <= 2 * _LONGEST else None
        if match is None or _NO_VALUE.search(value := match["value"]):
            continue
        name, value = _plain(match["name"]), value.rstrip(" .,;")
        words, signs = len(name.split()), _SIGNS if _UNSPACED.search(name) else _LONGEST
        if words > _WORDS or len(name) > signs or name in _LEADS or name in _ITS_OWN:
            continue
        short = 0 < len(value) <= _LONGEST and len(value.split()) <= _LONGEST_WORDS
        if short and not _NUMBERED.search(name):
            yield name, value


def _plain(name: str) -> str:
    """A name as it is compared: "Battery_life" is "battery life"."""
    return " ".join(name.casefold().replace("_", " ").split())
