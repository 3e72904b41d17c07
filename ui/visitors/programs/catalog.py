"""The catalogue in the names and shapes of the Universal Commerce Protocol: search, lookup, one product."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from tastemaker.tools.catalogue.item import Item, Variant
from tastemaker.tools.errors import Retry
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.lists import Lists
from tastemaker.tools.search.limits.conditions import BoolArray, Condition, Op
from tastemaker.tools.search.limits.judging import bounds
from tastemaker.tools.search.ranked import Ranked
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop
from tastemaker.ui.visitors.programs.money import currency, major
from tastemaker.ui.visitors.programs.products import MOST_VARIANTS, product, variant, variants_of
from tastemaker.ui.visitors.programs.requests import (
    MOST_LISTED,
    Filters,
    LookupRequest,
    PriceFilter,
    ProductRequest,
    SearchRequest,
)
from tastemaker.ui.visitors.programs.selection import effective, matching, signals

VERSION = "2026-08-25"
"""Of the protocol."""
_LONGEST_ID = 200
"""Characters of an id that was not found, told again."""

Response = dict[str, Any]


class UniversalCatalog:
    """The catalogue of a shop for programs: nobody's conversation, and nobody's history counts.

    An item whose price is not known is no product of the protocol, which wants one of each.
    """

    def __init__(self, shop: Callable[[], Shop]) -> None:
        self._shop = shop
        self._last: _Offered | None = None

    def search_catalog(self, asked: SearchRequest) -> Response:
        """Search for products by a need in words, by filters, or by both; the best come first.

        Amounts are in the currency's smallest coin: 1999 is 19.99 EUR.
        """
        shop = self._shop()
        try:
            made = _ranked(shop, asked)
        except Retry as retry:
            return refused("search", "invalid_filter", f"{retry}.")
        rows = made.ranking.rows[self._offered(shop).priced[made.ranking.rows]]
        unpriced = len(made.ranking.rows) - len(rows)
        if asked.filters.availability and "in_stock" not in asked.filters.availability:
            rows = rows[:0]  # what cannot be had is never listed
        first, count = int(asked.pagination.cursor), min(asked.pagination.limit, MOST_LISTED)
        page = rows[first : first + count].tolist()
        more = first + count < len(rows)
        told: Response = {
            "products": [self._found(shop, made, row) for row in page],
            "pagination": {"has_next_page": more, "total_count": len(rows)}
            | ({"cursor": str(first + count)} if more else {}),
        }
        if unpriced:
            said = f"Found besides, without a known price: {unpriced}; the tool `search` lists them."
            told["messages"] = [{"type": "info", "code": "price_unknown", "content": said}]
        return {"ucp": _envelope("search"), **told}

    def lookup_catalog(self, asked: LookupRequest) -> Response:
        """Look up products by the ids of products or variants: of each, the variant that is meant."""
        shop = self._shop()
        meant: dict[str, tuple[Item, dict[str, dict[str, Any]]]] = {}
        missing = []
        for id in dict.fromkeys(asked.ids):
            found = self._find(shop, id)
            if found is None:
                missing.append({"type": "info", "code": "not_found", "content": id[:_LONGEST_ID]})
                continue
            item, form = found
            match = "featured" if form is None else "exact"
            form = form or _featured(item)
            forms = meant.setdefault(item.id, (item, {}))[1]
            told = forms.setdefault(form.id, {**variant(item, form, shop.currency), "inputs": []})
            told["inputs"].append({"id": id, "match": match})
        products = [product(item, forms.values(), shop.currency) for item, forms in meant.values()]
        messages = {"messages": missing} if missing else {}
        return {"ucp": _envelope("lookup"), "products": products, **messages}

    def get_product(self, asked: ProductRequest) -> Response:
        """Get one product, its variants with the options selected, and what can be had of the others."""
        shop = self._shop()
        found = self._find(shop, asked.id)
        if found is None:
            said = f"Product not found: {asked.id[:_LONGEST_ID]}"
            return refused("lookup", "not_found", said, "unrecoverable")
        item, form = found
        forms = variants_of(item)
        wished = [(option.name, option.label) for option in asked.selected]
        selected: Mapping[str, str] = effective(forms, wished, asked.preferences)
        if form is not None or not selected:
            form = form or _featured(item)
            selected = form.options
        fitting = [form, *matching(forms, selected)] if form else matching(forms, selected)
        shown = {each.id: variant(item, each, shop.currency) for each in fitting[:MOST_VARIANTS]}
        told = product(item, shown.values(), shop.currency)
        chosen = [{"name": name, "label": label} for name, label in selected.items()]
        told |= {"options": signals(forms, selected), "selected": chosen}
        return {"ucp": _envelope("lookup"), "product": told}

    def _found(self, shop: Shop, made: Ranked, row: int) -> dict[str, Any]:
        """A product of a search, in its variants that can be had: those that fit come first."""
        item = shop.catalogue[shop.ids[row]]
        forms = [form for form in variants_of(item) if not form.sold_out]
        if shop.variants is not None and item.there:
            fitting = shop.variants.fitting(row, made.where.verdicts(shop), made.asked.query)
            ids = {
                form.id for form, own in zip(variants_of(item), item.variants, strict=True) if own in fitting
            }
            forms.sort(key=lambda form: form.id not in ids)
        shown = (variant(item, form, shop.currency) for form in forms[:MOST_VARIANTS])
        return product(item, shown, shop.currency)

    def _find(self, shop: Shop, id: str) -> tuple[Item, Variant | None] | None:
        """The item of an id, and its variant where it is a variant's."""
        item = shop.catalogue.get(id)
        if item is not None:
            return (item, None) if item.price is not None else None
        return self._offered(shop).forms.get(id)

    def _offered(self, shop: Shop) -> "_Offered":
        """What of a shop are products; kept until there is a newer build."""
        offered = self._last
        if offered is None or offered.shop is not shop:
            offered = self._last = _Offered(shop)
        return offered


class _Offered:
    """The items of a shop that are products: those whose price is known."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    @cached_property
    def priced(self) -> BoolArray:
        """Which rows they are; a price in a currency without a rate is known, too."""
        return np.fromiter((item.price is not None for item in self.shop.catalogue), bool, len(self.shop.ids))

    @cached_property
    def forms(self) -> Mapping[str, tuple[Item, Variant]]:
        """Each variant of them, with its item, by its id."""
        sold = (item for item in self.shop.catalogue if item.variants and item.price is not None)
        return {form.id: (item, form) for item in sold for form in variants_of(item)}


def refused(capability: str, code: str, said: str, severity: str = "recoverable") -> Response:
    """The answer where a request cannot be fulfilled, with one sentence for why."""
    message = {"type": "error", "code": code, "content": said, "severity": severity}
    return {"ucp": {**_envelope(capability), "status": "error"}, "messages": [message]}


def _envelope(capability: str) -> dict[str, Any]:
    name = f"dev.ucp.shopping.catalog.{capability}"
    return {"version": VERSION, "capabilities": {name: [{"version": VERSION}]}}


def _ranked(shop: Shop, asked: SearchRequest) -> Ranked:
    """What fits a search, best first; raises Retry for a filter that cannot be used in this shop."""
    nobody = Situation()
    lists = Lists(shop, Routes(shop, (), nobody.passed_over), nobody)
    return lists.search(asked.query, list(_conditions(shop, asked.filters, asked.context.currency or "")))


def _conditions(shop: Shop, filters: Filters, asked_in: str) -> Iterable[Condition]:
    """The filters as conditions on the fields of the shop."""
    code = currency(asked_in or shop.currency)
    prices = [field for field in shop.schema.values() if field.column == "price"]  # one for each currency
    for op, amount in _ends(filters.price):
        limit = Condition("price", op, (major(amount, code),), asked_in.upper())
        if prices and not any(bounds(limit, price) for price in prices):
            raise Retry(f"prices are in {shop.currency} here and nobody says what one {code} is; use that")
        yield limit
    named = {"category": filters.categories, "brand": filters.brand, **(filters.model_extra or {})}
    for field, values in named.items():
        if values:
            yield Condition(field, "=", tuple(values))


def _ends(price: PriceFilter) -> Iterable[tuple[Op, int]]:
    """The ends that a filter gives, each as it bounds prices."""
    if price.min is not None:
        yield ">=", price.min
    if price.max is not None:
        yield "<=", price.max


def _featured(item: Item) -> Variant:
    """The variant that stands for an item: the cheapest that can be had, else the cheapest."""
    return min(variants_of(item), key=lambda form: (form.sold_out, form.price or 0.0))
