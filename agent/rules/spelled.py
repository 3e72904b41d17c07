"""Numbers that are spelled out, in digits: "ciento veinte" is 120, "hundertfünfzig" 150."""

import re

from text_to_num import alpha2digit

# What joins two numbers, and where it stands within one: "quarante et un", "treinta y cinco".
_JOINTS = {
    "de": re.compile(r"\s+(?:und|bis|oder)\s+"),
    "fr": re.compile(r"\s+(?:et(?! une?\b| onze\b)|à|ou)\s+"),
    "es": re.compile(r"\s+(?:y(?! (?:un|uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)\b)|a|o)\s+"),
}


def in_digits(text: str, language: str) -> str:
    """The text with its German, French or Spanish numbers in digits; any other as it is.

    >>> in_digits("menos de ciento veinte euros", "es"), in_digits("entre cent et deux cents", "fr")
    ('menos de 120 euros', 'entre 100 et 200')
    """
    if language not in _JOINTS:
        return text
    # A number is looked for on each side of a joint: the library takes "cent et deux cents" for one.
    parts, end = [], 0
    for joint in _JOINTS[language].finditer(text):
        parts += [alpha2digit(text[end : joint.start()], language), joint[0]]
        end = joint.end()
    return "".join([*parts, alpha2digit(text[end:], language)])
