"""Answers to questions: by field, by the sentence that says it, by what differs; the unknown is said."""

from typing import Any

import pytest

from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.errors import Retry
from tastemaker.tools.facts.answers import Fact, sentence
from tastemaker.tools.facts.result import Result, Situation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

SHOWN = ("duo", "solo", "tarp")


@pytest.fixture
def tools(outfitter: Shop, profiles: Profiles) -> Toolbox:
    return Toolbox(outfitter, profiles, Situation(shown=SHOWN))


def said(result: Result) -> list[tuple[str, str, str]]:
    return [(fact.item.id, fact.field, fact.value) for fact in result.answers]


def test_a_field_of_an_item_is_told_as_the_catalogue_tells_it(tools: Toolbox) -> None:
    assert said(tools.details("1", ["weight"])) == [("duo", "weight", "2.3 kg")]
    assert said(tools.details("boot", ["size", "price", "material", "category", "brand"])) == [
        ("boot", "size", "36-47"),
        ("boot", "price", "180.00 EUR"),
        ("boot", "material", "leather, wool"),
        ("boot", "category", "Shoes > Boots"),
        ("boot", "brand", "Ridge"),
    ]
    assert said(tools.details("free", ["price"])) == [("free", "price", "free")]


def test_of_several_items_and_of_the_list(tools: Toolbox) -> None:
    weights = [("duo", "weight", "2.3 kg"), ("solo", "weight", "900 g")]
    assert said(tools.details(["1", "2"], ["weight"])) == weights
    everything = tools.details((), ["weight"])
    assert said(everything) == [*weights, ("tarp", "weight", "")]
    assert [item.id for item in everything.about] == list(SHOWN)


def test_what_is_not_known_is_said_to_be_unknown(tools: Toolbox) -> None:
    result = tools.details("3", ["weight"])
    assert said(result) == [("tarp", "weight", "")] and "weight unknown" in result.text
    assert result.answers[0].as_json() == {"item": "tarp", "field": "weight", "value": None, "unit": "g"}
    with pytest.raises(Retry, match="no field 'warranty'; it has category"):
        tools.details("1", ["warranty"])


@pytest.mark.parametrize(
    ("item", "about", "answer"),
    [
        ("solo", "how it folds", "It folds in a minute."),
        ("solo", "steel pegs", "The pegs are of steel."),
        ("duo", "two friends", "A tent for two friends."),
        ("solo", "guarantee", ""),
        ("solo", "guarantee|steel pegs", "The pegs are of steel."),
        ("talk", "guarantee", ""),
    ],
)
def test_the_sentence_of_the_text_that_says_it(outfitter: Shop, item: str, about: str, answer: str) -> None:
    assert sentence(outfitter, outfitter.catalogue[item], about.split("|")) == answer


def test_a_question_in_words_and_by_a_field_at_once(tools: Toolbox) -> None:
    assert said(tools.details("2", ["weight"], about="how it folds")) == [
        ("solo", "weight", "900 g"),
        ("solo", "", "It folds in a minute."),
    ]


def test_a_topic_that_is_a_field_is_the_field(tools: Toolbox) -> None:
    assert said(tools.details("1", about="weight")) == [("duo", "weight", "2.3 kg")]
    assert said(tools.details("3", about="weight")) == [("tarp", "weight", "")]


def test_a_field_that_the_question_names_is_told(tools: Toolbox) -> None:
    assert said(tools.details("2", about="its weight and how it folds")) == [
        ("solo", "weight", "900 g"),
        ("solo", "", "It folds in a minute."),
    ]


def test_the_text_says_what_no_field_says(outfitter: Shop, profiles: Profiles) -> None:
    asked = Situation(shown=SHOWN, said="how does it fold? in a minute?")
    found = said(Toolbox(outfitter, profiles, asked).details("2", ["size"]))
    assert found == [("solo", "size", ""), ("solo", "", "It folds in a minute.")]
    assert said(Toolbox(outfitter, profiles, asked).details("2", ["weight"])) == [("solo", "weight", "900 g")]


def test_all_of_an_item_where_nothing_is_asked(tools: Toolbox) -> None:
    result = tools.details("2")
    assert "149.00 EUR" in result.text and "It folds in a minute." in result.text and not result.answers


@pytest.mark.parametrize(
    ("field", "extreme", "best"),
    [
        ("weight", "least", ["solo"]),
        ("weight", "most", ["duo"]),
        ("price", "least", ["tarp"]),
        ("persons", "most", ["duo", "tarp"]),
        ("released", "most", ["solo"]),
        ("size", "most", []),
    ],
)
def test_which_of_the_list_has_the_most(tools: Toolbox, field: str, extreme: Any, best: list[str]) -> None:
    result = tools.details((), [field], extreme=extreme)
    assert [item.id for item in result.facts["best"]] == best
    assert [item.id for item in result.about] == (best or list(SHOWN))
    assert len(result.answers) == len(SHOWN)


def test_which_of_some_items(tools: Toolbox) -> None:
    result = tools.details(["boot", "sneaker"], ["weight"], extreme="most")
    assert [item.id for item in result.about] == ["boot"]


def test_a_comparison_tells_what_differs_first_what_both_state(tools: Toolbox) -> None:
    result = tools.compare(["1", "2"])
    told = dict.fromkeys(fact.field for fact in result.answers)
    assert {"price", "weight", "persons"} < set(told) and not {"brand", "category", "media"} & set(told)
    assert len(told) == 6  # more is not read
    result = tools.compare(["2", "3"])
    told = dict.fromkeys(fact.field for fact in result.answers)
    assert list(told)[:3] == ["brand", "price", "persons"]  # the tarp states nothing else
    assert ("tarp", "weight", "") in said(result) or "weight" not in told


def test_a_comparison_by_what_is_asked(tools: Toolbox) -> None:
    assert said(tools.compare(["1", "3"], ["weight", "brand"])) == [
        ("duo", "weight", "2.3 kg"),
        ("duo", "brand", "Ridge"),
        ("tarp", "weight", ""),
        ("tarp", "brand", "Lee"),
    ]
    with pytest.raises(Retry, match="two different items"):
        tools.compare(["1", "duo"])


def test_what_some_cost_together(tools: Toolbox) -> None:
    result = tools.total(["1", "2"])
    assert result.facts == {"total": {"EUR": 348.0}, "unpriced": ()}
    result = tools.total(["1", "talk", "free"])
    assert result.facts["total"] == {"EUR": 199.0}
    assert [item.id for item in result.facts["unpriced"]] == ["talk"]
    assert ("talk", "price", "") in said(result)


def test_how_many_fit(tools: Toolbox) -> None:
    tents = Condition("category", "=", ("Tents",))
    assert tools.count("", [tents]).facts == {"count": 4}
    assert tools.count("", [tents, Condition("weight", "<=", (3.0,), "kg")]).facts == {"count": 2}
    assert tools.count("", [tents, Condition("weight", "<=", (1.0,))]).facts == {"count": 0}
    assert tools.count("").facts == {"count": 12}  # the sandals are sold out
    assert tools.count("boots", [Condition("price", "<=", (100.0,))]).facts == {"count": 0}


def test_a_fact_as_json(outfitter: Shop) -> None:
    fact = Fact(outfitter.catalogue["duo"], "weight", "2.3 kg", "g")
    assert fact.as_json() == {"item": "duo", "field": "weight", "value": "2.3 kg", "unit": "g"}
