"""How calls are written: one a line, in words that a model trained on SQL writes well.

find "tent" where persons >= 2, weight <= 3 kg order price up take 3
also where price < 200 lift weight             an edit of the query in force
like 2 "milder" where price < price of 2       similar, with differences
goes_with "Mate 40"                            what belongs to it
for_me where media = "book"
ask weight, "does it fold" of 1                a question about items; in quotes what only texts can say
ask most battery                               which of the shown
find "rucksack" where price ~ 50               about 50: a quarter less to a quarter more
compare 1, 2 · count "tents" where … · total 1, 3 · why 1 · why_not "Lee" · more · history
remember "fact" · forget "fact" · talk · undo · start_over
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tastemaker.agent.call import MOST_CALLS, Call, Tool
from tastemaker.agent.query import Comparison, Order, Query, Relative
from tastemaker.agent.rules.numbers import around
from tastemaker.tools.search.limits.conditions import OPS, TEXT, Condition, Value

VERBS: dict[str, Tool] = {
    "find": "search", "also": "search", "like": "similar", "goes_with": "goes_with", "for_me": "for_you",
    "ask": "details", "compare": "compare", "count": "count", "total": "total", "why": "why",
    "why_not": "why_not", "more": "more", "history": "history", "remember": "remember", "forget": "forget",
    "talk": "chat", "undo": "undo", "start_over": "start_over",
}  # fmt: skip
CLAUSES = frozenset(("where", "lift", "order", "take", "budget", "of"))
_UP, _DOWN = frozenset(("up", "asc")), frozenset(("down", "desc"))
_TOKEN = re.compile(r'"[^"\n]*"?|-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|[<>!]=|[=<>|,*~]|[^\s"=<>!|,*~]+')
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")


class NotWritten(ValueError):
    """A line that is no call; says where it stops to be one."""


def read(text: str) -> tuple[Call, ...]:
    """The calls that a text spells, at most four; raises NotWritten.

    >>> read('find "tent" where persons >= 2, weight <= 3 kg')[0].query.where[1]
    Condition(field='weight', op='<=', values=(3.0,), unit='kg')
    """
    lines = [line for line in re.split(r"\n|\s;\s", text) if line.strip()]
    if not lines:
        raise NotWritten("there is no call; write one a line")
    return tuple(_Line(line).call() for line in lines[:MOST_CALLS])


class _Line:
    """One call, read word by word."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._tokens: list[str] = _TOKEN.findall(line)
        self._at = 0

    def call(self) -> Call:
        verb = self._next()
        items: tuple[str, ...]
        if verb not in VERBS:
            raise NotWritten(f"'{verb}' in '{self._line}' is none of {', '.join(VERBS)}")
        tool = VERBS[verb]
        match verb:
            case "find" | "count" | "for_me":
                call = self._listing(tool, (), self._words())
            case "also":
                call = self._listing(tool, (), self._words(), edits=True)
            case "like" | "goes_with":
                items = tuple(self._references())
                call = self._listing(tool, items, self._words())
            case "ask":
                call = self._question()
            case "compare" | "total":
                items = tuple(self._references())
                fields = self._fields_after("by") if verb == "compare" else ()
                call = Call(tool, items=items, fields=fields)
            case "why":
                call = Call(tool, items=tuple(self._references()))
            case "why_not":
                named = self._next()
                call = Call(tool, items=(_unquoted(named),), text=_unquoted(named))
            case "remember" | "forget":
                call = Call(tool, text=_unquoted(self._next()))
            case _:
                call = Call(tool)
        if self._at < len(self._tokens):
            raise NotWritten(f"'{self._tokens[self._at]}' is not expected in '{self._line}'")
        return call

    def _listing(self, tool: Tool, items: tuple[str, ...], what: str, edits: bool = False) -> Call:
        where: list[Condition | Comparison] = []
        lifted: tuple[str, ...] = ()
        order: Order | None = None
        amounts: dict[str, float | None] = {"take": None, "budget": None}
        while (clause := self._peek()) in CLAUSES - {"of"}:
            self._next()
            match clause:
                case "where":
                    where += self._conditions()
                    while self._peek() in (",", "and"):
                        self._next()
                        where += self._conditions()
                case "lift":
                    lifted += tuple(self._list())
                case "order":
                    field = self._field(_UP | _DOWN)
                    direction = self._next() if self._peek() in _UP | _DOWN else "up"
                    order = Order(field, "up" if direction in _UP else "down")
                case _:
                    amounts[clause] = _number(self._next())
        take = amounts["take"]
        query = Query(what, tuple(where), order, None if take is None else int(take), amounts["budget"])
        return Call(tool, query, edits, lifted, items)

    def _question(self) -> Call:
        if self._peek() in ("most", "least"):
            extreme = self._next()
            field = self._field(frozenset({"of"}))
            items = self._items_of()
            return Call(
                "details", items=items, fields=(field,), extreme="most" if extreme == "most" else "least"
            )
        fields, text = [], ""
        while True:
            if (token := self._peek()).startswith('"'):
                text = _unquoted(self._next())
            elif token != "of":
                fields.append(self._field(frozenset({"of"})))
            if self._peek() != ",":
                break
            self._next()
        return Call(
            "details", items=self._items_of(), fields=tuple(f for f in fields if f != TEXT), text=text
        )

    def _items_of(self) -> tuple[str, ...]:
        if self._peek() != "of":
            return ()
        self._next()
        return tuple(reference for reference in self._references() if reference != "shown")

    def _conditions(self) -> list[Condition | Comparison]:
        """One condition; "price ~ 50" is two."""
        one = self._condition()
        if one.op != "~" or not isinstance(one, Condition):
            return [one]
        if one.number is None:
            raise NotWritten(f"'~' in '{self._line}' stands before a number")
        low, high = around(one.number)
        return [replace(one, op=">=", values=(low,)), replace(one, op="<=", values=(high,))]

    def _condition(self) -> Condition | Comparison:
        field, op = self._field(frozenset((*OPS, "~"))), self._next()
        if op not in (*OPS, "~"):
            raise NotWritten(f"'{op}' in '{self._line}' is none of {' '.join(OPS)}")
        if (value := self._relative()) is not None:
            return Comparison(field, op, value)
        values: list[Value] = [self._value()]
        while self._peek() == "|":
            self._next()
            values.append(self._value())
        unit = ""
        if isinstance(values[-1], float) and self._peek() not in ("", ",", "and", *CLAUSES):
            unit = " ".join(self._unit())
        return Condition(field, op, tuple(values), unit)  # type: ignore[arg-type]

    def _unit(self) -> Iterator[str]:
        while self._peek() not in ("", ",", "and", *CLAUSES):
            yield self._next()

    def _relative(self) -> Relative | None:
        """ "price of 2", "0.5 * weight of 1", "least price of shown"; None where a plain value stands."""
        at, times, extreme = self._at, 1.0, ""
        if self._peek(1) == "*" and _NUMBER.fullmatch(self._peek()):
            times = _number(self._next()) or 1.0
            self._next()
        if self._peek() in ("least", "most"):
            extreme = self._next()
        words = []
        while (token := self._peek()) and token not in (",", "|", "of") and not token.startswith('"'):
            words.append(self._next())
        if self._peek() == "of" and words:
            self._next()
            reference = _unquoted(self._next())
            return Relative(" ".join(words), reference, times, extreme)  # type: ignore[arg-type]
        self._at = at
        return None

    def _value(self) -> Value:
        token = self._next()
        if token.startswith('"'):
            return _unquoted(token)
        number = _number(token)
        if number is not None:
            return number
        words = [token]
        while self._peek() not in ("", ",", "|", *CLAUSES, "and"):
            words.append(self._next())
        return " ".join(words)

    def _references(self) -> Iterator[str]:
        yield _unquoted(self._next())
        while self._peek() == ",":
            self._next()
            yield _unquoted(self._next())

    def _list(self) -> Iterator[str]:
        yield self._field(CLAUSES)
        while self._peek() == ",":
            self._next()
            yield self._field(CLAUSES)

    def _fields_after(self, word: str) -> tuple[str, ...]:
        if self._peek() != word:
            return ()
        self._next()
        return tuple(self._list())

    def _field(self, until: frozenset[str]) -> str:
        """A field's name, which may be of several words: "battery (mAh)"."""
        words = [self._next()]
        while (token := self._peek()) and token not in until and token not in (",", "~", *CLAUSES, *OPS):
            words.append(self._next())
        return _unquoted(" ".join(words))

    def _words(self) -> str:
        return _unquoted(self._next()) if self._peek().startswith('"') else ""

    def _peek(self, ahead: int = 0) -> str:
        return self._tokens[self._at + ahead] if self._at + ahead < len(self._tokens) else ""

    def _next(self) -> str:
        if self._at >= len(self._tokens):
            raise NotWritten(f"'{self._line}' ends too early")
        self._at += 1
        return self._tokens[self._at - 1]


def _unquoted(token: str) -> str:
    return token.strip('"') if token.startswith('"') else token


def _number(token: str) -> float | None:
    """A number as models write it, with a point and perhaps commas between thousands."""
    if not _NUMBER.fullmatch(token):
        return None
    return float(token.replace(",", ""))
