"""Shop words of other languages in English: what a catalogue written in English can be searched by."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from tastemaker.agent.rules.language import SMALL_WORDS
from tastemaker.prompts import words

# Of attributes one is meant exactly: "no wool sweaters" excludes wool.
ATTRIBUTES = frozenset(words("exclusions")["attributes"])
# Small words that more than one language uses.
_BETWEEN = frozenset(words("exclusions")["between"])
_ENDINGS = {"de": ("n", "en", "e", "er", "s", "es"), "fr": ("s", "x"), "es": ("s", "es")}
_TOKEN = re.compile(r"[^\s,.;:!?()¿¡\"]+")


@dataclass(frozen=True, slots=True)
class Translation:
    """Shop words in English, and the share of the text that the lexicon knew."""

    english: str
    covered: float


def translate(text: str, language: str) -> Translation:
    """Translate the shop words of a text; unknown words stay, except Chinese ones, which are left out.

    >>> translate("跑步耳机", "zh").english, translate("blaue Gartenlampe", "de").english
    ('running headphones', 'blue garden lamp')
    """
    if language == "en" or language not in words("lexicon"):
        return Translation(text, 1.0 if language == "en" else 0.0)
    return _chinese(text) if language == "zh" else _by_words(text, language)


def in_english(word: str, language: str) -> str | None:
    """The English for one shop word, or None when the lexicon does not know it."""
    found = translate(word, language)
    return found.english if language != "en" and found.covered == 1 and found.english else None


def _chinese(text: str) -> Translation:
    known = words("lexicon")["zh"]
    lower = text.lower()
    english: list[str] = []
    at = covered = total = 0
    while at < len(lower):
        for size in range(min(_longest("zh"), len(lower) - at), 0, -1):
            if (found := known.get(lower[at : at + size])) is not None:
                english.append(found)
                covered += size
                total += size
                at += size
                break
        else:
            if match := re.match(r"[a-z0-9][a-z0-9.+-]*(?: [a-z0-9][a-z0-9.+-]*)*", lower[at:]):
                english.append(text[at : at + match.end()])
                covered += match.end()
                total += match.end()
                at += match.end()
                continue
            if lower[at] not in " ,.;，。、的款色":
                total += 1
            at += 1
    return Translation(" ".join(dict.fromkeys(english)), covered / total if total else 1.0)


@cache
def _known(language: str) -> dict[str, str]:
    """The words of a language, also as they stand without their accents."""
    listed: dict[str, str] = words("lexicon")[language]
    bare = {
        "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)): english
        for word, english in listed.items()
        if language in _ENDINGS
    }
    return bare | listed


def _by_words(text: str, language: str) -> Translation:
    known = _known(language)
    tokens = _TOKEN.findall(re.sub(r"(?i)\b(?:l|d|qu|j|n|s)'(?=\w)", "", text) if language == "fr" else text)
    english: list[str] = []
    at = covered = 0
    while at < len(tokens):
        for size in (3, 2, 1):
            found = known.get(" ".join(tokens[at : at + size]).lower())
            if found is None and size == 1:
                found = _inflected(tokens[at].lower(), language)
            if found is not None:
                english.append(found)
                covered += min(size, len(tokens) - at)
                at += size
                break
        else:
            if tokens[at].lower() in SMALL_WORDS[language] or tokens[at].lower() in _BETWEEN:
                covered += 1
                at += 1
                continue
            english.append(tokens[at])
            # A name or a loan word is the same in English.
            covered += tokens[at][0].isdigit() or (tokens[at][0].isupper() and language != "de")
            at += 1
    return Translation(" ".join(english), covered / len(tokens) if tokens else 1.0)


def _inflected(word: str, language: str) -> str | None:
    known = _known(language)
    for ending in _ENDINGS.get(language, ()):
        if word.endswith(ending) and word[: -len(ending)] in known:
            return str(known[word[: -len(ending)]])
    if language == "de":
        for cut in range(3, len(word) - 3):
            if tail := known.get(word[cut:]):
                head = known.get(word[:cut]) or known.get(word[:cut].rstrip("sn"))
                return f"{head} {tail}" if head else f"{word[:cut]} {tail}" if len(word[cut:]) > 4 else None
    return None


@cache
def _longest(language: str) -> int:
    return max(map(len, words("lexicon")[language]))
