"""What was understood of a catalogue folder, to read in the terminal."""

from collections.abc import Iterator

from tastemaker.tools.catalogue.inspection.history import History
from tastemaker.tools.catalogue.inspection.inspect import Inspection
from tastemaker.ui.commands.common import table


def as_text(seen: Inspection) -> str:
    """The parts one after the other, each with its heading."""
    counted = [
        (each.name, "" if each.rows is None else f"{each.rows:,} rows", each.kind) for each in seen.sources
    ]
    fields = [
        (each.field.column, each.field.name, each.field.kind, each.field.unit, f"{each.field.share:.1%}")
        + (" · ".join(each.examples),)
        for each in seen.fields
    ]
    parts = {
        "Files": table(counted),
        "Items": ", ".join(_items(seen)),
        "Fields": table([("column", "field", "kind", "unit", "items", "examples"), *fields]),
        "Not used as it stands": "\n".join(map(str, seen.dropped)),
        "History": "\n".join(_history(seen.history)),
        "Missing for good advice": "\n".join(seen.lacking),
    }
    return "\n\n".join(f"{name}\n{text}" for name, text in parts.items() if text)


def _items(seen: Inspection) -> Iterator[str]:
    yield f"{seen.items:,} items"
    yield f"{seen.pictures:,} pictures"
    if seen.reviews:
        yield f"{seen.reviews:,} reviews"
    if seen.variants:
        yield f"{seen.variants:,} sold in several forms"
    if seen.sold_out:
        yield f"{seen.sold_out:,} sold out"
    if seen.stated:
        yield f"{seen.stated:,} attributes read from their texts"


def _history(history: History) -> Iterator[str]:
    if not history.events:
        return
    yield ", ".join(f"{count:,} {event}s" for event, count in history.events.items())
    span = f", {history.first} to {history.last}" if history.first else ""
    yield f"{history.shoppers:,} shoppers, {history.items:,} items{span}"
    if history.lowest is not None:
        yield f"ratings from {history.lowest:g} to {history.highest:g}, on a scale from 1 to 5"
