"""What was asked: how an edit changes it, how it is kept, and how calls are read from arguments by name."""

from typing import Any

import pytest

from tastemaker.agent.call import Call, arguments, told
from tastemaker.agent.query import Comparison, Order, Query, Relative
from tastemaker.agent.understand.notation import read

TENT = Query(
    "tent",
    read('find "" where weight <= 3 kg, price < 300, colour = "green"|"blue", colour != "red"')[
        0
    ].query.where,
    Order("weight"),
    take=3,
)


def after(before: Query, edit: str, *lifted: str) -> list[str]:
    """The conditions after an edit that is written."""
    return [str(one) for one in before.changed(read(f"also {edit}")[0].query, lifted).where]


def of(where: str) -> Query:
    return read(f'find "x" where {where}')[0].query


@pytest.mark.parametrize(
    ("before", "edit", "conditions"),
    [
        # what is said of another field is added
        ("weight <= 3 kg", "persons >= 2", ["weight <= 3 kg", "persons >= 2"]),
        # a bound takes the place of that of the same end, in whatever way it is said
        ("price < 300", "price < 200", ["price < 200"]),
        ("price < 300", "price <= 200", ["price <= 200"]),
        ("price > 100, price < 300", "price < 200", ["price > 100", "price < 200"]),
        ("weight <= 3 kg", "weight <= 900 g", ["weight <= 900 g"]),
        # of bounds that leave nothing the earlier gives way
        ("price < 100", "price > 200", ["price > 200"]),
        ("price > 200", "price < 100", ["price < 100"]),
        ("price < 100", "price >= 100", ["price < 100", "price >= 100"]),
        # a value takes the place of all that was said of its field, but not of what is refused
        ('colour = "green"', 'colour = "blue"', ["colour = blue"]),
        ("price < 300", "price = 20", ["price = 20"]),
        ('colour != "red"', 'colour = "blue"', ["colour != red", "colour = blue"]),
        # refusals add up; what is refused now is not asked for any more, and the other way round
        ('colour != "red"', 'colour != "blue"', ["colour != red", "colour != blue"]),
        ('text lacks "wool"', 'text lacks "leather"', ["text lacks wool", "text lacks leather"]),
        ('colour = "blue"', 'colour != "blue"', ["colour != blue"]),
        ('colour = "blue"', 'colour != "red"', ["colour = blue", "colour != red"]),
        ('colour != "red"', 'colour = "red"', ["colour = red"]),
        # said twice it holds once
        ("price < 300", "price < 300", ["price < 300"]),
    ],
)
def test_conditions_after_an_edit(before: str, edit: str, conditions: list[str]) -> None:
    assert after(of(before), f"where {edit}") == conditions


def test_what_is_lifted_goes_and_all_else_stays() -> None:
    after = TENT.changed(Query(), ["colour", "take"])
    assert str(after) == "tent where weight <= 3 kg, price < 300"
    assert (after.what, after.order, after.take) == ("tent", Order("weight"), None)
    assert TENT.changed(Query(), ["weight"]).order is None
    assert Query(budget=90).changed(Query(), ["budget"]).budget is None
    assert TENT.changed(Query()) == TENT


def test_lifted_and_said_anew_is_what_is_said_now() -> None:
    assert after(TENT, 'where colour = "pink" lift colour', "colour") == [
        "weight <= 3 kg",
        "price < 300",
        "colour = pink",
    ]


def test_the_rest_of_an_edit_replaces_or_adds() -> None:
    edit = Query("light tent", order=Order("price", "down"), take=5, budget=200, photo=True)
    after = Query("tent", take=2).changed(edit)
    assert after == Query("tent light tent", order=Order("price", "down"), take=5, budget=200, photo=True)
    assert Query("green tent").changed(Query("tent")).what == "green tent"
    assert Query("", photo=True).changed(Query("blue")) == Query("blue", photo=True)


@pytest.mark.parametrize(
    "query",
    [Query(), TENT, Query("", (), Order("price", "down"), 1, 250.5, True), Query("华为 “mate” 40")],
)
def test_a_query_as_json_both_ways(query: Query) -> None:
    assert Query.of_json(query.as_json()) == query


@pytest.mark.parametrize(
    "call",
    [
        Call("search", TENT),
        Call("search", TENT, edits=True, lifted=("price",)),
        Call("similar", Query("milder"), items=("2",)),
        Call("details", items=("1", "Duo tent"), fields=("weight", "size (letters)"), text="folds"),
        Call("details", fields=("battery",), extreme="most"),
        Call("remember", text="never wool"),
        Call("undo"),
    ],
)
def test_a_call_as_json_both_ways(call: Call) -> None:
    assert Call.of_json(call.as_json()) == call


ARGUMENTS: list[tuple[str, dict[str, Any]]] = [
    ("search", {"query": "tent"}),
    (
        "search",
        {
            "query": "tent",
            "where": [{"field": "weight", "op": "<=", "value": 3.0, "unit": "kg"}],
            "order": ["weight", "up"],
            "take": 3,
            "use_photo": True,
        },
    ),
    ("similar", {"item": "2", "change": "milder"}),
    ("for_you", {"where": [{"field": "media", "op": "=", "value": "book"}]}),
    ("goes_with", {"item": "bought"}),
    ("goes_with", {"item": ["1", "2"]}),
    ("details", {"item": "1", "fields": ["weight"], "about": "folding"}),
    ("details", {"fields": ["weight"], "extreme": "least"}),
    ("compare", {"items": ["1", "2"], "fields": ["weight"]}),
    ("count", {"query": "tent"}),
    ("total", {"items": ["1", "3"]}),
    ("why", {"item": "1"}),
    ("history", {}),
    ("remember", {"fact": "never wool"}),
    ("forget", {"fact": "wool"}),
]


@pytest.mark.parametrize(("tool", "args"), ARGUMENTS)
def test_arguments_by_name_both_ways(tool: Any, args: dict[str, Any]) -> None:
    assert arguments(Call.of(tool, args)) == args


def test_limits_that_have_a_name_are_read_and_told_by_it() -> None:
    call = Call.of("search", {"query": "tent", "price_max": 200, "exclude": ["wool"], "brand": "Ridge"})
    assert str(call.query) == "tent where brand = Ridge, price <= 200, text lacks wool"
    args = told(call)
    assert {name: args[name] for name in ("price_max", "exclude", "brand")} == {
        "price_max": 200,
        "exclude": ["wool"],
        "brand": "Ridge",
    }
    assert [one["field"] for one in args["where"]] == ["brand", "price", "text"]


def test_a_comparison_is_no_condition_yet() -> None:
    cheaper = Comparison("price", "<", Relative("price", "2"))
    query = Query("tent", (cheaper, *TENT.where))
    assert query.conditions == TENT.where
    newer = Comparison("price", "<", Relative("price", "1"))
    assert query.changed(Query(where=(newer,))).where == (
        TENT.where[0],
        *TENT.where[2:],
        newer,
    )
