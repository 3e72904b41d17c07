"""The words of a text that is written in HTML."""

import html
import re
from html.parser import HTMLParser

_BLOCKS = frozenset("p div br li ul ol tr table h1 h2 h3 h4 h5 h6 section article dd dt blockquote".split())
_SILENT = frozenset(("script", "style", "head", "template"))
_ESCAPED = 3
"""How often a text is unescaped at most: exports escape what was escaped before."""
_SIGNS = "&<\\\n\r"
"""A text that has none of them is one line in which nothing is written as HTML."""


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def words(text: str) -> str:
    r"""The words of a text, a line for each paragraph or point; entities, also escaped twice, are signs.

    >>> words("<p>Fan &amp;amp; light.</p><ul><li>Quiet</li><li>3&nbsp;m</li></ul>\\nNew")
    'Fan & light.\nQuiet\n3 m\nNew'
    """
    if not any(sign in text for sign in _SIGNS):
        return " ".join(text.split())
    for _ in range(_ESCAPED):
        if (again := html.unescape(text)) == text:
            break
        text = again
    if "<" in text:
        parser = _Words()
        parser.feed(text)
        parser.close()
        text = "".join(parser.parts)
    lines = (" ".join(line.split()) for line in re.split(r"\n|\\r\\n|\\n|\r", text))
    return "\n".join(line for line in lines if line)
