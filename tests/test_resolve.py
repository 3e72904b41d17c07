"""From the calls that were written to those that are run: what they take from the talk so far."""

from dataclasses import replace

import pytest

from tastemaker.agent.call import Call
from tastemaker.agent.query import Order, Query
from tastemaker.agent.talks.talk import Made, Record, Standing, Talk
from tastemaker.agent.understand.notation import read
from tastemaker.agent.understand.resolve import Resolved, resolve
from tastemaker.agent.understand.spelling import written
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.shop import Shop

SHOWN = ("duo", "solo", "tarp", "talk")
"""2.3 kg and 199, 900 g and 149, 60 without a weight, and what has neither price nor weight."""
TENTS = read('find "tent" where price < 300, persons >= 1 order price up')[0]


def standing(
    call: Call | None = TENTS,
    shown: tuple[str, ...] = SHOWN,
    last: int | None = None,
    refused: tuple[tuple[str, str], ...] = (("family", "too large"),),
) -> Standing:
    made = () if call is None else (Made(call, shown),)
    return Standing(call, made, last, refused=refused)


def talk(call: Call | None = TENTS, shown: tuple[str, ...] = SHOWN, last: int | None = None) -> Talk:
    return Talk((Record("tents", None, standing(call, shown, last), {}, n=1),))


def resolved(shop: Shop, text: str, before: Talk | None = None, said: str = "said") -> Resolved:
    return resolve(read(text), talk() if before is None else before, said, shop)


def run(shop: Shop, text: str, before: Talk | None = None) -> str:
    """The calls that are run, as they would be written."""
    return written(resolved(shop, text, before).calls)


@pytest.mark.parametrize(
    ("also", "found"),
    [
        (
            "also where price < 200",
            'find "tent" where persons >= 1, price < 200 order price up',
        ),
        ("also lift price", 'find "tent" where persons >= 1'),
        (
            "also lift persons order weight down take 2",
            'find "tent" where price < 300 order weight down take 2',
        ),
        (
            'also "green" where persons >= 2 lift price',
            'find "tent green" where persons >= 2',
        ),
    ],
)
def test_an_edit_changes_what_is_in_force(outfitter: Shop, also: str, found: str) -> None:
    assert run(outfitter, also) == found


def test_an_edit_of_a_list_that_is_like_an_item_stays_like_it(outfitter: Shop) -> None:
    like = Call("similar", Query(where=(Condition("price", "<", (100.0,)),)), items=("solo",))
    assert run(outfitter, "also where weight < 1 kg", talk(like)) == (
        'like "solo" where price < 100, weight < 1 kg'
    )


def test_what_is_like_an_item_is_not_what_was_refused(outfitter: Shop) -> None:
    tents = read('find "tent" where price < 300, colour != "green"')[0]
    assert run(outfitter, "like 2", talk(tents)) == 'like 2 where colour != "green"'
    blue = 'like 2 where colour = "blue"'
    assert run(outfitter, blue, talk(tents)) == blue


def test_the_green_one_is_itself_where_it_is_green(outfitter: Shop) -> None:
    green = 'like 2 where colour = "green"'
    (call,) = resolved(outfitter, green, said="the green one").calls
    assert (call.tool, call.items, call.shows) == ("details", ("2",), True)
    assert [call.tool for call in resolved(outfitter, green, said="another green one").calls] == ["similar"]


def test_an_edit_of_nothing_is_a_beginning(outfitter: Shop) -> None:
    (call,) = resolved(outfitter, "also where price < 200 lift weight", Talk()).calls
    assert call == Call("search", Query(where=(Condition("price", "<", (200.0,)),)))


def test_a_new_need_drops_the_old_one_and_what_was_refused_for_it(outfitter: Shop) -> None:
    found = resolved(outfitter, 'find "boots"')
    assert found.calls == [Call("search", Query("boots"))] and found.refused == ()
    assert resolved(outfitter, "also take 2").refused == (("family", "too large"),)


def test_several_calls_in_their_order(outfitter: Shop) -> None:
    assert run(outfitter, 'find "tent"\nfind "boots" take 1\ntotal 1, 2') == (
        'find "tent"\nfind "boots" take 1\ntotal 1, 2'
    )


def test_more_is_the_same_without_what_was_shown(outfitter: Shop) -> None:
    found = resolved(outfitter, "more", said="show me others")
    assert found.calls == [TENTS]
    assert found.refused == (("family", "too large"), *((id, "show me others") for id in SHOWN))
    again = resolve(
        read("more"),
        Talk((Record("", None, standing(refused=found.refused), {}, n=1),)),
        "and more",
        outfitter,
    )
    assert again.refused == found.refused  # none is refused twice


def test_more_of_nothing_is_what_the_shopper_may_like(outfitter: Shop) -> None:
    assert resolved(outfitter, "more", Talk()).calls == [Call("for_you")]


def test_undo_makes_the_list_before_once_more(outfitter: Shop) -> None:
    first = Record("tents", None, standing(refused=(("duo", "no"),)), {}, n=1)
    boots = Call("search", Query("boots"))
    second = Record("boots", None, standing(boots, ("boot",)), {}, n=2)
    found = resolved(outfitter, "undo", Talk((first, second)))
    assert (found.notice, found.calls, found.again) == ("undone", [TENTS], True)
    assert found.standing == first.standing and found.refused == (("duo", "no"),)
    assert found.before == Talk((first,))
    (changed,) = resolved(outfitter, "undo\nalso take 1", Talk((first, second))).calls
    assert changed.query.take == 1


def test_undo_of_the_first_turn_leaves_nothing_and_before_it_is_nothing(outfitter: Shop) -> None:
    found = resolved(outfitter, "undo")
    assert (found.notice, found.calls, found.before) == ("undone", [], Talk())
    found = resolved(outfitter, "undo", Talk())
    assert (found.notice, found.calls, found.before) == ("not_undone", [], None)


def test_to_start_over_keeps_the_language_alone(outfitter: Shop) -> None:
    before = Talk((Record("", None, replace(standing(), language="de"), {}, n=1),))
    found = resolved(outfitter, 'start_over\nalso "boots"', before)
    assert (found.notice, found.standing, found.refused) == ("over", Standing(language="de"), ())
    assert found.calls == [Call("search", Query("boots"))]


@pytest.mark.parametrize(
    ("relative", "condition"),
    [
        ("price < price of 2", "price < 149"),
        ("price < price of 1", "price < 199"),
        ("weight < 0.5 * weight of 1", "weight < 1150 g"),
        ("weight >= 2 * weight of 2", "weight >= 1800 g"),
        ("price < least price of shown", "price < 60"),
        ("price > most price of shown", "price > 199"),
        ("price < price of shown", "price < 60"),
        ("weight < least weight of shown", "weight < 900 g"),  # of those that state one
        ('price < price of "Family tent"', "price < 420"),
        ('price < 0.5 * price of "hat"', "price < 17.5"),
        ("persons > persons of 1", "persons > 2"),
        ("colour = colour of 1", "colour = orange"),
        ("brand != brand of 1", "brand != Ridge"),
        ("material has material of 2", "material has nylon|steel"),
    ],
)
def test_a_relative_value_is_that_of_the_item(outfitter: Shop, relative: str, condition: str) -> None:
    found = resolved(outfitter, f'find "tent" where {relative}')
    assert list(map(str, found.calls[0].query.where)) == [condition] and not found.unknown


@pytest.mark.parametrize(
    "relative",
    [
        "weight < weight of 3",  # it states none
        "price < price of 4",
        "price < price of 9",  # there is no such number
        "price < price of 0",
        'price < price of "Zeppelin"',
        "colour = colour of 3",
        "thread_pitch < thread_pitch of 1",
    ],
)
def test_what_is_compared_with_nothing_known_is_told_apart(outfitter: Shop, relative: str) -> None:
    found = resolved(outfitter, f'find "tent" where {relative}, persons >= 2')
    assert list(map(str, found.calls[0].query.where)) == ["persons >= 2"]
    (unknown,) = found.unknown
    assert (unknown.field, unknown.value.field) == (relative.split()[0],) * 2


def test_a_relative_value_of_an_empty_list_is_not_known(outfitter: Shop) -> None:
    found = resolved(outfitter, 'find "tent" where price < least price of shown', talk(shown=()))
    assert found.calls[0].query.where == () and len(found.unknown) == 1


def test_an_edit_by_what_another_item_has_takes_the_place_of_the_bound(outfitter: Shop) -> None:
    found = resolved(outfitter, "also where price < price of 2")
    assert list(map(str, found.calls[0].query.where)) == ["persons >= 1", "price < 149"]
    assert found.calls[0].query.order == Order("price")
    assert list(map(str, resolved(outfitter, 'count "" where price < price of 2').calls[0].query.where)) == [
        "price < 149"
    ]


def test_lists_of_one_turn_are_numbered_through(outfitter: Shop) -> None:
    boots = Call("search", Query("boots"))
    lists = (Made(TENTS, ("duo", "solo")), Made(boots, ("boot",)))
    before = Talk((Record("", None, Standing(boots, lists), {}, n=1),))
    found = resolved(outfitter, "also where price < price of 3", before)
    assert written(found.calls) == 'find "boots" where price < 180'
    assert [id for id, _ in resolved(outfitter, "more", before).refused] == ["duo", "solo", "boot"]


def test_a_question_without_an_item_is_of_the_one_that_was_talked_of_last(outfitter: Shop) -> None:
    assert run(outfitter, "ask weight", talk(last=2)) == "ask weight of 2"
    assert run(outfitter, "ask weight of 1", talk(last=2)) == "ask weight of 1"
    assert run(outfitter, "ask most weight", talk(last=2)) == "ask most weight"
    assert run(outfitter, "ask weight") == "ask weight"


def test_which_has_most_is_asked_of_all_where_nothing_is_listed(outfitter: Shop) -> None:
    nothing = talk(None, ())
    found = resolved(outfitter, "ask least weight", nothing, said="Which of your tents is the lightest?")
    assert written(found.calls) == 'find "tent" order weight up take 1'
    assert run(outfitter, "ask least weight") == "ask least weight"
    assert written(resolved(outfitter, 'ask most "shine"', nothing).calls) == "ask most shine"


@pytest.mark.parametrize(
    ("said", "call"),
    [
        ("Which are your lightest sneakers?", 'find "sneaker" order weight up take 1'),
        ("Forget it. What is the lightest jacket for rain?", 'find "jacket rain" order weight up take 1'),
        ("Which is the lightest tent?", "ask least weight"),
        ("Which is the lightest one?", "ask least weight"),
        ("Which of them has the lowest weight?", "ask least weight"),
    ],
)
def test_which_has_most_is_asked_of_all_where_the_list_is_of_other_things(
    outfitter: Shop, said: str, call: str
) -> None:
    assert written(resolved(outfitter, "ask least weight", said=said).calls) == call


def test_others_under_a_new_limit_are_one_list(outfitter: Shop) -> None:
    found = resolved(outfitter, "also where price < 200\nmore")
    assert written(found.calls) == 'find "tent" where persons >= 1, price < 200 order price up'
    assert {id for id, _ in found.refused} >= set(SHOWN)
