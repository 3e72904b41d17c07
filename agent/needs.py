"""The need in a shopper's words: what is left to search for when politeness, limits and filler are taken away."""

import re

from tastemaker.agent.lexicon import Translation, chinese_words, translate
from tastemaker.agent.patterns import alternatives, pattern, phrases

_ZH_FILLER = pattern("filler", "zh")
_HI_FILLER = re.compile(rf"(?<!\S){alternatives(phrases('filler', 'hi'))}(?!\S)")
_HINGLISH = re.compile(rf"(?<!\w){alternatives(phrases('filler', 'hi_latin'))}(?!\w)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\b[A-Za-z]\.[A-Za-z])(?<=[.!?])\s+|[;!?]+|\s-\s")
_PUNCTUATION = " ,.;:!?-¿¡、，。；！？()\"'"


def need(text: str, language: str) -> str:
    """What is left of a normalised text, already without its limits, when filler is taken away.

    >>> need("hi, I'm looking for a good rain jacket for cycling please", "en"), need("推荐一些适合跑步的耳机", "zh")
    ('rain jacket for cycling', '跑步耳机')
    """
    text = text.strip(_PUNCTUATION)
    if language == "zh":
        pieces = chinese_words(re.sub(r"[,.;!?，。；！？、]", " ", text))
        return " ".join(
            "".join(piece if known else _ZH_FILLER.sub("", piece) for piece, known in pieces).split()
        )
    if language == "hi":
        stripped = (
            _HINGLISH.sub(" ", text)
            if re.search(r"[a-z]", text, re.I) and not re.search("[\u0900-\u097f]", text)
            else text
        )
        return " ".join(_HI_FILLER.sub(" ", re.sub(r"[,.;!?।]", " ", stripped)).split())
    clauses = [
        clause for clause in (_stripped(clause, language) for clause in _SENTENCE.split(text)) if clause
    ]
    return " ".join(clauses)


def _stripped(text: str, language: str) -> str:
    leads, tail = _COMPILED.get(language, _COMPILED["en"])
    text = text.strip(_PUNCTUATION)
    before = None
    while before != text:
        before = text
        text = leads.sub("", text, count=1).strip(_PUNCTUATION)
        text = tail.sub("", text, count=1).strip(_PUNCTUATION)
    return " ".join(re.sub(r"\s+([,.;!?])", r"\1", re.sub(r"(?:[,;]\s*)+", ", ", text)).split()).strip(
        _PUNCTUATION
    )


def query(text: str, language: str) -> Translation:
    """The need in English as far as the lexicon goes, with the original beside it where titles may hold it."""
    said = need(text, language)
    found = translate(said, language)
    if language == "zh" and found.english and found.english != said:
        return Translation(f"{found.english} {said}", found.covered)
    return Translation(found.english or said, found.covered if found.english else 0.0)


_COMPILED = {
    code: (
        re.compile(rf"^{alternatives(leads)}(?![\w'])\s*", re.IGNORECASE),
        re.compile(rf"(?:^|[\s,]+){alternatives(phrases('filler', 'tail', code))}$", re.IGNORECASE),
    )
    for code, leads in phrases("filler", "lead").items()
}
