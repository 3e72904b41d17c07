"""A reader in whose place a test writes the calls: a line or more for each thing that is said."""

from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult


class Written(BaseChatModel):
    """Answers what a shopper says with the calls that are written for it, in the notation of our model."""

    calls: Any
    """What is said → calls; the test's own dict, which may be filled later: pydantic would copy it."""
    writes_calls: bool = True

    @property
    def _llm_type(self) -> str:
        return "written"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        said = messages[-1].text.rpartition("Shopper: ")[2]
        if said not in self.calls:
            pytest.fail(f"the test writes no calls for '{said}'")
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.calls[said]))])
