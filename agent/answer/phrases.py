"""The sentences that are always true: filled from the catalogue, the purchases and the scores."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tastemaker.agent.answer.evidence import bound_of, label, said
from tastemaker.agent.answer.language import (
    CATALOGUE_LANGUAGE,
    listed,
    money,
    number,
    phrase,
    sequence,
    title,
)
from tastemaker.agent.query import Comparison
from tastemaker.agent.rules.whole import GREETS, SATISFIED, THANKS
from tastemaker.tools.facts.result import Result
from tastemaker.tools.facts.values import quoted
from tastemaker.tools.fusion.fuse import Recommendation
from tastemaker.tools.search.limits.conditions import TEXT, Condition
from tastemaker.tools.search.limits.relax import Relaxation
from tastemaker.tools.shop import Shop

# Evidence that carries less than this share of the score is not worth a word.
_WORTH_SAYING = 0.12


def opening(shop: Shop, tool: str, result: Result, language: str, stranger: bool) -> str:
    """The sentence above a list: what it is, or that nothing fits and what would."""
    if not result.items or result.relaxed:
        return nothing(shop, result, language)
    if result.order is not None:
        return ordered(shop, *result.order, language)
    if result.originals:
        key = "found_together" if tool == "goes_with" else "found_similar"
        named = listed([title(item, language) for item in result.originals[:2]], language)
        return phrase(key, language, title=named)
    if tool == "for_you":
        return phrase("found_popular" if stranger else "found_for_you", language)
    if any(part.kind == "photo" for part in result.items[0].evidence):
        return phrase("found_photo", language)
    if result.query and language == CATALOGUE_LANGUAGE:
        return phrase("found", language, query=result.query)
    return phrase("found_any", language)


def small_talk(text: str, language: str) -> str:
    """What is said to a greeting, to thanks, to a choice that was made, and to what is no wish at all."""
    if THANKS.search(text):
        return phrase("thanks", language)
    if SATISFIED.search(text):
        return phrase("settled", language)
    return phrase("chat" if GREETS.search(text) else "of_the_shop", language)


def nothing(shop: Shop, result: Result, language: str) -> str:
    """The honest no, with the computed changes after which something would fit, and what there is instead."""
    if result.relaxed:
        choices = [choice(shop, relaxation, language) for relaxation in result.relaxed]
        text = (
            f"{phrase('nothing', language)} {phrase('unless', language, choices=sequence(choices, language))}"
        )
        return f"{text} {phrase('instead', language)}" if result.items else text
    if result.query and not result.originals:
        return phrase("nothing_like_it", language, query=result.query)
    return phrase("nothing", language)


def choice(shop: Shop, relaxation: Relaxation, language: str) -> str:
    """One change after which something would fit, with the number of items that then do."""
    count, to, one = relaxation.count, relaxation.to, relaxation.condition
    if to is not None and one.field == "price":
        return phrase(
            f"relax_{relaxation.drop}", language, to=money(to, shop.currency, language), count=count
        )
    if to is not None:
        amount = f"{number(to, language)} {one.unit or shop.schema[one.field].unit}".strip()
        key = "relax_at_most" if one.bounds == "high" else "relax_at_least"
        return phrase(key, language, field=label(shop.schema, one.field, language), to=amount, count=count)
    if one.field == TEXT and not one.refuses:  # a limit on what is said is called by that
        return phrase("relax_drop", language, limit=bound_of(one, language), count=count)
    dropped = relaxation.drop if relaxation.drop == "exclude" else one.field
    return phrase("relax_drop", language, limit=label(shop.schema, dropped, language), count=count)


def not_used(shop: Shop, one: Condition | Comparison, language: str) -> str:
    """That a condition was left out; why, where it is of a currency that the shop does not have."""
    if isinstance(one, Condition) and (currency := shop.schema.foreign(one.field, one.unit)):
        amount = bound_of(replace(one, unit=currency), language)
        own = shop.schema[one.field].unit
        return phrase("other_currency", language, currency=own, amount=amount)
    return phrase("not_used", language, words=one)


def ordered(shop: Shop, field: str, direction: str, language: str) -> str:
    """What a list in order is: the cheapest first, or by weight from the lowest."""
    if field == "price":
        return phrase("found_cheapest" if direction == "up" else "found_dearest", language)
    return phrase(f"found_{direction}", language, field=label(shop.schema, field, language))


def reason(shop: Shop, found: Recommendation, language: str) -> str:
    """One line from what carries most of the score: the catalogue's own sentence, purchases, likeness."""
    weighty = (part for part in found.evidence if part.weight >= _WORTH_SAYING * found.score)
    parts = [part for part in weighty if part.kind != "words" or part.refs][:3]
    told = [said(shop, part, language) for part in parts]
    quote = quoted(found.quote)
    answers = quote and {part.kind for part in parts} & {"words", "meaning"}
    if answers and language != CATALOGUE_LANGUAGE:  # first what is in the shopper's own
        told = [told[0], quote]
    elif answers:
        about_people = [
            text
            for part, text in zip(parts, told, strict=True)
            if part.kind in ("together", "history", "photo") or part.values.get("buyers", 0) > 1
        ]
        told = [quote, *about_people]
    return _line(told[:2], language)


def reasons(shop: Shop, listed: Iterable[Recommendation], language: str) -> list[str]:
    """The reason of each item of a list; where another has it already, what else speaks for it is told."""
    lines: list[str] = []
    for found in listed:
        new = (line for line in _ways(shop, found, language) if line not in lines)
        lines.append(next(new, None) or reason(shop, found, language))
    return lines


def _ways(shop: Shop, found: Recommendation, language: str) -> Iterator[str]:
    yield reason(shop, found, language)
    told = [said(shop, part, language) for part in found.evidence if part.weight > 0]
    yield from (_line([told[0], other], language) for other in told[1:])


def _line(told: Sequence[str], language: str) -> str:
    text = sequence(told, language)
    return text[:1].upper() + text[1:]
