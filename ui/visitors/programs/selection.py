"""Which variants of an item some options mean, and what of the other options can be had beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from tastemaker.tools.catalogue.item import Variant

_MOST_VALUES = 100
"""Of one option, that are told."""

Selection = Mapping[str, str]
"""Values of options by their names, as the item spells them."""


def matching(variants: Sequence[Variant], selected: Selection) -> list[Variant]:
    """The variants that have all of these options, those first that can be had."""
    found = [variant for variant in variants if selected.items() <= variant.options.items()]
    return sorted(found, key=lambda variant: variant.sold_out)


def effective(
    variants: Sequence[Variant], wished: Sequence[tuple[str, str]], preferences: Sequence[str]
) -> dict[str, str]:
    """As many of the options wished for as one variant has together.

    What no variant has is dropped first, then what is named last in `preferences` or not there.
    """
    named = [name.casefold() for name in preferences]
    spelled = (_spelled(variants, name, label) for name, label in wished)
    known = [option for option in spelled if option is not None]
    known.sort(
        key=lambda option: named.index(option[0].casefold()) if option[0].casefold() in named else len(named)
    )
    selected = dict(known)
    while not matching(variants, selected):
        selected.popitem()
    return selected


def options(variants: Sequence[Variant]) -> dict[str, list[str]]:
    """The options in which variants differ, each with its values, in their order."""
    found: dict[str, dict[str, None]] = {}
    for variant in variants:
        for name, label in variant.options.items():
            found.setdefault(name, {})[label] = None
    return {name: list(labels)[:_MOST_VALUES] for name, labels in found.items()}


def signals(variants: Sequence[Variant], selected: Selection) -> list[dict[str, Any]]:
    """The options, of each value whether a variant has it beside the others selected, and one to be had."""
    return [
        {"name": name, "values": [_signal(variants, {**selected, name: label}, label) for label in labels]}
        for name, labels in options(variants).items()
    ]


def _signal(variants: Sequence[Variant], selected: Selection, label: str) -> dict[str, Any]:
    found = matching(variants, selected)
    available = any(not variant.sold_out for variant in found)
    return {"label": label, "available": available, "exists": bool(found)}


def _spelled(variants: Sequence[Variant], name: str, label: str) -> tuple[str, str] | None:
    """An option as some variant spells it; None where no variant has it."""
    wished = name.casefold(), label.casefold()
    each = (option for variant in variants for option in variant.options.items())
    return next((option for option in each if (option[0].casefold(), option[1].casefold()) == wished), None)
