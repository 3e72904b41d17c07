"""Which conditions words take back, whether or not the model wrote that."""

import pytest

from tastemaker.agent.call import Call
from tastemaker.agent.query import Query
from tastemaker.agent.understand.guards.lifted import lifted
from tastemaker.agent.understand.notation import read
from tastemaker.tools.shop import Shop

(LAST,) = (call.query for call in read('find "shoes" where price <= 90, weight < 300 g, colour = "red"'))


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("regardless of the weight, and the blue ones", ("weight",)),
        ("any price, and in a smaller size", ("price",)),
        ("colour and weight don't matter", ("weight", "colour")),
        ("they needn't be red, red isn't important any more", ("colour",)),
        ("weight be damned, which have the best sole", ("weight",)),
        ("money aside: your best", ("price",)),
        ("egal welche Farbe", ()),
        ("das Gewicht ist egal", ()),
        ("any lighter ones?", ()),
        ("the weight is important to me", ()),
        ("do not forget the weight", ()),
        ("never mind, and thank you", ()),
    ],
)
def test_what_is_taken_back_is_lifted(shop: Shop, words: str, fields: tuple[str, ...]) -> None:
    assert lifted(Call("search", edits=True), words, LAST, shop).lifted == fields


def test_a_new_need_and_a_limit_said_anew_stay(shop: Shop) -> None:
    assert lifted(Call("search"), "regardless of the weight", LAST, shop).lifted == ()
    (call,) = read("also where weight < 500 g")
    assert lifted(call, "forget the weight of before, 500 g will do", LAST, shop).lifted == ()
    assert lifted(Call("search", edits=True), "regardless of the weight", Query(), shop).lifted == ()
