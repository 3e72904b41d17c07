"""Which language a shopper writes: by script, then by the small words that only one language uses."""

import re
import unicodedata
from functools import cache

from tastemaker.prompts import words

# Words that are frequent in one language and rare in the others.
_SPELLED = {
    "en": "the and or but if as at on in by from so be been they he she more less than about is are was no not but only without anything nothing surprise i'm im i've i'd what which with for you your my me it's its this that these those a an of to"
    " show need want looking find have do does did please any something anything like more than under not how"
    " thanks hi hello would could should can there some them one ones who where when why really good",
    "de": "der die das den dem des und ist sind ich mir mich mein meine meinen du dir ein eine einen einem einer etwas"
    " mit für fuer ohne nicht kein keine keinen was welche welcher welches wie wo warum bitte suche brauche möchte"
    " hätte gibt es auch aber oder zu zum zur von vom über bis unter als hallo danke habe hast gerne mal noch",
    "fr": "le la les un une des du de et est sont je j'ai j'aimerais cherche veux voudrais moi mon ma mes tu te vous"
    " avec pour sans pas plus moins que qui quoi quel quelle quels quelles sur dans au aux ce cette ces bonjour salut"
    " merci il elle en y a-t-il peux d'un d'une l' qu'est-ce c'est quelque chose comme mais ou où montre",
    "es": "el la los las un una unos unas y es son yo me mi mis tu te con para por sin no más mas menos que qué quien"
    " cual cuál cuáles en al del se lo hola gracias busco quiero necesito quisiera algo algún alguna tienes tienen hay"
    " como cómo pero muy esto este esta ese esa muéstrame recomienda recomiéndame",
    "it": "il lo gli un una che non per con sono è di cerco vorrei voglio ho mi ciao grazie meno più senza della del"
    " qualcosa cosa avete anche ma",
    "pt": "os um uma que não para com são é procuro quero gostaria tenho me olá obrigado obrigada menos mais sem"
    " algo você do da em mas até",
    "nl": "de het een en ik zoek wil heb mijn met voor zonder niet geen wat welke hoe waarom graag alsjeblieft bedankt"
    " hallo onder minder dan iets van ook maar of naar",
    "hi": "mujhe chahiye kya hai hain ke ki ka liye koi kuch mera meri mere aur se kam zyada dikhao batao nahi accha"
    " wala wali karo sasta",
}
SMALL_WORDS = {language: frozenset(spelled.split()) for language, spelled in _SPELLED.items()}
_MARKS = {"es": "ñ¿¡", "de": "ßäöü", "fr": "çœêèàùâîôûë", "pt": "ãõ", "it": "ìò"}
_SCRIPTS = (
    ("hi", "\u0900", "\u097f"),
    ("ru", "\u0400", "\u04ff"),
    ("ar", "\u0600", "\u06ff"),
    ("ko", "\uac00", "\ud7af"),
    ("el", "\u0370", "\u03ff"),
    ("he", "\u0590", "\u05ff"),
    ("th", "\u0e00", "\u0e7f"),
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u3400", "\u9fff"),
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "\u093c": None})
_LATIN_WORD = re.compile(r"[a-zà-öø-ÿœ]+(?:['-][a-zà-öø-ÿœ]+)*")


def normalise(text: str) -> str:
    """The text in one form: full-width characters, quotes and dashes folded, spaces single."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


# Shop words that are English words too, with another meaning.
_ALSO_ENGLISH = frozenset(
    "chat pull robe son pot bonnet rock lit portable grand hell hut hose regal kind rot arm tee ball rose bowl mug kit"
    " orange mouse hat hut lounge plaid accessories fin pan cascos punto piel claro vase bureau table manta casa plus"
    " neuf bio durable carnet pain baskets souris gold natur art mode gel course or".split()
)


@cache
def _shop_words(code: str) -> frozenset[str]:
    """The words of a language's lexicon that are not English."""
    pairs = words("lexicon").get(code, {}).items()
    return frozenset(word for word, english in pairs if word != english) - _ALSO_ENGLISH


def language(text: str) -> str:
    """The ISO 639-1 code of the language a text is written in; English when nothing speaks for another.

    >>> language("有没有便宜一点的耳机"), language("je cherche une lampe"), language("red shoes")
    ('zh', 'fr', 'en')
    """
    lower = normalise(text).lower()
    found = _LATIN_WORD.findall(lower)
    counts = {
        code: sum(low <= character <= high for character in lower) for code, low, high in _SCRIPTS
    }
    if counts["ja"] and counts["zh"]:
        counts["ja"] += counts["zh"]
    script = max(counts, key=lambda code: counts[code])
    # A title in another script does not change the language of the sentence around it.
    if counts[script] and counts[script] >= 1.5 * sum(len(word) > 1 for word in found):
        return script
    scores = {code: sum(word in known for word in found) * 1.0 for code, known in SMALL_WORDS.items()}
    for code in ("de", "fr", "es"):
        scores[code] += 0.5 * sum(word in _shop_words(code) for word in found)
    for code, marks in _MARKS.items():
        scores[code] += 0.6 * any(mark in lower for mark in marks)
    best = max(scores, key=lambda code: scores[code])
    if counts[script] and scores[best] < 2:
        return script
    return best if scores[best] > scores["en"] else "en"
