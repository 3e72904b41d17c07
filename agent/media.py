"""Which medium a shopper names: "a book about", "something to listen to", 播客, Kurs, किताब."""

import re

# Words that name a medium, and what around them means something else (a bookshelf, a video game).
_NAMED: dict[str, dict[str, str]] = {
    "en": {
        "book": r"(?:e-?|cook|text|picture |comic |hand)?books?|novels?|paperbacks?|hard(?:covers?|backs?)(?! \w*shade)|novellas?|biograph(?:y|ies)|memoirs?"
        r"|(?:something|anything|stuff|what|things?) (?:good |nice |new |fun |light |else |short |easy |short and \w+ )?(?:to|should i|can i|shall i|could i) read|to read about"
        r"|(?:next|good|holiday|beach|bedtime) reads?|reading material|bedtime reading",
        "article": r"articles?|blog posts?|essays?|reportages?",
        "video": r"(?:videos?|films?|movies?|cartoons?)(?=$|[,.;!?)]| (?:about|on|of|for|with|that|to|set|like|in|by|from|where|which|series|under|below|less|please|and|or|is|was"
        r"|recommendations?|suggestions?|guides?|tonight|next|over|up|between|but|i)\b)|documentar(?:y|ies)|docs on|tv (?:show|series)|clips? (?:about|on|of)"
        r"|(?:something|anything|stuff|what|things?)(?: \w+){0,2}? (?:to|should i|can i|shall i|could i) watch|to watch (?:about|on|with|tonight)|watch (?:something|anything)|binge-?watch",
        "audio": r"podcasts?|audio ?-?books?|audio drama|radio (?:plays?|dramas?|shows?)|playlists?|albums?|soundtracks?|songs?|audio (?:series|stories|story|lectures?|guides?)"
        r"|(?:something|anything|stuff|what|things?)(?: \w+){0,2}? (?:to|should i|can i|could i) listen(?: to)?|to listen to(?=$| (?:on|while|when|about|in|during))|listen to something",
        "course": r"(?:online |video |crash |e-?)?courses?|(?:online |evening |beginners?'? )?class(?:es)? (?:on|about|in|for|to|that)|lessons?|tutorials?|workshops?|(?:online|cooking|yoga|dance|art|pottery|language) class(?:es)?"
        r"|curriculum|bootcamp|masterclass(?:es)?",
        "image": r"(?:images?|pictures?|photos?|illustrations?) (?:of|showing|with)|wallpapers? for my (?:phone|desktop|computer|screen)|stock photos?",
    },
    "de": {
        "book": r"\w*(?<!hör)(?<!notiz)(?<!tage)(?:buch|bücher|büchern)|\w*romane?|\w*krimis?|biografien?|lektüre|taschenbücher|(?:zum|zu) lesen|lesestoff|schmöker",
        "article": r"artikel|aufsatz|aufsätze|blogbeitrag|blogbeiträge|beitrag über|essays?",
        "video": r"\w*videos?|\w*filme?|dokus?|dokumentation(?:en)?|serien?|(?:zum|zu) (?:anschauen|ansehen|schauen|gucken|sehen)|anschauen",
        "audio": r"podcasts?|hörbuch|hörbücher|hörspiele?|(?:zum|zu) (?:an)?hören|anhören",
        "course": r"\w*kurse?|lehrgang|lehrgänge|workshops?|unterricht|tutorials?|schulung(?:en)?",
        "image": r"bilder von|fotos von",
    },
    "fr": {
        "book": r"livres?(?! audio)|romans?|bouquins?|polars?|bandes? dessinées?|bd|à lire|de la lecture|lectures?|biographies?",
        "article": r"articles? (?:sur|de presse|à propos|concernant)|billets? de blog|un article",
        "video": r"vidéos?|videos?|films?|documentaires?|séries?|à (?:regarder|voir|visionner)",
        "audio": r"podcasts?|livres? audio|audiolivres?|balados?|à écouter|albums?",
        "course": r"(?<!au )(?<!en )cours(?! de (?:route|la))|formations?|leçons?|ateliers?|stages?|tutoriels?|tutos?",
        "image": r"images? (?:de|du|d')|photos? (?:de|du|d')",
    },
    "es": {
        "book": r"libros?|novelas?|para leer|lecturas?|biografías?|que leer",
        "article": r"artículos? (?:sobre|acerca|de prensa)|un artículo|ensayos?",
        "video": r"v[ií]deos?|películas?|pelis?|documentales|documental|series?|para ver|que ver",
        "audio": r"podcasts?|audiolibros?|para escuchar|que escuchar|álbum(?:es)?",
        "course": r"cursos?|cursillos?|clases?|taller(?:es)?|lecci(?:ón|ones)|tutorial(?:es)?",
        "image": r"imágenes de|fotos? de",
    },
    "zh": {
        "book": r"[本部](?:\S{0,12}?)(?:书|小说)|书籍|图书(?!馆)|小说|绘本|传记|教材|读物|电子书(?!阅读器)|(?<![有声秘证丛文])书(?!包|架|桌|房|签|法|柜|立|灯|写|店|皮|套|记|本|夹|衣|画|音|籍|挡)|想读|值得读|[读看]点书|可以读的|适合读",
        "article": r"文章|帖子|软文|推文|专栏|随笔",
        "video": r"(?<!短)视频(?!会议|线|通话|聊天|剪辑软件)|短视频|影片|电影(?!票|院)|纪录片|记录片|短片|电视剧|动画片|剧集|想看(?:点|些|一些|一部|部|个)?(?:\S{0,10})(?:的片|片子|剧)|值得看的",
        "audio": r"播客|有声书|有声读物|有声小说|音频(?!线|接口|转)|广播剧|想听(?:点|些|一些|个)?|听[点些](?!力)|听的(?=$|[,.;!?，。；！？东内节])|可以听|听书|专辑|歌单",
        "course": r"课程|网课|公开课|入门课|培训班|教程|线上课|在线课|(?<![桌功下上])课(?!桌|本|外|后|间|余|题|堂用)|训练营|教学",
        "image": r"图片|壁纸|照片(?!墙|打印|冲印|框)",
    },
    "hi": {
        "book": r"किताब(?:ें|ों)?|पुस्तक(?:ें|ों)?|उपन्यास|पढने के लिए (?:कुछ|कोई)?|कुछ पढने|कुछ पढना",
        "article": r"लेख|आलेख|आर्टिकल|ब्लॉग",
        "video": r"वीडियो|विडियो|फिल्म(?:ें)?|मूवी|डॉक्यूमेंट्री|वृत्तचित्र|देखने के लिए|कुछ देखने|कुछ देखना",
        "audio": r"पॉडकास्ट|ऑडियोबुक|ऑडियो बुक|सुनने के लिए|कुछ सुनने|कुछ सुनना",
        "course": r"कोर्स|पाठ्यक्रम|क्लास|कक्षा|ट्यूटोरियल",
        "image": r"तस्वीर(?:ें)?|वॉलपेपर",
    },
}
_ELSE = {
    "en": r"book[- ]?(?:shel(?:f|ves)|cases?|ends?|marks?|lights?|lamps?|stands?|holders?|covers?|bags?|club|stores?|worms?)|(?:check|note|sketch|mac|chrome|pocket|scrap|year|address|guest|log)[- ]?books?"
    r"|articles? of clothing|video[- ]?(?:games?|cards?|cameras?|doorbells?|calls?|conferenc\w+|cables?|editing|players?|console)|film (?:cameras?|rolls?|scanner)|(?:protective|screen|cling|window|covering|glass|digital|privacy) films?|film & photo"
    r"|movie (?:posters?|tickets?|night)|films? (?:photography|posters?)|album (?:for|of) (?:photos?|pictures?)|photo albums?|audio (?:cables?|interfaces?|jacks?|systems?|quality|equipment|mixers?|gear)"
    r"|podcast(?:ing)? (?:mics?|microphones?|equipment|kit|gear|studio|setup)|(?:of|golf|main|race|obstacle|second|first|next) courses?|(?:first|business|world|high|middle|working)[- ]class"
    r"|(?:pictures?|photos?|images?) (?:frames?|albums?|books?)|(?:listen(?:ing)?|listen) to (?:music|podcasts?|audiobooks?|songs?)|(?:watch(?:ing)?|for) (?:movies?|films?|videos?|tv)"
    r"|(?:reading|read|my|for) (?:my )?(?:books?|articles?|novels?|class|lessons)|(?:record(?:ing)?|making|shoot(?:ing)?|edit(?:ing)?|start(?:ing)?|stream(?:ing)?) (?:a |my )?(?:podcasts?|videos?|films?|music|songs?|audio)",
    "de": r"kochbuchhalter|bücherregale?|buchstützen?|lesezeichen|buchhülle|videospiele?|videokamera|filmkamera|schutzfolie|filmabend",
    "fr": r"cours de (?:route|change|tennis)|jeux? vidéos?|caméra vidéo|étagère à livres|serre-livres",
    "es": r"videojuegos?|cámara de vídeo|portalibros|marcapáginas|clase (?:alta|media|turista)",
}
_PHRASES = {
    code: [(media, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])" if code not in ("zh", "hi") else words, re.I)) for media, words in by.items()]
    for code, by in _NAMED.items()
}
_ELSEWHERE = {code: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I) for code, words in _ELSE.items()}


def media(text: str, language: str) -> str | None:
    """The one medium that a normalised text names; None when it names none, or more than one.

    >>> media("a podcast about money", "en"), media("a bookshelf", "en"), media("一本关于园艺的书", "zh")
    ('audio', None, 'book')
    """
    named = [name for name, _ in mentions(text, language)]
    return named[0] if len(set(named)) == 1 else None


def mentions(text: str, language: str) -> list[tuple[str, tuple[int, int]]]:
    """Every medium named, with the span of the word; "video course" names a course, "audio book" audio."""
    language = language if language in _PHRASES else "en"
    if language in _ELSEWHERE:
        text = _ELSEWHERE[language].sub(lambda match: " " * len(match[0]), text)
    found: list[tuple[str, tuple[int, int]]] = []
    for name, pattern in _PHRASES[language]:
        found += [(name, match.span()) for match in pattern.finditer(text)]
    # Where two overlap, the longer speaks: "video course".
    found.sort(key=lambda one: one[1][0] - one[1][1])
    kept: list[tuple[str, tuple[int, int]]] = []
    for name, (start, end) in found:
        if all(end <= other_start or start >= other_end for _, (other_start, other_end) in kept):
            kept.append((name, (start, end)))
    return sorted(kept, key=lambda one: one[1])
