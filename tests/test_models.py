"""Language models by one string, and what cannot be opened."""

import pytest

from tastemaker.agent.model.open import open_model
from tastemaker.agent.settings import load
from tastemaker.tools.errors import DataError, ModelFailed


def test_no_server_is_one_sentence() -> None:
    with pytest.raises(ModelFailed, match="no language model answers at .*start the server or use --model"):
        open_model(load(model="openai:http://127.0.0.1:9/v1"))
    with pytest.raises(DataError, match="'gpt' is no model; use llama-cpp"):
        open_model(load(model="gpt"))
    assert open_model(load(model="none")) is None
