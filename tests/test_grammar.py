"""Grammars of JSON schemas: what they take, what they refuse, what they force, and how they end."""

import json
import random
from decimal import Decimal
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, Field

from tastemaker.agent.model.calls import Tool, reply_grammar
from tastemaker.agent.model.grammar.numerals import integer, number
from tastemaker.agent.model.grammar.schema import dumps, value_grammar
from tastemaker.agent.model.grammar.walk import State, matches


class Colour(BaseModel):
    name: Literal["red", 'deep "sea" blue', "白"]
    depth: int = Field(ge=0, le=255)


class Tree(BaseModel):
    value: float
    children: list["Tree"] = []


class Everything(BaseModel):
    text: str = Field(max_length=40)
    count: int = Field(gt=-3, lt=1200)
    share: float = Field(ge=0, le=1)
    tags: list[str] = Field(default=[], max_length=3)
    colour: Colour | None = None
    colours: list[Colour] = []
    pair: tuple[int, str] | None = None
    either: int | bool | str | None = None
    free: dict[str, int] = {}
    tree: Tree | None = None


SCHEMAS: list[dict[str, Any]] = [
    {"type": "string"},
    {"type": "string", "minLength": 2, "maxLength": 5},
    {"type": "integer", "minimum": -17, "maximum": 230},
    {"type": "number", "exclusiveMinimum": 0, "maximum": 99.95},
    {"type": ["string", "null"]},
    {"enum": ["a", 1, None, True, {"b": [2]}]},
    {"type": "array", "items": {"type": "boolean"}, "minItems": 1, "maxItems": 4},
    {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}]},
    {"type": "object", "additionalProperties": {"type": "number"}},
    {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}, "c": {}}},
    {
        "type": "object",
        "properties": {"a": {"type": "integer"}, "b": {"type": "string"}, "c": {"type": "null"}},
        "required": ["b"],
    },
    {"allOf": [{"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]},
               {"properties": {"b": {"type": "boolean"}}}]},
    {"oneOf": [{"type": "integer"}, {"type": "object", "properties": {}}]},
    {"$ref": "#/$defs/x", "$defs": {"x": {"type": "array", "items": {"$ref": "#/$defs/x"}}}},
    {},
    Everything.model_json_schema(),
    Tree.model_json_schema(),
]  # fmt: skip


class Maker:
    """Makes random values of a schema, in the order and with the null-less spelling of the grammar."""

    def __init__(self, root: dict[str, Any], seed: int) -> None:
        self.root, self.random = root, random.Random(seed)

    def make(self, schema: Any, depth: int = 4) -> Any:
        choose = self.random
        if "$ref" in schema:
            found: Any = self.root
            for step in schema["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            return self.make(found, depth - 1)
        if "enum" in schema:
            return choose.choice(schema["enum"])
        if "const" in schema:
            return schema["const"]
        if "allOf" in schema:
            return {key: value for part in schema["allOf"] for key, value in self.make(part, depth).items()}
        for key in ("anyOf", "oneOf"):
            if key in schema:
                return self.make(choose.choice(schema[key]), depth)
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = choose.choice(kind)
        if kind is None and "properties" in schema:
            kind = "object"
        if kind is None:
            kind = choose.choice(["string", "number", "boolean", "null"])
        return getattr(self, f"make_{kind}")(schema, depth)

    def make_string(self, schema: Any, depth: int) -> str:
        length = self.random.randint(schema.get("minLength", 0), min(schema.get("maxLength", 12), 12))
        return "".join(self.random.choice('ab "\\/\n\t\x01é耳机🎧{}[]:,') for _ in range(length))

    def make_integer(self, schema: Any, depth: int) -> int:
        low = max(schema.get("minimum", -(10**9)), schema.get("exclusiveMinimum", -(10**9)) + 1)
        high = min(schema.get("maximum", 10**9), schema.get("exclusiveMaximum", 10**9) - 1)
        return self.random.randint(low, high)

    def make_number(self, schema: Any, depth: int) -> float:
        low = Decimal(str(schema.get("minimum", schema.get("exclusiveMinimum", -1000))))
        high = Decimal(str(schema.get("maximum", schema.get("exclusiveMaximum", 1000))))
        drawn = low + (high - low) * Decimal(self.random.randint(1, 999)) / 1000
        return float(round(drawn, 4))

    def make_boolean(self, schema: Any, depth: int) -> bool:
        return self.random.random() < 0.5

    def make_null(self, schema: Any, depth: int) -> None:
        return None

    def make_array(self, schema: Any, depth: int) -> list[Any]:
        if "prefixItems" in schema:
            return [self.make(each, depth - 1) for each in schema["prefixItems"]]
        least = schema.get("minItems", 0)
        count = least if depth <= 0 else self.random.randint(least, min(schema.get("maxItems", 3), 3))
        return [self.make(schema.get("items", {}), depth - 1) for _ in range(count)]

    def make_object(self, schema: Any, depth: int) -> dict[str, Any]:
        if not schema.get("properties"):
            free = schema.get("additionalProperties", {})
            keys = [f"k{at}" for at in range(self.random.randint(0, 2))]
            return {key: self.make(free if isinstance(free, dict) else {}, depth - 1) for key in keys}
        made = {}
        for name, each in schema["properties"].items():
            wanted = name in schema.get("required", ())
            if wanted or (depth > 0 and self.random.random() < 0.6):
                value = self.make(each, depth - 1)
                if wanted or value is not None or "anyOf" not in each:
                    made[name] = value
        return made


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: dumps(schema)[:40])
def test_every_valid_value_is_taken(schema: dict[str, Any]) -> None:
    grammar, check = value_grammar(schema), Draft202012Validator(schema)
    for seed in range(30):
        value = Maker(schema, seed).make(schema)
        assert check.is_valid(value), value
        assert matches(grammar, dumps(value)), dumps(value)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: dumps(schema)[:40])
def test_whatever_is_taken_is_valid(schema: dict[str, Any]) -> None:
    """Walks the grammar at random, stops anywhere, ends soonest: the text parses and the schema holds."""
    start, check = State.start(value_grammar(schema)), Draft202012Validator(schema)
    alphabet = [bytes([byte]) for byte in '",]}:{[0123456789-.\\abcdeflnrstu 耳'.encode()]
    for seed in range(20):
        draw, state, data = random.Random(seed), start, b""
        for _ in range(draw.randint(0, 60)):
            options = [(byte, after) for byte in alphabet if (after := state.accept(byte)) is not None]
            if not options:
                break
            # Letters are many and closing characters few; both should come about.
            byte, state = draw.choice(options[:4] if draw.random() < 0.4 else options)
            data += byte
        text = (data + state.ending()).decode()
        assert check.is_valid(json.loads(text)), text


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"type": "string", "maxLength": 3}, '"abcd"'),
        ({"type": "string"}, '"a\nb"'),
        ({"type": "string"}, '"\\ud800"'),
        ({"type": "string"}, '"open'),
        ({"type": "integer", "minimum": 1, "maximum": 5}, "0"),
        ({"type": "integer"}, "01"),
        ({"type": "number", "exclusiveMinimum": 0}, "0.0"),
        ({"type": "number"}, "1e5"),
        ({"type": "number"}, "NaN"),
        ({"type": "boolean"}, "True"),
        ({"type": "array", "maxItems": 1}, "[1,2]"),
        ({"type": "object", "properties": {"a": {}}}, '{"b":1}'),
        ({"type": "object", "properties": {"a": {}, "b": {}}}, '{"b":1,"a":2}'),
        ({"type": "object", "properties": {"a": {}}, "required": ["a"]}, "{}"),
        ({"type": "object", "properties": {"a": {"type": "null"}}}, '{"a": null}'),
        ({"type": "string", "format": "date"}, '"2026-13-01"'),
    ],
)
def test_refused(schema: dict[str, Any], text: str) -> None:
    assert not matches(value_grammar(schema), text)


def test_numbers_keep_their_bounds_exactly() -> None:
    draw = random.Random(7)
    for _ in range(150):
        low = draw.choice([draw.randint(-12, 12), draw.randint(-3000, 3000)])
        high = low + draw.choice([0, 1, 9, draw.randint(0, 4000)])
        whole = integer(low, high)
        for value in {low - 1, low, high, high + 1, 0, draw.randint(low - 60, high + 60)}:
            assert matches(whole, str(value)) == (low <= value <= high), (low, high, value)
        scale = Decimal(10) ** draw.randint(0, 4)
        least, most = low / scale, high / scale
        decimal, tiny = number(least, most), Decimal("0.0001")
        for each in (least - tiny, least, most, most + tiny, draw.randint(low - 60, high + 60) / scale):
            if each != 0:
                assert matches(decimal, f"{each:f}") == (least <= each <= most), (least, most, each)


def test_an_impossible_range_is_refused() -> None:
    with pytest.raises(ValueError, match="no integer lies between 5 and 4"):
        value_grammar({"type": "integer", "minimum": 5, "maximum": 4})


def test_null_is_not_offered_where_leaving_out_means_the_same() -> None:
    grammar = value_grammar(Everything.model_json_schema())
    assert matches(grammar, '{"text":"a","count":1,"share":0.5}')
    assert not matches(grammar, '{"text":"a","count":1,"share":0.5,"colour":null}')


def find(query: str, price_max: float | None = None) -> None:
    """Find items.

    More is not needed.
    """


def stop() -> None:
    """Stop."""


TOOLS = [Tool.of(find), Tool.of(stop)]


def test_a_tool_is_described_in_one_line() -> None:
    assert [tool.signature for tool in TOOLS] == ["find(query: string, price_max?: number)", "stop()"]


@pytest.mark.parametrize(
    ("choose", "several", "text", "taken"),
    [
        ("auto", True, "Hello", True),
        ("auto", True, "", False),
        ("auto", True, "```json", False),
        ("auto", True, '{"tool":"stop","args":{}}', True),
        ("auto", True, '{"tool":"stop","args":{}}\n{"tool":"find","args":{"query":"a"}}', True),
        ("auto", False, '{"tool":"stop","args":{}}\n{"tool":"stop","args":{}}', False),
        ("auto", True, '{"tool":"unknown","args":{}}', False),
        ("any", True, "Hello", False),
        ("any", True, '{"tool":"find","args":{"query":"耳机","price_max":300}}', True),
        ("any", True, '{"tool":"find","args":{}}', False),
        ("find", False, '{"tool":"stop","args":{}}', False),
        ("find", False, '{"tool":"find","args":{"query":"a"}}', True),
    ],
)
def test_replies(choose: str, several: bool, text: str, taken: bool) -> None:
    grammar = reply_grammar(TOOLS, choose, several)
    assert grammar is not None and matches(grammar, text) == taken


def test_no_grammar_when_no_tool_may_be_called() -> None:
    assert reply_grammar(TOOLS, "none", True) is None
    with pytest.raises(ValueError, match="no tool 'other'; there are find, stop"):
        reply_grammar(TOOLS, "other", True)


def test_what_is_forced() -> None:
    grammar = reply_grammar(TOOLS, "any", False)
    assert grammar is not None
    fixed, state = State.start(grammar).forced()
    assert fixed == b'{"tool":"'
    chosen = state.accept(b"f")
    assert chosen is not None
    fixed, state = chosen.forced()
    assert fixed == b'ind","args":{"query":"'
    closed = state.accept('耳"'.encode())
    assert closed is not None and closed.forced()[0] == b""
    price = closed.accept(b",")
    assert price is not None and price.forced()[0] == b'"price_max":'
    done = closed.accept(b"}")
    assert done is not None
    fixed, state = done.forced()
    assert fixed == b"}" and state.must_end and state.may_end


def test_a_token_may_end_inside_a_character() -> None:
    quoted = State.start(value_grammar({"type": "string"}))
    state = quoted.accept('"耳'.encode()[:3])
    assert state is not None and state.accept(b'"') is None
    assert (b'"' + "耳".encode()[:2] + state.ending()).decode().startswith('"')
    assert quoted.accept(b'"\xff') is None
