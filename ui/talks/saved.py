"""The panel of the items that a shopper saved, as HTML, and their table to take along."""

import csv
from collections.abc import Callable, Mapping
from html import escape
from io import StringIO
from pathlib import Path

from tastemaker.agent.answer.language import phrase, price, title
from tastemaker.tools.catalogue.item import Catalogue, Item
from tastemaker.tools.catalogue.profiles import iso
from tastemaker.ui.pictures import icon, image
from tastemaker.ui.talks.controls import button

_COLUMNS = ("id", "title", "brand", "price", "currency", "category", "url", "saved_at")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""


def saved(
    kept: Mapping[str, float], catalogue: Catalogue, picture_of: Callable[[Item], Path | None], language: str
) -> str:
    """The items, the one that was saved last first; of what left the catalogue the id is shown."""
    if not kept:
        return f'<p class="none">{escape(phrase("nothing_saved", language))}</p>'
    rows = "".join(_row(id, catalogue.get(id), picture_of, language) for id in reversed(list(kept)))
    return f'<ul class="saved">{rows}</ul>{button("csv", phrase("as_table", language))}'


def table(kept: Mapping[str, float], catalogue: Catalogue) -> str:
    """The items as CSV, in the order in which they were saved; no cell is run by a spreadsheet."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(_COLUMNS)
    for id, at in kept.items():
        item = catalogue.get(id) or Item(id, "")
        price = "" if item.price is None else f"{item.price:.2f}"
        texts = (id, item.title, item.brand, price, item.currency, " > ".join(item.categories), item.url)
        writer.writerow([*map(_inert, texts), iso(at)])
    return written.getvalue()


def _row(id: str, item: Item | None, picture_of: Callable[[Item], Path | None], language: str) -> str:
    named = id if item is None else title(item, language)
    heading, about, drawn = escape(named), phrase("not_there", language), icon("product")
    if item is not None:
        about = " · ".join(filter(None, (price(item, language), item.brand)))
        drawn = image(picture_of(item), "") or icon(item.media)
        if item.url.startswith(("https://", "http://")):
            heading = f'<a href="{escape(item.url)}" target="_blank" rel="noopener noreferrer">{heading}</a>'
    takes_out = button("unsave", "×", phrase("take_out", language, title=named), id=id)
    return f'<li>{drawn}<div dir="auto"><h3>{heading}</h3><p>{escape(about)}</p></div>{takes_out}</li>'


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
