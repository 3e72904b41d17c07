"""What a shopper does not want: "not blue", "without nuts", "except Sony", "不要黑色", "बिना चीनी"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tastemaker.agent.rules.patterns import alternatives, phrases
from tastemaker.agent.rules.qualities import ATTRIBUTES, in_english, is_quality

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Excluded words, in the shopper's language and in English, and the spans of the text that said them."""

    words: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


def exclusions(text: str, language: str) -> Exclusions:
    """Read from a normalised text what is to be left out.

    >>> exclusions("a sofa throw, no wool please", "en").words, exclusions("雨伞，不要黑色的", "zh").words
    (('wool',), ('黑色', 'black'))
    """
    reader = {"zh": _chinese, "hi": _hindi}.get(language, _latin)
    found = [*reader(text, language), *_free_of(text, language)]
    forms = dict.fromkeys(form for said, _ in found for phrase in said for form in _forms(phrase, language))
    return Exclusions(tuple(forms), tuple(span for _, span in found))


def _free_of(text: str, language: str) -> Iterator[tuple[list[str], Span]]:
    """What "sugar-free" excludes; the words themselves are kept, for items say it so."""
    for match in _FREE.finditer(text):
        word = str(next(filter(None, match.groups())))
        if language == "zh" or _attribute(word, language) or _attribute(word + "s", language):
            yield [word], (match.end(), match.end())


def _chinese(text: str, language: str) -> Iterator[tuple[list[str], Span]]:
    matches = list(_ZH_BEFORE.finditer(text)) or _ZH_AFTER.finditer(text)
    for match in matches:
        parts = [part for part in re.split(_joint, match["words"]) if part]
        if parts and not re.search(r"\d", match["words"]):
            yield parts, match.span()


def _hindi(text: str, language: str) -> Iterator[tuple[list[str], Span]]:
    for match in _HI.finditer(text):
        word = match["after"] or match["before"]
        if word not in _HI_NEVER and not word.isdigit():
            yield [word], match.span()


def _latin(text: str, language: str) -> Iterator[tuple[list[str], Span]]:
    spans: list[Span] = []
    for pattern in _PATTERNS.get(language, _PATTERNS["en"]):
        for match in pattern.finditer(text):
            if any(start <= match.start() < end for start, end in spans):
                continue
            phrases, end = _list(text, match, language)
            if phrases and not is_quality(text[match.start() : end], language):
                spans.append((match.start(), end))
                yield phrases, spans[-1]
    for match in _AFTER[language].finditer(text) if language in _AFTER else ():
        if match[1].lower() not in _NEVER | _STOP[language]:
            yield [match[1]], match.span()


def _list(text: str, match: re.Match[str], language: str) -> tuple[list[str], int]:
    """The phrases excluded after a word of negation, and where they end: "no wool or silk"."""
    said = match[0].lower().split()[-1]
    if said in _PLAIN_NOT and _HAVING.search(text, max(0, match.start() - _NEAR), match.start()):
        return [], 0
    phrase, end = _phrase(text, match.end(), language)
    if not phrase:
        return [], 0
    found = [phrase]
    while joint := _LIST.match(text, end):
        joins = joint[0].strip(" ,").lower()
        more, more_end = _phrase(text, joint.end(), language)
        # "not blue and under 50", "no nuts, for hiking": what follows need not be excluded.
        if (
            not joins
            or not more
            or len(more.split()) > 2
            or (joins in _AND and not _attribute(more, language))
        ):
            break
        found.append(more)
        end = more_end
    return found, end


def _phrase(text: str, start: int, language: str) -> tuple[str, int]:
    """Up to three words, as far as they can name a thing or a quality."""
    taken: list[str] = []
    end = start
    for match in _WORD.finditer(text[start:]):
        word = match[1].lower().removeprefix("d'").removeprefix("l'")
        if text[end : start + match.start(1)].strip() or len(taken) == 3:
            break
        if not taken and word in _ARTICLES:
            end = start + match.end()
            continue
        if word in _STOP.get(language, _STOP["en"]):
            break
        if not taken:
            if word in _NEVER or re.match(r"[€$£₹¥]?\d", word):
                break
            if word.endswith("ing") and len(word) > 5 and _WITHOUT.search(text, max(0, start - _NEAR), start):
                break  # "without waking the baby" is a use, not a thing
        end = start + match.end()
        if word in _THINGS:
            break
        taken.append(match[1])
        if word in ATTRIBUTES:
            break
    return " ".join(taken), end


def _attribute(phrase: str, language: str) -> bool:
    return phrase.lower() in ATTRIBUTES or in_english(phrase, language) in ATTRIBUTES


def _forms(phrase: str, language: str) -> list[str]:
    """The phrase as a catalogue may write it: as said, in English, without its plural."""
    parts = phrase.split()
    if len(parts) > 1:
        phrase = next((part for part in parts if _attribute(part, language)), phrase)
    phrase = re.sub(r"^(?:d'|l')|(?:'s|s')$", "", phrase)
    if language == "zh" and len(phrase) > 2:
        phrase = re.sub(r"^[有带含加]|(?:颜色|牌子|品牌|成分|材质|味道|口味)$", "", phrase) or phrase
    forms = [phrase]
    if english := in_english(phrase, language):
        forms.append(english)
    for form in tuple(forms):
        if re.fullmatch(r"[A-Za-z]{3,}[^sS]s", form) and language != "de" or form == "nuts":
            forms.append(form[:-1])
    return forms


_NEAR = 40
"""Characters before a word of negation in which the words stand that change its meaning."""
_SAID = phrases("exclusions")
_WORD = re.compile(r"\s*([^\s,.;:!?()、，。；！？]+)")
# After "not" these say how much or how sure, or belong to another construction: nothing is excluded.
_NEVER = frozenset(_SAID["never"])
_ARTICLES = frozenset(_SAID["articles"])
_STOP = {language: frozenset(listed) for language, listed in _SAID["stop"].items()}
_THINGS = frozenset(_SAID["things"])
_AND = ("and", "und", "et", "y")
_PLAIN_NOT = ("no", "not", "nicht", "pas", "without", "keine", "kein")
_WITHOUT = re.compile(r"(?:without|w/o|hates?|dislikes?|like|of)\s*$", re.IGNORECASE)
# "I have no equipment whatsoever" says what is missing, "with no sugar" what must be.
_HAVING = re.compile(
    rf"(?<!\bthat )(?<!\bwhich )(?<!\bit )(?<!'s )\b{alternatives(_SAID['having'])}\s*$", re.IGNORECASE
)
_PATTERNS = {
    language: [
        re.compile(rf"(?<![\w'-]){alternatives([said])}(?:(?<=')|(?![\w'-]))", re.IGNORECASE)
        for said in sources
    ]
    for language, sources in _SAID["before"].items()
}
_FREE = re.compile("|".join((*_SAID["free"]["words"], *_SAID["free"]["signs"])), re.IGNORECASE)
# "Real fur is a no-go".
_AFTER = {
    language: re.compile(rf"([\w-]+) {alternatives(said)}", re.IGNORECASE)
    for language, said in _SAID["after_latin"].items()
}
_LIST = re.compile(
    r"\s*(?:,\s*(?:and|or|nor|und|oder|et|ou|y|o|ni)?|\b(?:and|or|nor|und|oder|noch|et|ou|ni|y|o|e)\b)\s+"
    r"(?:no |any |sin |sans |ohne )?",
    re.IGNORECASE,
)

_zh = _SAID["zh"]
_part, _joint = r"[^的,.;!?，。；！？、\s]", "[、和或跟]"
_ZH_BEFORE = re.compile(
    rf"(?<![要是]){alternatives(_zh['before'])}(?!{'|'.join(_zh['never'])})"
    rf"(?P<words>{_part}{{1,8}}?(?:{_joint}(?:(?!{_joint}){_part}){{1,6}}?){{0,5}})"
    rf"(?={'|'.join(_zh['ends'])}){alternatives(_zh['tail'])}*"
)
_ZH_AFTER = re.compile(
    rf"(?P<words>{_part}{{1,6}}?)的?{alternatives(_zh['after'])}(?:的|$|(?=[,.;!?，。；！？\s]))"
)
_HI_NEVER = frozenset(_SAID["hi_never"])
_HI = re.compile(
    r"(?:बिना|\bbina) (?P<after>\S+)(?: (?:के|की|का|वाल[ािीे]))?"
    r"|(?P<before>\S+)(?: (?:रंग|वाल[ािीे]|का|की|के|rang|wal[aei]|k[aei]))* "
    rf"{alternatives(_SAID['hi']['after'])}(?: चाहिए| हो)?"
)
