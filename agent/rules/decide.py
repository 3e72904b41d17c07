"""The decision of a turn: rules and model read the shopper's words together, and the certain one wins.

The model is asked only for what the rules are not certain of. Which tool is meant is read from its state by
a probe, where there is one for it, and weighed against the rules' reading; else it names a tool. What it adds
is held against the words: a limit that nothing in them supports is dropped, and where its call makes no sense
the reading of the rules stands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from tastemaker.agent.rules.joining import filled, joined, known
from tastemaker.agent.rules.offered import NAMES, OTHERS, SEARCH, SEARCH_WITH_LIMITS, TAKES
from tastemaker.agent.rules.probe import probe_of
from tastemaker.agent.rules.reading.amounts import AMOUNT
from tastemaker.agent.rules.reading.language import normalise
from tastemaker.agent.rules.reading.limits import limits
from tastemaker.agent.rules.reading.reader import read
from tastemaker.agent.rules.reading.view import Reading, ShownLine, View
from tastemaker.prompts import prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from tastemaker.agent.model.chat import LlamaCpp

__all__ = ["NAMES", "Decision", "Reading", "ShownLine", "View", "decide", "read"]

_CALL_TOKENS = 96
_TRUST = 1.0
"""What a reading by rules that is certain adds to the logarithm of its tool's chance; twice as much where it
is a search and they know for what. Small talk has to be likelier still: a wish answered with small talk costs
more than a list that was not wanted. Measured on requests that neither had seen (tests/bench/LOG.md)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and what the model said and cost on the way there."""

    reading: Reading
    usage: Mapping[str, int] = field(default_factory=dict)


def decide(
    text: str,
    view: View,
    model: BaseChatModel | None,
    seconds: float | None = None,
    cancel: Callable[[], bool] = lambda: False,
) -> Decision:
    """Read the shopper's words by rules and, where these are not certain, by the model.

    The model is given `seconds`, waiting for its turn included. Raises ModelFailed when it cannot answer; the
    caller then has the reading of the rules.
    """
    ruled = read(text, view)
    if model is None or ("all" in ruled.certain and not _is_written_out(model)):
        return Decision(ruled)
    probe = probe_of(model)
    if _is_written_out(model):
        ruled = replace(ruled, certain=ruled.certain - {"query"})
    elif is_certain(ruled) and (probe is None or ruled.tool == "search"):
        return Decision(ruled)
    from tastemaker.agent.model.asking import called  # here, so that the rules alone need no LangChain

    spent: Mapping[str, int] = {}
    meant = "any"
    if probe is not None:
        heard = cast("LlamaCpp", model).hidden(before_tool(text, view), seconds, cancel)
        spent = {"prompt_tokens": heard.prompt, "cached_tokens": heard.cached, "completion_tokens": 0}
        meant = _likeliest(probe.chances(heard.state), ruled, view)
        if meant == ruled.tool and (meant != "search" or "query" in ruled.certain):
            return Decision(ruled, spent)
        if (reading := known(meant, text, view)) is not None:
            return Decision(replace(reading, language=ruled.language), spent)
    tools = [SEARCH_WITH_LIMITS if _unread_amount(text) else SEARCH, *OTHERS]
    calls, usage = called(
        model, messages(text, view), tools, meant, max_tokens=_CALL_TOKENS, seconds=seconds, cancel=cancel
    )
    usage = {name: count + spent.get(name, 0) for name, count in usage.items()}
    if not calls:
        return Decision(ruled, usage)
    join = joined if probe is None else filled
    return Decision(join(ruled, calls[0], text, view), usage)


def _likeliest(chances: Mapping[str, float], ruled: Reading, view: View) -> str:
    """The tool that is meant, by the probe's chances and what the rules are certain of."""
    wish = ruled.tool == "search" and "query" in ruled.certain

    def score(tool: str) -> float:
        trust = 0.0
        if tool == ruled.tool:
            trust = _TRUST * ("tool" in ruled.certain) + 2 * _TRUST * wish
        elif tool == "chat" and ruled.tool == "search":
            trust = -(6 if wish else 2) * _TRUST
        return math.log(chances[tool] + 1e-6) + trust

    return max((tool for tool in chances if _may_be(tool, ruled, view)), key=score)


def _may_be(tool: str, ruled: Reading, view: View) -> bool:
    """Whether a tool can be meant: it has the list that it speaks of, and no limit of the rules is lost."""
    if tool == "details" and not view.shown:
        return False
    limited = {"price_min", "price_max", "exclude"} & ruled.certain & ruled.args.keys()
    lists = tool in TAKES or tool == "goes_with"
    return tool == ruled.tool or limited <= set(TAKES.get(tool, ())) or not (lists or view.shown)


def _is_written_out(model: BaseChatModel) -> bool:
    """Whether the next call stands in a script: then it is what is played, however certain the rules are."""
    return bool(getattr(model, "has_call", False))


def is_certain(reading: Reading) -> bool:
    """Whether the rules need no model: the tool is certain and, for a search, its query too."""
    return "tool" in reading.certain and (reading.tool != "search" or "query" in reading.certain)


def before_tool(text: str, view: View) -> list[BaseMessage]:
    """The prompt and the beginning of a call: what comes next is the name of the tool."""
    from langchain_core.messages import AIMessage

    from tastemaker.agent.model.calls import BEFORE_NAME

    return [*messages(text, view), AIMessage(BEFORE_NAME)]


def messages(text: str, view: View) -> list[BaseMessage]:
    """The prompt: a system message that never changes, then the shown list and the shopper's words."""
    from langchain_core.messages import HumanMessage, SystemMessage

    lines = []
    if view.shown:
        lines.append("Shown: " + ", ".join(f"{line.n} {line.title[:50]}" for line in view.shown[:8]))
    elif view.need:
        lines.append(f"Before: {view.need[:80]}")
    lines.append(f"Shopper: {normalise(text)}")
    return [SystemMessage(prompt("decide").render()), HumanMessage("\n".join(lines))]


def _unread_amount(text: str) -> bool:
    """Whether a number is left in which the rules saw no price."""
    return bool(re.search(AMOUNT, limits(text).rest, re.IGNORECASE))


_PRICED = re.compile(
    r"[$€£₹¥]|\b(?:euros?|dollars?|bucks|quid|pounds|rupees|budget|spend|cost\w*|pay|price\w*|afford\w*|cheap\w*|under|below"
    r"|over|max\w*|limit|ceiling|teuer|kosten|preis|prix|coût\w*|precio|cuest\w*|gastar)\b|元|块|预算|价|钱|रुप|बजट",
    re.IGNORECASE,
)
# Rare, and the rules know their words: the model's word alone is not enough.
_SELDOM = ("remember", "why", "why_not")
