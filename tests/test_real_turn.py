"""One whole turn with the real weights: the default language model, the real encoders, the demo."""

import pytest

from tastemaker.agent import open_agent
from tastemaker.agent.model.open import read_ahead
from tastemaker.agent.settings import Settings


@pytest.mark.real
def test_turn_with_the_default_model(demo_settings: Settings) -> None:
    agent = open_agent(demo_settings.home, reasons=1)
    agent.load()
    read_ahead(agent.model)  # has begun in the background: this waits for it
    answer = agent.ask("noise cancelling headphones for flights under 200", session="real-turn")
    assert answer.model.startswith("llama-cpp:")
    assert "did not take part" not in answer.reply
    assert [call.tool for call in answer.calls] == ["search"]
    assert answer.items
    assert all((shown.recommendation.item.price or 0) <= 200 for shown in answer.items)
    assert answer.items[0].recommendation.item.title in answer.reply
    assert answer.claims.checked == answer.claims.supported + answer.claims.repaired == 1
    assert answer.usage["completion_tokens"] > 0
    # The prompt for prose was read when the model was loaded, or came from disk; the fields of what is sought
    # are read now.
    assert 0 < answer.usage["prompt_tokens"] - answer.usage["cached_tokens"] < 500
