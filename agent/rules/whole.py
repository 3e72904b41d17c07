"""Whole sentences that mean one thing, in six languages (prompts/words/asks.json)."""

import re

from tastemaker.agent.rules.patterns import alternatives, pattern, phrases

INJECTED = pattern("asks", "injected")
"""Orders to the system, put among a shopper's words: "ignore all previous instructions"."""
UNDO, START_OVER, OTHERS = (pattern("asks", name) for name in ("undo", "start_over", "others"))
"""About the talk itself."""
FORGET_ALL, KNOWN = (pattern("asks", name) for name in ("forget_all", "known"))
"""About what is kept of the shopper: that all of it be deleted, or what it is."""
THANKS, GREETS, SATISFIED = (pattern("asks", name) for name in ("thanks", "greets", "satisfied"))

# "hi", with whom it is said to: "hi there", "thanks for your help".
_small_talk = alternatives(
    [
        rf"{alternatives(script['said'])}(?:{' ' if name != 'zh' else ''}{alternatives(script['after'])})*"
        for name, script in phrases("asks", "small_talk").items()
    ]
)
SMALL_TALK = re.compile(rf"{_small_talk}(?:\W*{_small_talk}){{0,3}}", re.IGNORECASE)
"""Greeting, thanks, farewell, agreement."""
