"""What the owner sees: the catalogue as it was understood, what was asked in vain, and the last errors."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tastemaker.agent.talks.unmet import unmet
from tastemaker.tools.catalogue.inspection.dropped import grouped
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.shop import Shop

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

_TURNS = 5_000
"""So many of the last turns are looked through."""
_MOST = 100
_VALUES = 6
_STYLE = Path(__file__).with_name("overview.css")


def overview(agent: "Agent", errors: Sequence[tuple[float, str]] = ()) -> str:
    """The whole page; raises DataError where the conversations cannot be read."""
    shop = agent.shop
    missed = unmet(agent.memory.sessions.latest(_TURNS))
    parts = {
        "Catalogue": _table((), _counted(shop)),
        "Asked for and not found": _table(
            ("need", "times", "last"),
            ((each.need, f"{each.count:,}", _at(each.last)) for each in missed[:_MOST]),
        ),
        "Last errors": _table(("when", "what"), ((_at(when), what) for when, what in errors)),
        "Not used as it stands": _table(
            ("rows", "what"), ((f"{each.count:,}", str(each)) for each in grouped(shop.problems)[:_MOST])
        ),
        "Fields": _table(
            ("field", "kind", "unit", "stated", "", "values"), (_field(each) for each in shop.schema.values())
        ),
    }
    inner = "".join(f"<h2>{name}</h2>{table}" for name, table in parts.items())
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tastemaker: for the owner</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head><body><h1>For the owner</h1>"
        f'<p><a href="/">To the chat</a></p>{inner}</body></html>'
    )


def _counted(shop: Shop) -> Iterator[tuple[str, str]]:
    items = list(shop.catalogue)
    yield "items", f"{len(items):,}"
    yield "pictures", f"{sum(len(item.images) for item in items):,}"
    yield "sold in several forms", f"{sum(bool(item.variants) for item in items):,}"
    yield "sold out", f"{sum(item.sold_out for item in items):,}"
    yield "shoppers with a history", f"{len(shop.purchases.users):,}"


def _field(each: Field) -> tuple[str | float, ...]:
    values = ", ".join(f"{value} ({count:,})" for value, count in islice(each.values.items(), _VALUES))
    if (
        not values
        and each.kind in ("number", "money", "range")
        and each.low is not None
        and each.high is not None
    ):
        values = f"{each.low:,.6g} to {each.high:,.6g}"
    return each.name, each.kind, each.unit, f"{each.share:.0%}", each.share, values


def _table(heads: Sequence[str], rows: Iterable[Sequence[str | float]]) -> str:
    """Rows of cells; a number is a share, which is drawn."""
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    if not body:
        return "<p>Nothing.</p>"
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    return f"<div><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    return f'<td><meter value="{value:.3f}" aria-label="{value:.0%} of the items"></meter></td>'


def _at(time: float) -> str:
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M UTC")
