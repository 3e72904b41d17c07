"""Requests read one by one and counted: what was called, which limits, what was made up."""

import json
from pathlib import Path
from typing import Any

import pytest
from written import Written

from tastemaker.agent.evaluate.requests import evaluate_requests
from tastemaker.tools.errors import DataError
from tastemaker.tools.shop import Shop


def told(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    file = tmp_path / "requests.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    return file


def test_without_a_model_words_are_searched_for_under_what_they_limit(shop: Shop, tmp_path: Path) -> None:
    file = told(
        tmp_path,
        {"text": "running shoes under 90, not red", "calls": ["search"], "args": {"price_max": 90}},
        {"text": "hello", "calls": ["chat"]},
        {"text": "why the first one?", "calls": ["why"]},
    )
    report = evaluate_requests(file, shop, None)
    assert report["requests"] == 3 and report["tool"] == pytest.approx(2 / 3, abs=0.001)
    assert report["limits"] == 1.0 and report["invented"] == report["invalid"] == 0


def test_what_a_model_writes_counts_as_far_as_the_words_support_it(shop: Shop, tmp_path: Path) -> None:
    said = {
        "cheap shoes": 'find "shoes" where price < 20',
        "shoes under 90": 'find "shoes" where price < 90',
        "how heavy is it": "ask weight of 1",
        "a red shoe": "no call at all",
    }
    rows: list[dict[str, Any]] = [
        {"text": "cheap shoes", "calls": ["search"]},
        {"text": "shoes under 90", "calls": ["search"], "args": {"price_max": 80}},
        {"text": "how heavy is it", "calls": ["details"], "shown": [{"title": "Red running shoes"}]},
        {"text": "a red shoe", "calls": ["search"]},
    ]
    failures: list[dict[str, Any]] = []
    report = evaluate_requests(told(tmp_path, *rows), shop, Written(calls=said), failures=failures)
    assert report["tool"] == 0.75 and report["limits"] == 0.0
    assert report["invented"] == 0  # nobody said 20: it was dropped
    assert report["invalid"] == 1
    assert [failure["wanted"]["text"] for failure in failures] == ["shoes under 90", "a red shoe"]


def test_a_bad_line_is_named(shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "requests.jsonl"
    file.write_text('{"text": "lamp", "calls": ["search"]}\n{"text": 3}\n')
    with pytest.raises(DataError, match=r"requests\.jsonl:2"):
        evaluate_requests(file, shop, None)
