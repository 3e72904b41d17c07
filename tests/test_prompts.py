"""Prompts are rendered with exactly their inputs, and none changes without a new version."""

from pathlib import Path

import jinja2
import pytest

from tastemaker.prompts import Prompt, prompt, words

PINNED = Path(__file__).parent / "prompts"
NAMES = sorted(path.stem for path in (Path(__file__).parent.parent / "prompts").glob("*.md"))
WORDS = sorted(path.stem for path in (Path(__file__).parent.parent / "prompts").glob("*.json"))


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
def test_word_files_are_readable(name: str) -> None:
    assert words(name)


def test_the_lexicon_speaks_five_languages() -> None:
    lexicon = words("lexicon")
    assert len(lexicon["zh"]) >= 250
    assert all(len(lexicon[language]) >= 120 for language in ("de", "fr", "es", "hi"))
    assert all(english.isascii() for listed in lexicon.values() for english in listed.values())


if __name__ == "__main__":
    PINNED.mkdir(exist_ok=True)
    for each in NAMES:
        (PINNED / f"{each}.txt").write_text(_rendered(each), "utf-8")
