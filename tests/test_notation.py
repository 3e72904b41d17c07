"""How calls are written: what each line means, that it is written as it was read, and what is no call."""

import pytest

from tastemaker.agent.call import Call
from tastemaker.agent.query import Comparison, Order, Query, Relative
from tastemaker.agent.understand.notation import NotWritten, read
from tastemaker.agent.understand.spelling import conditions, written
from tastemaker.tools.search.limits.conditions import Condition

LINES = [
    ('find "tent"', Call("search", Query("tent"))),
    ('find ""', Call("search")),
    (
        'find "tent" where persons >= 2, weight <= 3 kg order price up take 3 budget 250.5',
        Call(
            "search",
            Query(
                "tent",
                (Condition("persons", ">=", (2.0,)), Condition("weight", "<=", (3.0,), "kg")),
                Order("price", "up"),
                3,
                250.5,
            ),
        ),
    ),
    (
        'find "" where colour = "red"|"dark blue", size != 42|43, text lacks "wool"',
        Call(
            "search",
            Query(
                where=(
                    Condition("colour", "=", ("red", "dark blue")),
                    Condition("size", "!=", (42.0, 43.0)),
                    Condition("text", "lacks", ("wool",)),
                )
            ),
        ),
    ),
    (
        'find "" where battery (mAh) >= 10000, size (letters) = "M"',
        Call(
            "search",
            Query(
                where=(Condition("battery (mAh)", ">=", (10000.0,)), Condition("size (letters)", "=", ("M",)))
            ),
        ),
    ),
    (
        "also where price < 200 lift weight, colour order price down",
        Call(
            "search",
            Query(where=(Condition("price", "<", (200.0,)),), order=Order("price", "down")),
            edits=True,
            lifted=("weight", "colour"),
        ),
    ),
    ('also "with a porch"', Call("search", Query("with a porch"), edits=True)),
    (
        'like 2 "milder" where price < price of 2',
        Call(
            "similar",
            Query("milder", (Comparison("price", "<", Relative("price", "2")),)),
            items=("2",),
        ),
    ),
    ("like 1, 3", Call("similar", items=("1", "3"))),
    ('goes_with "Mate 40"', Call("goes_with", items=("Mate 40",))),
    ("goes_with bought take 4", Call("goes_with", Query(take=4), items=("bought",))),
    (
        'for_me where media = "book"',
        Call("for_you", Query(where=(Condition("media", "=", ("book",)),))),
    ),
    ("for_me", Call("for_you")),
    (
        'find "" where weight < 0.5 * weight of 1, price < least price of shown, price > price of "Duo tent"',
        Call(
            "search",
            Query(
                where=(
                    Comparison("weight", "<", Relative("weight", "1", 0.5)),
                    Comparison("price", "<", Relative("price", "shown", 1.0, "least")),
                    Comparison("price", ">", Relative("price", "Duo tent")),
                )
            ),
        ),
    ),
    (
        'ask weight, size (letters), "does it fold" of 1, "Duo tent"',
        Call("details", items=("1", "Duo tent"), fields=("weight", "size (letters)"), text="does it fold"),
    ),
    ("ask weight", Call("details", fields=("weight",))),
    ('ask "does it fold" of 2', Call("details", items=("2",), text="does it fold")),
    ("ask most battery", Call("details", fields=("battery",), extreme="most")),
    ("ask least price of 1, 2", Call("details", items=("1", "2"), fields=("price",), extreme="least")),
    ("compare 1, 2", Call("compare", items=("1", "2"))),
    ('compare 1, "Lee" by weight, price', Call("compare", items=("1", "Lee"), fields=("weight", "price"))),
    (
        'count "tents" where price <= 200',
        Call("count", Query("tents", (Condition("price", "<=", (200.0,)),))),
    ),
    ("total 1, 3", Call("total", items=("1", "3"))),
    ("why 1", Call("why", items=("1",))),
    ('remember "I never wear wool"', Call("remember", text="I never wear wool")),
    ('forget "wool"', Call("forget", text="wool")),
    ("more", Call("more")),
    ("history", Call("history")),
    ("talk", Call("chat")),
    ("undo", Call("undo")),
    ("start_over", Call("start_over")),
]


@pytest.mark.parametrize(("line", "call"), LINES)
def test_a_line_means_a_call_and_is_written_as_it_was_read(line: str, call: Call) -> None:
    assert read(line) == (call,)
    assert written([call]) == line


def test_the_name_of_what_is_missed_is_kept() -> None:
    (call,) = read('why_not "Lee"')
    assert (call.tool, call.items, call.text) == ("why_not", ("Lee",), "Lee")
    assert written([call]) == 'why_not "Lee"'


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("find tent", None),
        ('find "tent" where persons>=2 and weight<=3 kg', 'find "tent" where persons >= 2, weight <= 3 kg'),
        ('find "" order price asc', 'find "" order price up'),
        ('find "" order price desc', 'find "" order price down'),
        ('find "" order price', 'find "" order price up'),
        ('find "" where colour = dark blue', 'find "" where colour = "dark blue"'),
        ('find "tent', 'find "tent"'),
        ("ask weight of shown", "ask weight"),
    ],
)
def test_what_models_write_alike_means_the_same(line: str, same: str | None) -> None:
    if same is None:
        with pytest.raises(NotWritten):
            read(line)
    else:
        assert read(line) == read(same) and written(read(line)) == same


@pytest.mark.parametrize(
    ("about", "low", "high"),
    [("price ~ 50", 37.5, 62.5), ("comfort ~ -10 °C", -12.5, -7.5), ("comfort ~ 0", 0, 0)],
)
def test_about_a_number_is_from_below_it_to_above(about: str, low: float, high: float) -> None:
    first, last = read(f'find "" where {about}')[0].query.conditions
    assert (first.op, first.values, last.op, last.values) == (">=", (low,), "<=", (high,))


def test_several_calls_one_a_line_at_most_four() -> None:
    text = 'find "tent"\nfind "stove"\nfor_me where media = "book"'
    assert [call.query.what for call in read(text)] == ["tent", "stove", ""]
    assert written(read(text)) == text
    assert read('find "tent" ; undo') == read('find "tent"\nundo')
    assert len(read("\n\n".join(["more"] * 9))) == 4


def test_conditions_alone() -> None:
    (call,) = read('find "" where price < 0.5 * price of 2, colour = "red"|"blue", weight <= 2.5 kg')
    assert conditions(call.query.where) == 'price < 0.5 * price of 2, colour = "red"|"blue", weight <= 2.5 kg'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is no call"),
        (" \n ", "there is no call"),
        ('search "tent"', "'search' in 'search \"tent\"' is none of find, also"),
        ('find "tent" where', "ends too early"),
        ('find "tent" where weight', "ends too early"),
        ('find "tent" where weight <=', "ends too early"),
        ('find "tent" where weight is 3', "where weight is 3"),
        ('find "tent" where weight ! 3', "where weight ! 3"),
        ('find "tent" order', "ends too early"),
        ('find "tent" take', "ends too early"),
        ('find "tent" please', "'please' is not expected"),
        ("compare", "ends too early"),
        ("undo it", "'it' is not expected"),
        ("why", "ends too early"),
    ],
)
def test_what_is_no_call_says_where_it_stops_to_be_one(text: str, said: str) -> None:
    with pytest.raises(NotWritten) as caught:
        read(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text", ['"', "find", "= = =", 'find "" where 3 = = 3', "ask of", "also lift ,", "\x00", "like"]
)
def test_odd_lines_are_calls_or_said_to_be_none(text: str) -> None:
    try:
        calls = read(text)
    except NotWritten:
        return
    assert read(written(calls)) == calls


def test_quotes_and_line_ends_in_a_text_stay_within_its_quotes() -> None:
    call = Call("remember", text='I like "slow" films\nundo')
    assert len(read(written([call]))) == 1
    assert read(written([call]))[0].text == "I like ”slow” films undo"
