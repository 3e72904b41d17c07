"""The grammar of a reply, made from the catalogue's own schema: what cannot be asked cannot be written."""

from collections.abc import Mapping

from tastemaker.agent.call import MOST_CALLS
from tastemaker.agent.model.grammar.nodes import EMPTY, Node, Repeat, choice, one_of, sequence
from tastemaker.tools.catalogue.schema import Field
from tastemaker.tools.search.limits.conditions import TEXT

_LONGEST_WORDS, _LONGEST_VALUE, _LONGEST_UNIT = 70, 40, 8
_DIGITS, _DECIMALS = 8, 3
_MOST_CONDITIONS, _MOST_VALUES, _MOST_ITEMS = 8, 6, 7

_DIGIT = one_of("0123456789")
_LETTER = one_of("".join(map(chr, range(0x20, 0x7F))).replace('"', ""), beyond=True)
_UNIT_LETTER = one_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%/", beyond=True)


def reply_grammar(fields: Mapping[str, Field]) -> Node:
    """The grammar of one to four calls over these fields of the catalogue."""
    quoted = _quoted(_LONGEST_WORDS)
    number = sequence(
        _maybe("-"), Repeat(_DIGIT, 1, _DIGITS), _maybe(sequence(".", Repeat(_DIGIT, 1, _DECIMALS)))
    )
    whole = Repeat(_DIGIT, 1, 2)
    reference = choice(whole, quoted)
    references = _listed(reference)
    field = choice(*fields)
    where = sequence(" where ", _listed(_condition(fields, number, reference), _MOST_CONDITIONS))
    order = sequence(" order ", field, choice(" up", " down"))
    amounts = sequence(_maybe(sequence(" take ", whole)), _maybe(sequence(" budget ", Repeat(_DIGIT, 1, 6))))
    lift = sequence(" lift ", _listed(choice(*fields, TEXT, "take", "budget"), _MOST_CONDITIONS))
    tail = sequence(_maybe(where), _maybe(order), amounts)
    words = _maybe(sequence(" ", quoted))
    asked = choice(sequence(choice("most ", "least "), field), _listed(choice(field, quoted)))
    call = choice(
        sequence("find ", quoted, tail),
        sequence("also", words, _maybe(where), _maybe(lift), _maybe(order), amounts),
        sequence("like ", reference, words, tail),
        sequence("goes_with ", choice(references, "bought"), words, tail),
        sequence("for_me", tail),
        sequence("ask ", asked, _maybe(sequence(" of ", references))),
        sequence("compare ", references, _maybe(sequence(" by ", _listed(field, 3)))),
        sequence("count ", quoted, _maybe(where)),
        sequence("total ", references),
        sequence("why ", reference),
        sequence("why_not ", quoted),
        sequence("remember ", quoted),
        sequence("forget ", quoted),
        "more", "history", "talk", "undo", "start_over",
    )  # fmt: skip
    return sequence(call, Repeat(sequence("\n", call), 0, MOST_CALLS - 1))


def _condition(fields: Mapping[str, Field], number: Node, reference: Node) -> Node:
    """One condition: an operator and a value of the kind of its field."""
    compares = choice("=", "!=", "<", "<=", ">", ">=", "~")
    unit = _maybe(sequence(" ", Repeat(_UNIT_LETTER, 1, _LONGEST_UNIT)))
    value = _quoted(_LONGEST_VALUE)
    several = sequence(value, Repeat(sequence("|", value), 0, _MOST_VALUES - 1))
    by_kind: dict[str, list[str]] = {"amount": [], "date": [], "words": [], "flag": [], TEXT: [TEXT]}
    for name, field in fields.items():
        by_kind[_way(field)].append(name)
    measured = choice(*by_kind["amount"]) if by_kind["amount"] else None
    options = []
    if measured is not None:
        numbers = sequence(number, Repeat(sequence("|", number), 0, _MOST_VALUES - 1), unit)
        amount = choice(numbers, several, _relative(measured, reference, number))
        options.append(sequence(measured, " ", compares, " ", amount))
    if by_kind["date"]:
        year, two, dated = Repeat(_DIGIT, 4, 4), sequence("-", Repeat(_DIGIT, 2, 2)), choice(*by_kind["date"])
        years = sequence(year, Repeat(sequence("|", year), 0, _MOST_VALUES - 1))
        day = choice(years, sequence('"', year, two, _maybe(two), '"'), _relative(dated, reference, number))
        options.append(sequence(dated, " ", compares, " ", day))
    if by_kind["flag"]:
        options.append(sequence(choice(*by_kind["flag"]), " = ", choice("yes", "no")))
    if by_kind["words"]:
        ways = choice("=", "!=", "has", "lacks")
        words = choice(*by_kind["words"])
        options.append(sequence(words, " ", ways, " ", choice(several, sequence(words, " of ", reference))))
    options.append(sequence(TEXT, choice(" has ", " lacks "), several))
    return choice(*options)


def _relative(fields: Node, reference: Node, number: Node) -> Node:
    """The value that an item has, or that the list has most or least of."""
    return choice(
        sequence(_maybe(sequence(number, " * ")), fields, " of ", reference),
        sequence(choice("least ", "most "), fields, " of shown"),
    )


def _way(field: Field) -> str:
    """How a field's values are written."""
    if field.kind in ("number", "money", "range"):
        return "amount"
    return field.kind if field.kind in ("date", "flag") else "words"


def _maybe(part: Node | str) -> Node:
    return choice(EMPTY, part)


def _listed(part: Node, most: int = _MOST_ITEMS) -> Node:
    return sequence(part, Repeat(sequence(", ", part), 0, most - 1))


def _quoted(longest: int) -> Node:
    return sequence('"', Repeat(_LETTER, 0, longest), '"')
