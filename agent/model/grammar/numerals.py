"""Numbers within bounds, as grammars of their digits."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tastemaker.agent.model.grammar.nodes import EMPTY, Node, Repeat, choice, one_of, sequence

DIGITS = 12  # before the point of a number without bounds
DECIMALS = 6  # after the point
DIGIT = one_of("0123456789")


def _digit(low: int, high: int) -> Node:
    return one_of("".join(map(str, range(low, high + 1))))


def _between(low: str, high: str) -> Node:
    """Makes the digits from `low` to `high`, both equally long."""
    if not low:
        return EMPTY
    first, last, rest = int(low[0]), int(high[0]), len(low) - 1
    if first == last:
        return sequence(low[0], _between(low[1:], high[1:]))
    options = []
    if low[1:] != "0" * rest:
        options.append(sequence(low[0], _between(low[1:], "9" * rest)))
        first += 1
    if high[1:] != "9" * rest:
        options.append(sequence(high[0], _between("0" * rest, high[1:])))
        last -= 1
    if first <= last:
        options.append(sequence(_digit(first, last), Repeat(DIGIT, rest, rest) if rest else EMPTY))
    return choice(*options)


def _natural(low: int, high: int) -> Node:
    """Makes the whole numbers from `low` to `high`, neither negative, without leading zeros."""
    options = []
    shortest, longest = len(str(low)), len(str(high))
    if high == 10**longest - 1 and longest > shortest:
        # All longer numbers are inside: one option instead of one a length.
        options = [sequence(_digit(1, 9), Repeat(DIGIT, shortest, longest - 1))]
        longest = shortest
    for length in range(shortest, longest + 1):
        smallest = max(low, 10 ** (length - 1) if length > 1 else 0)
        options.append(_between(str(smallest), str(min(high, 10**length - 1))))
    return choice(*options)


def integer(low: int | None = None, high: int | None = None) -> Node:
    """Makes the grammar of a whole number within bounds."""
    limit = 10**DIGITS - 1
    low, high = -limit if low is None else low, limit if high is None else high
    if low > high:
        raise ValueError(f"no integer lies between {low} and {high}")
    options = [_natural(max(low, 0), high)] if high >= 0 else []
    if low < 0:
        options.append(sequence("-", _natural(max(1, -high), -low)))
    return choice(*options)


def _fraction(low: str, high: str | None, room: int) -> Node:
    """Makes the digits s, at most `room`, with .low <= .s <= .high; no digits when .low is zero."""
    some = _digits(low, high, room) if room else EMPTY
    return choice(EMPTY, some) if not low and room else some


def _digits(low: str, high: str | None, room: int) -> Node:
    if not low and high is None:
        return Repeat(DIGIT, 1, room)
    if high == "":
        return Repeat(one_of("0"), 1, room)
    first, last = int(low[0]) if low else 0, int(high[0]) if high else 9
    after_low = low[1:].rstrip("0")
    if first == last:
        return sequence(str(first), _fraction(after_low, None if high is None else high[1:], room - 1))
    options = [sequence(str(first), _fraction(after_low, None, room - 1))]
    if last - first > 1:
        options.append(sequence(_digit(first + 1, last - 1), _fraction("", None, room - 1)))
    options.append(sequence(str(last), _fraction("", None if high is None else high[1:], room - 1)))
    return choice(*options)


def _decimal(low: Decimal, high: Decimal) -> Node:
    """Makes the decimal numbers from `low` to `high`, neither negative."""
    whole_low, whole_high = int(low), int(high)
    after_low, after_high = (
        str(value - int(value)).partition(".")[2].rstrip("0") if value != int(value) else ""
        for value in (low, high)
    )

    def point(after: str, before: str | None) -> Node:
        some = sequence(".", _digits(after, before, DECIMALS))
        return some if after else choice(EMPTY, some)

    if whole_low == whole_high:
        return sequence(str(whole_low), point(after_low, after_high))
    options = []
    if after_low:
        options.append(sequence(str(whole_low), point(after_low, None)))
        whole_low += 1
    if after_high != "9" * DECIMALS:
        options.append(sequence(str(whole_high), point("", after_high)))
        whole_high -= 1
    if whole_low <= whole_high:
        options.append(sequence(_natural(whole_low, whole_high), point("", None)))
    return choice(*options)


def number(low: Decimal | None = None, high: Decimal | None = None) -> Node:
    """Makes the grammar of a decimal number within bounds, with at most six decimals and no exponent."""
    step = Decimal(1).scaleb(-DECIMALS)
    limit = Decimal(10**DIGITS) - step
    low = -limit if low is None else low.quantize(step, ROUND_CEILING)
    high = limit if high is None else high.quantize(step, ROUND_FLOOR)
    if low > high:
        raise ValueError(f"no number of {DECIMALS} decimals lies between {low} and {high}")
    options = [_decimal(max(low, Decimal(0)), high)] if high >= 0 else []
    if low < 0:
        options.append(sequence("-", _decimal(max(Decimal(0), -high), -low)))
    return choice(*options)
