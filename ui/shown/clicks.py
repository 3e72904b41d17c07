"""What a click on items asks for, as a call: nothing of it has to be read out of words."""

from collections.abc import Mapping
from typing import Any

from tastemaker.agent.answer.language import listed, phrase, title
from tastemaker.agent.call import Call
from tastemaker.tools.facts.references import reference
from tastemaker.tools.shop import Shop
from tastemaker.ui.shown.frame import short
from tastemaker.ui.shown.progress import Turn
from tastemaker.ui.shown.refusals import refusals

OF_ONE_ITEM = ("like", "dislike", "purchase", "save", "more", "refuse")
MOST_COMPARED = 4


def clicked(action: Mapping[str, Any], last: Turn, shop: Shop) -> tuple[str, Call] | None:
    """What is said by a click, and the call that it is; None where no button of this page makes it.

    `last` is the last turn: why an item is not right changes the list that it stands in.
    """
    done, item = action.get("do"), shop.catalogue.get(str(action.get("id")))
    if done == "compare":
        return _compare(action.get("ids"), last.language, shop)
    if item is None:
        return None
    named = short(title(item, last.language))
    if done == "more":
        return phrase("similar_to", last.language, title=named), Call("similar", items=(reference(item),))
    # The item as it is listed: its price is that of the variant.
    listed_as = {shown.recommendation.item.id: shown.recommendation.item for shown in last.items}
    if done == "refuse" and item.id in listed_as:
        reasons = enumerate(refusals(listed_as[item.id], shop.schema, last.language))
        for n, (told, call) in reasons:
            if str(n) == str(action.get("n")):
                return f"{named}: {told}", call
    return None


def _compare(ids: Any, language: str, shop: Shop) -> tuple[str, Call] | None:
    """Two to four items side by side; those that are gone meanwhile are left out."""
    named = map(str, ids[:MOST_COMPARED]) if isinstance(ids, list) else ()
    items = [item for id in dict.fromkeys(named) if (item := shop.catalogue.get(id))]
    if len(items) < 2:
        return None
    said = listed([short(title(item, language)) for item in items], language)
    call = Call("compare", items=tuple(map(reference, items)))
    return phrase("compare_asked", language, titles=said), call
