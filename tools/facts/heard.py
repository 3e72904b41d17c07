"""What buyers say to a question about an item, be it that they are asked or that the catalogue is."""

from collections.abc import Sequence

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.facts.reviews.aspects import ALL
from tastemaker.tools.facts.reviews.opinions import Opinion
from tastemaker.tools.shop import Shop


def asks_buyers(shop: Shop, texts: Sequence[str]) -> bool:
    """Whether a question is about what buyers say; never in a shop without reviews."""
    return shop.opinions is not None and any(ALL in shop.opinions.named(text) for text in texts)


def heard(shop: Shop, item: Item, topics: Sequence[str]) -> list[Opinion]:
    """What buyers say of an item to a topic, that may be put in several ways: the first counts.

    Where they are asked, the first that names anything; where none does, it is what they say in all.
    """
    opinions = shop.opinions
    if opinions is None:
        return []
    asked = asks_buyers(shop, topics)
    put = [opinions.named(topic) - {ALL} for topic in topics]
    named = next(filter(None, put if asked else put[:1]), frozenset((ALL,) if asked else ()))
    vector = shop.text_encoder.encode(topics[:1], query=True)[0]
    return opinions.about(shop.row(item.id), sorted(named), vector)
