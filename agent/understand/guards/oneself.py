"""What shoppers ask about themselves is answered from what they told: "what am I allergic to?"."""

import re

from tastemaker.agent.call import Call

_SELF = re.compile(
    r"\b(?:i|i'm|me|my|ich|mir|mich|mein\w*|je|moi|mon|mes|yo|mi|mis|io|mio|mia|eu|meu|minha|mera|meri|mujhe)\b"
    r"|\bj['’]|我|私|僕|俺|मैं|मे[रि]|मुझ",
    re.IGNORECASE,
)


def of_oneself(calls: tuple[Call, ...], words: str, known: bool) -> tuple[Call, ...]:
    """Small talk that is a question about the shopper, of whom something is known, as a look at that."""
    asks = re.search(r"[?？]", words) is not None and _SELF.search(words) is not None
    only_talk = bool(calls) and all(call.tool == "chat" for call in calls)
    return (Call("history", text="profile"),) if known and asks and only_talk else calls
