"""The words of a text that is written in HTML."""

import html
import re
from html.parser import HTMLParser

_BLOCKS = frozenset("p div br li ul ol tr table dl h1 h2 h3 h4 h5 h6 section article blockquote".split())
_ENDS_OF_CELLS = frozenset("td th dt dd tr table dl".split())
_SILENT = frozenset(("script", "style", "head", "template"))
_ESCAPED = 3
"""How often a text is unescaped at most: exports escape what was escaped before."""
_SIGNS = "&<\\\n\r"
"""A text that has none of them is one line in which nothing is written as HTML."""
_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|table|tr|td|th|dl|dt|dd|h[1-6]|b|strong|em|i|u|span|font|blockquote)\b[^<>]*>",
    re.I,
)
_CELL, _MEANING = "\x1f", "\x1e"
"""Stand before each cell of a row, and before each meaning of a term."""
_STARTS = {"td": _CELL, "th": _CELL, "dt": "\n", "dd": _MEANING}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0
        self._is_cell = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in _SILENT
        self._break(tag)
        if tag in _STARTS:
            self.parts.append(_STARTS[tag])
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        self._break(tag)

    def _break(self, tag: str) -> None:
        """End a line, or a cell: what is in one stays in one line."""
        self._is_cell &= tag not in _ENDS_OF_CELLS
        if tag in _BLOCKS:
            self.parts.append(" " if self._is_cell else "\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\n", " ") if self._is_cell else data)


def is_markup(text: str) -> bool:
    """Whether a text is written in HTML, as far as it has tags that texts of shops are written with.

    >>> is_markup("<p>Quiet.</p>"), is_markup("1 < 2 > 0 & <none>")
    (True, False)
    """
    return "<" in text and _TAG.search(text) is not None


def words(text: str) -> str:
    r"""The words of a text, a line for each paragraph, point or row; entities, also escaped twice, are signs.

    A row of two cells, and a term with what it means, is "term: meaning".

    >>> words("<p>Fan &amp;amp; light.</p><ul><li>Quiet</li><li>3&nbsp;m</li></ul>\\nNew")
    'Fan & light.\nQuiet\n3 m\nNew'
    >>> words("<table><tr><th>Battery:<td><p>38 h</p></tr></table><dl><dt>Weight<dd>250 g</dl>")
    'Battery: 38 h\nWeight: 250 g'
    """
    if not any(sign in text for sign in _SIGNS):
        return " ".join(text.split())
    for _ in range(_ESCAPED):
        if (again := html.unescape(text)) == text:
            break
        text = again
    if "<" in text:
        parser = _Words()
        parser.feed(text.replace(_CELL, " ").replace(_MEANING, " "))
        parser.close()
        text = "".join(parser.parts)
    lines = (_line(line) for line in re.split(r"\n|\\r\\n|\\n|\r", text))
    return "\n".join(line for line in lines if line)


def _line(text: str) -> str:
    """A line without needless blanks, its cells as one text."""
    told = [cell for each in re.split(f"[{_CELL}{_MEANING}]", text) if (cell := " ".join(each.split()))]
    if len(told) == 2 or (len(told) > 2 and _MEANING in text):
        return f"{told[0].rstrip(' :：')}: {', '.join(told[1:])}"
    return ", ".join(told)
