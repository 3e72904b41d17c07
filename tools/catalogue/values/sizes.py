"""Sizes in letters, XS to 5XL, in their order."""

import re
from collections.abc import Sequence

from tastemaker.tools.catalogue.values.amounts import LONGEST

SCALE = ("XXXS", "XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL", "6XL")
_SPELLED = {"3XS": "XXXS", "2XS": "XXS", "2XL": "XXL", "XXXL": "3XL", "XXXXL": "4XL", "XXXXXL": "5XL"}
_FITS_ALL = frozenset(
    ["one size", "onesize", "one size fits all", "einheitsgröße", "taille unique", "talla única"]
    + ["taglia unica", "均码"]
)
_APART = re.compile(r"\s*(?:,|/|、|;|\||-|–|—|~|\bto\b|\bbis\b|至|到)\s*", re.IGNORECASE)


def read(text: str) -> tuple[int, int] | None:
    """The first and the last size as places in SCALE, or None; one size fits all.

    >>> [SCALE[place] for place in read("XS-XXL")], read("XS-ish")
    (['XS', 'XXL'], None)
    """
    if len(text) > LONGEST:
        return None
    if text.strip().casefold() in _FITS_ALL:
        return 0, len(SCALE) - 1
    places = []
    for part in _APART.split(text.strip().upper()):
        part = _SPELLED.get(part, part)
        if part not in SCALE:
            return None
        places.append(SCALE.index(part))
    return min(places), max(places)


def known(spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The part of SCALE that these sizes span, not counting what fits all."""
    told = [span for span in spans if span != (0, len(SCALE) - 1)]
    if not told:
        return SCALE
    return SCALE[min(low for low, _ in told) : max(high for _, high in told) + 1]
