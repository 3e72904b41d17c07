"""What a shopper says in another language, in English: for a reader that was taught only that."""

import re
from collections.abc import Callable

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from tastemaker.agent.model.asking import Usage, written
from tastemaker.agent.rules.limits import limits
from tastemaker.agent.rules.numbers import READ, numbers
from tastemaker.agent.understand.planner import is_taught
from tastemaker.prompts import prompt
from tastemaker.tools.shop import Shop

TAUGHT = ("en", "zh", "de", "fr", "es", "hi", "ja", "pt", "it")
"""Languages that the taught model reads by itself (tests/bench/LOG.md)."""
_TOKENS, _SECONDS = 96, 30.0
_NUMBER = re.compile(r"\d[\d.,]*")


def heard(
    text: str,
    spoken: str,
    reader: BaseChatModel,
    model: BaseChatModel | None,
    shop: Shop,
    seconds: float | None = None,
    cancel: Callable[[], bool] = lambda: False,
) -> tuple[str, Usage]:
    """The words as a reader is told them, and what that cost: in English by the model, if it knows no other.

    In a shop that is not told in English they stay as they are. Raises ModelFailed.
    """
    if not is_taught(reader) or model is None or spoken in TAUGHT or not shop.words.mostly("en"):
        return text, {}
    return in_english(text, spoken, model, seconds, cancel)


def in_english(
    text: str, spoken: str, model: BaseChatModel, seconds: float | None, cancel: Callable[[], bool]
) -> tuple[str, Usage]:
    """A text as the model puts it into English, and what that cost; as it was where a number came or went."""
    text = " ".join(text.split())
    task, *examples = prompt("english").render().split("\n\n")
    shots = [made for each in examples for made in _shot(*each.strip().split("\n"))]
    asked = [SystemMessage(task), *shots, HumanMessage(text)]
    english, usage = written(
        model, asked, stop=("\n",), until=lambda text: False, max_tokens=_TOKENS,
        seconds=seconds or _SECONDS, cancel=cancel, urgent=True,
    )  # fmt: skip
    return (english.strip() or text) if _is_sound(english, text, spoken) else text, usage


def _shot(said: str, english: str) -> tuple[BaseMessage, BaseMessage]:
    """What somebody says, and its English."""
    return HumanMessage(said), AIMessage(english)


def _is_sound(english: str, text: str, spoken: str) -> bool:
    """Whether a translation has the numbers and the prices that were said, and no others."""
    if any(not numbers(said) & numbers(english) for said in _NUMBER.findall(text)):
        return False
    if spoken not in READ:  # its numbers in words are not known
        return True
    if any(not numbers(told) & numbers(text) for told in _NUMBER.findall(english)):
        return False
    said, told = limits(text, spoken), limits(english, "en")
    for end, other in (("price_min", "price_max"), ("price_max", "price_min")):
        price = said.args.get(end) if end in said.certain else None
        lost = price is not None and price not in numbers(english)
        if lost or (price is not None and told.args.get(other) == price):
            return False
    return True
