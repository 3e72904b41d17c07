"""Titles of films as lists of films write them: sorted by their first word, with the year behind."""

import re

_YEAR = re.compile(r"\s*\((\d{4})(?:[-–]\d{0,4})?\)\s*$")
_ALSO = re.compile(r"\s*\((?:a\.?k\.?a\.?\s+)?([^()]+)\)\s*$")
_ARTICLE = re.compile(
    r"(.+), (The|An?|Das|De[nrs]?|Die|Ein|Een|El|Gli|Het|I[lm]?|L[aeo]s?|L'|Uma|Un[ae]?)$", re.IGNORECASE
)


def film(title: str) -> tuple[str, int | None, list[str]]:
    """The title as people say it, the year, and the other titles of the film.

    >>> film("Matrix, The (1999)")
    ('The Matrix', 1999, [])
    >>> film("City of Lost Children, The (Cité des enfants perdus, La) (1995)")
    ('The City of Lost Children', 1995, ['La Cité des enfants perdus'])
    >>> film("Avventura, L' (Adventure, The) (1960)")
    ("L'Avventura", 1960, ['The Adventure'])
    """
    year = int(found[1]) if (found := _YEAR.search(title)) else None
    title, also = _YEAR.sub("", title).strip(), list[str]()
    while (found := _ALSO.search(title)) and found.start():
        also.insert(0, _said(found[1].strip()))
        title = title[: found.start()]
    return _said(title), year, also


def _said(title: str) -> str:
    """A title with its article before it."""
    found = _ARTICLE.fullmatch(title)
    return f"{found[2]}{'' if found[2].endswith(chr(39)) else ' '}{found[1]}" if found else title
