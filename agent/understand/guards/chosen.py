"""Whether some of the list are to be shown, not only spoken of: "only 2 and 5", "just the lighter one"."""

import re
from dataclasses import replace

from tastemaker.agent.call import Call

_SHOW = re.compile(
    r"\b(?:show|only|just|next to|beside|side by side|nur|zeig\w*|neben|nebeneinander|seulement|juste"
    r"|montre\w*|à côté|s[oó]lo|muestra\w*|muéstra\w*|junto a)\b|只(?:要|看)|给我看",
    re.IGNORECASE,
)
_DIFFER = re.compile(
    r"\b(?:differ|compar|unterschied|vergleich|différen|diferen)\w*|区别|比较", re.IGNORECASE
)
_QUESTION = re.compile(
    r"[?？]|^\W*(?:so |and |und |et |y )?(?:which|what|how|welche\w*|was|quel\w*|cuál\w*)\b", re.IGNORECASE
)


def chosen(call: Call, words: str) -> Call:
    """A comparison, or the one with the most or least of something, that is to be listed by itself."""
    compares = call.tool == "compare" and not _DIFFER.search(words)
    is_one = bool(call.extreme) and not _QUESTION.search(words)
    return replace(call, shows=True) if (compares or is_one) and _SHOW.search(words) else call
