"""Amounts as the Universal Commerce Protocol has them: in the smallest coin of a currency of ISO 4217."""

from tastemaker.tools.catalogue.values.currencies import is_currency

NO_CURRENCY = "XXX"
"""The code of ISO 4217 for an amount in no currency."""
# ISO 4217's own digits: what people write (Babel has that) is fewer in some currencies.
_DIGITS = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)
_DIGITS |= dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3) | {"CLF": 4, "UYW": 4}


def currency(code: str) -> str:
    """A currency's code as the protocol takes it: "eur" is "EUR", what is none is "XXX"."""
    return code.upper() if is_currency(code.upper()) else NO_CURRENCY


def minor(amount: float, code: str) -> int:
    """An amount in the smallest coin of its currency.

    >>> minor(19.99, "EUR"), minor(1500, "JPY"), minor(2.5, "KWD")
    (1999, 1500, 2500)
    """
    return round(amount * _coins(code))


def major(amount: int, code: str) -> float:
    """An amount as it is written, from one in the smallest coin.

    >>> major(1999, "EUR"), major(1500, "JPY")
    (19.99, 1500.0)
    """
    return amount / _coins(code)


def _coins(code: str) -> int:
    """How many of the smallest coin make one."""
    return int(10 ** _DIGITS.get(code, 2))
