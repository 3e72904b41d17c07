"""The figures of retrieval: known answers over the tiny shop, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
import tiny

from tastemaker.tools.errors import DataError
from tastemaker.tools.evaluate.queries import Encoders, LabelledQuery, judge, read_questions
from tastemaker.tools.evaluate.retrieval import evaluate_retrieval

QUERIES = [
    {"id": "1", "query": "yellow rain jacket", "vague": "something for wet rides", "relevant": {"jacket": 1}},
    {"id": "2", "query": "Mate 40 charger", "relevant": {"charger": 1}},
    {"id": "3", "query": "of another shop", "relevant": {"gone": 1}},
    {"id": "4", "query": "sold out", "relevant": {}},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tiny.tiny_folder(tmp_path / "folder")
    write(folder, QUERIES)
    return folder


def write(folder: Path, rows: list[dict[str, Any]]) -> None:
    (folder / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_the_routes_of_the_tiny_shop(folder: Path, tmp_path: Path) -> None:
    encoders, said = Encoders(tiny.TinyText(), tiny.TinyPictures()), list[str]()
    report = evaluate_retrieval(folder, tmp_path / "home", encoders, "query", said.append)
    assert report["queries"] == 2  # the third one's answer is of another shop, the fourth has none
    assert report["routes"].keys() == {"words", "meaning", "hybrid"}
    assert report["routes"]["hybrid"] == {"ndcg@10": 1.0, "recall@1": 1.0, "recall@10": 1.0}
    assert report["versus"]["words"]["delta"] >= 0
    evaluate_retrieval(folder, tmp_path / "home", encoders, "query", said.append)
    assert " 0 embedded" in " ".join(said)  # a second run embeds nothing but the questions


def test_a_list_is_judged_by_its_grades() -> None:
    judged = judge(
        [["b", "a"], []], [LabelledQuery("?", {"a": 1}), LabelledQuery("?", {"a": 1, "b": 1})], (1, 2)
    )
    assert judged.figures() == {"ndcg@10": pytest.approx(0.3155, abs=1e-4), "recall@1": 0.0, "recall@2": 0.5}


def test_another_field(folder: Path) -> None:
    assert [question.asked for question in read_questions(folder / "queries.jsonl", "vague")] == [
        "something for wet rides"
    ]


def test_what_cannot_be_asked_is_one_sentence(folder: Path) -> None:
    with pytest.raises(DataError, match="no question in the field 'photo'; its fields are: query, vague"):
        read_questions(folder / "queries.jsonl", "photo")
    with pytest.raises(DataError, match="no other.jsonl"):
        read_questions(folder / "other.jsonl", "query")
    (folder / "queries.jsonl").write_text('{"query": "a"}\n[1, 2]\n')
    with pytest.raises(DataError, match="queries.jsonl:2: is not a JSON object"):
        read_questions(folder / "queries.jsonl", "query")
