"""Pictures that are none, or hardly: each is used or skipped with its file and the reason."""

import io
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from faults import catalogue
from faults.case import Case
from PIL import Image


def _png(width: int, height: int, mode: str = "RGB", kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new(mode, (width, height), 77 if mode in ("L", "P", "I;16") else None).save(made, kind)
    return made.getvalue()


def _bomb() -> bytes:
    """The heading of 60,000 × 60,000 pixels and nothing behind it."""
    heading = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + heading + struct.pack(">I", zlib.crc32(b"IHDR" + heading))
    return b"\x89PNG\r\n\x1a\n" + chunk


# Each with whether it is a picture of something.
ODD: dict[str, tuple[Callable[[], bytes], bool]] = {
    "1x1.png": (lambda: _png(1, 1), True),
    "1x700.png": (lambda: _png(1, 700), False),
    "2x2000.png": (lambda: _png(2, 2000), False),
    "20x20000.png": (lambda: _png(20, 20_000), False),
    "1x40000.png": (lambda: _png(1, 40_000), False),
    "40000x1.png": (lambda: _png(40_000, 1), False),
    "cmyk.jpg": (lambda: _png(60, 40, "CMYK", "JPEG"), True),
    "sixteen-bit.png": (lambda: _png(60, 40, "I;16"), True),
    "palette.gif": (lambda: _png(60, 40, "P", "GIF"), True),
    "transparent.webp": (lambda: _png(60, 40, "RGBA", "WEBP"), True),
    "lab.tiff": (lambda: _png(60, 40, "LAB", "TIFF"), True),
    "empty.png": (lambda: b"", False),
    "text.png": (lambda: b"no picture at all", False),
    "half.png": (lambda: _png(600, 400, "L")[:60], False),
    "bomb.png": (_bomb, False),
    "vector.svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", False),
    "script.eps": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(rm) run\n", False),
    "'><img src=x onerror=alert(1)>.png": (lambda: _png(60, 40), True),
    "тест 图片 \u202egnp.png": (lambda: _png(60, 40), True),
    "..png": (lambda: _png(60, 40), True),
}


def ingested(case: Case) -> None:
    """odd pictures in one catalogue: ingest ends well, keeps every item and names each file it cannot use"""
    odd = [{"id": f"odd-{n}", "title": f"Odd {n}", "image": f"images/{name}"} for n, name in enumerate(ODD)]
    folder, home = catalogue.write(case.place / "folder", *odd), case.home()
    for name, (make, _) in ODD.items():
        (folder / "images" / name).write_bytes(make())
    with case.attempt("ingest"):
        ended = case.run("ingest", folder, home=home).succeeded()
        assert f"{len(catalogue.items()) + len(ODD)} items" in ended.out, ended.out
    (problems,) = home.glob("builds/*/problems.jsonl")
    told = [json.loads(line)["reason"] for line in problems.read_text(encoding="utf-8").splitlines()]
    for n, (name, (_, usable)) in enumerate(ODD.items()):
        with case.attempt(name):
            complaints = [reason for reason in told if name in reason]
            assert len(complaints) == (0 if usable else 1), complaints or "not reported"
            answer = json.loads(case.run("ask", f"Odd {n}", "--json", home=home).succeeded().out)
            assert f"odd-{n}" in {item["id"] for item in answer["items"]}, "the item is lost"


def sent(case: Case) -> None:
    """the same as a photo with a question: an answer, or one sentence that names what is wrong"""
    home = case.home()
    for name, (make, usable) in ODD.items():
        (path := case.place / name).write_bytes(make())
        with case.attempt(name):
            ended = case.run("ask", "in this colour", "--photo", path, home=home)
            assert ended.succeeded() if usable else name in ended.sentence
    for path in (case.place, case.place / "there is none.png", Path("/dev/null")):
        with case.attempt(str(path)):
            assert case.run("ask", "in this colour", "--photo", path, home=home).sentence
