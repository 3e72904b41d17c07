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


def test_what_more_words_name_is_meant_though_it_is_not_listed_any_more(shop: Shop) -> None:
    now = talk("blue-shoe", "coffee-book", before=("jacket",))
    call = Call("details", items=("1",))
    assert pointed(call, "the yellow rain jacket, not the trail, what is it of", now, shop).items == (
        "jacket",
    )


def test_a_number_that_nobody_said_and_the_list_lacks_is_what_words_or_the_talk_mean(shop: Shop) -> None:
    call = Call("details", items=("5",), fields=("weight",))
    assert pointed(call, "how heavy is the jacket", talk("red-shoe", before=LISTED), shop).items == (
        "jacket",
    )
    assert pointed(call, "how heavy is that", talk(*LISTED, last=2), shop).items == ("2",)
    assert pointed(call, "how heavy is that", talk(*LISTED), shop).items == ("1",)
    assert pointed(call, "how heavy is number 5", talk(*LISTED), shop) == call


def test_a_name_that_nothing_has_is_what_was_shown_by_most_of_its_words(shop: Shop) -> None:
    call = Call("details", items=("the thing for rain",))
    assert pointed(call, "back to the thing for rain", talk("red-shoe", before=LISTED), shop).items == (
        "jacket",
    )
    unknown = Call("details", items=("flying carpet",))
    assert pointed(unknown, "the flying carpet", talk(*LISTED), shop) == unknown


def test_each_of_several_is_what_its_name_points_to(shop: Shop) -> None:
    call = Call("compare", items=("1", "2"))
    assert pointed(call, "the jacket and the trail one", talk(*LISTED), shop).items == ("jacket", "blue-shoe")
    one = talk("red-shoe", before=LISTED)
    assert pointed(call, "is it dearer than the jacket", one, shop).items == ("1", "jacket")


def test_a_name_that_is_written_as_one_goes_before_common_words(shop: Shop) -> None:
    call = Call("details", items=("1",))
    assert pointed(call, "is the rain too hard for the Drift", talk(*LISTED), shop).items == ("2",)


def test_what_something_is_to_go_with_is_named_in_full(shop: Shop) -> None:
    call = Call("goes_with", items=("1",))
    assert pointed(call, "a lace for my Blue Trail", talk("jacket"), shop).items == ("blue-shoe",)
    assert pointed(call, "a lace for my Trail Shoes", talk("jacket"), shop) == call


def test_names_that_nobody_said_are_no_comparison(shop: Shop) -> None:
    call = Call("compare", items=("Nonesuch",))
    assert pointed(call, "what is the difference", talk(*LISTED), shop).items == ()
    assert pointed(call, "how does Nonesuch differ", talk(*LISTED), shop).items == ("Nonesuch",)


def test_calls_of_several_items_stand(shop: Shop) -> None:
    call = Call("compare", items=("1", "2"))
    assert pointed(call, "the jacket", talk(*LISTED), shop) == call
