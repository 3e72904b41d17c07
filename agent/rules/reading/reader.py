"""The deterministic reader of requests: tool and arguments from the words alone (`--model none`)."""

from collections.abc import Callable

from tastemaker.agent.rules.reading import items, talk, wishes
from tastemaker.agent.rules.reading.likeness import similar
from tastemaker.agent.rules.reading.request import Request
from tastemaker.agent.rules.reading.view import Reading, View

__all__ = ["read"]


def read(text: str, view: View) -> Reading:
    """Read a request by rules; always gives a reading, a search when nothing else fits."""
    request = Request.of(text, view)
    for rule in _RULES:
        if (reading := rule(request)) is not None:
            return reading
    return wishes.search(request)


# In this order: the first that reads something decides.
_RULES: tuple[Callable[[Request], Reading | None], ...] = (
    talk.about_me,
    talk.small_talk,
    wishes.said_again,
    items.goes_with_photo,
    wishes.by_photo,
    talk.injected,
    talk.off_topic,
    items.why,
    talk.memory,
    talk.history,
    items.compare,
    wishes.same_maker,
    items.goes_with,
    wishes.by_price,
    similar,
    items.details,
    wishes.about_the_need,
    wishes.for_you,
    wishes.any_of_a_medium,
    talk.fact,
)
