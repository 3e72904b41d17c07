"""Prompts are rendered with exactly their inputs, and none changes without a new version."""

import ast
from functools import cache
from pathlib import Path
from typing import get_args

import jinja2
import pytest

from tastemaker.prompts import Prompt, prompt, words
from tastemaker.tools.catalogue.item import MEDIA
from tastemaker.tools.facts.reviews.aspects import Aspects
from tastemaker.tools.fusion.fuse import Kind

PINNED = Path(__file__).parent / "prompts"
ROOT = Path(__file__).parent.parent
NAMES = sorted(path.stem for path in (ROOT / "prompts").glob("*.md"))
WORDS = sorted(path.stem for path in (ROOT / "prompts" / "words").glob("*.json"))


def _rendered(name: str) -> str:
    found = prompt(name)
    return f"{found.id}\n{found.render(**{each: f'<{each}>' for each in found.inputs})}\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_prompt_has_a_new_version(name: str) -> None:
    pinned = PINNED / f"{name}.txt"
    assert pinned.exists(), f"new prompt: run `python tests/test_prompts.py` to pin {name}"
    before, now = pinned.read_text("utf-8"), _rendered(name)
    if now != before:
        assert before.split(":")[0] != now.split(":")[0], f"prompts/{name}.md changed: raise its version"
        assert now == before, "the version was raised: run `python tests/test_prompts.py` to pin the new text"


def test_render_takes_exactly_the_declared_inputs() -> None:
    greeting = Prompt("greeting", 3, ("name",), "Hello {{ name }}")
    assert greeting.render(name="Ada") == "Hello Ada"
    assert greeting.id.startswith("greeting@3:")
    with pytest.raises(TypeError, match=r"'greeting' takes \['name'\], got \['name', 'title'\]"):
        greeting.render(name="Ada", title="Dr")


def test_an_undeclared_name_in_the_text_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError, match="title"):
        Prompt("greeting", 1, ("name",), "Hello {{ title }} {{ name }}").render(name="Ada")


def test_two_texts_have_two_ids() -> None:
    assert Prompt("a", 1, (), "one").id != Prompt("a", 1, (), "two").id


@pytest.mark.parametrize("name", WORDS)
def test_every_part_of_a_word_file_is_read(name: str) -> None:
    _, _, texts = asked_for()
    languages = set(words("languages")["small_words"]) | {"zh"}
    unread = set(words(name)) - texts - languages
    assert unread == set() or name == "phrases", unread  # of which a test of its own is below


def test_qualities_are_told_in_five_languages() -> None:
    qualities = words("qualities")
    assert qualities.keys() == {"zh", "de", "fr", "es", "hi"}
    assert all({"black", "wool", "leather"} <= set(listed.values()) for listed in qualities.values())


MADE = {
    "against_{}": get_args(Kind)[:-1],
    "broken_{}": ("high", "low"),
    "broken_silent_{}": ("high", "low"),
    "aspect_{}": tuple(Aspects.known().names),
    "by_{}": ("meaning", "looks", "photo", "profile", "review"),
    "by_{}_taste": ("meaning", "looks"),
    "by_profile_{}": ("brand", "category"),
    "doing_{}": ("search", "similar", "for_you", "goes_with", "other"),
    "fact_{}": ("yes", "no", "least", "most"),
    "found_{}": ("up", "down"),
    "heard_{}": ("praise", "blame"),
    "kept_{}": ("high", "low"),
    "kind_{}": (*get_args(Kind), "variety"),
    "dial_{}": tuple("01234"),
    "moved_{}": ("up", "down", "new"),
    "known_{}": ("like", "dislike"),
    "marked_{}": ("like", "dislike", "purchase"),
    "medium_{}": MEDIA,
    "noted_{}": ("like", "dislike", "purchase"),
    "field_{}": ("brand", "category", "exclude", "media", "price", "text"),
    "relax_{}": ("price_max", "price_min"),
    "time_{}": ("first_list", "first_word", "total"),
    "why_not_{}": (
        "catalogue", "none", "shown", "stock", "passed_over", "profile", "limit", "history", "relevance",
        "variety", "rank",
    ),
}  # fmt: skip
"""The keys of phrases that are put together where they are used."""


@cache
def asked_for() -> tuple[set[str], set[str], set[str]]:
    """The keys that calls of `phrase` name, the forms they make keys in, and every text of the code.

    Why a tool refuses is said by it as a kind, which is a key.
    """
    named, forms, texts = set[str](), set[str](), set[str]()
    for path in (path for room in ("agent", "tools", "ui") for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "phrase":
                key = node.args[0]
                if isinstance(key, ast.JoinedStr):
                    forms.add("".join(p.value if isinstance(p, ast.Constant) else "{}" for p in key.values))
                elif isinstance(key, ast.IfExp | ast.Constant):
                    ways = (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,)
                    named |= {way.value for way in ways if isinstance(way, ast.Constant)}
    return named, forms, texts


def test_every_phrase_is_used_and_every_used_one_is_there() -> None:
    named, forms, texts = asked_for()
    made = {form.format(part) for form, parts in MADE.items() for part in parts}
    there = set(words("phrases"))
    assert forms == set(MADE)
    assert named | made <= there, sorted((named | made) - there)
    assert there <= texts | made, sorted(there - texts - made)


if __name__ == "__main__":
    PINNED.mkdir(exist_ok=True)
    for each in NAMES:
        (PINNED / f"{each}.txt").write_text(_rendered(each), "utf-8")
