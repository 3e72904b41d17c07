"""What is read before a turn needs it: the beginnings that every prompt of a model has."""

from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, SystemMessage

from tastemaker.agent.understand.planner import is_taught, opening
from tastemaker.prompts import prompt
from tastemaker.tools.shop import Shop


def beginnings(model: BaseChatModel, shop: Shop) -> Sequence[BaseMessage]:
    """The system messages with which a model's prompts begin."""
    if is_taught(model):
        return (opening(shop, taught=True),)
    return tuple(SystemMessage(prompt(name).render()) for name in ("decide", "reason"))


def read_ahead(model: BaseChatModel | None, shop: Shop) -> int:
    """Reads the beginnings, or fetches them from disk; tells how many tokens it read."""
    from tastemaker.agent.model.chat import LlamaCpp

    if not isinstance(model, LlamaCpp):
        return 0
    return sum(model.warm([beginning]) for beginning in beginnings(model, shop))
