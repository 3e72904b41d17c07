"""The tools in an agent of LangChain's own, whose model's side is written out."""

from collections.abc import Sequence
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.runnables import Runnable

from tastemaker.agent.agent import Agent
from tastemaker.tools.toolbox import Toolbox


class Writing(GenericFakeChatModel):
    """Says what is written out, message by message; notes the tools that it is given."""

    offered: list[str] = []

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, AIMessage]:
        self.offered += [tool.name for tool in tools]
        return self


def call(tool: str, **args: Any) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": tool, "args": args, "id": f"call-{tool}"}])


def run(agent: Agent, *writes: AIMessage, user: str | None = None) -> tuple[Writing, list[ToolMessage]]:
    """What the tools answered in one run, and the model that called them."""
    model = Writing(messages=iter([*writes, AIMessage("That is it.")]))
    done = create_agent(model, agent.tools(user)).invoke({"messages": [("user", "shoes, please")]})
    assert done["messages"][-1].text == "That is it."
    return model, [message for message in done["messages"] if isinstance(message, ToolMessage)]


def test_an_agent_finds_and_compares(agent: Agent) -> None:
    cheap = {"field": "price", "op": "<=", "value": 90}
    model, answers = run(
        agent,
        call("search", query="running shoes", where=[cheap]),
        call("compare", items=["red-shoe", "blue-shoe"], fields=["price"]),
    )
    assert model.offered[: len(Toolbox.NAMES)] == list(Toolbox.NAMES)
    assert [answer.status for answer in answers] == ["success", "success"]
    assert answers[0].text.startswith("1. Red running shoes: 85.00 EUR") and "Blue" not in answers[0].text
    assert "95.00 EUR" in answers[1].text


def test_the_tools_are_of_the_shopper_they_are_made_for(agent: Agent) -> None:
    _, (anas,) = run(agent, call("history"), user="ana")
    _, (nobodys,) = run(agent, call("history"))
    assert "Huawei Mate 40 phone" in anas.text and nobodys.text == "Nothing yet."


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (call("search"), "Not possible: query is missing."),
        (call("search", query="shoes", where=[{"field": "price", "op": "about", "value": 5}]), "where.0.op"),
        (call("details", item="nix"), "no item called 'nix'"),
        (call("compare", items=["case"]), "compare takes two different items at least"),
    ],
)
def test_what_is_not_possible_goes_back_to_the_model(agent: Agent, wrong: AIMessage, said: str) -> None:
    _, answers = run(agent, wrong, call("search", query="running shoes"))
    assert [answer.status for answer in answers] == ["error", "success"]
    assert said in answers[0].text and "\n" not in answers[0].text
