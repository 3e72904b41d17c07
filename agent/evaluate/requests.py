"""How well requests are read: right tool, right limits, by language, over a file of requests."""

from __future__ import annotations

import json
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tastemaker.agent.call import TOOLS, Call
from tastemaker.agent.rules import plain
from tastemaker.agent.rules.language import language
from tastemaker.agent.talks.talk import Standing
from tastemaker.agent.understand.english import heard
from tastemaker.agent.understand.guards.verify import verified
from tastemaker.agent.understand.planner import plan
from tastemaker.agent.understand.told import Before
from tastemaker.tools.errors import DataError, ModelFailed
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.shop import Shop

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def evaluate_requests(
    file: Path,
    shop: Shop,
    reader: BaseChatModel | None,
    model: BaseChatModel | None = None,
    split: str | None = None,
    failures: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """Read every request of a file of {text, calls, args, lang, shown?, split?} and count what was right.

    They are read over the fields of `shop`, whatever they ask for. `tool` is a share of all requests,
    `limits` of those that have limits; `invented` counts price limits that were read where none was said.
    What went wrong is appended to `failures`.
    """
    rows = [row for row in request_rows(file) if split is None or row.get("split") == split]
    right: list[bool] = []
    met: list[bool] = []
    invalid = invented = 0
    by_lang: defaultdict[str, list[bool]] = defaultdict(list)
    took: list[float] = []
    for row in rows:
        began = time.perf_counter()
        call = _read(row, shop, reader, model)
        took.append((time.perf_counter() - began) * 1000)
        args = row.get("args") or {}
        tool_right = call is not None and call.tool in row["calls"]
        right.append(tool_right)
        by_lang[row.get("lang", "en")].append(tool_right)
        invalid += call is None or call.tool not in TOOLS
        limits = {} if call is None else _limits(call)
        limits_right = all(_met(name, value, limits) for name, value in args.items())
        if args:
            met.append(limits_right)
        made_up = {"price_min", "price_max"} & (limits.keys() - args.keys())
        invented += bool(made_up)
        if failures is not None and not (tool_right and limits_right and not made_up):
            failures.append({"wanted": row, "tool": call and call.tool, "args": limits})
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


def _read(
    row: Mapping[str, Any], shop: Shop, reader: BaseChatModel | None, model: BaseChatModel | None
) -> Call | None:
    """The first call that a request is read as; None where the model wrote none."""
    if calls := plain.whole(row["text"], Standing(), shop):
        return calls[0]
    if reader is None:
        return next(iter(plain.calls(row["text"], Standing(), shop)), Call("chat"))
    shown = tuple(_title(one) for one in row.get("shown") or ())
    before = Before(Call("search") if shown else None, shown)
    try:
        text, _ = heard(row["text"], language(row["text"]), reader, model, shop)
        made = plan(text, before, shop, reader)
    except ModelFailed:
        return None
    return verified(made.calls, text, shop, row["text"], "\n".join(shown)).calls[0]


def _title(shown: Any) -> str:
    """The title of a listed item that is told as an object, as a pair with its price, or as a text."""
    if isinstance(shown, Mapping):
        return str(shown.get("title", ""))
    return str(shown[0]) if isinstance(shown, list | tuple) else str(shown)


def _limits(call: Call) -> dict[str, Any]:
    """The limits of a call by name; what is refused of a field is excluded, too."""
    refused = [str(value) for one in call.query.conditions if one.refuses for value in one.values]
    return Where(call.query.conditions).as_dict() | ({"exclude": refused} if refused else {})


def _met(name: str, value: Any, limits: Mapping[str, Any]) -> bool:
    got = limits.get(name)
    if name in ("price_min", "price_max"):
        return isinstance(got, int | float) and abs(got - float(value)) < 0.005
    if name == "exclude":
        wanted = {str(word).lower() for word in (value if isinstance(value, list) else [value])}
        return bool(wanted & {str(word).lower() for word in got or ()})
    return bool(got == value)


def _share(values: list[bool]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def request_rows(file: Path) -> Iterator[dict[str, Any]]:
    """The requests of a file; raises DataError with file and line."""
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
