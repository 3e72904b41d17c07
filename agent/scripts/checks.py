"""What did not hold of a turn of a script: its calls, its list, its limits, what was said."""

from collections.abc import Iterator, Sequence
from typing import Any

from tastemaker.agent.events import Answer, Failed
from tastemaker.agent.scripts.scripted import Expect, Listed
from tastemaker.tools.catalogue.profiles import KeptFact


def unmet(expect: Expect, outcome: Answer | Failed, before: Sequence[Listed]) -> Iterator[str]:
    if isinstance(outcome, Failed):
        if expect.fails is None or expect.fails.casefold() not in outcome.sentence.casefold():
            yield f"the turn failed: {outcome.sentence}"
        return
    if expect.fails is not None:
        yield f"the turn did not fail with '{expect.fails}'"
    items = [listed(shown.recommendation.item) for shown in outcome.items]
    ids = [item.id for item in items]
    if expect.calls is not None and (called := [call.tool for call in outcome.calls]) != expect.calls:
        yield f"called {called}, expected {expect.calls}"
    args = outcome.calls[-1].args if outcome.calls else {}
    yield from (
        f"{name} is {args.get(name)!r}, expected {v!r}"
        for name, v in expect.args.items()
        if args.get(name) != v
    )
    yield from (f"{id} is not in the list {ids}" for id in expect.items if id not in ids)
    yield from (f"{id} is in the list" for id in expect.without if id in ids)
    if expect.first is not None and ids[:1] != [expect.first]:
        yield f"the first item is {ids[:1]}, expected {expect.first}"
    if expect.items_at_least is not None and len(items) < expect.items_at_least:
        yield f"{len(items)} items, expected at least {expect.items_at_least}"
    if expect.items_at_most is not None and len(items) > expect.items_at_most:
        yield f"{len(items)} items, expected at most {expect.items_at_most}"
    for name, value in expect.all.items():
        yield from (f"{item.id} has not {name} {value}" for item in items if not item.has(name, value))
    for name, value in expect.none.items():
        yield from (f"{item.id} has {name} {value}" for item in items if item.has(name, value))
    if expect.others:
        yield from (f"{id} was in the list before" for id in ids if id in {item.id for item in before})
    for wanted in expect.some:
        if not any(all(item.has(name, value) for name, value in wanted.items()) for item in items):
            yield f"no item has {wanted}"
    yield from _broken_prices(expect, items, before)
    yield from _broken_answer(expect, outcome)


def unmet_facts(expect: Expect, facts: Sequence[KeptFact]) -> Iterator[str]:
    kept = [fact.fact for fact in facts]
    if expect.facts is not None and (
        len(kept) != len(expect.facts)
        or any(
            words.casefold() not in fact.casefold() for words, fact in zip(expect.facts, kept, strict=True)
        )
    ):
        yield f"what is remembered is {kept}, expected {expect.facts}"


def _broken_prices(expect: Expect, items: Sequence[Listed], before: Sequence[Listed]) -> Iterator[str]:
    ceiling = expect.price_max
    if expect.below_price_of is not None:
        reference = before[expect.below_price_of - 1].price if expect.below_price_of <= len(before) else None
        if reference is None:
            yield f"there was no priced item {expect.below_price_of} before"
        else:
            yield from (
                f"{i.id} costs {i.price}, not below {reference}"
                for i in items
                if i.price is None or i.price >= reference
            )
    for item in items:
        if ceiling is not None and (item.price is None or item.price > ceiling):
            yield f"{item.id} costs {item.price}, over {ceiling}"
        if expect.price_min is not None and (item.price is None or item.price < expect.price_min):
            yield f"{item.id} costs {item.price}, under {expect.price_min}"


def _broken_answer(expect: Expect, answer: Answer) -> Iterator[str]:
    if expect.limits is not None and dict(answer.limits) != expect.limits:
        yield f"the limits in force are {dict(answer.limits)}, expected {expect.limits}"
    if expect.relaxed is not None and {r.drop for r in answer.relaxed} != set(expect.relaxed):
        yield f"offered to relax {[r.drop for r in answer.relaxed]}, expected {expect.relaxed}"
    kinds = {part.kind for shown in answer.items for part in shown.recommendation.evidence}
    yield from (f"no item has evidence of the kind {kind}" for kind in expect.evidence if kind not in kinds)
    yield from (
        f"the reply lacks '{part}'"
        for part in expect.reply_has
        if part.casefold() not in answer.reply.casefold()
    )
    yield from (
        f"the reply has '{part}'" for part in expect.reply_lacks if part.casefold() in answer.reply.casefold()
    )
    claims = answer.claims
    if expect.supported and claims.checked != claims.supported + claims.repaired:
        yield f"{claims.checked - claims.supported - claims.repaired} claims stand unsupported"
    if expect.repaired is not None and claims.repaired < expect.repaired:
        yield f"{claims.repaired} claims were repaired, expected at least {expect.repaired}"
    for name, most in (("first_list", expect.first_list_ms), ("total", expect.total_ms)):
        if most is not None and answer.ms.get(name, 0.0) > most:
            yield f"{name} took {answer.ms[name]:.0f} ms, over {most:g}"


def listed(item: Any) -> Listed:
    fields = {"media": item.media, "brand": item.brand, "category": item.categories, "title": item.title}
    return Listed(item.id, item.price, {**item.attributes, **fields})
