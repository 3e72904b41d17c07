"""What tells items apart, and which of them is better in what."""

from collections.abc import Mapping, Sequence

from tastemaker.agent.answer.evidence import label
from tastemaker.agent.answer.language import in_field, listed, phrase, sequence, title
from tastemaker.tools.catalogue.values.field import Field
from tastemaker.tools.facts.answers import Fact


def compared(schema: Mapping[str, Field], told: Sequence[Fact], language: str) -> str:
    """A line for each field in which items differ, with the value of each; then who is better in what."""
    fields = list(dict.fromkeys(known.field for known in told))
    if not fields:
        return phrase("compared_same", language)
    lines = [phrase("compared", language)]
    for name in fields:
        values = [
            f"{title(known.item, language)} {value(known, language)}" for known in told if known.field == name
        ]
        lines.append(f"- {label(schema, name, language)}: {sequence(values, language)}")
    return "\n".join(filter(None, [*lines, verdict(schema, told, language)]))


def value(known: Fact, language: str) -> str:
    """What an item says in a field; a dash where it says nothing."""
    return in_field(known.item, known.field, known.value, language) or "–"


def verdict(schema: Mapping[str, Field], told: Sequence[Fact], language: str) -> str:
    """Who is better in what, in one sentence; empty where nobody can say, or a title does not say who."""
    titles = {known.item.id: title(known.item, language) for known in told}
    if len(set(titles.values())) < len(titles):
        return ""
    ahead: dict[str, list[Fact]] = {}
    for known in told:
        if known.best:
            ahead.setdefault(known.item.id, []).append(known)
    sentences = [
        phrase(
            "better_in",
            language,
            title=titles[best[0].item.id],
            fields=listed([label(schema, known.field, language) for known in best], language),
        )
        for best in ahead.values()
    ]
    return phrase("sentence", language, text=sequence(sentences, language)) if sentences else ""
