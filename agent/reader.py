"""The deterministic reader of requests: which tool, which arguments, from the words alone (`--model none`)."""

import re
from collections.abc import Callable
from typing import Any

from tastemaker.agent import intents
from tastemaker.agent.language import language, normalise
from tastemaker.agent.lexicon import translate
from tastemaker.agent.limits import Limits, limits
from tastemaker.agent.needs import need, query
from tastemaker.agent.reading import Reading, View
from tastemaker.agent.references import References, meant, references

LONGEST = 1500
"""Characters of a request that are read; of a pasted page the beginning says what is wanted."""

_EDGE = " ,.;:!?-¿¡、，。；！？()\"'~"
_CLAUSES = re.compile(r"[,.;!?，。；！？、~\n]+|\s-\s|(?<=\w)\s*[:;][-)(DP]+")
_SHORT = tuple(
    (re.compile(rf"(?<![\w#$€£-]){short}(?![\w'])", re.I), long)
    for short, long in (
        (r"(?:smth|sth|smthing|somthing|sumthing)", "something"),
        (r"2(?= (?:watch|read|listen|buy|wear|eat|drink|learn|play|give)\b)", "to"),
        (r"4(?= (?:my|me|a|the|her|his|kids)\b)", "for"),
        ("u", "you"),
        ("ur", "your"),
        (r"w/(?= )", "with"),
        (r"(?:plz|pls)", "please"),
        ("gimme", "give me"),
        ("wanna", "want to"),
        ("lookin", "looking"),
        (r"recc?om+end|reccomend|recomend", "recommend"),
    )
)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")


class _Words:
    """A request, and what the smaller readers found in it."""

    def __init__(self, text: str, view: View) -> None:
        self.text = _spelled_out(_EMOJI.sub(" ", normalise(text[:LONGEST])).strip())
        self.view = view
        self.language = language(self.text)
        self.limits: Limits = limits(self.text, self.language)
        self.rest = self.limits.rest.strip(_EDGE)
        self.refs: References = references(self.rest, view)

    def reading(self, tool: str, certain: bool = True, keep: tuple[str, ...] = (), **args: Any) -> Reading:
        """A call with the limits that the tool takes; `certain` says whether the choice of the tool is."""
        kept = {name: self.limits.args[name] for name in keep if name in self.limits.args}
        names = {"tool"} if certain else set()
        names |= self.limits.certain & kept.keys()
        if self.refs.named:
            names |= {"item", "items"} & args.keys()
        return Reading(tool, {**args, **kept}, frozenset(names), self.language)

    @property
    def item(self) -> str | None:
        """The shown item that is meant, as the tools take it."""
        n = meant(self.refs, self.view)
        return None if n is None else str(n)

    @property
    def pointed(self) -> bool:
        """Whether a shown item is spoken of at all."""
        return bool(self.refs.named or self.refs.titled) or (self.refs.pronoun and bool(self.view.shown))

    def without(self, *patterns: re.Pattern[str]) -> str:
        """The rest of the words: a name, a change or a fact."""
        text = self.rest
        for pattern in patterns:
            text = pattern.sub(" ", text)
        return need(" ".join(text.split()), self.language)


def _spelled_out(text: str) -> str:
    for short, long in _SHORT:
        text = short.sub(long, text)
    return text


def read(text: str, view: View) -> Reading:
    """Read a request by rules; always gives a reading, a search when nothing else fits."""
    words = _Words(text, view)
    for rule in _RULES:
        if (reading := rule(words)) is not None:
            return reading
    return _search(words)


def _small_talk(words: _Words) -> Reading | None:
    clauses = [clause.strip(_EDGE) for clause in _CLAUSES.split(words.text)]
    clauses = [clause for clause in clauses if clause]
    if all(intents.SMALL_TALK.fullmatch(clause) or intents.SATISFIED.fullmatch(clause) for clause in clauses):
        return words.reading("chat")
    return None


def _orders(words: _Words) -> Reading | None:
    """Off the subject, or orders to the system; not when goods are asked for in the same breath."""
    match = intents.OFF_TOPIC.search(words.text)
    if match is None:
        return None
    hostile = re.match(r"(?i)ignore|disregard|override|bypass|forget|system|hidden|secret|initial|your |you are now|pretend|act as|忽略|系统|提示", match[0])
    if words.pointed and not hostile:
        return None
    if "media" in words.limits.args or "price_max" in words.limits.args or (intents.WANTING.search(words.text) and not hostile):
        return None
    return words.reading("chat")


def _why(words: _Words) -> Reading | None:
    if not intents.WHY.search(words.text) and not intents.WHY_NOT.search(words.text):
        return None
    if intents.INVITED.search(words.text):
        return None
    asks_back = re.search(r"recommend|suggest|show|pick|chose|choose|list|think|empf|vorsch|zeig|conseil|recommand|propos|montr|recom|mostr|sugier|推荐|选|给我|सुझा|दिखा", words.text, re.I)
    if intents.WHY_NOT.search(words.text):
        # What is asked after may read as an exclusion: "why no Adidas".
        name = need(_WHY_NOT_FILLER.sub(" ", intents.WHY.sub(" ", words.text)), words.language)
        if re.match(r"(?i)(?:where|what happened)", words.text) and not words.view.shown:
            return None
        if not name and not words.pointed:
            return words.reading("chat") if len(words.text) < 12 else None
        return words.reading("why_not", item=name or words.item or "")
    if words.pointed or asks_back or (words.view.shown and len(words.text.split()) <= 4):
        item = words.item if words.pointed or words.view.shown else None
        return words.reading("why", item=item or words.without(intents.WHY, _WHY_NOT_FILLER))
    return words.reading("chat", certain=False)


def _memory(words: _Words) -> Reading | None:
    text = words.text
    forget = intents.FORGET.search(text)
    if forget and not re.search(r"(?i)\b(?:price|budget limit|headphones|the (?:first|second|third|last))\b.*\b(?:show|find|look)", text):
        if re.search(r"(?i)\b(?:show|find|give|look for|recommend|search)\b", text[forget.end() :]):
            return None
        fact = _after(text, forget)
        return words.reading("forget", fact=fact or text)
    remember = intents.REMEMBER.search(text)
    if remember and not text.rstrip().endswith(("?", "？")):
        return words.reading("remember", fact=_after(text, remember) or text)
    return None


def _fact(words: _Words) -> Reading | None:
    match = intents.FACT.match(words.text)
    if match is None or words.text.rstrip().endswith(("?", "？")) or (words.pointed and words.refs.named):
        return None
    if re.search(r"(?i)\b(?:looking for|need|want|show|find|recommend|suggest|what|which|gift|suche|cherche|busco)\b|推荐|想买|有没有|什么|चाहिए|दिखा", words.text[5:]):
        return None
    return words.reading("remember", certain=False, fact=words.text.strip(_EDGE))


def _history(words: _Words) -> Reading | None:
    if not intents.HISTORY.search(words.text) or intents.FOR_ME.search(words.text) and _asks_for_more(words.text):
        return None
    if intents.GOES_WITH.search(words.text) or _asks_for_more(words.text):
        return None
    return words.reading("history")


def _asks_for_more(text: str) -> bool:
    return bool(
        re.search(
            r"(?i)\b(?:recommend|suggest|based on|similar|like what|given|considering|cancel|return|refund|track|where|empf\w+|passend|basierend|recommand\w+|propos\w+|selon|recom\w+|según)\b|推荐|根据|配|类似|सुझा",
            text,
        )
    )


def _compare(words: _Words) -> Reading | None:
    view, refs = words.view, words.refs
    either = len(refs.named) >= 2 and re.search(r"(?i)\b(?:or|vs\.?|versus|oder|ou|o|y|and|und|et)\b|还是|和|跟|与|或|या|और", words.rest)
    if intents.COMPARE.search(words.text):
        both = tuple(dict.fromkeys((*refs.named, *refs.titled)))
        if len(both) >= 2:
            return words.reading("compare", items=[str(n) for n in both])
        if view.shown and not (re.search(r"(?i)\bwhich\b.*\b(?:fit|go|work|match)\w*\b", words.text) and not refs.named):
            items = [str(n) for n in both] if len(both) > 1 else [str(line.n) for line in view.shown[:5]]
            strict = re.search(r"(?i)compar|differ|vergleich|unterschied|diff[ée]r|diferen|versus|\bvs\b|比较|对比|区别|तुलना|अंतर|फर्क|which|laquelle|lequel|welche|cu[aá]l|哪|कौन", words.text)
            return words.reading("compare", certain=bool(strict), items=items) if strict else None
        if named := _two_names(words):
            return words.reading("compare", items=named)
        return None
    if either and intents.QUESTION.search(words.text) and len(words.text.split()) <= 8 and not intents.LIKE.search(words.text):
        return words.reading("compare", items=[str(n) for n in refs.named])
    return None


def _two_names(words: _Words) -> list[str]:
    if not re.search(r"(?i)\b(?:compar\w*|difference|vs\.?|versus|vergleich\w*|unterschied|différence|diferencia)\b|比较|对比|区别|तुलना|अंतर", words.text):
        return []
    text = re.sub(r"(?i).*?\b(?:compar\w*|differences? (?:is )?(?:there )?(?:between)?|between|vergleich\w*|zwischen|unterschied|entre|différence|diferencia)\b|对比|比较|区别|(?:की )?तुलना\S*|के बीच|में अंतर|अंतर", " ", words.rest)
    parts = [need(part.strip(_EDGE), words.language) for part in re.split(r"(?i)\s(?:and|with|vs\.?|versus|to|or|und|mit|et|avec|y|con|और)\s|和|跟|与", text)]
    parts = [part for part in parts if part]
    return parts if len(parts) >= 2 else []


def _goes_with(words: _Words) -> Reading | None:
    match = intents.GOES_WITH.search(words.rest)
    if match is None:
        return None
    bought = intents.BOUGHT.search(words.rest)
    named = bool(words.refs.named or words.refs.titled)
    asks = re.search(r"(?i)\b(?:what|which|anything|something|was|welche\w*|que|quoi|qu'est|quel\w*|qué|cuál\w*|accessor\w+|zubehör|accessoires?|accesorios?|else)\b|什么|啥|哪|吗|推荐|क्या|कौन|\?", words.rest)
    # "a tie to go with my blue suit" describes what is looked for.
    described = re.match(r"(?i)(?:i (?:need|want)|i'm looking for|looking for|find me|show me|suche|ich suche|je cherche|busco)?\s*(?:an?|some|the|ein\w*|une?|unos?|una)\s+\w+(?: \w+){0,2}? (?:to go with|to wear with|to use with|(?:that|which) (?:goes?|works?|fits?|pairs?|looks?)(?: \w+)? with|that match\w*|to match|passend zu|die zu|qui va avec|que combine)", words.rest)
    if described and not named and not re.search(r"(?i)\b(?:something|anything|etwas|quelque chose|algo)\b", described[0]):
        return None
    if not (asks or named or bought):
        return None
    if named or (words.refs.pronoun and words.view.shown and not bought):
        return words.reading("goes_with", item=words.item or "")
    item = _named_thing(words, bought, match)
    if not item and words.view.bought:
        item = words.view.bought[0]
    if not item and words.view.shown:
        item = words.item or ""
    return words.reading("goes_with", certain=bool(item), item=item) if item else None


def _named_thing(words: _Words, bought: re.Match[str] | None, match: re.Match[str]) -> str:
    """What somebody has, of which something goes with: after "I bought", or after "goes with", "accessories for"."""
    if bought:
        tail = words.rest[bought.end() :]
        clause = re.split(r"(?i)[,.;!?，。；！？]|\b(?:what|which|and|any|so|was|welche|qu'est|quel|que|qué|y|und|et)\b|配|还|需要|怎么|有什么|के साथ|खरीद", tail)[0]
        if name := need(clause.strip(_EDGE), "en" if words.language == "en" else words.language):
            return _cleaned(name)
    if words.language in ("zh", "hi"):
        head = words.rest[: match.start()]
        return _cleaned(need(re.split(r"[,.;!?，。；！？]", head.strip(_EDGE))[-1], words.language)) or _cleaned(words.without(intents.GOES_WITH))
    tail = re.sub(r"(?i)^\s*(?:for|to|with|zu|zum|zur|für|pour|de|du|avec|para|con)\s+", "", words.rest[match.end() :].strip(_EDGE) + " ")
    return _cleaned(need(tail.strip(_EDGE), words.language)) or _cleaned(words.without(intents.GOES_WITH, _QUESTION_WORDS))


def _similar(words: _Words) -> Reading | None:
    like, change = intents.LIKE.search(words.rest), intents.CHANGE.search(words.rest)
    named = bool(words.refs.named or words.refs.titled)
    but = re.search(r"(?i)\b(?:but|aber|mais|pero)\b|但|不过|लेकिन|पर (?=\S)|换", words.rest)
    if "media" in words.limits.args and len(words.refs.named) != 1:
        return None
    if words.view.shown:
        question = re.match(r"(?i)(?:is|are|does|do|has|can|ist|sind|hat|est-ce|es|tiene)\b", words.rest)
        if (named and (like or change or (but and words.refs.named)) and not question) or (like and words.pointed):
            return words.reading("similar", keep=("price_max", "exclude"), item=words.item, **_changed(words))
        if change and not named and len(words.rest.split()) <= 7 and not re.search(r"(?i)\bsearch|looking for\b", words.rest) and "price_max" not in words.limits.args:
            return words.reading("similar", certain=False, keep=("exclude",), item=words.item, **_changed(words))
        return None
    if like and (name := _cleaned(words.without(intents.LIKE, intents.CHANGE))):
        titled = re.search(r"[A-Z0-9]", name) or words.language == "zh" or name.lower() in (b.lower() for b in words.view.bought)
        if words.refs.named or re.search(r"(?i)\b(?:similar to|alternatives? (?:to|for)|more like|ähnlich wie|comme|similar a|parecid\w+ a)\b|类似|像", words.rest) and titled:
            return words.reading("similar", certain=False, keep=("price_max", "exclude"), item=words.item or name, **_changed(words))
    return None


def _changed(words: _Words) -> dict[str, Any]:
    """What is to be different, in English: "cheaper", "blue"."""
    parts: list[str] = []
    for english, pattern in _CHANGES:
        if pattern.search(words.rest):
            parts.append(english)
    text = words.rest
    for start, end in reversed(words.refs.spans):
        text = text[:start] + " " + text[end:]
    for pattern in (intents.LIKE, intents.CHANGE):
        text = pattern.sub(" ", text)
    left = need(_CHANGE_FILLER.sub(" ", " ".join(text.split())), words.language)
    left = " ".join(w for w in left.split() if not any(w.lower() in line.title.lower() for line in words.view.shown))
    if left:
        english = translate(left, words.language)
        if words.language == "en" or english.covered >= 0.5:
            parts.append(english.english)
    change = ", ".join(dict.fromkeys(part for part in parts if part))
    return {"change": change} if change else {}


def _details(words: _Words) -> Reading | None:
    tell = intents.TELL.search(words.rest)
    named = bool(words.refs.named or words.refs.titled)
    if words.view.shown:
        if tell and (words.pointed or len(words.without(intents.TELL).split()) <= 1):
            return words.reading("details", item=words.item)
        asks = intents.QUESTION.search(words.text)
        offers = re.search(r"(?i)\b(?:do you have|have you got|are there|is there|any(?! good| better| use)|anything|something|show|find|habt ihr|gibt es|avez-vous|y a-t-il|tienes|hay)\b|有没有(?!蓝牙)|还有|有别的", words.rest)
        if asks and not offers and (named or (words.refs.pronoun and not words.limits.args)):
            return words.reading("details", certain=named, item=words.item)
        if words.refs.named and len(words.rest.split()) <= 3 and not words.limits.args:
            return words.reading("details", certain=False, item=words.item)
        return None
    if words.refs.named and (tell or intents.QUESTION.search(words.text)):
        return words.reading("details", item=str(words.refs.named[0]))
    if tell:
        name = _cleaned(words.without(intents.TELL))
        if re.search(r"[A-Z]\w*\d|\d+\w*[A-Z]|[A-Z]\w+", name) or any(brand.lower() in name.lower() for brand in words.view.brands if len(brand) > 2):
            return words.reading("details", certain=False, item=name)
    return None


def _for_you(words: _Words) -> Reading | None:
    match = intents.FOR_ME.search(words.rest)
    if match is None:
        return None
    left = words.rest[: match.start()] + " " + words.rest[match.end() :]
    left = need(_FOR_ME_FILLER.sub(" ", left), words.language)
    if words.limits.args.get("exclude") and not left:
        return None
    if left and not intents.FOR_ME.search(left) and not _OWN_TASTE.search(words.rest):
        return None
    return words.reading("for_you", keep=("media", "price_max"))


def _bare_recommendation(words: _Words) -> Reading | None:
    """ "Recommend me a book": no need beyond the medium, so the shopper's taste decides."""
    media = words.limits.args.get("media")
    if not media or words.view.shown or not re.search(r"(?i)\b(?:recommend|suggest|surprise|for me|empfiehl|empfehl|recommande|conseille|recom\w+|sugier\w+)\b|推荐|सुझा", words.rest):
        return None
    left = need(_MEDIA_FILLER.sub(" ", words.rest), words.language)
    return None if left else words.reading("for_you", certain=False, keep=("media", "price_max"))


def _search(words: _Words) -> Reading:
    view = words.view
    found = query(words.rest, words.language)
    english = found.english
    certain = {"tool"} if intents.WANTING.search(words.text) or words.limits.certain else set()
    if words.language == "en":
        plain = 0 < len(english.split()) <= 8 and not _TOLD.search(english)
    else:
        plain = bool(english) and found.covered >= 0.8
    if plain:
        certain.add("query")
    if view.shown or view.need:
        narrower = bool(intents.NARROW.search(words.rest) or not english or words.refs.pronoun)
        if narrower and view.need and not _new_subject(english, view.need):
            english = " ".join(dict.fromkeys(f"{_FOLLOW_FILLER.sub(' ', english)} {view.need}".split()))
            certain.add("query")
    args: dict[str, Any] = {"query": " ".join(english.split()) or view.need or words.text.strip(_EDGE)}
    args.update(words.limits.args)
    if view.has_photo:
        args["use_photo"] = True
    return Reading("search", args, frozenset(certain | words.limits.certain), words.language)


def _new_subject(english: str, old: str) -> bool:
    """Whether what is asked for is another kind of thing than the need before, not a quality of it."""
    return len(english.split()) > 5


def _photo(words: _Words) -> Reading | None:
    if words.view.has_photo and (not words.rest or re.search(r"(?i)\b(?:this|like|photo|picture|image|similar|same)\b|这|图|照片|जैस|bild|foto|cette|esta|esto", words.rest)):
        return _search(words)
    return None


def _after(text: str, match: re.Match[str]) -> str:
    """The fact: what follows the words that ask to remember or forget it, else what comes before."""
    after = re.sub(r"(?i)^(?:that|dass|que|de que|:|,|about|the fact that|what|कि)\s+", "", text[match.end() :].strip(_EDGE))
    before = text[: match.start()].strip(_EDGE)
    if len(after) < 3:
        after = before
    verb = re.match(r"(?i).*\b(my|i|i'm|i am|mein\w*|mon|ma|mes|mi|mis)$", match[0])
    return f"{verb[1]} {after}" if verb and not after.lower().startswith(verb[1].lower()) else after


def _cleaned(name: str) -> str:
    return _QUESTION_WORDS.sub(" ", name).strip(_EDGE).strip()


# Words of a story rather than of a wish.
_TOLD = re.compile(r"(?i)\b(?:i|i'm|i've|my|me|he|she|they|we|is|was|are|were|know|don't|when|because|so|turns?|hurts?)\b|[.?!]")
_WHY_NOT_FILLER = re.compile(
    r"(?i)\b(?:did you|do you|didn't you|don't you|haven't you|didn't|don't|aren't|isn't|wasn't|weren't|won't|doesn't|hasn't|haven't|not|no|are|is|was|were|have|has|there|in there|in the list|on the list|in your list|the list|listed|included?|including|show(?:n|ing|ed)?|recommend(?:ed|ing)?|suggest(?:ed|ing)?|mention(?:ed)?|list|pick(?:ed)?|choose|chosen|offer(?:ed)?|"
    r"leave out|left out|leaving out|missing|exclude[d]?|skip(?:ped)?|filter(?:ed)?(?: out)?|ignored?|come up|appear(?:ing)?|here|among (?:them|these)|the results?|results|me|you|where|where's|went|go|happened to|what|any|how come|"
    r"zeigst|zeigen|empfiehlst|empfohlen|gezeigt|dabei|nicht|kein\w*|fehlt|du|mir|ist|sind|wird|werden|in der liste|auf der liste|hast|"
    r"pas|ne|n'est|n'as-tu|tu|as|me|m'as|montré\w*|montres|proposé\w*|proposes|recommandé\w*|est-elle|est-il|est|sont|dans la liste|apparaît|n'apparaît|"
    r"aparece|aparecen|sale|salen|muestras|mostraste|recomiendas|recomendaste|está|están|falta|en la lista|incluiste|has|no)\b|没有|没|不|推荐|给我|看到|看见|显示|出现|列出|列表|里面|里|有|怎么|会|给|呢|吗|为|नहीं|नही|दिखाया|दिखाए|दिखा|सुझाया|रहे|क्यों|आपने"
)
_QUESTION_WORDS = re.compile(
    r"(?i)\b(?:what|which|how|who|anything|something|recommend|suggest|would|should|could|can|do you|buy|get|need|else|was|welche\w*|etwas|noch|dazu|qu'est-ce qui|qu'est-ce|quel\w*|quoi|qué|cuáles|cuál|algo|goes|well|together|accessor(?:y|ies)|available)\b|什么|哪些|啥|怎么|क्या"
)
_CHANGE_FILLER = re.compile(
    r"(?i)\b(?:but|aber|mais|pero|something|anything|than|als|que|one|ones|the|a|an|that's|is|more|like|do you have|have|show|me|number|no|als|wie|das|die|der|le|la|el|les|etwas|etwa|quelque chose|algo|with|only|just|too|in|version|colou?r|please|bitte|how about|what about|any|please)\b|#|[但是不过有没换成个的颜色版一]|लेकिन|वाल[ाीे]|जैसा|कोई"
)
# Words that ask for the shopper's own taste, whatever else is said.
_OWN_TASTE = re.compile(
    r"(?i)\b(?:surprise|(?:would|might|could|should|do you think|think|will) i|i'd|i'll|i might|for me|suits? me|my (?:taste|style|interests|past|previous|orders?|purchases?|history)|what i|überrasch\w*|für mich|mir gefallen|mein geschmack"
    r"|surprend\w*|pour moi|me plai\w+|plaire|mes (?:goûts|achats)|sorpr\w+|para mí|gustar\w*|mis (?:gustos|compras))\b|惊喜|喜欢|根据|按照?我|口味|猜|随便|适合我|पसंद|मेरे लिए"
)
_FOR_ME_FILLER = re.compile(
    r"(?i)\b(?:tonight|today|tomorrow|now|please|next|this weekend|for the weekend|weekend|then|honestly|just|maybe|hey|so|think|you|do|me|my|past|orders?|purchases?|history|heute|bitte|heute abend|aujourd'hui|ce soir|hoy|esta noche|books?|movies?|films?|podcasts?|courses?|videos?|articles?|audiobooks?|novels?|new|nice|good|buch|bücher|livres?|libros?)\b|今天|今晚|最近|[吧吗呢呀啊]|आज"
)
_MEDIA_FILLER = re.compile(
    r"(?i)\b(?:recommend|suggest|surprise|books?|novels?|movies?|films?|documentar(?:y|ies)|podcasts?|audiobooks?|courses?|videos?|articles?|to (?:read|watch|listen to)|something|anything|me|us|for|please|with|good|nice|buch|bücher|ein\w*|livres?|une?|libros?|película|curso|podcast|film|empfiehl|mir|recommande-moi|recomiéndame)\b|推荐|[一本部个点吧呗给我]|书|电影|播客|课程|किताब|सुझा\S*|कोई|मुझे"
)
_FOLLOW_FILLER = re.compile(r"(?i)\b(?:ones?|instead|only|just|please|something|anything|same|but|ok|make it|what about|how about|any|else|other|others|more|different)\b")
_CHANGES = tuple(
    (english, re.compile(pattern, re.I))
    for english, pattern in (
        ("cheaper", r"\b(?:cheaper|less expensive|less pricey|more affordable|too expensive|too pricey|günstiger\w*|billiger\w*|preiswerter\w*|zu teuer|moins ch\w+|plus abordable|trop ch\w+|más (?:barat\w+|económic\w+)|menos car\w+|demasiado car\w+|muy car\w+|sast[aie])\b|便宜|实惠|划算|太贵|सस्त"),
        ("more expensive", r"\b(?:dearer|pricier|more expensive|costlier|fancier|higher quality|better quality|teurer\w*|plus ch\w+|más car\w+)\b|(?<!太)贵一?[点些]|更贵|高级|高端|महंग"),
        ("smaller", r"\b(?:smaller|more compact|too big|too large|kleiner\w*|zu groß|plus petit\w*|trop grand\w*|más pequeñ\w+)\b|小一?[点些]|更小|太大|छोट"),
        ("larger", r"\b(?:bigger|larger|too small|größer\w*|zu klein|plus grand\w*|trop petit\w*|más grande\w*)\b|大一?[点些]|更大|太小|बड[ाीे]"),
        ("lighter", r"\b(?:lighter|too heavy|leichter\w*|zu schwer|plus lég\w+|más liger\w+)\b|轻一?[点些]|更轻|太重|हल्क"),
        ("newer", r"\b(?:newer|neuer\w*|plus récent\w*|más nuev\w+)\b|新一?[点些]|更新的|नय[ाीे]"),
        ("warmer", r"\b(?:warmer|wärmer\w*|plus chaud\w*|más abrigad\w+)\b"),
        ("softer", r"\b(?:softer)\b"), ("longer", r"\b(?:longer|länger\w*|plus long\w*|más larg\w+)\b"), ("shorter", r"\b(?:shorter|kürzer\w*|plus court\w*|más cort\w+)\b"),
        ("darker", r"\b(?:darker|dunkler\w*|plus foncé\w*|más oscur\w+)\b"), ("brighter", r"\b(?:brighter|heller\w*|plus clair\w*|más clar\w+)\b"),
        ("better", r"\b(?:better|nicer|stronger|sturdier|simpler|quieter|louder|heavier|older|thinner|thicker|more modern|more colou?rful|more powerful|more advanced)\b"),
    )
)  # fmt: skip
_RULES: tuple[Callable[[_Words], Reading | None], ...] = (
    _small_talk,
    _photo,
    _orders,
    _why,
    _memory,
    _history,
    _compare,
    _goes_with,
    _similar,
    _details,
    _for_you,
    _bare_recommendation,
    _fact,
)


