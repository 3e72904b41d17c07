"""Whether a shopper said a fact: each of its words, in any form, is among the words of the turn."""

import os
import re
import unicodedata

from tastemaker.tools.search.lexical import STOP, UNSPACED, stem

_ROOT, _ENDING = 4, 3
"""How many letters two forms of a word share at least, and how many either may have after them."""


def is_said(fact: str, words: str) -> bool:
    """Whether all that a fact tells stands in words, in any form; a fact that tells nothing never does.

    >>> said = "by the way, I'm allergic to wool"
    >>> [is_said(fact, said) for fact in ("You have a wool allergy", "allergic to nuts", "I am")]
    [True, False, False]
    >>> is_said("我对羊毛过敏", "记住我对羊毛过敏"), is_said("I failed my exam today", "not")
    (True, False)
    """
    told = [stem(word) for word in _words(fact) if word not in _FRAME]
    there = [stem(word) for word in _words(words)]
    return bool(told) and all(any(is_form(word, other) for other in there) for word in told)


def is_form(word: str, other: str) -> bool:
    """Whether two words are forms of one: "allergic" and "allergy", but not 12345 and 12346."""
    shared = len(os.path.commonprefix([word, other]))
    inflected = shared >= max(_ROOT, max(len(word), len(other)) - _ENDING)
    return word == other or (inflected and not word.isdecimal())


def _words(text: str) -> list[str]:
    """The words without case, accents and signs of vowels; of scripts without blanks the characters."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.category(letter).startswith("M"))
    spaced = re.sub(f"([{UNSPACED}])", r" \1 ", unicodedata.normalize("NFC", letters))
    return re.findall(r"[^\W_]+", spaced)


# Words about a fact that are not in it: who says it, that it is to be kept or dropped, and mere denials.
_FRAME = STOP | frozenset(
    _words(
        """
        shopper user customer he she we said told thing bit part fact about having being owning liking
        remember forget keep note mind know save store record yes ok hmm never ever again except anymore
        longer m ve re s t d ll don doesn didn isn aren wasn weren won couldn wouldn shouldn ich du er sie
        bin bist ist mein meine dein deine ohne nie nicht kein keine außer nur merk vergiss je tu il elle
        suis es est mon ma mes ton ta tes sauf jamais pas sans retiens oublie yo usted soy eres mi mis su
        sus sin nunca jamás ni salvo recuerda olvida я ты вы без кроме нет никогда не ничего बिना नहीं कभी
        भूल याद أنا أنت 不 没 别 除 外 记 住 忘
        """
    )
)
