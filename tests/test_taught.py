"""The adapter that the reading model was taught: applied to its own file, refused by any other."""

from pathlib import Path

import pytest

from tastemaker.agent import open_agent
from tastemaker.agent.model.chat import LlamaCpp
from tastemaker.agent.model.llama.library import library
from tastemaker.agent.model.llama.weights import weights_of
from tastemaker.agent.model.open import ADAPTER, READER, names, open_model, open_reader
from tastemaker.agent.settings import Settings, load
from tastemaker.tools.encode.weights import digest_of, path_of
from tastemaker.tools.errors import ModelFailed

pytestmark = pytest.mark.real


def test_it_reads_beside_our_own_models_only() -> None:
    assert names(load(model="llama-cpp:qwen2.5-coder-1.5b")) == ("qwen2.5-coder-1.5b",) == (READER,)
    assert names(load(model="llama-cpp:qwen2.5-coder-0.5b")) == ("qwen2.5-coder-0.5b", READER)
    for other in ("none", "openai:http://127.0.0.1:9/v1", "llama-cpp:/models/other.gguf"):
        assert names(load(model=other)) == () and open_reader(load(model=other)) is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda held: held[: len(held) // 2], "is damaged, or not for"),
        (lambda held: held.replace(b"tastemaker.base", b"tastemaker.bass"), "was learned over another file"),
    ],
)
def test_an_adapter_that_is_not_for_the_file_is_refused_in_one_sentence(
    tmp_path: Path, change: object, sentence: str
) -> None:
    file = tmp_path / "adapter.gguf"
    file.write_bytes(change(ADAPTER.read_bytes()))  # type: ignore[operator]
    model = LlamaCpp(path=path_of(READER), digest=digest_of(READER), context=512, adapter=file)
    with pytest.raises(ModelFailed, match=sentence):
        model.load()


def test_what_shoppers_say_becomes_conditions_at_once(demo_settings: Settings) -> None:
    with open_agent(demo_settings.home, reasons=0) as agent:
        agent.load()
        answer = agent.ask("need a tent, 2 people, max 3 kilos", session="taught")
        assert [call.tool for call in answer.calls] == ["search"]
        where = {(one["field"], one["value"]) for one in answer.limits["where"]}
        assert where == {("persons", 2), ("weight", 3)}
        answer = agent.ask("ouch. has to be under 200, it can be heavier then", session="taught")
        assert answer.limits["price_max"] == 200
        assert agent.ask("thanks a lot!", session="taught").calls == ()


def test_what_reads_and_what_words_share_their_weights(demo_settings: Settings) -> None:
    settings = load(home=demo_settings.home, context=2048)
    reader, model = open_reader(settings), open_model(settings)
    assert isinstance(reader, LlamaCpp) and isinstance(model, LlamaCpp)
    assert reader.served is not model.served and reader.adapter and not model.adapter
    held = weights_of(library(), path_of(READER), None)
    assert held is reader.served.engine._weights is model.served.engine._weights
