"""Which language a shopper writes: by script, then by the small words that only one language uses."""

import re
import unicodedata
from functools import cache

from tastemaker.prompts import words

# Words that are frequent in one language and rare in the others, and letters that only one has.
SMALL_WORDS = {code: frozenset(listed) for code, listed in words("languages")["small_words"].items()}
_MARKS = words("languages")["marks"]
# Qualities that are English words too, with another meaning.
_ALSO_ENGLISH = frozenset(words("languages")["also_english"])
_SCRIPTS = (
    ("hi", "\u0900", "\u097f"),
    ("ru", "\u0400", "\u04ff"),
    ("ar", "\u0600", "\u06ff"),
    ("ko", "\uac00", "\ud7af"),
    ("el", "\u0370", "\u03ff"),
    ("he", "\u0590", "\u05ff"),
    ("th", "\u0e00", "\u0e7f"),
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u3400", "\u9fff"),
)
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "\u093c": None}
)
_LATIN_WORD = re.compile(r"[a-zà-öø-ÿœ]+(?:['-][a-zà-öø-ÿœ]+)*")


def normalise(text: str) -> str:
    """The text in one form: full-width characters, quotes and dashes folded, spaces single."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


@cache
def _qualities(code: str) -> frozenset[str]:
    """What colours and materials are called in a language and not in English."""
    listed = words("qualities").get(code, {}).items()
    return frozenset(word for word, english in listed if word != english) - _ALSO_ENGLISH


def spoken(text: str, before: str) -> str:
    """The language of a turn: that of its words, or of the talk before where they speak for none.

    >>> spoken("2", "de"), spoken("ok", "de"), spoken("the second", "de"), spoken("weitere bitte", "en")
    ('de', 'de', 'en', 'de')
    """
    found = language(text)
    words = set(_LATIN_WORD.findall(normalise(text).lower()))
    return before if found == "en" and not words & SMALL_WORDS["en"] else found


def language(text: str) -> str:
    """The ISO 639-1 code of the language a text is written in; English when nothing speaks for another.

    >>> language("有没有便宜一点的耳机"), language("je cherche une lampe"), language("red shoes")
    ('zh', 'fr', 'en')
    """
    lower = normalise(text).lower()
    found = _LATIN_WORD.findall(lower)
    counts = {code: sum(low <= character <= high for character in lower) for code, low, high in _SCRIPTS}
    if counts["ja"] and counts["zh"]:
        counts["ja"] += counts["zh"]
    script = max(counts, key=lambda code: counts[code])
    # A title in another script does not change the language of the sentence around it.
    if counts[script] and counts[script] >= 1.5 * sum(len(word) > 1 for word in found):
        return script
    scores = {code: sum(word in known for word in found) * 1.0 for code, known in SMALL_WORDS.items()}
    for code in ("de", "fr", "es"):
        scores[code] += 0.5 * sum(
            word in _qualities(code) or word.removesuffix("s") in _qualities(code) for word in found
        )
    for code, marks in _MARKS.items():
        scores[code] += 0.6 * any(mark in lower for mark in marks)
    best = max(scores, key=lambda code: scores[code])
    if counts[script] and scores[best] < 2:
        return script
    return best if scores[best] > scores["en"] else "en"
