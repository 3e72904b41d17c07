"""What is missing in a catalogue for good advice, a sentence each: what that costs."""

from collections.abc import Iterator

from tastemaker.tools.catalogue.folder import Folder
from tastemaker.tools.catalogue.inspection.history import History
from tastemaker.tools.catalogue.owner import FILE

_MOST = 0.5
"""The share of items that may lack something before it is told."""
_FEWEST_SHOPPERS = 100
"""With two items or more: of fewer it is chance what goes together."""


def lacking(folder: Folder, history: History) -> Iterator[str]:
    """What a catalogue lacks."""
    items = list(folder.catalogue)
    lacks = {
        "description, so that words find them by title alone": [not item.description for item in items],
        "picture, so that a photo does not find them": [not item.images for item in items],
        "category, so that nothing is known of their kind": [not item.categories for item in items],
        "price, so that they are left out where one is asked for": [item.price is None for item in items],
    }
    for what, missing in lacks.items():
        if sum(missing) > _MOST * len(items):
            yield f"{sum(missing):,} of {len(items):,} items have no {what}"
    if bare := sum(item.price is not None and not item.currency for item in items):
        yield (
            f"{bare:,} prices have no currency, so that limits in another one cannot be compared with them; "
            f"say it in {FILE}, as in `price: {{unit: EUR}}`"
        )
    if (gone := sum(item.sold_out for item in items)) > _MOST * len(items):
        yield f"{gone:,} of {len(items):,} items are sold out, and never recommended"
    if not folder.interactions:
        yield "there is no history (interactions.csv), so that nothing is known of who takes what"
        return
    if history.several < _FEWEST_SHOPPERS:
        yield (
            f"only {history.several:,} shoppers dealt with two items or more, so that what goes together "
            f"is hardly learned; it takes {_FEWEST_SHOPPERS} and more"
        )
    if history.timeless > _MOST * len(folder.interactions):
        of = f"{history.timeless:,} of {len(folder.interactions):,}"
        yield f"{of} events have no time, so that none of them is recent"
