"""How the bytes of a table become lines of text, in whichever encoding it was written."""

import codecs
import re
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from tastemaker.tools.catalogue.cells.tables.packed import opened

LONGEST_LINE = 4 * 1024 * 1024
UTF8 = "UTF-8"
_NAMES = {"cp949": "EUC-KR", "cp932": "Shift JIS", "euc_jp": "EUC-JP", "gb18030": "GB 18030", "big5": "Big5"}
_PAGES = ("cp1250", "cp1251", "cp1253", "cp1255", "cp1256")
_LATIN = "cp1252"
_BLOCK = 1 << 16
_ENDS = ("\n", "\r")
_ENOUGH = 1000
"""Signs that are not ASCII after which an encoding is known."""
_BYTE = re.compile("[\udc80-\udcff]")
"""What a byte becomes that the encoding does not have."""
_SIGN = re.compile(r"[^\0-\x7f]+")
_CENTRAL = re.compile("[a-z][³¹¿šž][a-z]")
"""What letters of Central Europe become where they are read as those of Western Europe."""


def encoding_of(path: Path) -> str:
    """The encoding of a text file: UTF-8 or 16, else the one that its letters make likely.

    A file with few bytes that are not UTF-8 is UTF-8 and damaged there.
    """
    decoder = codecs.getincrementaldecoder(UTF8)("surrogateescape")
    sound = bad = 0
    seen = bytearray()
    with opened(path) as file:
        if file.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "UTF-16"
        while sound + bad < _ENOUGH and (block := file.read(_BLOCK)):
            if block.isascii():
                continue
            text = decoder.decode(block)
            bad += len(_BYTE.findall(text))
            sound += sum(map(len, _SIGN.findall(_BYTE.sub("", text))))
            seen += block
    return UTF8 if bad <= max(1, sound) else _likely(bytes(seen))


def _likely(seen: bytes) -> str:
    from charset_normalizer import from_bytes

    lines = b"\n".join(line for line in seen.split(b"\n") if not line.isascii())
    best = from_bytes(lines[:_BLOCK], cp_isolation=[*_PAGES, *_NAMES]).best()
    # Short texts in Latin letters are all one to it.
    if best is None or best.encoding == _PAGES[0]:
        return _PAGES[0] if _CENTRAL.search(lines.decode(_LATIN, "replace").lower()) else _LATIN
    return str(best.encoding)


def named(encoding: str) -> str:
    """The name of an encoding as programs offer it.

    >>> named("cp1252"), named("cp932"), named("UTF-8")
    ('Windows-1252', 'Shift JIS', 'UTF-8')
    """
    return _NAMES.get(encoding, encoding.replace("cp", "Windows-"))


def lines(path: Path, encoding: str, newline: str) -> Iterator[str | None]:
    """The lines of a file, which end as `open` takes `newline`; None for one that is too long.

    Bytes that cannot be read become lone surrogates. A byte order mark at the start of a line is dropped: it
    is left where files were put together.
    """
    errors = "replace" if encoding == "UTF-16" else "surrogateescape"
    with TextIOWrapper(opened(path), encoding, errors, newline) as file:
        while line := file.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE and not line.endswith(_ENDS):
                while line and not line.endswith(_ENDS):
                    line = file.readline(LONGEST_LINE)
                yield None
            else:
                yield line.removeprefix("\ufeff")


def unreadable(text: str, encoding: str) -> str | None:
    """Why a text is not what was written, where a byte of it could not be read."""
    if text.isascii() or not (bad := _BYTE.search(text)):
        return None
    before = text[max(0, bad.start() - 20) : bad.start()]
    return f"byte 0x{ord(bad[0]) - 0xDC00:02x} after {before!r} is not {named(encoding)}; save it as UTF-8"
