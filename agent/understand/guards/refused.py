"""Whether anything is refused at all: "dust" is not, of a watch that "should keep out dust"."""

import re
from dataclasses import replace

from tastemaker.agent.call import Call
from tastemaker.agent.query import Comparison
from tastemaker.tools.search.limits.conditions import TEXT, Condition

_REFUSING = re.compile(
    r"""n['’]t\b|\b(?:d(?:o|oes|id)|is|are|was|ca|wo|[cw]ould|should|must|need|ha[sd]|have)nt\b|!=|w/o
    |\b(?:any|every|all|whatever|whichever)\w*(?:\s\w+)?\sbut\b
    |\b(?:no|not|nae|nah|never|none|nothing|nowt|neither|nor|without|except\w*|exclud\w*|avoid\w*|hate[sd]?
    |dislik\w+|loath\w*|detest\w*|allerg\w+|intoleran\w*|sensitive|instead|rather|other|others|another|else
    |different|besides|save|free|less|minus|skip|drop|stop|lose|leav\w+|remove|forget|sick|tired|enough|already|too
    |vegan\w*|vegetarian\w*|halal|kosher|cannot|apart|beyond|chuck|bar|refus\w*|ditch|scrap|scratch|ban|away|off
    |out|itch\w*|rash|react\w*|sweats?|irritat\w*|swell\w*|asthma|scare[sd]|have|has|got|get|owns?
    |nicht\w*|n[iu]x|ni(?:ch|sch|t)|ne[dt]|kein\w*|kei|keen|ohn[ei]|au(?:ß|ss)er|nie|niemals|weder|statt|ander\w*
    |\w*frei|weg|raus|ausge\w+|schon|zu|hass\w*
    |pas|sans|sauf|ni|jamais|aucune?|rien|hors|hormis|autres?|évit\w*|plus|déteste\w*|trop|végé\w*|déjà|vire\w*
    |sin|salvo|excepto|menos|nunca|nada|ningun[oa]?|n?otr[oa]s?|odi\w*|evit\w*|descart\w*|fuera|quit\w*|mejor
    |tampoco|jamás|demasiado
    |não|nao|sem|exceto|nem|n?outr[oa]s?|fora|tir[ae]\w*|demais
    |non|senza|nemmeno|neanche|togli\w*|scart\w*|tranne|eccetto|né|mai|niente|nessun\w*|altr[oiae]|meno|troppo|già
    |nahi\w*|na|mat|bina|alawa|ch?hod\w*|hata\w*)\b
    |[唔划删刪排去不没沒無无非别別除莫勿未避免嫌抜違换換他]|过敏|過敏|讨厌|討厭|其它|以外|太
    |ない|なし|なく|ません|ぬき|ダメ|だめ|やめ|アレルギ|苦手|じゃな|ずに|ほか|外[すし]|いらん|要ら|飽き
    |नह|ना|मत|बिना|बगैर|अलावा|छोड़|एलर्जी|दूसर|हटा""",
    re.IGNORECASE | re.VERBOSE,
)
"""What refuses in any of the languages that the reader knows. Wide: where there is none of it, nothing is."""

_WHOM = r"(?:me|him|her|them|us|(?:my|his|their) \w+)"
_HARMS = re.compile(
    rf"\b(\w+) (?:gives? {_WHOM} (?:a |an )?(?:rash|hives|itch)|irritates? {_WHOM}"
    rf"|makes? {_WHOM} (?:itch|sweat|sneeze|sick|ill|swell|cough))"
    r"|\ballergic to (\w+)|\breact\w*(?: badly)? to (\w+)",
    re.IGNORECASE,
)
"""What somebody cannot bear, "silk makes her sneeze": no wish, whatever a model makes of it."""


def refused(call: Call, words: str, earlier: str) -> Call:
    """A call without refusals where the words refuse nothing; what was refused before may be meant again."""
    harmful = {word.casefold() for found in _HARMS.findall(words) for word in found if word}
    where = tuple(_turned(one, harmful) for one in call.query.where)
    call = replace(call, query=replace(call.query, where=where))
    if _REFUSING.search(words):
        return call
    in_force = earlier.rpartition("\n")[2]
    where = tuple(
        one
        for one in call.query.where
        if isinstance(one, Comparison)
        or not one.refuses
        or any(str(value) in in_force for value in one.values)
    )
    lacked = (
        str(value)
        for one in call.query.where
        if one not in where and not isinstance(one, Comparison) and one.field == TEXT
        for value in one.values
        if str(value).casefold() in words.casefold()
    )
    what = " ".join([call.query.what, *(word for word in lacked if word not in call.query.what)]).strip()
    return replace(call, query=replace(call.query, what=what, where=where))


def _turned(one: Condition | Comparison, harmful: set[str]) -> Condition | Comparison:
    """A condition that asks for what harms, as one that refuses it."""
    if (
        isinstance(one, Comparison)
        or one.refuses
        or not {str(value).casefold() for value in one.values} & harmful
    ):
        return one
    return replace(one, op="lacks" if one.field == TEXT else "!=")
