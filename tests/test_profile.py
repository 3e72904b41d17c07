"""What shoppers told us: counted once, readable, deletable for good."""

from pathlib import Path

import pytest

from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.errors import DataError


def test_event_counts_once_and_survives(tmp_path: Path) -> None:
    for _ in range(3):
        Profiles(tmp_path / "p.sqlite").add("ana", "case", "purchase")
    (event,) = Profiles(tmp_path / "p.sqlite").interactions("ana")
    assert (event.item, event.event) == ("case", "purchase")


def test_like_undoes_dislike(profiles: Profiles) -> None:
    profiles.add("ana", "case", "dislike")
    profiles.add("ana", "case", "like")
    assert [event.event for event in profiles.interactions("ana")] == ["like"]


def test_unknown_event_is_refused(profiles: Profiles) -> None:
    with pytest.raises(DataError, match="'steal' is not an event; use one of purchase"):
        profiles.add("ana", "case", "steal")


def test_forgotten_is_gone_from_the_file(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path / "p.sqlite")
    profiles.remember("ana", "allergic to hazelnuts", "I am allergic to hazelnuts")
    profiles.add("ana", "case", "like")
    assert profiles.as_json("ana")["facts"][0]["said"] == "I am allergic to hazelnuts"
    assert profiles.forget("ana") == 2
    assert profiles.as_json("ana") == {"user": "ana", "facts": [], "events": [], "saved": []}
    assert b"hazelnuts" not in (tmp_path / "p.sqlite").read_bytes()


def test_a_fact_is_forgotten_by_what_it_says(profiles: Profiles) -> None:
    for fact in ("I have a cat", "I am allergic to wool", "never wear red"):
        profiles.remember("ana", fact, fact)
    assert profiles.forget_fact("ana", "my dog") == ()
    assert profiles.forget_fact("ana", "me having a cat") == ("I have a cat",)
    assert profiles.forget_fact("ana", "the wool allergy") == ("I am allergic to wool",)
    for nothing in ("it", "e", "a"):  # a part of a word is not what a fact says
        assert profiles.forget_fact("ana", nothing) == ()
    assert [kept.fact for kept in profiles.facts("ana")] == ["never wear red"]
