"""The presenter of evidence: why an item is where it is, as a sentence in the shopper's language."""

from collections.abc import Mapping
from typing import Any

from tastemaker.agent.answer.heard import aspect, quote
from tastemaker.agent.answer.language import day, listed, medium, money, number, phrase, title
from tastemaker.prompts import words
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.fusion.fuse import Evidence
from tastemaker.tools.search.limits.conditions import TEXT, Condition
from tastemaker.tools.shop import Shop

_MOST_WORDS = 4


def said(shop: Shop, part: Evidence, language: str) -> str:
    """What a piece of evidence says, as the end of a sentence about its item."""
    values = part.values
    if part.weight < 0:
        return phrase(f"against_{part.kind}", language)
    match part.kind:
        case "words" if part.refs:
            quoted = [phrase("quoted", language, words=word) for word in part.refs[:_MOST_WORDS]]
            return phrase("by_words", language, words=listed(quoted, language))
        case "words":
            return phrase("by_words_none", language)
        case "history" if "days" in values:
            return phrase("by_history_due", language, count=values["days"], usual=values["usual"])
        case "history":
            key = "by_history" if part.refs else "by_history_none"
            return phrase(key, language, titles=_titles(shop, part, language))
        case "together" if "count" in values:
            named = _titles(shop, part, language)
            return phrase("by_together", language, count=values["count"], title=named)
        case "together":
            key = "by_completes" if part.refs else "by_completes_none"
            return phrase(key, language, titles=_titles(shop, part, language))
        case "meaning" if part.refs:
            return phrase("by_meaning_item", language, title=_titles(shop, part, language))
        case "meaning" | "looks" if "query" not in values:
            return phrase(f"by_{part.kind}_taste", language)
        case "photo" if not values.get("pictured", True):
            return phrase("by_photo_text", language)
        case "review" if values.get("buyers", 0) > 1:
            told = {"aspect": aspect(values["aspect"], language), "quote": quote(values["good"], language)}
            return phrase(
                "by_review_aspect", language, count=values["praise"], buyers=values["buyers"], **told
            )
        case "review" if values:
            return phrase("by_review_said", language, quote=quote(values["good"], language))
        case "popular":
            return phrase("by_popular", language, count=values["count"])
        case "new" if "since" in values:
            return phrase("by_new", language, date=day(values["since"], language))
        case "new":
            return phrase("by_new_taste", language)
        case "profile" if values:
            taken = [
                phrase(f"by_profile_{of}", language, count=values[of]["count"], **{of: values[of]["name"]})
                for of in values
            ]
            return phrase("by_profile_taken", language, parts=listed(taken, language))
        case "limit":
            return kept(shop, values, language)
        case _:
            return phrase(f"by_{part.kind}", language)


def kept(shop: Shop, values: Mapping[str, Any], language: str) -> str:
    """How an item keeps a condition: "weight 2.3 kg, not over 3 kg"."""
    condition = Condition.of_json(values)
    if condition.refuses:
        return phrase("kept_without", language, bound=bound_of(condition, language))
    has = _has(shop, condition, values, language)
    return phrase(f"kept_{condition.bounds}", language, has=has, bound=bound_of(condition, language))


def broken(shop: Shop, values: Mapping[str, Any], language: str) -> str:
    """What an item has against a condition: "82.00 EUR, over your 80"."""
    condition = Condition.of_json(values)
    bound, field = bound_of(condition, language), label(shop.schema, condition.field, language)
    if condition.refuses:
        return phrase("broken_refused", language, bound=bound)
    if condition.field == TEXT:
        return phrase("broken_text", language, bound=bound)
    if condition.bounds and values["has"] == "":
        return phrase(f"broken_silent_{condition.bounds}", language, field=field, bound=bound)
    if condition.bounds:
        has = _has(shop, condition, values, language)
        return phrase(f"broken_{condition.bounds}", language, has=has, bound=bound)
    has = _own(values, language) or phrase("not_known_value", language)
    return phrase("broken_other", language, field=field, has=has, bound=bound)


def _own(values: Mapping[str, Any], language: str) -> str:
    """What an item has in the field of a condition, empty where it does not say."""
    has, currency = values["has"], values.get("currency", "")
    if not isinstance(has, str):
        return money(has, currency, language)
    return medium(has, language) if values["field"] == "media" else has


def label(schema: Mapping[str, Field], field: str, language: str) -> str:
    """What a field is called: in the shopper's language where the schema or the phrases know it."""
    if f"field_{field}" in words("phrases"):
        return phrase(f"field_{field}", language)
    known = schema.get(field)
    labels = {} if known is None else known.labels
    return (labels.get(language) or labels.get("") or (field.replace("_", " "),))[0]


def _has(shop: Shop, condition: Condition, values: Mapping[str, Any], language: str) -> str:
    """What an item has, after the name of the field; a price needs no name."""
    name = "" if condition.field == "price" else f"{label(shop.schema, condition.field, language)} "
    return f"{name}{_own(values, language)}"


def bound_of(condition: Condition, language: str) -> str:
    """The value of a condition as it was said: "3 kg", "red and blue"."""
    return f"{listed(values_of(condition, language), language)} {condition.unit}".strip()


def values_of(condition: Condition, language: str) -> list[str]:
    """The values of a condition, each as it was said, without their unit."""
    told = (
        value if isinstance(value, str) else number(value, language, grouped=False)
        for value in condition.values
    )
    return [medium(value, language) if condition.field == "media" else value for value in told]


def _titles(shop: Shop, part: Evidence, language: str) -> str:
    return listed([title(shop.catalogue[id], language) for id in part.refs], language)
