"""Whether something can be had, in the words of shops."""

import re

_THERE = re.compile(
    r"true|yes|y|in ?stock|available|limited availability|backorder|pre ?order|lieferbar|auf lager|verfügbar"
    r"|vorrätig"
    r"|(?:en|in) stock|disponible|disponibile|disponível|em estoque|op voorraad|有货|现货|在庫あり"
)
_GONE = re.compile(
    r"false|no|n|out ?of ?stock|not available|unavailable|sold ?out|discontinued|ausverkauft|vergriffen"
    r"|nicht (?:lieferbar|vorrätig)|rupture(?: de stock)?|épuisé|agotado|sin existencias|esaurito|esgotado"
    r"|uitverkocht|无货|缺货|売り切れ"
)
_COUNT = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
LATER = ("preorder", "backorder")


def is_there(said: str) -> bool | None:
    """Whether there is any, by a word or a count; None where the word is not known.

    >>> [is_there(said) for said in ("in_stock", "OUT_OF_STOCK", "-3", "0,00", "12", "ausverkauft", "n/a")]
    [True, False, False, False, True, False, None]
    """
    word = " ".join(re.sub(r"[_-](?!\d)", " ", said.casefold()).split())
    if _COUNT.fullmatch(word):
        return float(word.replace(",", ".")) > 0
    return True if _THERE.fullmatch(word) else False if _GONE.fullmatch(word) else None


def later(said: str) -> str:
    """ "preorder" or "backorder" where a word says that it comes later; else empty."""
    word = re.sub(r"[\W_]", "", said.casefold())
    return word if word in LATER else ""
