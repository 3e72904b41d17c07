"""The fields of a catalogue as a table to read in the terminal."""

from datetime import date, timedelta
from itertools import islice

from tastemaker.tools.catalogue.schema import Field, Schema
from tastemaker.ui.commands.common import table

MOST_VALUES = 200
"""Values of one field that are printed as JSON."""
_WIDTH = 72
"""Characters of values in a line of the table."""


def as_table(schema: Schema) -> str:
    """One line a field: name, kind, unit, share of the items that state it, and its values."""
    rows = [("field", "kind", "unit", "items", "values")]
    rows += [
        (each.name, each.kind, each.unit, f"{each.share:.1%}", _hidden(each) + _values(each))
        for each in schema.values()
    ]
    return table(rows)


def _hidden(field: Field) -> str:
    return "(hidden) " if field.hidden else ""


def _values(field: Field) -> str:
    if field.values:
        told, line = 0, ""
        for value, count in islice(field.values.items(), MOST_VALUES):
            longer = f"{line}{', ' if line else ''}{' '.join(value.split())} {count}"
            if told and len(longer) > _WIDTH:
                break
            line, told = longer[:_WIDTH], told + 1
        return line + (f" and {len(field.values) - told:,} more" if told < len(field.values) else "")
    if field.low is None or field.high is None:
        return ""
    low, high = (_day(end) if field.kind == "date" else f"{end:,.6g}" for end in (field.low, field.high))
    return low if low == high else f"{low} to {high}"


def _day(days: float) -> str:
    return (date(1970, 1, 1) + timedelta(days=days)).isoformat()
