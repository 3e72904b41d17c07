"""Texts made sound where they enter: what is no character is replaced, so that every text can be encoded."""


def sound(text: str) -> str:
    """A text without halves of characters: two that belong together are joined, a lone one becomes U+FFFD.

    A lone surrogate comes from a program that cut a text in the middle of an emoji, or from a terminal that
    does not write UTF-8. No encoding takes it, so it would break whatever stores, shows or reads the text.

    >>> sound("große Lampe \\ud83d"), sound("\\ud83d\\ude00 lamp"), sound("lamp")
    ('große Lampe \ufffd', '😀 lamp', 'lamp')
    """
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
