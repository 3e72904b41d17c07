"""A turn as text: the events written to the terminal as they come."""

import sys
from collections.abc import Iterator

from tastemaker.agent.events import Answer, Answered, Called, Event, Failed, Found, Thinking, Token
from tastemaker.tools.errors import ModelFailed, TastemakerError
from tastemaker.tools.facts.values import money


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
        case Found(items):
            for shown in items:
                item = shown.recommendation.item
                price = "" if item.price is None else money(item.price, item.currency)
                print(f"{shown.n}. {item.title}  [{item.media}]  {price}\n   {shown.reason}")
            print(flush=True)
        case Token(text):
            print(text, end="", flush=True)
        case Answered(answer):
            print("\n".join(["", *answer.notes]))
