"""Which item of a list words point to, whatever number a model wrote."""

import pytest

from tastemaker.agent.call import Call
from tastemaker.agent.talks.talk import Made, Record, Standing, Talk
from tastemaker.agent.understand.guards.pointed import pointed
from tastemaker.tools.shop import Shop

LISTED = ("red-shoe", "blue-shoe", "jacket")
"""Red running shoes, Blue trail shoes, Yellow rain jacket."""


def talk(*ids: str, last: int | None = None, before: tuple[str, ...] = ()) -> Talk:
    def record(shown: tuple[str, ...], n: int) -> Record:
        standing = Standing(Call("search"), (Made(Call("search"), shown),), last=last)
        return Record("shoes", None, standing, {}, n=n)

    return Talk(tuple(record(shown, n) for n, shown in enumerate((before, ids), 1) if shown))


@pytest.mark.parametrize(
    ("words", "written", "meant"),
    [
        ("does the trail one have a cord", "1", "2"),
        ("how heavy is the yellow one", "1", "3"),
        ("how heavy are the shoes", "2", "2"),
        ("is number 1 like the jacket", "1", "1"),
        ("is the first lighter than the jacket", "1", "1"),
        ("which of them is it", "2", "2"),
        ("how cold may the day be for the jacket", "1", "3"),
    ],
)
def test_words_of_one_title_point_to_it(shop: Shop, words: str, written: str, meant: str) -> None:
    call = Call("details", items=(written,), fields=("weight",))
    assert pointed(call, words, talk(*LISTED), shop).items == (meant,)


def test_what_is_not_listed_any_more_is_pointed_to_by_two_words(shop: Shop) -> None:
    now = talk("coffee-book", "coffee-audio", before=LISTED)
    call = Call("details", items=("1",))
    assert pointed(call, "back to the rain jacket, how heavy", now, shop).items == ("jacket",)
    assert pointed(call, "is there rain in it", now, shop).items == ("1",)


def test_it_is_what_was_talked_of_last(shop: Shop) -> None:
    call = Call("details", items=("1",), fields=("weight",))
    assert pointed(call, "and how heavy is it", talk(*LISTED, last=2), shop).items == ("2",)
    assert pointed(call, "and how heavy is it", talk(*LISTED), shop).items == ("1",)


def test_a_question_about_no_number_is_about_the_one_item_that_is_named(shop: Shop) -> None:
    call = Call("details", text="cord")
    assert pointed(call, "has the trail one a cord", talk(*LISTED), shop).items == ("2",)
    assert pointed(call, "have the shoes a cord", talk(*LISTED), shop) == call
    assert pointed(call, "is there a cord", talk(*LISTED), shop) == call


def test_calls_of_several_items_stand(shop: Shop) -> None:
    call = Call("compare", items=("1", "2"))
    assert pointed(call, "the jacket", talk(*LISTED), shop) == call
