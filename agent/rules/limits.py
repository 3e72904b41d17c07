"""Hard limits that a rule reads from a shopper's words: prices, exclusions, media."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tastemaker.agent.rules.exclusions import exclusions
from tastemaker.agent.rules.language import language as language_of
from tastemaker.agent.rules.language import normalise
from tastemaker.agent.rules.media import media
from tastemaker.agent.rules.prices import prices
from tastemaker.agent.rules.spelled import in_digits


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one text, by argument name, and what is left of the text without them."""

    args: Mapping[str, Any] = field(default_factory=dict)
    """price_min, price_max, exclude, media: only those that were said."""
    certain: frozenset[str] = frozenset()
    rest: str = ""
    """The normalised text without the words that said prices and exclusions."""


def limits(text: str, language: str | None = None) -> Limits:
    """Read the limits of a text.

    >>> dict(limits("a book about gardening, no more than 20, not for roses").args)
    {'price_max': 20.0, 'media': 'book'}
    """
    text = normalise(text)
    language = language or language_of(text)
    spelled = in_digits(text, language)
    # Only where a number is a price: "Cent ans de solitude" is a title.
    price = prices(spelled)
    without_prices = _cut(spelled, price.spans) if price.spans else text
    excluded = exclusions(without_prices, language)
    rest = _cut(without_prices, excluded.spans).strip()
    args: dict[str, Any] = {}
    if price.low is not None:
        args["price_min"] = price.low
    if price.high is not None:
        args["price_max"] = price.high
    if excluded.words:
        args["exclude"] = list(excluded.words)
    if (medium := media(rest, language)) is not None:
        args["media"] = medium
    return Limits(args, price.certain | ({"exclude", "media"} & args.keys()), " ".join(rest.split()))


def _cut(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start].rstrip() + " " + text[end:]
    return text
