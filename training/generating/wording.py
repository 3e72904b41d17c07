"""Phrases filled in, and the way one shopper talks: openings, closings, casing, slips of the finger."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from training.generating.conditions import Said
from training.generating.words import Language

PERSONAS = (
    "a father of three", "in a hurry at the bus stop", "a pensioner, polite", "a student short of money",
    "dictates to the phone", "a collector", "buys for the office", "a night owl", "grumpy today",
    "types with gloves on", "a careful comparer", "shops for her mother", "knows what he wants",
    "first time here", "a craftsman", "a teenager", "undecided", "a nurse after the shift", "a gift hunter",
    "an engineer who likes numbers",
)  # fmt: skip
_TYPO = re.compile(r"(?<![\w{*-])[a-z]{5,}(?![\w}*-])")
_EMPTY = re.compile(
    r"\{what\}[\s,.:;?、。，？！()–-]*\{conds\}|\{conds\}[\s,.:;、，]*\{what\}|(?<=[,.?、。，？،])\s*\{conds\}\W*$"
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody types."""

    lower: bool
    unpunctuated: bool
    slips: bool
    chatty: float
    """How often something is said before or after."""

    @classmethod
    def drawn(cls, speech: Language, chance: Random) -> "Manner":
        latin = speech.code in ("en", "de", "fr", "es", "pt", "it", "nl")
        return cls(
            lower=speech.code not in ("tr", "zh", "ja") and chance.random() < 0.4,
            unpunctuated=chance.random() < 0.25,
            slips=latin and chance.random() < 0.2,
            chatty=chance.choice((0.0, 0.1, 0.3, 0.5)),
        )

    def cast(self, text: str) -> str:
        """Words as this shopper types them; what calls copy is cast the same way."""
        return text.lower() if self.lower else text


class Wording:
    """Fills phrases for one shopper."""

    def __init__(self, speech: Language, chance: Random) -> None:
        self.speech, self._chance = speech, chance
        self.manner = Manner.drawn(speech, chance)

    def fill(self, kind: str, conditions: Sequence[Said] = (), **words: str) -> str:
        """A phrase of a kind with its gaps filled; one without conditions has no hole where they would be."""
        phrases = self.speech.phrases[kind]
        if "{conds}" in phrases[0] and not conditions and kind != "for_me":
            phrases = tuple(one for one in phrases if _EMPTY.search(one)) or phrases
        phrase = self._chance.choice(phrases)
        if self.manner.slips and self._chance.random() < 0.5:
            phrase = _slipped(phrase, self._chance)
        return self.tidy(phrase.format(conds=self.joined([one.words for one in conditions]), **words))

    def joined(self, parts: Sequence[str]) -> str:
        """Conditions one after the other."""
        text = ""
        for part in parts:
            joint = self.speech.draw("joints", self._chance)
            spaced = joint[0].isalpha() and self.speech.space or joint in "+&" and " "
            space = "" if joint[0] in "、，で而" else " "
            text += f"{' ' if spaced else ''}{joint}{space}{part}" if text else part
        return text

    def dressed(self, text: str, eager: float = 1.0) -> str:
        """What is said as it is typed, with openings and closings; fewer where `eager` is less than 1."""
        chance, manner = self._chance, self.manner
        if chance.random() < manner.chatty * eager:
            text = f"{self.speech.draw('openings', chance)}{self.speech.space or ''}{text}"
        if chance.random() < manner.chatty * eager:
            text = f"{text} {self.speech.draw('closings', chance)}"
        if manner.unpunctuated:
            text = re.sub(r"(?<!\d)[.,!?](?!\d)|[。！？]$", "", text)
        elif not manner.lower and chance.random() < 0.5 and text[0].islower():
            text = text[0].upper() + text[1:]
        return manner.cast(re.sub(r"\s+", " ", text).strip())

    def tidy(self, text: str) -> str:
        """A filled phrase without the traces of gaps that were left empty."""
        text = re.sub(r"\s+", " ", self.speech.contracted(text))
        text = re.sub(r"\s+([,.?、。，？،؟])", r"\1", text)
        text = re.sub(r"[,:.，、，،;]+(?=[,.?。？؟，])", "", text)
        text = re.sub(r"^[\s,.:;，、。،?]+|[\s,:;，、،]+$", "", text)
        return re.sub(r"([,;]) ([,;])", r"\1", text)


def _slipped(phrase: str, chance: Random) -> str:
    """A phrase with two letters of one word swapped, or one left out."""
    words = list(_TYPO.finditer(phrase))
    if not words:
        return phrase
    word = chance.choice(words)
    at = word.start() + chance.randrange(1, len(word[0]) - 2)
    if chance.random() < 0.6:
        return phrase[:at] + phrase[at + 1] + phrase[at] + phrase[at + 2 :]
    return phrase[:at] + phrase[at + 1 :]
