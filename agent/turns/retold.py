"""A finished turn once more: the answer as it was given, from what is kept of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from tastemaker.agent.answer.ask_back import Question
from tastemaker.agent.events import Answer, Called, Claims, Shown
from tastemaker.agent.talks.talk import Record
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.facts.answers import Fact
from tastemaker.tools.fusion.fuse import Evidence, Recommendation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.relax import Relaxation
from tastemaker.tools.search.listing import Miss, Near
from tastemaker.tools.shop import Shop


def answer_of(record: Record, session: str, shop: Shop) -> Answer:
    """The answer of a turn that is kept; items that have left the catalogue are as they were called then.

    What tools answered to the model is not kept. Raises KeyError, TypeError or ValueError for what another
    version kept otherwise.
    """
    told = record.answer
    return Answer(
        text=record.said,
        user=record.user,
        session=session,
        calls=tuple(
            Called(call["tool"], call["args"], call["ms"], call["found"], "") for call in told["calls"]
        ),
        items=tuple(_shown(shown, shop) for shown in told["items"]),
        reply=told["reply"],
        claims=Claims(**told["claims"]),
        relaxed=tuple(
            Relaxation(Condition.of_json(one["condition"]), one["to"], one["count"])
            for one in told["relaxed"]
        ),
        near=tuple(_near(told["near"], shop)),
        answers=tuple(_facts(told["answers"], shop)),
        limits=told["limits"],
        asked=told["asked"] and Question(told["asked"]["about"], tuple(told["asked"]["choices"])),
        usage=told["usage"],
        ms=told["ms"],
        model=told["model"],
        notes=tuple(told["notes"]),
    )


def _shown(told: Mapping[str, Any], shop: Shop) -> Shown:
    reasons = told["evidence"]
    evidence = tuple(
        Evidence(one["kind"], one["weight"], tuple(one["refs"]), one.get("values", {})) for one in reasons
    )
    listed = Recommendation(_item(told, shop), told["score"], evidence)
    return Shown(told["n"], listed, told["reason"], told["need"], tuple(one["detail"] for one in reasons))


def _item(told: Mapping[str, Any], shop: Shop) -> Item:
    if (item := shop.catalogue.get(told["id"])) is not None:
        return item
    named = {name: told[name] for name in ("id", "title", "media", "brand", "price")}
    return Item(**named, categories=tuple(told["category"].split(" > ")), currency=shop.currency)


def _near(told: list[Mapping[str, Any]], shop: Shop) -> Iterator[Near]:
    for one in told:
        if (item := shop.catalogue.get(one["id"])) is not None:
            yield Near(item, tuple(Miss(Condition.of_json(miss), miss["has"]) for miss in one["misses"]))


def _facts(told: list[Mapping[str, Any]], shop: Shop) -> Iterator[Fact]:
    for one in told:
        if (item := shop.catalogue.get(one["item"])) is not None:
            yield Fact(item, one["field"], one["value"] or "", one["unit"], one.get("best", False))
