"""Numbers with units as the people of a language say them, and as a call writes them."""

from dataclasses import dataclass
from random import Random

from training.generating.words import Language, table

_SMALLER = {"kg": "g", "l": "ml", "m": "cm", "h": "min"}
_TIMES = {"kg": 1000, "l": 1000, "m": 100, "h": 60}
_SPOKEN = frozenset(("kg", "l", "m", "h", "min", "pages", "persons", "players", "seats", "")) | {"money"}
"""What is counted in words: nobody says "five gigabytes" in a form that teaches anything."""
_COUNTED_IN_KOREAN = frozenset(("persons", "players"))


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity said and written: "half a kilo", "0.5 kg"."""

    said: str
    written: str
    bare: str
    """The number alone as it is said: "2" of "2 to 3 kilos"."""


def amount(
    value: float, unit: str, counted: str, speech: Language, chance: Random, words: float = 0.3
) -> Amount:
    """A value in a unit; `counted` is what the number counts where it has no unit ("pages"), else empty.

    `words` is how often it is said in words.
    """
    value, unit = _scaled(value, unit, chance)
    written = f"{_plain(value)} {unit}".strip()
    spell_it = chance.random() < words
    if spell_it and unit and (said := _idiom(f"{value:g} {unit}", speech, chance)):
        return Amount(said, written, number(value, speech, chance))
    spell_it = spell_it and _spoken(unit or counted, speech)
    bare = spell(value, speech, chance) if spell_it else number(value, speech, chance)
    forms = table("units").get(unit or counted, {}).get(speech.code)
    if not forms:
        return Amount(bare, written, bare)
    form = forms[0] if value == 1 else chance.choice(forms)
    return Amount(_joined(bare, form, speech, chance), written, bare)


def money(
    value: float, currency: str, own: str, speech: Language, chance: Random, words: float = 0.3
) -> Amount:
    """A price: bare, with the shop's own currency, or with another, which the call then names."""
    bare = spell(value, speech, chance) if chance.random() < words else number(value, speech, chance)
    written = _plain(value) if currency == own else f"{_plain(value)} {currency}"
    if currency == own and chance.random() < 0.4:
        return Amount(bare, written, bare)
    form = chance.choice(table("units")[currency][speech.code])
    if form in "$£€¥₹" and not bare[-1].isalpha():
        said = (
            form + bare if speech.code in ("en", "zh", "hi", "ja") else bare + chance.choice(("", " ")) + form
        )
        return Amount(said, written, bare)
    return Amount(_joined(bare, form, speech, chance), written, bare)


def number(value: float, speech: Language, chance: Random) -> str:
    """Digits with the decimal mark and the thousands of a language."""
    text = _plain(abs(value))
    whole, _, decimals = text.partition(".")
    if len(whole) > 3 and speech.thousands and chance.random() < 0.4:
        whole = f"{int(whole):,}".replace(",", speech.thousands)
    sign = "-" if value < 0 else ""
    return sign + whole + (speech.comma + decimals if decimals else "")


def spell(value: float, speech: Language, chance: Random) -> str:
    """A number in words where the language has them here, else in digits."""
    return _idiom(f"{value:g}", speech, chance) or number(value, speech, chance)


def _idiom(key: str, speech: Language, chance: Random) -> str:
    words = table("amounts").get(key.strip(), {}).get(speech.code)
    return chance.choice(words) if words else ""


def _scaled(value: float, unit: str, chance: Random) -> tuple[float, str]:
    """Now and then the same in the smaller unit or the larger one: 0.5 kg is 500 g."""
    if unit in _SMALLER and (value < 1 or value != int(value)) and chance.random() < 0.4:
        return round(value * _TIMES[unit], 3), _SMALLER[unit]
    for larger, smaller in _SMALLER.items():
        if unit == smaller and unit != "cm" and value >= _TIMES[larger] and chance.random() < 0.5:
            scaled = value / _TIMES[larger]
            if scaled * 2 == int(scaled * 2):
                return scaled, larger
    return value, unit


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def _spoken(counted: str, speech: Language) -> bool:
    return counted in (_COUNTED_IN_KOREAN if speech.code == "ko" else _SPOKEN)


def _joined(bare: str, form: str, speech: Language, chance: Random) -> str:
    if form == "百分之":
        return form + bare
    if form == "%":
        return bare + form
    word = bare[-1].isalpha() and speech.space == " "
    sign = form.isascii() and len(form) <= 3 or form in "€$£" or not form[0].isalpha()
    stuck = speech.stuck or (sign and not word and chance.random() < 0.5)
    return bare + ("" if stuck and not (word and speech.code != "ko") else " ") + form
