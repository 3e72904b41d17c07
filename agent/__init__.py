"""The conversation: understands a shopper, calls tools, answers with evidence."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from tastemaker.agent.agent import Agent

__all__ = ["open_agent"]


def open_agent(
    home: str | Path | None = None, model: "str | BaseChatModel | None" = None, **settings: Any
) -> "Agent":
    """Open the agent over the index in a home folder; raises NotBuilt when there is none.

    `model` is `llama-cpp:<name or path>`, `openai:<base url>`, `none`, or any LangChain chat model. The other
    settings are those that `tastemaker config` lists.
    """
    from tastemaker.agent.agent import Agent  # here, so that the settings can be read without the heavy parts
    from tastemaker.agent.settings import load

    named = model if isinstance(model, str) else None
    loaded = load(home=home, model=named, **settings)
    return Agent(loaded, None if model is None or isinstance(model, str) else model)
