"""A turn as text: the events written to the terminal as they come."""

import sys
from collections.abc import Iterator

from tastemaker.agent.answer.language import price
from tastemaker.agent.events import Answer, Answered, Called, Event, Failed, Found, Thinking, Token
from tastemaker.tools.errors import ModelFailed, TastemakerError


def tell(events: Iterator[Event], quiet: bool = False) -> Answer:
    """Write a turn to the terminal unless `quiet`; returns its answer. Raises TastemakerError."""
    answer = None
    for event in events:  # to the end, also after the answer: the conversation is kept by then
        if isinstance(event, Failed):
            raise TastemakerError(event.sentence)
        if isinstance(event, Answered):
            answer = event.answer
        if not quiet:
            _write(event)
    if answer is not None:
        return answer
    raise ModelFailed("the turn ended without an answer; run `tastemaker doctor`")


def _write(event: Event) -> None:
    match event:
        case Thinking(step):
            print(f"… {step}", file=sys.stderr, flush=True)
        case Called(tool, args, ms, found, _):
            said = ", ".join(f"{name}={value!r}" for name, value in args.items())
            print(f"… {tool}({said}): {found} in {ms:.0f} ms", file=sys.stderr, flush=True)
        case Found(items, language):
            for shown in items:
                item = shown.recommendation.item
                costs = price(item, language)
                print(f"{shown.n}. {item.title}  [{item.media}]  {costs}\n   {shown.reason}")
            print(flush=True)
        case Token(text):
            print(text, end="", flush=True)
        case Answered(answer):
            print("\n".join(["", *answer.notes]))
