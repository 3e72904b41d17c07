"""Texts made sound where they enter: what is no character, or a command to a terminal, is replaced."""

import re

_CONTROLS = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f]")
"""All but tab and new line; joiners and marks of direction are none: scripts need them."""


def sound(text: str) -> str:
    """A text without halves of characters: two that belong together are joined, a lone one becomes U+FFFD.

    A lone surrogate comes from a program that cut a text in the middle of an emoji, or from a terminal that
    does not write UTF-8. No encoding takes it, so it would break whatever stores, shows or reads the text.
    A control character becomes a space: it would command the terminal in which the text is shown again.

    >>> sound("große Lampe \\ud83d"), sound("\\ud83d\\ude00 lamp"), sound("lamp \\x1b[31m")
    ('große Lampe \ufffd', '😀 lamp', 'lamp  [31m')
    """
    if text.isprintable():
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROLS.sub(" ", whole)
