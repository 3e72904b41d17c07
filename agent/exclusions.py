"""What a shopper does not want: "not blue", "without nuts", "except Sony", "不要黑色", "ohne Zucker", "बिना चीनी"."""

import re
from dataclasses import dataclass

from tastemaker.agent.lexicon import ATTRIBUTES, in_english
from tastemaker.prompts import words

_END = r"(?=$|[,.;!?()、，。；！？])"
_WORD = r"[^\s,.;:!?()、，。；！？]+"

# After "not" these say how much or how sure, or belong to another construction: nothing is excluded.
_NEVER = frozenset(
    (
        "sure certain really only just yet more less than too so very that much many bad exactly quite as even"
        " necessarily always now today here there over under above below between exceed higher lower bigger smaller"
        " larger longer shorter wider cheaper dearer important interested looking happy good working like want need"
        " going know think care mind have has had be been being is are was what why how who where when which if"
        " to on at by it this these those them him her me you us expensive cheap costly pricey idea ideas problem"
        " problems thanks thank matter rush preference preferences one worries clue need doubt way longer limit limits"
        " budget reason time hurry luck deal biggie kidding fun nothing anything something everything later available"
        " listed shown showing included in-stock enough all allowed spend spending help cost pay money question"
        " questions offence offense overly super terribly particularly but at the for your my bother fit fits"
        " max maximum experience equipment knowledge skills skill background space tools room garden clue either"
        " heavy leak break sponsored hard difficult complicated pass"
        " mehr weniger so zu sehr sicher nur wirklich unbedingt ganz gut schlecht teuer teurer billig über unter"
        " ahnung problem probleme wichtig nötig als wie der die das dass sonst lust zeit eile"
        " plus moins trop très cher chère chers chères sûr sure grave mal encore besoin envie du de d'accord sais"
        " problème soucis souci doute idée seulement si aussi vraiment la le les un une possible avant après assez"
        " más menos sé muy tan tanto caro cara caros seguro segura sólo solo es está son hay tengo problema duda"
        " embargo que importa gracias quiero necesito me te se lo la el los las"
    ).split()
)
_STOP = {
    "en": frozenset(
        "please pls plz under below over above for with that which and or nor but in at to on from between less more if"
        " around up is are as because cause i my it its this max budget price than when where who though either"
        " preferably would can do i'm it's no not without so since thanks based you also just must should".split()
    ),
    "de": frozenset(
        "bitte und oder aber für mit unter über bis zwischen höchstens max maximal von aus dass weil noch dazu in zu".split()
    ),
    "fr": frozenset("et ou mais pour avec sous moins entre svp s'il car parce ni qui dans à max".split()),
    "es": frozenset("y o pero para con por menos hasta entre ni porque en que máximo max".split()),
}
_ARTICLES = frozenset(
    (
        "a an the any some in from made of by added one ones type kind kinds colour color those these real extra"
        " bloody damn stupid anything something stuff too"
        " ein eine einen einem einer der die das den dem in aus von farbe jeglichen"
        " un une des de du le la les l' d' en couleur"
        " el los las unos unas de color nada ningún ninguna hecho hecha"
    ).split()
)
_EN = (
    r"(?:anything|everything|something|any(?: \w+)?|whatever|all) (?:but|except(?: for)?|other than|apart from)",
    r"(?:except(?: for)?|excepting|other than|apart from|excluding|exclude|avoid(?:ing)?|leave out|skip)",
    r"(?:don'?t|do not|doesn'?t|dont|didn'?t|wouldn'?t|can'?t|cannot|isn'?t|aren'?t|not) (?:really )?"
    r"(?:want|like|need|care for|stand|eat|drink|wear|use|have|contain|include|be|made (?:of|from|out of))(?: to (?:eat|wear|see|use|be|have))?",
    r"(?:hate|dislike|detest|allergic to|can'?t stand|intolerant to)",
    r"(?:free (?:of|from)|without|w/o|w/out|minus|lacking)",
    r"nothing (?:in|made of|made from|with|from|by)",
    r"(?:don'?t|do not|please don'?t|stop) (?:show|recommend|give|suggest|offer|send|showing|recommending)(?: me| us)?(?: any| anything| more)?",
    r"(?:never|neither)",
    r"(?:but |and |just |definitely |preferably |maybe |only |really |absolutely |also |please )?(?:not|no|nor)",
)
_OTHERS = {
    "de": r"(?:ohne|außer|ausser|bloß nicht|bloss nicht|aber nicht|nichts? (?:aus|in|von|mit)|nicht|kein(?:e[nrms]?)?|weder)",
    "fr": r"(?:sans|sauf|excepté|hormis|à part|autre(?:s)? que|n'importe (?:quoi|quelle?) sauf|pas (?:de|d'|en|du|des)|mais pas|pas|ni|évite[rz]?)",
    "es": r"(?:sin|excepto|salvo|menos(?! de)|nada (?:de|en)|que no (?:sea|sean|tenga|tengan|lleve|lleven|contenga)|pero no|no quiero|no de|ni|no|evita[r]?)",
}
# "no equipment whatsoever" says what is missing, "with no sugar" what must be.
_HAVING = re.compile(r"\b(?:have|has|had|having|got|know|there is|there's|there are|why|am|i'm|pourquoi|warum|wieso|por qué)\s*$", re.I)

_ZH_BEFORE = re.compile(
    r"(?<![要好])(?:不要|不想要|不能有|不能含有?|不含有?|不带|不喜欢|讨厌|(?<!有)没有|别要|别给我|别买|除了|排除|避开|(?<![特区级性告分派辨识])别(?![的人墅名号]))"
    r"(?!超过|高于|低于|多于|少于|太|再|紧|钱|吗|了|啊|给|推荐|忘|记|什么|更|比|那么|别的|其他|过|便宜|一点|点|的)"
    r"(?P<words>[^的,.;!?，。；！？、\s]{1,8}?(?:[、和或跟][^的,.;!?，。；！？、\s]{1,6}?)*)"
    r"(?=的|以外|之外|外|$|[,.;!?，。；！？\s]|成分|材质|款|那种|这种|就行|都行|都可以)(?:的|以外|之外|外|成分|材质|款|那种|这种|都行|都可以|就行)*"
)
_ZH_AFTER = re.compile(
    r"(?P<words>[^的,.;!?，。；！？、\s]{1,6}?)(?:色)?(?:的)?(?:以外|之外|除外|不要|不行|就算了|我不喜欢|不喜欢)(?:的|$|(?=[,.;!?，。；！？\s]))"
)
_HI = re.compile(
    r"(?:बिना (?P<a>\S+)(?: (?:के|की|का|वाल[ािीे]))?|(?P<b>\S+)(?: (?:रंग|वाल[ािीे]|का|की|के))* (?:के बिना|को छोड़कर|को छोडकर|के अलावा|के सिवा|न हो|नहीं चाहिए|नही चाहिए|पसंद नहीं(?: है)?|नहीं|मत)(?: चाहिए| हो)?)"
)
_HI_NEVER = frozenset("ज्यादा अधिक पता क्यों कम ऊपर से पसंद बात कुछ है और में को यह वह मुझे चाहिए".split())


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Excluded words, in the shopper's language and in English, and the spans of the text that said them."""

    words: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


def exclusions(text: str, language: str) -> Exclusions:
    """Read from a normalised text what is to be left out.

    >>> exclusions("a sofa throw, no wool please", "en").words, exclusions("雨伞，不要黑色的", "zh").words
    (('wool',), ('黑色', 'black'))
    """
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    if language == "zh":
        matches = [(m["words"], m.span()) for m in _ZH_BEFORE.finditer(text)]
        if not matches:
            matches = [(m["words"], m.span()) for m in _ZH_AFTER.finditer(text)]
        for phrase, span in matches:
            parts = [part for part in re.split(r"[、和或跟]", phrase) if part]
            if parts and not re.search(r"\d", phrase):
                spans.append(span)
                found += [part.removesuffix("色的") for part in parts]
    elif language == "hi":
        for m in _HI.finditer(text):
            word = m["a"] or m["b"]
            if word not in _HI_NEVER and not word.isdigit():
                spans.append(m.span())
                found.append(word)
    for pattern in _PATTERNS.get(language, _PATTERNS["en"]):
        for m in pattern.finditer(text):
            if any(start <= m.start() < end for start, end in spans):
                continue
            phrases, end = _phrases(text, m, language)
            # "sans fil" is a quality, not a wish to see nothing with wires.
            if phrases and text[m.start() : end].lower() not in words("lexicon").get(language, {}):
                spans.append((m.start(), end))
                found += phrases
    return Exclusions(tuple(dict.fromkeys(word for one in found for word in _forms(one, language))), tuple(spans))


_PATTERNS = {
    "en": tuple(re.compile(rf"(?<![\w'-]){words}(?![\w'-])", re.IGNORECASE) for words in _EN),
    **{
        code: (re.compile(rf"(?<![\w'-]){words}(?:(?<=')|(?![\w'-]))", re.IGNORECASE),) for code, words in _OTHERS.items()
    },
    "zh": (),
    "hi": (),
}
_LIST = re.compile(r"\s*(?:,\s*(?:and|or|nor|und|oder|et|ou|y|o|ni)?|\b(?:and|or|nor|und|oder|noch|et|ou|ni|y|o|e)\b)\s+(?:no |any |sin |sans |ohne )?", re.I)


def _phrases(text: str, match: re.Match[str], language: str) -> tuple[list[str], int]:
    """The words excluded after a phrase of negation, and where they end."""
    said = match[0].lower().split()[-1]
    if said in ("no", "not", "nicht", "pas", "without", "keine", "kein") and _HAVING.search(text[: match.start()]):
        return [], 0
    phrase, end = _phrase(text, match.end(), language)
    if not phrase:
        return [], 0
    found = [phrase]
    # "no wool or silk": a list goes on, but "not blue and under 50" does not.
    while joint := _LIST.match(text, end):
        if "," in joint[0] and not re.search(r"[a-zà-ÿ]", joint[0], re.I):
            break
        more, more_end = _phrase(text, joint.end(), language)
        if not more or len(more.split()) > 2 or (re.search(r"\b(?:and|und|et|y)\b", joint[0], re.I) and not _attribute(more, language)):
            break
        found.append(more)
        end = more_end
    return found, end


def _phrase(text: str, start: int, language: str) -> tuple[str, int]:
    taken: list[str] = []
    end = start
    for m in re.finditer(rf"\s*({_WORD})", text[start:]):
        gap = text[end : start + m.start(1)]
        word = m[1].lower().removeprefix("d'").removeprefix("l'")
        if gap.strip() or len(taken) == 3:
            break
        if not taken and word in _ARTICLES:
            end = start + m.end()
            continue
        if word in _STOP.get(language, _STOP["en"]) or (not taken and (word in _NEVER or re.fullmatch(r"[€$£₹¥]?\d.*", word))):
            break
        if word in ("one", "ones", "either", "at", "thing", "things", "stuff", "colour", "color", "products", "brand"):
            end = start + m.end()
            break
        if not taken and word.endswith("ing") and len(word) > 5 and re.search(r"without\s*$|w/o\s*$", text[:start], re.I):
            break  # "without waking the baby" is a use, not a thing
        taken.append(m[1])
        end = start + m.end()
        if word in ATTRIBUTES:
            break
    return " ".join(taken), end


def _attribute(phrase: str, language: str) -> bool:
    return phrase.lower() in ATTRIBUTES or in_english(phrase, language) in ATTRIBUTES


def _forms(phrase: str, language: str) -> list[str]:
    """The phrase as a catalogue may write it: as said, in English, without its plural."""
    parts = phrase.split()
    exact = [word for word in parts if word.lower() in ATTRIBUTES or in_english(word, language) in ATTRIBUTES]
    if exact and len(parts) > 1:
        phrase = exact[0]
    phrase = re.sub(r"(?:'s|s')$", "", re.sub(r"^(?:d'|l')", "", phrase))
    forms = [phrase]
    if language == "zh" and len(phrase) > 1:
        phrase = phrase.removesuffix("颜色")
        forms = [phrase]
    if english := in_english(phrase, language) or in_english(phrase.lower(), language):
        forms.append(english)
    for form in tuple(forms):
        if re.fullmatch(r"[A-Za-z]+[^s]s", form) and len(form) > 3 and language in ("en", "fr", "es") or form == "nuts":
            forms.append(form[:-1])
    return forms
