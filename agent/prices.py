"""Price limits in words: "under 80", "50-100 euros", "不超过300", "unter 50 Euro", "2000 रुपये से कम"."""

import re
from dataclasses import dataclass

from tastemaker.agent.amounts import AMOUNT, amount

_CURRENCY_BEFORE = r"(?:us\$|[$€£₹¥]|\b(?:usd|eur|gbp|inr|rmb|cny|chf|rs\.?)|रु\.?)\s*$"
_CURRENCY_AFTER = (
    r"(?:\s*[$€£₹¥]|\s*-?(?:euros?|eur|usd|us dollars?|dollars?|dollar|bucks?|quid|pounds?|gbp|rupees?|inr|rs|rmb|cny|yuan"
    r"|kuai|chf|franken|francs?|dólares|dolares|dólar|pesos|libras|pavos|balles|reais|kronor|yen)(?![a-zà-ÿ])"
    r"|\s*(?:块钱|块|元钱|元|圆|人民币|美元|美金|欧元|欧|英镑|卢比|रुपय[ेोा]ं?|रुपए|रुपये|रूपये|रु\.?|यूरो|डॉलर))"
)
# What makes a number a size, a weight, a time or a count, and so no price.
_UNIT = (
    r"\s?(?:\+\s?)?-?(?:%|°|\"|''|(?:(?:kilo)?gram(?:m|me|o)?s?|kilos?|kgs?|g|mg|lbs?|oz|ounces?|stone|tons?|km|kms|kilomet(?:er|re)s?|cm|mm"
    r"|m|met(?:er|re)s?|metros?|mètres?|inch(?:es)?|in|ft|feet|foot|miles?|zoll|pouces?|pulgadas|l|ml|lit(?:er|re)s?|litros?|gallons?|cups?"
    r"|hours?|hrs?|h|minutes?|mins?|min|seconds?|secs?|days?|nights?|weeks?|months?|years?|yrs?|yr|year-?olds?|yo|y/o|decades?"
    r"|stunden?|minuten|tagen?|wochen|monaten?|jahren?|seiten|personen|heures?|jours?|semaines?|mois|ans|personnes|horas|minutos|días"
    r"|semanas|meses|años|páginas|personas|people|persons?|players?|guests?|kids|children|seats?|seater|users?|devices?|pages?|chapters?"
    r"|episodes?|seasons?|volumes?|words|lessons?|lectures?|modules?|tracks|songs|ingredients|recipes|steps|pieces?|pcs|packs?|pairs?|sets?"
    r"|bags|bottles|servings?|calories|kcal|cal|watts?|w|kw|kwh|volts?|v|amps?|a|mah|wh|gb|tb|mb|hz|khz|mhz|ghz|fps|db|mp|megapixels?"
    r"|dpi|ppi|rpm|psi|bar|lumens?|lm|degrees?|stars?|reviews?|ratings?|ports?|pockets?|drawers|shelves|speeds?|gears|colou?rs|x|th|st|nd|rd"
    r"|s|percent|p|plus size|thread|ply|denier|spf|karat|carat|ct|count|fl|fluid|quart|pint|gig|pounds? (?:of|bag|box|pack|package|jar|can|tin|bottle|weight)s?"
    r"|(?:by|×) ?\d)(?![a-zà-ÿ])"
    r"|小时|分钟|秒|天|周|个月|月|年|岁|页|公斤|千克|斤|克|厘米|毫米|公里|米|寸|英寸|升|毫升|个|件|集|章|瓦|伏|毫安|折|码|号|款|位|次|层|步|字|人|代|寸|级|度|支|本|张|平"
    r"|घंट[ेाो]|मिनट|दिन|साल|वर्ष|पेज|पन्न|किलो|ग्राम|इंच|सेमी|मीटर|लीटर|लोग|जीबी)"
)
_MEASURED = re.compile(
    r"(?:size|sizes|sized|width|wide|height|tall|length|long|weigh\w*|weight|depth|deep|diagonal|screen|battery|capacity|age[ds]?|aged|spf"
    r"|dpi|wattage|power|temperature|rating|rated|version|model|number|no\.|nr\.?|#|chapter|volume|year|since|born|page"
    r"|größe|groesse|breite|höhe|gewicht|länge|alter|taille|pointure|largeur|hauteur|poids|talla|ancho|alto|peso|número|numéro"
    r"|people|adults|men|women|seniors|anyone|kids|children|toddlers|babies|those"
    r"|宽|高度|重|尺寸|尺码|身高|体重|年龄|屏幕|续航|鞋码|第)\s*(?:is|of|in|for|:)?\s*(?:us|uk|eu)?\s*$",
    re.IGNORECASE,
)
_GAP = (
    r"(?:\s*(?::|=|\ba\b|\bof\b|\bthe\b|\bis\b|\bat\b|\babout\b|\baround\b|\broughly\b|\bonly\b|\bjust\b|\betwa\b|\bca\.?|\brund\b"
    r"|\bles\b|\blos\b|\bunos\b|\benviron\b|\bist\b|\bes\b|\best\b|\bde\b|\bvon\b|\bprice\b|是|在|为|大概|大约|差不多|约|到|करीब|लगभग))*\s*$"
)
_NOT = (
    r"(?:\b(?:no|not|nothing|never|none|cannot|without|rather not)\b|\b\w+n't|\b(?:dont|doesnt|shouldnt|cant|wont)\b)"
    r"(?: (?:to|want|wanna|going|go|anything|spend|spending|pay|paying|cost|costing|costs|be|a|penny|it|them|that|much|any|priced|price|should"
    r"|wish|like|care|looking|for|one|ones|please|am|more|but|is|of|i'd|way|much|really))*? "
)
_OVER = r"(?:over|above|more than|exceed(?:s|ing)?|higher than|beyond|past|dearer than|pricier than|more expensive than|greater than)"
_UNDER = r"(?:under|below|less than|lower than|cheaper than|beneath)"

# In this order: the negated forms hold the plain ones.
_BEFORE: tuple[tuple[str, str], ...] = (
    ("max", _NOT + _OVER),
    ("min", _NOT + _UNDER),
    ("min", r"不低于|不少于|不要低于|不能低于|别低于|不能少于"),
    (
        "max",
        r"不要超过|不能超过|别超过|不超过|不可超过|不想超过|不要高于|不高于|别高于|不要多于|不多于|低于|少于|小于|最多|最高|顶多|至多|不到|控制在|预算"
        r"|便宜于|上限|封顶",
    ),
    ("min", r"不低于|不少于|不要低于|至少|最少|起码|高于|大于|超过|多于|最低|下限"),
    (
        "max",
        r"\b(?:nicht (?:mehr|teurer) als|nicht über|nicht mehr wie|nicht teurer wie|maximal|höchstens|hoechstens|unter|weniger als"
        r"|günstiger als|billiger als|bis zu|bis maximal|bis max\.?|bis|kosten bis)",
    ),
    ("min", r"\b(?:nicht unter|nicht weniger als|mindestens|wenigstens|mehr als|teurer als|ab|über)"),
    (
        "max",
        r"\b(?:pas plus (?:cher )?(?:de|que)|pas plus|ne (?:dépass\w+|doit pas dépasser) pas|(?:sans|ne pas) dépasser|dépass\w+ pas"
        r"|moins (?:cher )?(?:de|que)|en dessous de|au-dessous de|sous|jusqu'à|jusqu'a|jusque|au plus|au maximum|inférieur à|tout au plus)",
    ),
    ("min", r"\b(?:pas moins de|plus (?:cher )?(?:de|que)|au moins|à partir de|au-dessus de|supérieur à|au minimum|dès)"),
    (
        "max",
        r"\b(?:no más (?:caro )?(?:de|que)|no mas de|no más|que no (?:pase|supere|exceda|cueste más)(?: de)?|sin pasar de|menos de|por debajo de"
        r"|hasta|como mucho|como máximo|a lo sumo|inferior a|máximo|maximo|más barat[oa]s? (?:de|que))",
    ),
    (
        "min",
        r"\b(?:no menos de|más (?:car[oa]s? )?(?:de|que)|al menos|por lo menos|mínimo|minimo|a partir de|desde|superior a|por encima de"
        r"|como mínimo)",
    ),
    ("max", r"(?:अधिकतम|ज्यादा से ज्यादा|मैक्सिमम|बजट)"),
    ("min", r"(?:कम से कम|न्यूनतम)"),
    (
        "max",
        rf"(?:\b(?:{_UNDER}|no higher than|up to|upto|up till|until|at (?:the )?(?:very )?most|max(?:imum)?\.?|within|inside|not exceeding"
        r"|not to exceed|capped at|cap|limit|limit me to|upper limit|ceiling|budget(?:'s)?|budget would be|spend(?:ing)?|stay under|sub|underneath"
        r"|lower|máx|menor que|menor a)|<=?|≤|\bsub-|\b(?:price|cost|preis|prix|precio) (?:limit|max(?:imum)?))",
    ),
    (
        "min",
        rf"(?:\b(?:{_OVER}|at (?:the very )?least|no less than|not less than|starting (?:at|from)|min(?:imum)?\.?|north of|upwards? of)|>=?|≥)",
    ),
    ("around", r"(?:\b(?:around|about|roughly|approximately|approx\.?|circa|ca\.?|etwa|ungefähr|rund|um die|environ|autour de|alrededor de"
     r"|aproximadamente|unos|sobre los|in the region of|somewhere around|near|close to)|~|≈|大约|大概|约|差不多|करीब|लगभग)"),
    ("exact", r"(?:\b(?:for|at|costing|priced at|für|pour|à|por)|价格|价位|售价)"),
)  # fmt: skip
_AFTER: tuple[tuple[str, str], ...] = (
    (
        "max",
        r"\s*(?:以内|以下|之内|之下|内|封顶|为止|不到|顶天|最多|左右以内|(?:से|के) (?:कम|नीचे|अंदर|अन्दर|भीतर|सस्त\w*)|तक|से ज्यादा (?:का |की |के )?(?:न|नहीं|नही)"
        r"|से (?:अधिक|ऊपर) (?:का |की |के )?(?:न|नहीं)|(?:is )?max(?:imum|imal)?\b|tops\b|at (?:the )?most\b|or (?:less|under|below|lower|cheaper)\b"
        r"|and (?:under|below|less)\b|budget\b|to spend\b|limit\b|oder (?:weniger|günstiger)\b|höchstens\b|ou moins\b|tout au plus\b"
        r"|au (?:plus|maximum)\b|o menos\b|como (?:mucho|máximo)\b|máximo\b|se kam\b|ke (?:andar|under|niche)\b|tak\b|-?oder drunter\b|maximum\b"
        r"|is (?:really |about |pretty much |basically |all |as much as )?(?:my|the|our|i can) (?:absolute |upper |top )?(?:ceiling|limit|max(?:imum)?|budget|cap|spend|afford)\b"
        r"|(?:是|为)(?:我的)?(?:上限|极限|预算|底线))",
    ),
    (
        "min",
        r"\s*(?:以上|之上|起步|往上|起(?!来)|से (?:ज्यादा|अधिक|ऊपर|महंग\w*)|या (?:उससे )?(?:ज्यादा|अधिक)|or (?:more|above|over|up|higher)\b|and (?:up|above|over)\b"
        r"|upwards?\b|plus\b|\+|min(?:imum)?\b|oder mehr\b|aufwärts\b|ou plus\b|et plus\b|minimum\b|o más\b|en adelante\b|para arriba\b"
        r"|(?:se )?(?:zyada|upar)\b)",
    ),
    ("around", r"\s*(?:左右|上下|出头|के आसपास|के करीब|or so\b|-?ish\b|ungefähr\b|environ\b|más o menos\b|give or take\b)"),
)  # fmt: skip
_RANGE_WORD = re.compile(
    r"(?:\bbetween|\bfrom|\bzwischen|\bvon|\bentre|\bde|\bdesde|\bprice range|\brange|\bbudget(?: of| is|:)?|从|在|价格|预算|价位|\bprice)\s*:?\s*$",
    re.IGNORECASE,
)
_RANGE_JOIN = re.compile(r"\s*(?:-|~|to|and|till|bis|und|à|a|et|y|hasta|或|到|至|से|और|se)\s*", re.IGNORECASE)
_RANGE_END = re.compile(r"\s*(?:之间|元之间|的|के बीच(?: (?:का|की|के|में))?|ke beech)", re.IGNORECASE)
# The words that may follow a price without currency; any other word makes it a count of something.
_FOLLOWS = re.compile(
    r"\s*(?:$|[,.;!?)(、，。；！？]|(?:please|pls|plz|for|and|with|without|in|that|which|or|if|total|each|per|thanks|thx|as|but|on|from|to|of|is|would|no|not"
    r"|bitte|und|für|mit|ohne|aus|oder|s'il|svp|et|pour|avec|sans|en|por|para|con|sin|y|que|der|die|das|kosten|kostet|if|price|range|would|because"
    r"|cause|since|can|will|max|i'm|i|it's|it|preferably|ideally|maybe|only|nothing|he|she|they|we|my|at|than|instead|though|again|will|ok"
    r"|chahiye|wala|wale|wali|का|की|के|में|वाल\w*|चाहिए|दिखा\w*)(?![a-zà-ÿ])|[\u3400-\u9fff])",
    re.IGNORECASE,
)
_PRICE_WORDS = re.compile(
    r"(?:(?:\b(?:prices?|priced|costs?|costing|kosten|kostet|preis|prix|precio|budget|for|that|which|is|are|it|should|be|mein|mon|mi|my|the|a"
    r"|un|des|cuesten?|coûte|darf|soll|sollte|der|die|das|spend|willing to|want to|can|have|i|i've got|i'd)\b|价格|价位|售价|预算|价钱|कीमत|बजट)[\s,:]*)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Prices:
    """The price limits of a text, which of them are certain, and the spans of the text that said them."""

    low: float | None = None
    high: float | None = None
    certain: frozenset[str] = frozenset()
    """Of "price_min" and "price_max"."""
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    value: float
    money: bool


_AMOUNT = re.compile(AMOUNT, re.IGNORECASE)
_BEFORE_PATTERNS = tuple((kind, re.compile(f"(?:{words}){_GAP}", re.IGNORECASE)) for kind, words in _BEFORE)
_AFTER_PATTERNS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _AFTER)
_BEFORE_MONEY = re.compile(_CURRENCY_BEFORE, re.IGNORECASE)
_AFTER_MONEY = re.compile(_CURRENCY_AFTER, re.IGNORECASE)
_AFTER_UNIT = re.compile(_UNIT, re.IGNORECASE)
_MODEL = re.compile(r"(?:iphone|galaxy|note|pixel|mate|redmi|xperia|watch|ipad|oneplus|mi|nova|honor|ultra|pro)\s*$", re.IGNORECASE)
_COMPARED = re.compile(r"(?:als|than|que|cher|expensive|barat\w+)\s*$", re.IGNORECASE)


def prices(text: str) -> Prices:
    """Read the price limits of a normalised text.

    >>> prices("headphones under $80").high, prices("50-100 euros").low, prices("under 2 hours").high
    (80.0, 50.0, None)
    """
    found = _amounts(text)
    low: float | None = None
    high: float | None = None
    certain: set[str] = set()
    spans: list[tuple[int, int]] = []
    used: set[int] = set()
    for at, (first, second) in enumerate(zip(found, found[1:], strict=False)):
        if at not in used and (span := _range(text, first, second)):
            low, high = sorted((first.value, second.value))
            certain |= {"price_min", "price_max"}
            spans.append(span)
            used |= {at, at + 1}
    for at, one in enumerate(found):
        if at in used or (limit := _limit(text, one)) is None:
            continue
        kind, span = limit
        spans.append(span)
        if kind == "max":
            high = one.value
            certain.add("price_max")
        elif kind == "min":
            low = one.value
            certain.add("price_min")
        elif high is None:
            high = round(one.value * (1.25 if kind == "around" else 1.0), 2)
    return Prices(low, high, frozenset(certain), tuple(spans))


def _amounts(text: str) -> list[_Found]:
    found = []
    for match in _AMOUNT.finditer(text):
        start, end = match.span()
        before, after = _BEFORE_MONEY.search(text[:start]), _AFTER_MONEY.match(text[end:])
        if not before and re.match(r"-(?:pound|dollar)\b|\s*\+\s*\d", text[end:], re.I) and not re.match(r"-dollar", text[end:]):
            continue
        unit = _AFTER_UNIT.match(text[end:])
        if before:
            start = before.start()
        if after and not (unit and unit.end() > after.end()):
            end += after.end()
        elif not before and (unit or re.match(r"-?[a-z]+\d|[a-z_/]|[.,:]?\d", text[end:], re.I)):
            continue
        found.append(_Found(start, end, amount(match[0]), bool(before or after)))
    return found


def _range(text: str, first: _Found, second: _Found) -> tuple[int, int] | None:
    if not _RANGE_JOIN.fullmatch(text[first.end : second.start]) or first.value >= second.value:
        return None
    word = _RANGE_WORD.search(text[: first.start])
    money = first.money or second.money
    if not money and _MEASURED.search(text[: word.start() if word else first.start]):
        return None
    if not money and 1800 <= first.value and second.value <= 2100:
        return None  # years
    if not money and not word:
        plain = 30 <= second.value <= 20 * first.value and first.value >= 5
        if not plain or not _FOLLOWS.match(text[second.end :]):
            return None
    end = second.end
    if tail := _RANGE_END.match(text[end:]):
        end += tail.end()
    return _wider(text, word.start() if word else first.start), end


def _limit(text: str, one: _Found) -> tuple[str, tuple[int, int]] | None:
    rest = text[one.end :]
    for kind, after in _AFTER_PATTERNS:
        if (match := after.match(rest)) and (one.money or _bare_before(text, match, one)):
            start = one.start
            for before_kind, before in _BEFORE_PATTERNS:
                if before_kind in (kind, "around") and (lead := before.search(text[: one.start])):
                    start = lead.start()
                    break
            return kind, (_wider(text, start), one.end + match.end())
    for kind, before in _BEFORE_PATTERNS:
        match = before.search(text[: one.start])
        if match is None:
            continue
        if not one.money and not _bare(text, match, one, kind):
            return None
        return kind, (_wider(text, match.start()), one.end)
    return None


def _bare(text: str, match: re.Match[str], one: _Found, kind: str) -> bool:
    """Whether a number without currency is a price all the same."""
    words = match[0].strip().lower()
    if kind in ("around", "exact") or words in ("über", "ab", "within", "inside", "a", "until", "past", "near", "lower"):
        return False
    if one.value < 10 and _COMPARED.search(words):
        return False  # "cheaper than 2" speaks of the second in the list
    if _MEASURED.search(text[: match.start()]) or re.search(r"\b(?:pro|airpods) $", text[: match.start()], re.I):
        return False
    if _FOLLOWS.match(text[one.end :]):
        return True
    return one.value >= 10 and bool(re.fullmatch(rf"{_UNDER}|unter|moins de|menos de|<=?|≤|up to|bis|hasta", words))


def _bare_before(text: str, match: re.Match[str], one: _Found) -> bool:
    """Whether a number without currency, followed by a limiting word, is a price: not in "iPhone 12 Max case"."""
    if _MEASURED.search(text[: one.start]):
        return False
    if match[0].strip().lower() in ("max", "plus", "+", "maximum", "min", "minimum"):
        return one.value >= 20 and bool(_FOLLOWS.match(text[one.end + match.end() :])) and not _MODEL.search(text[: one.start])
    return True


def _wider(text: str, start: int) -> int:
    match = _PRICE_WORDS.search(text[:start])
    return match.start() if match else start
