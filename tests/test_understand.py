"""Key facts read from texts: only what the text says, read once, kept across a kill."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tastemaker.agent.model.chat import LlamaCpp
from tastemaker.agent.model.facts import reader
from tastemaker.tools.catalogue.folder import Folder
from tastemaker.tools.catalogue.item import Catalogue, Item
from tastemaker.tools.catalogue.texts.understood import supported, understood
from tastemaker.tools.encode.weights import path_of
from tastemaker.tools.errors import ModelFailed

ITEMS = (
    Item("lamp", "Reading lamp", "A lamp of black steel for long evenings."),
    Item("socks", "Bed socks", "Grey wool, for cold feet.", attributes={"colour": "grey"}),
    Item("atlas", "Atlas", "Maps of every country."),
)


class Reader:
    """Answers as written down here, and fails when asked for `breaks`."""

    def __init__(self, breaks: str = "") -> None:
        self.read: list[str] = []
        self.breaks = breaks

    def __call__(self, text: str) -> Mapping[str, Any]:
        title = text.split("\n")[0]
        if title == self.breaks:
            raise ModelFailed("the language model failed")
        self.read.append(title)
        return {
            "Reading lamp": {"kind": "lamp", "colour": "black", "material": "brass"},
            "Bed socks": {"kind": "socks", "colour": "blue", "material": "Grey wool"},
            "Atlas": {"kind": "", "made_for": None, "used_for": 3},
        }[title]


def folder(path: Path) -> Folder:
    return Folder(path, Catalogue(ITEMS), (), {}, [])


def test_facts_of_the_text_become_attributes_and_inventions_do_not(tmp_path: Path) -> None:
    found = understood(
        folder(tmp_path), Reader(), "a", tmp_path / "facts.sqlite", lambda line: None
    ).catalogue
    assert found["lamp"].attributes == {"kind": "lamp", "colour": "black"}
    assert found["socks"].attributes == {"kind": "socks", "colour": "grey", "material": "grey wool"}
    assert found["atlas"].attributes == {}


def test_what_was_read_before_a_failure_is_not_read_again(tmp_path: Path) -> None:
    cache = tmp_path / "facts.sqlite"
    with pytest.raises(ModelFailed):
        understood(folder(tmp_path), Reader(breaks="Atlas"), "a", cache, lambda line: None)
    again = Reader()
    understood(folder(tmp_path), again, "a", cache, lambda line: None)
    assert again.read == ["Atlas"]


def test_another_model_reads_anew(tmp_path: Path) -> None:
    cache, other = tmp_path / "facts.sqlite", Reader()
    understood(folder(tmp_path), Reader(), "a", cache, lambda line: None)
    understood(folder(tmp_path), other, "b", cache, lambda line: None)
    assert len(other.read) == 3


@pytest.mark.real
def test_the_default_model_reads_kind_and_colour() -> None:
    mug = Item("mug", "Clayborn thumb mug, green", "Thrown by hand, with a dent where the thumb goes.")
    read, name = reader(LlamaCpp(path=path_of("qwen2.5-coder-1.5b"), context=2048))
    assert supported(mug, read(mug.facts)) == {"kind": "mug", "colour": "green"}
    assert "understand@1" in name
