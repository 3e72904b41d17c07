"""LangChain's own standard tests for chat models, with what does not apply declared below."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_tests.integration_tests import ChatModelIntegrationTests
from langchain_tests.unit_tests import ChatModelUnitTests

from tastemaker.agent.model.chat import LlamaCpp
from tastemaker.tools.encode.weights import path_of

_TEXT_ONLY = "the weights read text: no pictures, sound or files"
_ONE_FILE = "one file is one model, which no call can change"
# A standard test that skips without standing here fails (conftest.py).
DOES_NOT_APPLY = {
    "test_init_from_env": "settings are read in agent/settings.py and given as arguments",
    "test_serdes": "a file on this machine is no secret-free recipe that another machine could load",
    "test_stream_time": "no network to record",
    "test_invoke_with_model_override": _ONE_FILE,
    "test_ainvoke_with_model_override": _ONE_FILE,
    "test_stream_with_model_override": _ONE_FILE,
    "test_astream_with_model_override": _ONE_FILE,
    "test_audio_inputs": _TEXT_ONLY,
    "test_image_inputs": _TEXT_ONLY,
    "test_image_tool_message": _TEXT_ONLY,
    "test_pdf_inputs": _TEXT_ONLY,
    "test_pdf_tool_message": _TEXT_ONLY,
}


class _Declared:
    """What this model can do and what not."""

    @property
    def chat_model_class(self) -> type[BaseChatModel]:
        return LlamaCpp

    @property
    def supports_json_mode(self) -> bool:
        return True

    @property
    def supports_model_override(self) -> bool:
        return False  # one file is one model

    @property
    def supports_anthropic_inputs(self) -> bool:
        return True

    @property
    def enable_vcr_tests(self) -> bool:
        return False  # no network to record


class TestUnit(_Declared, ChatModelUnitTests):
    @property
    def chat_model_params(self) -> dict[str, Any]:
        return {"path": Path("model.gguf")}  # loaded at first use, which these tests do not come to


@pytest.fixture(scope="module")
def held() -> Iterator[None]:
    """Keeps the file loaded between the tests."""
    model = LlamaCpp(**params()).load()
    yield
    model.close()


def params() -> dict[str, Any]:
    return {"path": path_of("qwen2.5-coder-0.5b"), "context": 2048, "max_tokens": 48}


@pytest.mark.real
@pytest.mark.usefixtures("held")
class TestIntegration(_Declared, ChatModelIntegrationTests):
    @property
    def chat_model_params(self) -> dict[str, Any]:
        return params()

    @property
    def supported_usage_metadata_details(self) -> dict[str, Any]:
        return {"invoke": ["cache_read_input"], "stream": ["cache_read_input"]}

    def invoke_with_cache_read_input(self, *, stream: bool = False) -> AIMessage:
        model = LlamaCpp(**params())
        model.invoke("Hello")
        if not stream:
            return model.invoke("Hello")
        whole = None
        for chunk in model.stream("Hello"):
            whole = chunk if whole is None else whole + chunk
        assert isinstance(whole, AIMessage)
        return whole
