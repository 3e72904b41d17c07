"""The need in a shopper's words: what is left to search for when politeness, limits and filler are taken away."""

import re

from tastemaker.agent.lexicon import Translation, chinese_words, translate

_LEAD = {
    "en": (
        r"(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|ok(?:ay)?|well|so|um+|hmm+|please|pls|thanks|and|but|then|yes|yeah|no|actually|oh|alright|sorry)(?: there)?[,.!:;]*",
        r"(?:can|could|would|will) you (?:please |maybe |perhaps |kindly |possibly )?(?:help me (?:to )?)?(?:find|show|get|recommend|suggest|give|list|look for|search for|search|pick|bring)(?: me| us)?",
        r"(?:please )?(?:help me (?:to )?)?(?:find|show|get|recommend|suggest|give|list|look for|search for|search|pick|bring|buy|send)(?: me| us)?(?: up)?(?= )",
        r"(?:do|would|have) you (?:have|got|sell|stock|carry|know|know of)(?: any(?:thing)?| some(?:thing)?)?",
        r"(?:i am|i'm|im|we are|we're|i was|i've been|currently) (?:just |really |currently |still |also |now )*(?:looking|lookin|searching|hunting|shopping|hoping|trying|interested|in the market|in need|after|thinking)(?: around)?(?: (?:for|to find|to get|to buy|in buying|in getting|in|of(?: getting| buying)?|about))?",
        r"(?:i|we)(?: would|'d|d)? (?:really |just |kind of |also |still |now |only |do )*(?:need|want|wanna|like|love|require|wish for|fancy|could use|am after)(?: to (?:buy|get|find|purchase|have|order|own|see|try))?",
        r"(?:i|we) (?:would|'d) (?:like|love|prefer)(?: to (?:buy|get|find|purchase|have|order|see))?",
        r"(?:is|are) there (?:any(?:thing)?|some)?",
        r"(?:what|which)(?:'s| is| are) (?:a|the|some)? ?(?:good|best|nice|great|ideal|right)",
        r"(?:what|how) about",
        r"(?:could|can|would) you (?:please )?(?:point me (?:towards?|to)|direct me to)",
        r"what (?:do you have|have you got|do you sell|is there|kind of|sort of)(?: in the way of| for| in)?",
        r"(?:too|so) (?:expensive|pricey|dear|big|small|heavy)",
        r"(?:actually|on second thought|forget (?:about )?(?:the |those |these )?\w+[,.]?|scratch that|never ?mind[,.]?|help|thanks|money's tight(?: so)?|i hate|it's for|they're for|this is for)",
        r"(?:what|which)(?= \w+ (?:do you|have you|would|should))",
        r"any (?:ideas?|suggestions?|recommendations?|tips?|chance of|chance you have|advice)(?: for| on| about)?",
        r"(?:got|have you got|know) (?:any|some)?",
        r"(?:looking|lookin|searching|hunting|shopping|need|want|wanted|wanting|in search of)(?: for| to buy)?(?= )",
        r"(?:something|anything|stuff|things?|items?|products?|options?|ones?|choices) (?:that(?:'s| is| are)?|which(?: is| are)?|to help(?: me)?(?: with)?|for|like|in|about|on|with|to)(?= )",
        r"(?:a|an|some|any|the|my|me|for|of|good|nice|decent|great|best|perfect|cool|really|pair of|couple of|kind of|sort of|few|more|other|another|new kind of)(?= )",
    ),
    "de": (
        r"(?:hallo|hi|hey|guten (?:tag|morgen|abend)|bitte|also|ja|nein|und|ok)[,.!:;]*",
        r"(?:ich|wir) (?:suche?n?|brauche?n?|möchten?|hätten?|wollen?|will|würde?|bräuchte|interessiere mich)(?: (?:gerne?|mir|uns|noch|für|nach|kaufen|haben))*",
        r"(?:welche[rsn]?|was für)(?= )",
        r"ich hätte (?:gerne?|lieber)",
        r"(?:können|könnten|kannst|könntest) (?:sie|du) (?:mir|uns)?(?: bitte)?(?: (?:etwas|was))?",
        r"(?:zeig(?:e|en)?|empfiehl|empfehlen|such(?:e|en)?|finde[n]?|gib)(?: sie| du)?(?: mir| uns)?(?: bitte)?",
        r"(?:gibt es|habt ihr|haben sie|hast du|gibt's)(?: (?:auch|etwas|was|noch))?",
        r"(?:etwas|was) (?:für|zum|über|mit|das)(?= )",
        r"(?:einen?|eine[mrs]?|der|die|das|den|dem|gute[nrs]?|schöne[nrs]?|ein paar|paar|für)(?= )",
    ),
    "fr": (
        r"(?:bonjour|salut|bonsoir|coucou|svp|s'il (?:vous|te) plaît|alors|oui|non|et|ok|euh)[,.!:;]*",
        r"(?:je|nous|j')\s?(?:cherch\w+|voud\w+|veux|voulons|aime\w+(?: bien)?|(?:ai|aurais|aurai) besoin(?: de| d')?|souhait\w+)(?: (?:acheter|trouver|avoir|offrir|un|une))?",
        r"(?:pouvez-vous|peux-tu|pourrais-tu|pourriez-vous|tu peux|vous pouvez)(?: (?:me|m'|nous))? ?(?:montrer|recommander|trouver|proposer|conseiller|suggérer)?",
        r"(?:montre|montrez|trouve|trouvez|recommande|recommandez|propose|conseille|donne)[- ]?(?:moi|nous)?",
        r"(?:avez-vous|as-tu|vous avez|tu as|y a-t-il|il y a|est-ce que (?:vous avez|tu as|je peux trouver))",
        r"(?:quelque chose|un truc) (?:pour|de|d'|comme|à)(?= )",
        r"(?:une?|des|du|de la|de l'|le|la|les|l'|d'|de|mon|ma|bon(?:ne)?s?|beau|belle|joli[e]?s?|petit truc|pour)(?= |(?<='))",
    ),
    "es": (
        r"(?:hola|buenas(?: tardes| noches)?|buenos días|por favor|pues|bueno|sí|no|y|ok)[,.!:;]*",
        r"(?:yo )?(?:busco|buscamos|estoy buscando|quiero|queremos|quisiera|necesito|necesitamos|me (?:gustaría|interesa)|deseo|querría)(?: (?:comprar|encontrar|tener|ver|regalar))?",
        r"(?:puedes|podrías|puede|podría)(?: usted)? ?(?:mostrarme|enseñarme|recomendarme|buscarme|encontrar(?:me)?|sugerir(?:me)?)?",
        r"(?:muéstrame|muestrame|enséñame|recomiéndame|recomienda|búscame|busca|encuentra|sugiéreme|dame)",
        r"(?:tienes|tienen|tenéis|hay)(?: (?:algún|alguna|algo|algunos|algunas))?",
        r"(?:algo|alguna cosa) (?:para|de|como|que)(?= )",
        r"(?:una?|unos|unas|el|la|los|las|de|del|mi|buen[oa]?s?|bonit[oa]s?|algún|alguna|para)(?= )",
    ),
}
_TAIL = {
    "en": r"(?:please|pls|plz|thanks|thank you|thx|cheers|for me|if possible|if you have (?:any|one|it|them)|or so|or something|or similar|maybe|asap|ideally|preferably|instead|though|too|as well|you have|do you have|have you got|do you sell|would be (?:great|nice|good|fine|lovely)|where do (?:i|we|you) (?:begin|start)|(?:should|could|can|do|would) i (?:buy|get|give (?:him|her|them))(?: first)?|i (?:could|can) (?:read|watch|listen to)|do you (?:recommend|suggest|carry|offer)|have you|any ideas?|any suggestions?|any recommendations?|what do you (?:suggest|recommend)|can you help(?: me)?|with|and|but|or|for|that|which|is|in|at|a|an|the|costing|priced|price|that costs?|it should cost|budget|on a budget of|to buy|around|about|up|ok|okay|is fine|any)",
    "de": r"(?:bitte|danke|für mich|wenn möglich|am besten|und|oder|aber|mit|für|der|die|das|kosten(?: darf)?|zu kaufen|kaufen|haben|habt ihr|haben sie|hast du|gibt es|da|im angebot|empfehlen|zeigen|suchen|gerne?)",
    "fr": r"(?:s'il (?:te|vous) plaît|stp|svp|merci|si possible|pour moi|et|ou|mais|avec|pour|de|qui|que|à|coûtant)",
    "es": r"(?:por favor|gracias|si es posible|para mí|y|o|pero|con|para|de|que|a|por|cueste)",
}
_ZH_FILLER = re.compile(
    r"你好[呀啊吗]?|您好|请问|请帮|麻烦|帮我找|帮我|帮忙|我想要|我想买|我想找|想要买|想要|想买|想找|想学|想看|想听|想读|我要买|我要|我需要|需要|我在找|在找|寻找|找一[下个些]|给我来|给我推荐|给我|推荐一下|推荐一些|推荐几|推荐"
    r"|有没有什么|有没有|有什么|有哪些|有吗|有些什么|买一|买个|来一|来个|一[个款本件双条张部门种只台支套项把顶副些下点]|几[个款本件双条张部门种样]|那种|这种|什么样的|什么|哪些|哪[个款种]|比较好|好一点|好点|好用|不错|合适|适合|可以|能不能|能|吗|呢|吧|啊|呀|嘛|哦|谢谢|多谢"
    r"|求推荐|求|挑个?|选个?|别太贵|不要太贵|太贵|价位|就行|有没|玩的|玩|穿的|穿|戴的|戴|喝的|吃的|那个|这个|哪里|多少钱"
    r"|关于|方面|用的|用来|的时候|时候|送给|送|价格|预算|左右|大概|最好|一点|一些|点儿|的话|就好|就行|买|要|看|找|讲|学|给|我|你|在|的|了|想|用|和|跟|是|有|好|些|点|更|最"
)
_HI_FILLER = re.compile(
    r"(?<!\S)(?:मुझे|मुझको|मेरे लिए|मैं|हमें|कृपया|प्लीज|एक|कोई|कुछ|कोई अच्छ[ािीे]|अच्छ[ािीे]|चाहिए|चाहता|चाहती|चाहते|हूं|हूँ|है|हैं|दिखाओ|दिखाइए|दिखाएं|दिखा दो|बताओ|बताइए|सुझाओ|सुझाइए|खरीदना|ढूंढ|रहा|रही|रहे|के लिए|लिए|का|की|के|में|पर|को|से|वाल[ािीे]|और|या|क्या|आपके|पास|नमस्ते|जो|हो|बारे|ज्यादा|कम|भी|तक)(?!\S)"
)
_HINGLISH = re.compile(r"(?<!\w)(?:mujhe|mujhko|mere liye|ek|koi|kuch|accha|acchi|achha|chahiye|dikhao|batao|hai|hain|ke liye|liye|ka|ki|ke|mein|wala|wali|wale|please|ho|jo)(?!\w)", re.I)
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
        return " ".join("".join(piece if known else _ZH_FILLER.sub("", piece) for piece, known in pieces).split())
    if language == "hi":
        stripped = _HINGLISH.sub(" ", text) if re.search(r"[a-z]", text, re.I) and not re.search("[\u0900-\u097f]", text) else text
        return " ".join(_HI_FILLER.sub(" ", re.sub(r"[,.;!?।]", " ", stripped)).split())
    clauses = [clause for clause in (_stripped(clause, language) for clause in _SENTENCE.split(text)) if clause]
    return " ".join(clauses)


def _stripped(text: str, language: str) -> str:
    leads, tail = _COMPILED.get(language, _COMPILED["en"])
    text = text.strip(_PUNCTUATION)
    before = None
    while before != text:
        before = text
        text = leads.sub("", text, count=1).strip(_PUNCTUATION)
        text = tail.sub("", text, count=1).strip(_PUNCTUATION)
    return " ".join(re.sub(r"\s+([,.;!?])", r"\1", re.sub(r"(?:[,;]\s*)+", ", ", text)).split()).strip(_PUNCTUATION)


def query(text: str, language: str) -> Translation:
    """The need in English as far as the lexicon goes, with the original beside it where titles may hold it."""
    said = need(text, language)
    found = translate(said, language)
    if language == "zh" and found.english and found.english != said:
        return Translation(f"{found.english} {said}", found.covered)
    return Translation(found.english or said, found.covered if found.english else 0.0)


_COMPILED = {
    code: (
        re.compile(rf"^(?:{'|'.join(_LEAD[code])})(?![\w'])\s*", re.I),
        re.compile(rf"(?:^|[\s,]+)(?:{_TAIL[code]})$", re.I),
    )
    for code in _LEAD
}
