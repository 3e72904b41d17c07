"""Reviews: read row by row, understood as praise and blame, asked, searched, told as buyers' words."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gear
import numpy as np
import pytest
from tiny import TinyPictures, TinyText
from written import Written

from tastemaker.agent.agent import Agent
from tastemaker.agent.answer.claims import unsupported
from tastemaker.agent.answer.evidence import said
from tastemaker.agent.answer.heard import heard
from tastemaker.agent.settings import load
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.folder import Folder, read_folder
from tastemaker.tools.catalogue.inspection.inspect import Inspection
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.encode.encoders import open_text_encoder
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.facts.reviews.aspects import ALL, Aspects, examples
from tastemaker.tools.facts.reviews.finding import found
from tastemaker.tools.facts.reviews.opinions import Opinion
from tastemaker.tools.facts.reviews.tone import Tone
from tastemaker.tools.fusion.fuse import Evidence, Recommendation
from tastemaker.tools.home.updated import updated
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox
from tastemaker.ui.commands.inspection import as_text

LABELLED = Path(__file__).parent / "reviews" / "labelled.txt"
ROWS: list[dict[str, Any]] = [
    {
        "user_id": "ana",
        "item_id": "duo",
        "rating": 5,
        "text": "I love the battery of it. It works perfectly.",
    },
    {"user_id": "ben", "item_id": "duo", "rating": 5, "text": "The waterproofing works perfectly."},
    {"user_id": "cho", "item_id": "duo", "rating": 1, "text": "I hate it, useless waterproofing."},
    {
        "user_id": "dev",
        "item_id": "duo",
        "rating": 5,
        "title": "Works perfectly",
        "text": "I love how waterproof it is.",
    },
    {"user_id": "eve", "item_id": "solo", "rating": 1, "text": "I hate the waterproofing. Useless."},
    {"user_id": "fay", "item_id": "family", "rating": 5, "text": "We slept at the glacier festival."},
]


def lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def folder(path: Path, rows: list[dict[str, Any]] = ROWS) -> Path:
    path.mkdir(exist_ok=True)
    (path / "items.jsonl").write_text(lines([{"currency": "EUR", **item} for item in gear.ITEMS]))
    (path / "reviews.jsonl").write_text(lines(rows))
    return path


def built(path: Path, rows: list[dict[str, Any]] = ROWS) -> Path:
    build(folder(path / "folder", rows), path / "home", TinyText(), TinyPictures(), say=lambda line: None)
    return path / "home"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("reviewed"))


@pytest.fixture
def reviewed(home: Path) -> Iterator[Shop]:
    with gear.open_gear(home) as opened:
        yield opened


def read(path: Path, rows: list[dict[str, Any]]) -> Folder:
    return read_folder(folder(path, rows))


# What is read


def test_a_bad_row_is_told_with_its_line_and_its_reason(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"user_id": "a", "item_id": "duo", "rating": 5, "text": "Fine"},
        {"user_id": "a", "item_id": "yurt", "rating": 5},
        {"user_id": "a", "item_id": "duo", "rating": "many"},
        {"user_id": "a", "item_id": "duo"},
        {"user_id": "a", "item_id": "duo", "rating": 5, "text": "Fine"},
        {"user_id": "b", "item_id": "duo", "text": "Late", "timestamp": "2999-01-01"},
    ]
    kept = read(tmp_path, rows)
    assert [review.text for review in kept.reviews] == ["Fine"]
    assert [str(problem) for problem in kept.problems] == [
        "reviews.jsonl:2: item 'yurt' is not in the catalogue",
        "reviews.jsonl:3: rating 'many' is not a number",
        "reviews.jsonl:4: neither a rating nor a text",
        "reviews.jsonl:5: the review is that of line 1 again",
        "reviews.jsonl:6: timestamp 2999-01-01 is in the future",
    ]


def test_a_text_is_cleaned_and_a_rating_is_one_of_five(tmp_path: Path) -> None:
    rows = [
        {
            "item_id": "duo",
            "rating": 10,
            "title": "<b>Dry</b>",
            "text": "One &amp; all.<br/>Light.<script>x</script>",
        },
        {"item_id": "duo", "rating": 0},
        {"item_id": "duo", "rating": 1, "text": "No", "timestamp": "2024-05-01"},
    ]
    latest, *others = read(tmp_path, rows).reviews
    assert (latest.text, latest.rating, latest.user) == ("No", 1, "")
    assert [(review.title, review.text, review.rating) for review in others] == [
        ("", "", None), ("Dry", "One & all.\nLight.", 5),
    ]  # fmt: skip


def test_of_many_reviews_the_latest_are_kept(tmp_path: Path) -> None:
    rows = [
        {"item_id": "duo", "rating": 5, "text": f"No {day}", "timestamp": day * 86_400}
        for day in range(1, 71)
    ]
    kept = read(tmp_path, rows).reviews
    assert [review.text for review in kept] == [f"No {day}" for day in range(70, 20, -1)]


def test_ratings_add_to_a_history_what_it_does_not_say(tmp_path: Path) -> None:
    place = folder(tmp_path, [
        {"user_id": "a", "item_id": "duo", "rating": 5, "timestamp": 2_000_000},
        {"user_id": "a", "item_id": "solo", "rating": 1, "timestamp": 3_000_000},
        {"user_id": "a", "item_id": "hat", "rating": 4, "timestamp": 4_000_000},
    ])  # fmt: skip
    (place / "interactions.csv").write_text(
        "user_id,item_id,timestamp\na,duo,1000000\na,solo,1000000\n", encoding="utf-8"
    )
    assert [(row.item, row.event, row.value) for row in read_folder(place).interactions] == [
        ("duo", "purchase", None), ("solo", "purchase", None), ("solo", "rating", 1), ("hat", "rating", 4),
    ]  # fmt: skip


def test_reviews_of_amazon_are_read_in_both_forms(tmp_path: Path) -> None:
    place = folder(tmp_path, [])
    (place / "reviews.jsonl").write_text(lines([
        {"asin": "x", "parent_asin": "duo", "user_id": "u", "rating": 4.0, "title": "Good",
         "text": "Dry.<br />", "timestamp": 1588687728923},
        {"asin": "solo", "reviewerID": "v", "overall": 2.0, "summary": "Wet", "reviewText": "It leaks.",
         "unixReviewTime": 1400000000},
    ]))  # fmt: skip
    kept = read_folder(place)
    assert [(r.user, r.item, r.rating, r.title, r.text) for r in kept.reviews] == [
        ("u", "duo", 4, "Good", "Dry."), ("v", "solo", 2, "Wet", "It leaks."),
    ]  # fmt: skip
    assert {row.event for row in kept.interactions} == {"rating"} and not kept.problems


def test_a_mapping_names_the_columns_of_reviews(tmp_path: Path) -> None:
    place = folder(tmp_path, [])
    (place / "reviews.jsonl").unlink()
    (place / "feedback.csv").write_text("SKU,Stars,Comment\nduo,5,Dry\n", encoding="utf-8")
    (place / "mapping.yaml").write_text(
        "reviews:\n  file: feedback.csv\n  columns: {item_id: SKU, rating: Stars, text: Comment}\n"
    )
    assert [(review.item, review.rating, review.text) for review in read_folder(place).reviews] == [
        ("duo", 5, "Dry")
    ]


def test_inspect_tells_of_the_file(tmp_path: Path) -> None:
    seen = Inspection.of(read(tmp_path, ROWS))
    assert ("reviews.jsonl", "ours: reviews", 6) in [
        (each.name, each.kind, each.rows) for each in seen.sources
    ]
    assert "6 reviews" in as_text(seen)


# What is understood


def test_praise_and_blame_are_learned_from_examples_and_ratings() -> None:
    east, west = np.array([[1, 0.1], [1, -0.1]], np.float32), np.array([[-1, 0.1], [-1, -0.1]], np.float32)
    tone = Tone.learn(east, west)
    unrated = np.full(3, np.nan, np.float32)
    vectors = np.array([[1, 0], [-1, 0], [0, 1]], np.float32)
    assert tone.of(vectors, unrated).tolist() == [1, -1, 0]
    assert tone.of(vectors, np.array([5, 1, 1], np.float32)).tolist() == [1, -1, -1]


def test_parts_of_which_several_buyers_tell_are_aspects() -> None:
    items = {"1": Item("1", "Canvas bag", categories=("Bags",))}
    told = ["The strap is soft.", "its strap broke", "The straps are long", "The bag is big", "The zip jams."]
    words = found([("1", buyer, text) for buyer, text in enumerate(told)], items)
    assert words.named("a wide strap") == {"strap"}
    assert words.names == (*Aspects.known().names, "strap")


def _labelled() -> Iterator[tuple[float, str, set[str]]]:
    rating = 0.0
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            rating = float(line.rsplit(" ", 1)[1])
        elif " |" in line:
            text, _, labels = line.partition(" |")
            yield rating, text, set(labels.split())


def test_aspects_are_found_by_their_words() -> None:
    aspects, told = Aspects.known(), list(_labelled())
    named = [aspects.named(text) - {ALL} for _, text, _ in told]
    meant = [{label[:-1] for label in labels} for _, _, labels in told]
    right = sum(len(one & other) for one, other in zip(named, meant, strict=True))
    assert right / sum(map(len, named)) > 0.8 and right / sum(map(len, meant)) > 0.78


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "told", "right"), [("all-minilm-l6-v2", 0.75, 0.88), ("multilingual-e5-small", 0.8, 0.94)]
)
def test_praise_is_told_from_blame(name: str, told: float, right: float) -> None:
    encoder, shown = open_text_encoder(name), examples()
    tone = Tone.learn(encoder.encode(shown.praise), encoder.encode(shown.blame))
    some = [one for one in _labelled() if len({label[-1] for label in one[2]}) == 1]
    signs = tone.of(
        encoder.encode([text for _, text, _ in some]), np.array([rating for rating, *_ in some], np.float32)
    )
    meant = np.array([1 if next(iter(labels)).endswith("+") else -1 for *_, labels in some])
    assert (signs != 0).mean() > told and (signs == meant)[signs != 0].mean() > right


# What is made of it


def test_buyers_are_counted_once_each_by_what_they_say_of_an_aspect(reviewed: Shop) -> None:
    assert reviewed.opinions is not None
    vector = reviewed.text_encoder.encode(["waterproofing"], query=True)[0]
    told = reviewed.opinions.about(reviewed.row("duo"), ["waterproofing"], vector)
    assert told == [
        Opinion(
            "waterproofing",
            3,
            2,
            1,
            "The waterproofing works perfectly.",
            "I hate it, useless waterproofing.",
        )
    ]
    assert reviewed.opinions.about(reviewed.row("hat"), ["waterproofing"], vector) == []
    overall, *most = reviewed.opinions.about(reviewed.row("duo"), [ALL], vector)
    assert (overall.aspect, overall.buyers, overall.praise, overall.blame) == (ALL, 4, 3, 1)
    assert [one.aspect for one in most] == ["waterproofing", "battery"]
    near = reviewed.opinions.about(
        reviewed.row("family"), [], reviewed.text_encoder.encode(["slept at the glacier festival"])[0]
    )
    assert near == [Opinion("", 1, 0, 0, "We slept at the glacier festival.")]


def test_a_question_is_answered_by_buyers_where_the_catalogue_is_silent(
    reviewed: Shop, profiles: Profiles
) -> None:
    tools = Toolbox(reviewed, profiles, Situation(shown=("duo", "hat"), said="is it waterproof?"))
    (fact,) = tools.details("1", about="waterproof").answers
    assert fact.heard is not None and (fact.heard.praise, fact.heard.buyers) == (2, 3)
    assert fact.as_json()["reviews"] == {"aspect": "waterproofing", "buyers": 3, "praise": 2, "blame": 1}
    (silent,) = tools.details("2", about="waterproof").answers
    assert silent.heard is None and not silent.value


def test_a_field_of_the_catalogue_stays_its_answer(reviewed: Shop, profiles: Profiles) -> None:
    tools = Toolbox(reviewed, profiles, Situation(shown=("duo",), said="what does it weigh?"))
    (fact,) = tools.details("1", ["weight"]).answers
    assert (fact.field, fact.value, fact.heard) == ("weight", "2.3 kg", None)


def test_buyers_who_are_asked_answer_alone(reviewed: Shop, profiles: Profiles) -> None:
    tools = Toolbox(reviewed, profiles, Situation(shown=("duo", "hat"), said="what do people say about it?"))
    heard_of = [fact.heard for fact in tools.details("1", about="what people say").answers]
    assert [one and one.aspect for one in heard_of] == [ALL, "waterproofing", "battery"]
    (nobody,) = tools.details("2", about="what people say").answers
    assert nobody.heard is not None and not nobody.heard.buyers


def test_praise_lifts_an_item_and_says_why(reviewed: Shop, profiles: Profiles) -> None:
    tools = Toolbox(reviewed, profiles, Situation(said="a tent with great waterproofing"))
    result = tools.search("tent waterproofing")
    assert result.items[0].item.id == "duo"
    (part,) = [part for part in result.items[0].evidence if part.kind == "review"]
    assert part.weight > 0 and said(reviewed, part, "en") == (
        "waterproofing: 2 of 3 buyers praise it: “The waterproofing works perfectly.”"
    )
    assert sum(each.weight for each in result.items[0].evidence) == pytest.approx(
        result.items[0].score, abs=1e-3
    )


def test_what_no_item_says_of_itself_its_buyers_may_say(reviewed: Shop, profiles: Profiles) -> None:
    result = Toolbox(reviewed, profiles, Situation()).search("tent for a glacier festival")
    assert "family" in [found.item.id for found in result.items]


def test_what_buyers_say_meets_no_condition(reviewed: Shop, profiles: Profiles) -> None:
    where = [{"field": "text", "op": "has", "value": "glacier"}]
    assert not Toolbox(reviewed, profiles, Situation()).search("tent", where).items
    where = [{"field": "text", "op": "lacks", "value": "glacier"}]
    assert "family" in [
        found.item.id for found in Toolbox(reviewed, profiles, Situation()).search("tent", where).items
    ]


def test_a_claim_of_buyers_is_no_fact_of_the_item() -> None:
    values = {
        "aspect": "battery",
        "buyers": 3,
        "praise": 2,
        "blame": 0,
        "good": "The battery is splendid.",
        "bad": "",
    }
    lamp = Recommendation(
        Item("1", "Lamp", "A lamp for the tent."), 1.0, (Evidence("review", 1.0, (), values),)
    )
    assert unsupported("Buyers praise the splendid battery.", lamp, "lamp") is None
    assert unsupported("It has a splendid battery.", lamp, "lamp") is not None


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "Duo, in buyers’ words – battery: 2 of 3 praise it (“Good <b>”); "
            "1 of 3 finds fault with it (“Bad”).",
        ),
        ("de", "Duo, sagen die Käufer – Akku: 2 von 3 loben es („Good <b>“); 1 von 3 bemängelt es („Bad“)."),
        ("zh", "Duo，买家的说法——电池：3人中2人称赞 (“Good <b>”)；3人中1人不满意 (“Bad”)。"),
    ],
)
def test_buyers_are_quoted_in_the_shoppers_language(language: str, sentence: str) -> None:
    assert heard("Duo", Opinion("battery", 3, 2, 1, "Good\n<b>", "Bad"), language) == sentence


def test_an_answer_tells_of_an_item_once(home: Path, tiny_encoders: None) -> None:
    calls = {
        "tents": 'find "tent"',
        "what do people say about the Duo tent?": 'ask "what people say" of "Duo tent"',
    }
    with Agent(load(home=home, model="none"), reader=Written(calls=calls)) as agent:
        reply = agent.ask("what do people say about the Duo tent?").reply
    assert reply.splitlines()[:2] == [
        "Duo tent, in buyers’ words – overall: 3 of 4 praise it; 1 of 4 finds fault with it.",
        "- waterproofing: 2 of 3 praise it (“The waterproofing works perfectly.”); 1 of 3 finds fault "
        "with it (“I hate it, useless waterproofing.”)",
    ]


def test_reviews_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    home, changes = built(tmp_path), tmp_path / "changes"
    changes.mkdir()
    (changes / "reviews.jsonl").write_text(
        lines([{"user_id": "gus", "item_id": "duo", "rating": 1, "text": "Useless waterproofing."}])
    )
    for _ in range(2):  # what comes twice counts once
        read = updated(changes, home)
        build(read, home, TinyText(), TinyPictures(), say=lambda line: None, goes_on=True)
    assert len(read.reviews) == len(ROWS) + 1
    assert sum(done.user == "gus" for done in read.interactions) == 1
    with gear.open_gear(home) as shop:
        assert shop.opinions is not None
        vector = shop.text_encoder.encode(["waterproofing"])[0]
        (told,) = shop.opinions.about(shop.row("duo"), ["waterproofing"], vector)
        assert (told.buyers, told.praise, told.blame) == (4, 2, 2)


def test_changed_reviews_are_learned_anew_and_none_cost_nothing(tmp_path: Path) -> None:
    home = built(tmp_path)
    changed = [{"user_id": "ana", "item_id": "hat", "rating": 5, "text": "I love the smell."}]
    build(folder(tmp_path / "folder", changed), home, TinyText(), TinyPictures(), say=lambda line: None)
    with gear.open_gear(home) as shop:
        assert shop.opinions is not None
        vector = shop.text_encoder.encode(["smell"])[0]
        assert [one.buyers for one in shop.opinions.about(shop.row("hat"), ["smell"], vector)] == [1]
        assert not shop.opinions.about(shop.row("duo"), [ALL], vector)
    (tmp_path / "folder" / "reviews.jsonl").unlink()
    build(tmp_path / "folder", home, TinyText(), TinyPictures(), say=lambda line: None)
    with gear.open_gear(home) as shop:
        assert shop.opinions is None
        assert not any(name.startswith("reviews") for name in shop.manifest.files)
