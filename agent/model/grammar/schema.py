"""JSON schemas as grammars: one value of a schema.

A value has one spelling only: no white space, properties in the order of the schema, optional ones left out
or written. Whatever has no end in the schema (texts, lists, digits) is given one here, so that a model
cannot run on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from typing import Any

from tastemaker.agent.model.grammar.nodes import (
    EMPTY,
    Character,
    Node,
    Repeat,
    Rule,
    choice,
    one_of,
    sequence,
    text,
)
from tastemaker.agent.model.grammar.numerals import DECIMALS, DIGIT, integer, number

Schema = Mapping[str, Any]

LONGEST_TEXT = 400  # characters of a string whose schema has no maxLength
LONGEST_KEY = 64  # characters of a free object's keys
MOST_ITEMS = 16  # of a list, or keys of a free object, whose schema has no maximum
DEPTH = 3  # of a value whose schema says nothing

_STRAIGHT = Character(frozenset(range(0x20, 0x80)) - frozenset(b'"\\'), beyond=True)
_ESCAPED = sequence(
    "\\", choice(one_of('"\\bfnrt'), sequence("u00", one_of("01"), one_of("0123456789abcdef")))
)
CHARACTER = Rule("character", choice(_STRAIGHT, _ESCAPED))
_DATE = sequence(
    Repeat(DIGIT, 4, 4), "-", choice(sequence("0", one_of("123456789")), sequence("1", one_of("012"))), "-",
    choice(sequence("0", one_of("123456789")), sequence(one_of("12"), DIGIT), "30", "31"),
)  # fmt: skip
_TIME = sequence(
    choice(sequence(one_of("01"), DIGIT), sequence("2", one_of("0123"))), ":",
    one_of("012345"), DIGIT, ":", one_of("012345"), DIGIT,
)  # fmt: skip
FORMATS = {"date": _DATE, "time": _TIME, "date-time": sequence(_DATE, "T", _TIME, choice("", "Z"))}


def dumps(value: Any) -> str:
    """Writes a value as the grammar spells it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def string(least: int = 0, most: int | None = None) -> Node:
    """Makes the grammar of a string of `least` to `most` characters."""
    most = LONGEST_TEXT if most is None else most
    return sequence('"', Repeat(CHARACTER, min(least, most), most), '"')


def _listed(item: Node, least: int, most: int) -> Node:
    """Makes `least` to `most` items with commas between them."""
    if most == 0:
        return EMPTY
    item = item if isinstance(item, Rule) else Rule("item", item)
    some = sequence(item, Repeat(sequence(",", item), max(0, least - 1), most - 1) if most > 1 else EMPTY)
    return some if least else choice(EMPTY, some)


@dataclass
class _Reader:
    """Reads one schema, with the definitions its references point to."""

    root: Schema
    rules: dict[str, Rule] = field(default_factory=dict)

    def value(self, schema: Schema | bool, depth: int = DEPTH) -> Node:
        if isinstance(schema, bool) or not schema:
            return anything(depth)
        if "$ref" in schema:
            return self.reference(schema["$ref"])
        if "const" in schema:
            return text(dumps(schema["const"]))
        if "enum" in schema:
            return choice(*(dumps(value) for value in schema["enum"]))
        if "allOf" in schema:
            return self.value(self.merged(schema), depth)
        for key in ("anyOf", "oneOf"):
            if key in schema:
                common = {
                    name: value for name, value in schema.items() if name not in (key, "default", "title")
                }
                return choice(*(self.value({**common, **option}, depth) for option in schema[key]))
        kind = schema.get("type")
        if isinstance(kind, list):
            return choice(*(self.value({**schema, "type": each}, depth) for each in kind))
        match kind:
            case "object":
                return self.object(schema, depth)
            case "array":
                return self.array(schema, depth)
            case "string":
                if schema.get("format") in FORMATS:
                    return sequence('"', FORMATS[schema["format"]], '"')
                return string(schema.get("minLength", 0), schema.get("maxLength"))
            case "integer":
                low, high = self.bounds(schema, Decimal(1))
                return integer(
                    None if low is None else int(low.to_integral_value(ROUND_CEILING)),
                    None if high is None else int(high.to_integral_value(ROUND_FLOOR)),
                )
            case "number":
                return number(*self.bounds(schema, Decimal(1).scaleb(-DECIMALS)))
            case "boolean":
                return choice("true", "false")
            case "null":
                return text("null")
            case None if "properties" in schema or "additionalProperties" in schema:
                return self.object(schema, depth)
            case None if "items" in schema or "prefixItems" in schema:
                return self.array(schema, depth)
            case None:
                return anything(depth)
        raise ValueError(f"a schema of type {kind!r} cannot be made a grammar")

    def reference(self, pointer: str) -> Node:
        if pointer not in self.rules:
            rule = self.rules[pointer] = Rule(pointer.rpartition("/")[2] or "root")
            schema: Any = self.root
            for step in pointer.removeprefix("#").strip("/").split("/"):
                schema = schema[step.replace("~1", "/").replace("~0", "~")] if step else schema
            rule.node = self.value(schema)
        return self.rules[pointer]

    def merged(self, schema: Schema) -> Schema:
        """Puts the parts of an allOf together; properties and required names add up."""
        whole: dict[str, Any] = {}
        rest = {name: value for name, value in schema.items() if name != "allOf"}
        for part in (*schema["allOf"], rest):
            while "$ref" in part:
                pointer = part["$ref"].removeprefix("#/").split("/")
                found: Any = self.root
                for step in pointer:
                    found = found[step]
                part = {**found, **{name: value for name, value in part.items() if name != "$ref"}}
            properties = {**whole.get("properties", {}), **part.get("properties", {})}
            required = [*whole.get("required", []), *part.get("required", [])]
            whole |= part
            if properties:
                whole |= {"properties": properties, "required": required}
        return whole

    @staticmethod
    def bounds(schema: Schema, step: Decimal) -> tuple[Decimal | None, Decimal | None]:
        lows = [Decimal(str(schema["minimum"]))] if "minimum" in schema else []
        highs = [Decimal(str(schema["maximum"]))] if "maximum" in schema else []
        for name, bounds, sign in (("exclusiveMinimum", lows, 1), ("exclusiveMaximum", highs, -1)):
            if name in schema:
                bound = Decimal(str(schema[name]))
                rounded = bound.quantize(step, ROUND_FLOOR if sign > 0 else ROUND_CEILING)
                bounds.append(rounded + sign * step)
        return max(lows, default=None), min(highs, default=None)

    def array(self, schema: Schema, depth: int) -> Node:
        first = [self.value(each, depth) for each in schema.get("prefixItems", [])]
        if first and not isinstance(schema.get("items"), Mapping):
            least = schema.get("minItems", len(first))
            tail: Node = EMPTY
            for at, node in reversed(list(enumerate(first))):
                tail = sequence("," if at else "", node, tail)
                if at >= least:
                    tail = choice(EMPTY, tail)
            return sequence("[", tail, "]")
        least = schema.get("minItems", 0)
        most = schema.get("maxItems", max(MOST_ITEMS, least))
        return sequence("[", _listed(self.value(schema.get("items", True), depth), least, most), "]")

    def object(self, schema: Schema, depth: int) -> Node:
        properties: Schema = schema.get("properties", {})
        required = set(schema.get("required", ()))
        if not properties:
            free = schema.get("additionalProperties", True)
            if free is False:
                return text("{}")
            pair = sequence(string(1, LONGEST_KEY), ":", self.value(free, depth))
            most = schema.get("maxProperties", MOST_ITEMS)
            return sequence("{", _listed(pair, schema.get("minProperties", 0), most), "}")
        # From the last property to the first: what may follow when something (after) or nothing (begin)
        # stands before it. Each is shared by all that come before, so the grammar stays linear.
        begin: Node = EMPTY
        after: Node = EMPTY
        for name, property in reversed(list(properties.items())):
            wanted = name in required
            pair = sequence(f"{dumps(name)}:", self.value(property if wanted else _present(property), depth))
            begin = sequence(pair, after) if wanted else choice(sequence(pair, after), begin)
            after = Rule(
                f"after-{name}",
                sequence(",", pair, after) if wanted else choice(sequence(",", pair, after), after),
            )
        return sequence("{", begin, "}")


@cache
def anything(depth: int = DEPTH) -> Rule:
    """Makes the grammar of any value, nested no deeper than `depth`."""
    options: list[Node | str] = [string(), number(), "true", "false", "null"]
    if depth > 0:
        inner = anything(depth - 1)
        pair = sequence(string(1, LONGEST_KEY), ":", inner)
        options += [sequence("[", _listed(inner, 0, MOST_ITEMS), "]")]
        options += [sequence("{", _listed(pair, 0, MOST_ITEMS), "}")]
    return Rule("anything", choice(*options))


def _present(schema: Any) -> Any:
    """Takes null away from an optional property whose absence means the same: it would only cost tokens."""
    if isinstance(schema, Mapping) and schema.get("default", ...) is None and "anyOf" in schema:
        options = [option for option in schema["anyOf"] if option.get("type") != "null"]
        if options:
            return {**schema, "anyOf": options}
    return schema


def value_grammar(schema: Schema) -> Node:
    """Makes the grammar of the values of a JSON schema."""
    return _Reader(schema).value(schema)
