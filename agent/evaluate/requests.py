"""How well requests are read: right tool, right limits, by language, over a file of requests."""

from __future__ import annotations

import json
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tastemaker.agent.call import Call
from tastemaker.agent.rules.decide import NAMES, decide
from tastemaker.agent.rules.reading.language import language
from tastemaker.agent.rules.reading.view import Reading, ShownLine, View
from tastemaker.agent.understand.planner import plan
from tastemaker.agent.understand.reader import TAUGHT
from tastemaker.agent.understand.told import Before
from tastemaker.agent.understand.verify import verified
from tastemaker.tools.errors import DataError, ModelFailed
from tastemaker.tools.search.where import Where
from tastemaker.tools.shop import Shop

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def evaluate_requests(
    file: Path,
    model: BaseChatModel | None,
    split: str | None = None,
    failures: list[dict[str, Any]] | None = None,
    reader: BaseChatModel | None = None,
    shop: Shop | None = None,
) -> dict[str, Any]:
    """Read every request of a file of {text, calls, args, lang, shown?, split?} and count what was right.

    Rules and `model` read them; a taught `reader` those in its languages, over the fields of `shop`. `tool`
    is a share of all requests, `limits` of those that have limits; `invented` counts price limits that were
    read where none was said. What went wrong is appended to `failures`.
    """
    rows = [row for row in request_rows(file) if split is None or row.get("split") == split]
    right: list[bool] = []
    met: list[bool] = []
    invalid = invented = 0
    by_lang: defaultdict[str, list[bool]] = defaultdict(list)
    took: list[float] = []
    for row in rows:
        began = time.perf_counter()
        if reader is not None and shop is not None and language(row["text"]) in TAUGHT:
            reading = _written(row, reader, shop)
        else:
            reading = decide(row["text"], view_of(row), model).reading
        took.append((time.perf_counter() - began) * 1000)
        args = row.get("args") or {}
        tool_right = reading.tool in row["calls"]
        right.append(tool_right)
        by_lang[row.get("lang", "en")].append(tool_right)
        invalid += reading.tool not in NAMES
        limits_right = all(_met(name, value, reading) for name, value in args.items())
        if args:
            met.append(limits_right)
        made_up = {"price_min", "price_max"} & reading.certain & (reading.args.keys() - args.keys())
        invented += bool(made_up)
        if failures is not None and not (tool_right and limits_right and not made_up):
            failures.append({"wanted": row, "tool": reading.tool, "args": dict(reading.args)})
    return {
        "requests": len(rows),
        "tool": _share(right),
        "limits": _share(met),
        "invalid": invalid,
        "by_lang": {lang: {"requests": len(ok), "tool": _share(ok)} for lang, ok in sorted(by_lang.items())},
        "ms_median": round(statistics.median(took), 1) if took else 0.0,
        "limited": len(met),
        "invented": invented,
    }


def _written(row: Mapping[str, Any], reader: BaseChatModel, shop: Shop) -> Reading:
    """The first call that a model writes of a request, as far as the words support it."""
    view, text = view_of(row), row["text"]
    titles = tuple(line.title for line in view.shown)
    before = Before(Call("search") if titles else None, titles)
    try:
        made = verified(plan(text, before, shop, reader).calls, text, shop, "\n".join(titles)).calls[0]
    except ModelFailed:
        return Reading("")
    limits = Where(made.query.conditions).as_dict()
    return Reading(made.tool, limits, frozenset(limits))


def view_of(row: Mapping[str, Any]) -> View:
    """The view of a request: its shown list, as titles with prices, or as objects."""
    return View(shown=tuple(_line(n, shown) for n, shown in enumerate(row.get("shown") or (), start=1)))


def _line(n: int, shown: Any) -> ShownLine:
    if isinstance(shown, Mapping):
        price = shown.get("price")
        return ShownLine(
            n=n,
            title=str(shown.get("title", "")),
            price=float(price) if isinstance(price, int | float) else None,
            brand=str(shown.get("brand") or ""),
            media=str(shown.get("media") or "product"),
        )
    if isinstance(shown, list | tuple):
        title, *rest = shown
        return ShownLine(
            n=n, title=str(title), price=float(rest[0]) if rest and rest[0] is not None else None
        )
    title, price = _split_price(str(shown))
    return ShownLine(n=n, title=title, price=price)


def _split_price(text: str) -> tuple[str, float | None]:
    """A title and the price at its end: "Rain jacket (89.00)", "Rain jacket, €89"."""
    head, separator, tail = text.rstrip(" )€$£₹元").rpartition(" ")
    try:
        return head.rstrip(" (,-–—:|"), float(tail.strip("(€$£₹¥").replace(",", "")) if separator else None
    except ValueError:
        return text, None


def _met(name: str, value: Any, reading: Reading) -> bool:
    got = reading.args.get(name)
    if name in ("price_min", "price_max"):
        return isinstance(got, int | float) and abs(got - float(value)) < 0.005
    if name == "exclude":
        wanted = {str(word).lower() for word in (value if isinstance(value, list) else [value])}
        return bool(wanted & {str(word).lower() for word in got or ()})
    return bool(got == value)


def _share(values: list[bool]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def request_rows(file: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text, calls = row["text"], row["calls"]
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{file}:{number}: not a request with text and calls ({error})") from error
        if not isinstance(text, str) or not isinstance(calls, list):
            raise DataError(f"{file}:{number}: text must be a string and calls a list")
        yield row
