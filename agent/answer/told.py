"""The answers of tools that make no list, and what is said beside a list."""

from collections.abc import Iterator, Sequence

from tastemaker.agent.answer.compared import compared
from tastemaker.agent.answer.evidence import bound_of, label
from tastemaker.agent.answer.heard import heard
from tastemaker.agent.answer.language import (
    in_field,
    listed,
    medium,
    money,
    phrase,
    price,
    row,
    sequence,
    title,
)
from tastemaker.agent.answer.why import why, why_not
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.facts.answers import Fact
from tastemaker.tools.facts.result import Result
from tastemaker.tools.facts.values import quoted, short
from tastemaker.tools.search.limits.conditions import TEXT
from tastemaker.tools.search.listing import Miss, Near
from tastemaker.tools.shop import Shop

_LONGEST = 300
"""Characters of a text that are told where no sentence of it answers."""
_MOST_OPTIONS = 6
_FEW = 3
"""Below so many items in a list it is said what nearly fits."""


def told(shop: Shop, tool: str, result: Result, language: str) -> str:
    """The answer of a tool that makes no list, or could not be used."""
    if "unable" in result.facts:
        return result.text
    if "unsaid" in result.facts:
        return phrase("unsaid", language)
    match tool:
        case "history" if "told" in result.facts:
            return _known(result, language)
        case "history":
            count = int(result.facts.get("count", 0))
            if not count:
                return phrase("history_none", language)
            return "\n".join([phrase("history", language, count=count), *_lines(result.about, language)])
        case "remember":
            key = "remembered_here" if "here" in result.facts else "remembered"
            return phrase(key, language, fact=result.facts["fact"])
        case "forget":
            return _forgotten(result, language)
        case "why" if "reasons" in result.facts:
            return why(shop, result, language)
        case "why" | "why_not":
            return why_not(shop, result, language)
        case "count":
            return phrase("count", language, count=result.facts["count"])
        case "total":
            return _total(result, language)
        case "compare":
            return compared(shop.schema, result.answers, language)
        case "details" if result.answers:
            return "\n".join([_answered(shop, result, language), *_sold_out(result, language)])
        case "details":
            described = (_described(shop, item, language) for item in result.about)
            return "\n".join([*described, *_sold_out(result, language)])
        case _:
            return result.text


def _described(shop: Shop, item: Item, language: str) -> str:
    """An item by its title, and all that is known of it."""
    return f"{title(item, language)}: {_known_of(shop, item, item.description, language)}".strip()


def _known_of(shop: Shop, item: Item, text: str, language: str) -> str:
    """All that is short of an item, and what of its text is to be told."""
    known = [price(item, language), medium(item.media, language), item.brand, " > ".join(item.categories)]
    known += [f"{label(shop.schema, name, language)} {value}" for name, value in short(item)]
    facts = phrase("sentence", language, text=row([one for one in known if one], language))
    return f"{facts} {quoted(text)}".strip()


def fact(shop: Shop, known: Fact, language: str) -> str:
    """What an item says to a question, in a sentence."""
    named = {"title": title(known.item, language), "field": label(shop.schema, known.field, language)}
    value = _value(known, language)
    if known.heard is not None:
        return heard(named["title"], known.heard, language)
    if not known.field:
        key = "fact_said" if known.value else "fact_silent"
        return phrase(key, language, title=named["title"], value=value)
    if not known.value:
        return phrase("fact_unknown", language, **named)
    if known.value in ("yes", "no"):
        return phrase(f"fact_{known.value}", language, **named)
    return phrase("fact", language, value=value, **named)


def _value(known: Fact, language: str) -> str:
    """What an item says to a question."""
    return in_field(known.item, known.field, known.value, language)


def _answered(shop: Shop, result: Result, language: str) -> str:
    said = [known for known in result.answers if known.value or known.heard]
    best = result.facts.get("best")
    if not best:
        return "\n".join([*_each(shop, said, language), *_silent(shop, result, language)])
    told = [(known.item in best, fact(shop, known, language)) for known in result.answers]
    first, others = (" ".join(text for is_best, text in told if is_best == side) for side in (True, False))
    lines = [phrase(f"fact_{result.facts['extreme']}", language, facts=first)]
    return "\n".join(lines + ([phrase("fact_others", language, facts=others)] if others else []))


def _each(shop: Shop, said: Sequence[Fact], language: str) -> Iterator[str]:
    """A line for each fact; what buyers say of one item names it once."""
    named: Item | None = None
    for known in said:
        again = known.heard is not None and known.heard.aspect and named is known.item
        yield heard("", known.heard, language) if known.heard and again else fact(shop, known, language)
        named = known.item if known.heard else None


def _silent(shop: Shop, result: Result, language: str) -> Iterator[str]:
    """Of each question a line for all the items that do not say."""
    unsaid = [known for known in result.answers if not (known.value or known.heard)]
    for field in dict.fromkeys(known.field for known in unsaid):
        silent = [known.item for known in unsaid if known.field == field]
        titles = listed([title(item, language) for item in silent], language)
        if not field and len(silent) == 1:
            text = silent[0].description
            text = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"
            known_of = _known_of(shop, silent[0], text, language)
            yield phrase("fact_text", language, title=titles, text=known_of)
            continue
        key = "fact_unknown" if field else "fact_silent"
        yield phrase(key, language, title=titles, field=label(shop.schema, field, language) if field else "")


def _total(result: Result, language: str) -> str:
    sums = listed([money(value, unit, language) for unit, value in result.facts["total"].items()], language)
    prices = sequence(
        [f"{title(known.item, language)} {_value(known, language) or '–'}" for known in result.answers],
        language,
    )
    text = f"{phrase('total', language, sum=sums)} ({prices})" if sums else ""
    unpriced = listed([title(item, language) for item in result.facts["unpriced"]], language)
    missing = phrase("total_without", language, titles=unpriced) if unpriced else ""
    return " ".join(filter(None, [text, missing]))


def beside(shop: Shop, result: Result, language: str) -> str:
    """What is sold out, what nearly fits, where little does, and of how many it is not known if they fit."""
    lines = list(_sold_out(result, language))
    if result.near and len(result.items) < _FEW:
        near = sequence([_near(shop, each, language) for each in result.near], language)
        lines.append(phrase("near", language, items=near))
    if "together" in result.facts:
        told, budget = (money(result.facts[name], shop.currency, language) for name in ("together", "budget"))
        lines.append(phrase("together", language, sum=told, budget=budget))
    elif (at_least := result.facts.get("least")) is not None:
        lines.append(phrase("over_budget", language, sum=money(at_least, shop.currency, language)))
    if "unordered" in result.facts:
        field = label(shop.schema, result.facts["unordered"], language)
        lines.append(phrase("none_states", language, field=field))
    for one, count in result.unknown.items():
        lines.append(
            phrase("not_stated", language, count=count, field=label(shop.schema, one.field, language))
        )
    return " ".join(lines)


def _sold_out(result: Result, language: str) -> Iterator[str]:
    """That something cannot be had as it was asked for, and how it can."""
    for each in result.facts.get("sold_out", ()):
        key = "sold_out_options" if each.there else "sold_out_all"
        there = listed(each.there[:_MOST_OPTIONS], language)
        yield phrase(key, language, title=title(each.item, language), asked=each.asked, there=there)


def _near(shop: Shop, near: Near, language: str) -> str:
    has = [_instead(shop, near.item, miss, language) for miss in near.misses if not miss.condition.refuses]
    return title(near.item, language) + (f" ({row(has, language)})" if has else "")


def _instead(shop: Shop, item: Item, miss: Miss, language: str) -> str:
    """What an item has in place of what it misses."""
    field = miss.condition.field
    if field == TEXT:
        return phrase("broken_text", language, bound=bound_of(miss.condition, language))
    unknown = phrase("near_unknown", language, field=label(shop.schema, field, language))
    return in_field(item, field, miss.has, language) or unknown


def _known(result: Result, language: str) -> str:
    """All that is known of a shopper: what they told, what they like and do not, what they took."""
    told = sequence([fact.rstrip(".") for fact in result.facts["told"]], language)
    lines = [phrase("known_told", language, facts=told)] if told else []
    for event in ("like", "dislike"):
        if titles := sequence([title(item, language) for item in result.facts[event]], language):
            lines.append(phrase(f"known_{event}", language, titles=titles))
    if count := result.facts["count"]:
        lines += [phrase("history", language, count=count), *_lines(result.about, language)]
    return "\n".join(lines) or phrase("forgotten_empty", language)


def _forgotten(result: Result, language: str) -> str:
    """What was forgotten; where nothing was, what there is to forget."""
    if "everything" in result.facts:
        return phrase("forgotten_all", language)
    gone, kept = result.facts["forgotten"], result.facts["kept"]
    if not gone and not kept:
        return phrase("forgotten_empty", language)
    facts = sequence([fact.rstrip(".") for fact in gone or kept], language)
    return phrase("forgotten" if gone else "forgotten_none", language, count=len(gone), facts=facts)


def _lines(items: Sequence[Item], language: str) -> list[str]:
    return [f"- {title(item, language)}" for item in items]
