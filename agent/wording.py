"""The sentences that are always true because they are filled from the catalogue, the purchases and the scores."""

from collections.abc import Sequence

from tastemaker.prompts import words
from tastemaker.tools.catalogue import Item
from tastemaker.tools.explain import money
from tastemaker.tools.fuse import Evidence, Recommendation
from tastemaker.tools.limits import Relaxation
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Result

# Evidence that carries less than this share of the score is not worth a word.
_WORTH_SAYING = 0.12


def phrase(key: str, language: str, **values: object) -> str:
    """A fixed sentence in the shopper's language, in English where there is none."""
    by_language = words("phrases")[key]
    return by_language.get(language, by_language["en"]).format(**values)


def title(item: Item, language: str) -> str:
    """An item's title, in the shopper's language where the catalogue has it."""
    return str(item.attributes.get(f"title_{language}") or item.title)


def opening(tool: str, result: Result, language: str, stranger: bool) -> str:
    """The sentence above a list."""
    original = result.facts.get("original")
    query = str(result.facts.get("query") or "")
    if original is not None:
        key = "found_together" if tool == "goes_with" else "found_similar"
        return phrase(key, language, title=title(original, language))
    if tool == "for_you":
        return phrase("found_popular" if stranger else "found_for_you", language)
    if any(part.kind == "photo" for found in result.items[:1] for part in found.evidence):
        return phrase("found_photo", language)
    return phrase("found", language, query=query) if query else phrase("found_any", language)


def nothing(result: Result, language: str, currency: str) -> str:
    """The honest no, with the computed changes after which something would fit."""
    query = str(result.facts.get("query") or "")
    if not result.relaxed:
        return phrase("nothing_like_it", language, query=query) if query else phrase("nothing", language)
    choices = [_choice(relaxation, language, currency) for relaxation in result.relaxed]
    return f"{phrase('nothing', language)} {phrase('unless', language, choices='; '.join(choices))}"


def _choice(relaxation: Relaxation, language: str, currency: str) -> str:
    if relaxation.to is not None:
        return phrase(
            f"relax_{relaxation.drop}", language, to=money(relaxation.to, currency), count=relaxation.count
        )
    limit = phrase(f"limit_{relaxation.drop}", language)
    return phrase("relax_drop", language, limit=limit, count=relaxation.count)


def reason(shop: Shop, found: Recommendation, language: str) -> str:
    """One line from the evidence that carries most of the score, at most two parts of it."""
    parts = [part for part in found.evidence if part.weight >= _WORTH_SAYING * found.score][:2]
    separator = "；" if language == "zh" else "; "
    text = separator.join(_part(shop, part, language) for part in parts)
    return text[:1].upper() + text[1:]


def _part(shop: Shop, part: Evidence, language: str) -> str:
    separator = "、" if language == "zh" else ", "
    match part.kind:
        case "words" if part.refs:
            return phrase("by_words", language, words=separator.join(f"“{word}”" for word in part.refs[:4]))
        case "history" if part.refs:
            taken = separator.join(title(shop.catalogue[id], language) for id in part.refs)
            return phrase("by_history", language, titles=taken)
        case "history":
            return phrase("by_history_none", language)
        case "together":
            count = part.detail.split(" ", 1)[0]
            return phrase("by_together", language, count=count, title=title(shop.catalogue[part.refs[0]], language))
        case "popular":
            return phrase("by_popular", language, count=part.detail.split(" ", 1)[0])
        case "meaning" | "looks" if part.refs:
            return phrase("by_meaning_item", language, title=title(shop.catalogue[part.refs[0]], language))
        case "meaning" if "you took" in part.detail:
            return phrase("by_meaning_taste", language)
        case "meaning" | "looks" | "photo":
            return phrase(f"by_{part.kind}", language)
        case _:
            return part.detail


def told(shop: Shop, tool: str, result: Result, language: str) -> str:
    """The answer of a tool that makes no list."""
    match tool:
        case "history":
            count = int(result.facts.get("count", 0))
            if not count:
                return phrase("history_none", language)
            return "\n".join([phrase("history", language, count=count), *_lines(result.about, language)])
        case "remember":
            return phrase("remembered", language, fact=result.facts["fact"])
        case "forget":
            return phrase("forgotten", language, count=result.facts["count"])
        case _:
            return result.text


def _lines(items: Sequence[Item], language: str) -> list[str]:
    return [f"- {title(item, language)}" for item in items]
