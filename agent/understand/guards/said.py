"""Whether a value is said, in any form of its words."""

from tastemaker.tools.search.lexical import tokens

_ROOT = 4
"""Letters that two forms of one word share at least: "gardening", "gardens"."""


def is_said(value: str, words: str) -> bool:
    """Whether the words of a value are said, in any form.

    >>> is_said("running shoes", "a shoe to run in"), is_said("wool", "of wood")
    (False, False)
    >>> is_said("gardening", "two gardens")
    True
    """
    if not value.isascii() and value in words:  # what has no spaces is cut into words in many ways
        return True
    there = tokens(words)
    return all(any(_same(word, other) for other in there) for word in tokens(value))


def _same(word: str, other: str) -> bool:
    if word == other:
        return True
    shorter = min(len(word), len(other))
    return shorter >= _ROOT and word[: max(_ROOT, shorter - 2)] == other[: max(_ROOT, shorter - 2)]
