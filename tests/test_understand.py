"""Key facts read from texts: only what the text says, read once, kept across a kill."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models.fake_chat_models import FakeMessagesListChatModel
from langchain_core.messages import AIMessage

from tastemaker.agent.model.chat import LlamaCpp
from tastemaker.agent.model.facts import reader
from tastemaker.tools.catalogue.folder import Folder
from tastemaker.tools.catalogue.item import Catalogue, Item
from tastemaker.tools.catalogue.texts.understood import asked, supported, understood
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


def test_a_fact_stands_in_the_text_as_it_is_told() -> None:
    lamp = Item("lamp", "Lamp", "Brass foot, glass shade; 2.5 m of cable.")
    facts = {"foot": "Brass", "material": "brass glass", "cable": "2.5 m", "length": "5 m", "kind": "lamps"}
    assert supported(lamp, facts) == {"foot": "brass", "cable": "2.5 m", "kind": "lamps"}


def test_what_the_shop_calls_a_field_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "schema.yaml").write_text(
        "base: {}\nprice: {unit: EUR}\nrates: {USD: 0.9}\n", encoding="utf-8"
    )
    told = {"weight": "2 kg", "waterproof": "yes", "sku": "A1", "made": "2020-01-05", "colour": "red"}
    items = [Item("a", "A", price=3.0, attributes=told), Item("b", "B"), Item("c", "C")]
    assert asked(Folder(tmp_path, Catalogue(items), (), {}, [])) == ["base", "weight"]


class Speaks(FakeMessagesListChatModel):
    """Calls a tool as written down here, and remembers what it was offered."""

    offered: list[Any] = []

    def bind_tools(self, tools: Any, **_: Any) -> Any:
        self.offered.extend(tools)
        return self


def test_fields_are_read_under_their_own_names() -> None:
    args = {"kind": "lamp", "colour": "", "battery life": "38 h"}
    call = {"name": "Facts", "args": args, "id": "1", "type": "tool_call"}
    model = Speaks(responses=[AIMessage("", tool_calls=[call])])
    read, name = reader(model, ["battery life"])
    assert read("Lamp, 38 h") == args
    (offered,) = model.offered
    assert "battery life" in offered.model_json_schema()["properties"] and name.endswith(" battery life")


@pytest.mark.real
def test_the_default_model_reads_kind_and_colour() -> None:
    mug = Item("mug", "Clayborn thumb mug, green", "Thrown by hand, with a dent where the thumb goes.")
    read, name = reader(LlamaCpp(path=path_of("qwen2.5-coder-1.5b"), context=2048))
    assert supported(mug, read(mug.facts)) == {"kind": "mug", "colour": "green"}
    assert "understand@2" in name
