"""The entries of an XML feed, RSS 2.0 or Atom, one at a time; what a field of Google's says goes first."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from tastemaker.tools.catalogue.cells.tables.encodings import LONGEST_LINE
from tastemaker.tools.catalogue.cells.tables.packed import opened
from tastemaker.tools.catalogue.cells.tables.rows import Row
from tastemaker.tools.errors import DataError

_GOOGLE = "//base.google.com/ns/"
_ENTRIES = ("item", "entry")
_BLOCK = 1 << 16


def read(path: Path) -> Iterator[Row]:
    """Every entry as a row of its fields, in constant memory. Fields within fields are left out.

    Where the file breaks off, the entries before are kept and the last row is the reason. So it is where the
    file declares entities: a few lines of them can grow to gigabytes.
    """
    reader = _Reader()
    try:
        with opened(path) as file:
            block = b"-"
            while block:
                block = file.read(_BLOCK)
                failed = reader.feed(block)
                yield from reader.rows
                reader.rows.clear()
                if failed:
                    yield failed
                    return
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from error


class _DeclaresEntities(Exception):
    """The file declares entities of its own."""


class _Reader:
    """Collects entries while the file comes in blocks."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._entry: dict[str, str] | None = None
        self._googles: dict[str, str] = {}
        self._line = self._depth = self._size = 0
        self._parts: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._refuse

    def feed(self, block: bytes) -> Row | None:
        """Read on, to the end where a block is empty; the line and why it cannot be read further."""
        try:
            self._parser.Parse(block, not block)
        except expat.ExpatError as error:
            return error.lineno, f"not XML ({expat.ErrorString(error.code)}); nothing behind it is read"
        except _DeclaresEntities:
            line = self._parser.CurrentLineNumber
            return line, "declares entities, which are not read; export it without a DOCTYPE"
        return None

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if self._entry is not None:
            self._depth += 1
            if self._depth == 1:
                self._parts = []
                if attributes.get("rel", "alternate") == "alternate":
                    self._text(attributes.get("href", ""))  # as Atom writes links
        elif local in _ENTRIES:
            self._entry, self._googles = {}, {}
            self._line, self._size = self._parser.CurrentLineNumber, 0

    def _text(self, text: str) -> None:
        if self._depth == 1:
            self._size += len(text)
            if self._size <= LONGEST_LINE:
                self._parts.append(text)

    def _end(self, name: str) -> None:
        if self._entry is None:
            return
        if self._depth == 0:
            long = self._size > LONGEST_LINE
            too_long = f"longer than {LONGEST_LINE // 1024 // 1024} MB"
            self.rows.append((self._line, too_long if long else self._entry | self._googles))
            self._entry = None
            return
        if self._depth == 1 and (value := "".join(self._parts).strip()):
            space, _, local = name.rpartition(" ")
            (self._googles if _GOOGLE in space else self._entry).setdefault(local, value)
        self._depth -= 1

    def _refuse(self, *_: object) -> None:
        raise _DeclaresEntities
