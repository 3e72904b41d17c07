"""Why an item was recommended, or not, and why a tool could not be used: from named values to words."""

from tastemaker.agent.answer.evidence import broken, said
from tastemaker.agent.answer.language import phrase, score, sequence, title
from tastemaker.agent.answer.phrases import reason
from tastemaker.tools.errors import Retry
from tastemaker.tools.facts.result import Result
from tastemaker.tools.shop import Shop


def why(shop: Shop, result: Result, language: str) -> str:
    """Where an item stands and what speaks for it, then the scores."""
    found, place, count = (result.facts[name] for name in ("reasons", "place", "count"))
    named, total = title(found.item, language), score(found.score, language)
    lines = [phrase("why_place", language, title=named, place=place, count=count, score=total)]
    lines += [reason(shop, found, language)]
    scores = [
        f"{score(part.weight, language)} {phrase(f'kind_{part.kind}', language)}"
        for part in found.evidence
        if part.weight
    ]
    kept = [said(shop, part, language) for part in found.evidence if not part.weight]
    return "\n".join(filter(None, [*lines, sequence(scores, language), sequence(kept, language)]))


def why_not(shop: Shop, result: Result, language: str) -> str:
    """What kept an item out of the list, with the number that decided it."""
    facts = dict(result.facts)
    misses = [broken(shop, miss, language) for miss in facts.pop("misses", ())]
    values = {
        name: score(value, language) if isinstance(value, float) else value for name, value in facts.items()
    }
    values["title"] = " ".join(title(item, language) for item in result.about)
    values["misses"] = sequence(misses, language)
    return phrase(f"why_not_{values['stage']}", language, **values)


def unable(retry: Retry, language: str) -> str:
    """Why a tool could not be used, to the person."""
    key = "no_list" if retry.kind == "no_number" and not retry.values["count"] else retry.kind
    return phrase(key, language, **retry.values)
