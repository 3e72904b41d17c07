"""Whatever is called a picture becomes one, or one sentence."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tastemaker.tools.encode.picture import open_picture
from tastemaker.tools.errors import DataError


def saved(path: Path, image: Image.Image, **options: Any) -> Path:
    image.save(path, **options)
    return path


def middle(image: Image.Image) -> tuple[int, ...]:
    pixel = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(pixel, tuple)
    return pixel


def test_a_huge_picture_is_made_smaller(tmp_path: Path) -> None:
    image = open_picture(saved(tmp_path / "big.jpg", Image.new("RGB", (4000, 1000), "red")))
    assert (image.mode, image.size) == ("RGB", (1024, 256))


def test_a_decompression_bomb_is_refused_unopened(tmp_path: Path) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    for side in (8_000, 11_000, 60_000):
        head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        body = chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
        (tmp_path / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + head + body)
        with pytest.raises(DataError, match="bomb.png has more than 50 million pixels; save it smaller"):
            open_picture(tmp_path / "bomb.png")


def test_of_an_animation_the_first_frame_counts(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    image = open_picture(saved(tmp_path / "a.gif", frames[0], save_all=True, append_images=frames[1:]))
    assert middle(image) == (255, 0, 0)


def test_cmyk_becomes_rgb(tmp_path: Path) -> None:
    image = open_picture(saved(tmp_path / "c.jpg", Image.new("CMYK", (20, 20), (0, 255, 255, 0)), quality=95))
    assert image.mode == "RGB"
    assert middle(image)[0] > 200 and max(middle(image)[1:]) < 60


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_is_white(tmp_path: Path, mode: str) -> None:
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": 0} if mode == "P" else {}
    assert middle(open_picture(saved(tmp_path / "t.png", clear, **options))) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["jpg", "webp", "avif"])
def test_a_turned_photo_stands_upright(tmp_path: Path, kind: str) -> None:
    photo = Image.new("RGB", (40, 20), "blue")
    photo.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera turned: the left is the top
    image = open_picture(saved(tmp_path / f"r.{kind}", photo, exif=exif, quality=95))
    assert image.size == (20, 40)
    top = image.getpixel((10, 5))
    assert isinstance(top, tuple) and top[0] > 200


def test_sixteen_bits_are_scaled(tmp_path: Path) -> None:
    grey = Image.fromarray(np.full((20, 20), 0x8000, np.uint16))
    assert middle(open_picture(saved(tmp_path / "g.png", grey))) == (128, 128, 128)


def test_a_large_picture_of_sixteen_bits_is_made_smaller_and_stands_upright(tmp_path: Path) -> None:
    grey = Image.fromarray(np.full((1000, 6000), 0x8000, np.uint16))
    exif = Image.Exif()
    exif[0x0112] = 6
    image = open_picture(saved(tmp_path / "g.png", grey, exif=exif))
    assert image.size == (171, 1024) and middle(image) == (128, 128, 128)


def test_heic_is_read_where_the_package_is(tmp_path: Path) -> None:
    pytest.importorskip("pillow_heif").register_heif_opener()
    image = open_picture(saved(tmp_path / "a.heic", Image.new("RGB", (40, 20), "blue"), quality=95))
    assert image.size == (40, 20) and middle(image)[2] > 200


def test_heic_that_nothing_here_reads_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tastemaker.tools.encode.picture._formats", lambda: ("JPEG", "PNG"))
    (tmp_path / "a.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(40))
    with pytest.raises(DataError, match="run `pip install pillow-heif`, or save it as JPEG"):
        open_picture(tmp_path / "a.heic")


def _truncated() -> bytes:
    held = io.BytesIO()
    Image.radial_gradient("L").save(held, "JPEG")
    return held.getvalue()[:-400]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        _truncated(),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\xff\xd8\xff",
    ],
)
def test_what_is_no_picture_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.jpg").write_bytes(content)
    with pytest.raises(DataError, match="broken.jpg is not a readable picture; save it as JPEG, PNG or WebP"):
        open_picture(tmp_path / "broken.jpg")


def test_a_missing_picture_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"there is no picture gone.png"):
        open_picture(tmp_path / "gone.png")


@pytest.mark.parametrize("size", [(1, 700), (2, 2000), (1, 40_000), (60_000, 500)])
def test_what_is_too_thin_to_show_anything_is_one_sentence(tmp_path: Path, size: tuple[int, int]) -> None:
    path = saved(tmp_path / "thin.png", Image.new("RGB", size, "red"))
    with pytest.raises(DataError, match=f"thin.png is {size[0]} x {size[1]} pixels, too thin"):
        open_picture(path)


@pytest.mark.parametrize("size", [(1, 1), (1, 100), (2000, 20)])
def test_what_is_small_or_long_is_a_picture(tmp_path: Path, size: tuple[int, int]) -> None:
    assert min(open_picture(saved(tmp_path / "long.png", Image.new("RGB", size, "red"))).size) >= 1


# Opens a picture and prints by how many MB the memory of the process grew at most.
GROWN = r"""
import re, sys
from pathlib import Path
from tastemaker.tools.encode.picture import open_picture

most = lambda: int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024
before = most()
try:
    open_picture(Path(sys.argv[1]))
except Exception as error:
    print(error, file=sys.stderr)
print(most() - before)
"""


@pytest.mark.parametrize(
    ("size", "opened"), [((8000, 6000), False), ((4000, 3000), True)], ids=["48 million", "12 million"]
)
def test_a_large_webp_is_refused_before_it_fills_the_memory(
    tmp_path: Path, size: tuple[int, int], opened: bool
) -> None:
    """It is decoded whole, at sixteen bytes a pixel: there is no smaller draft of it, as of a JPEG."""
    path = saved(tmp_path / "big.webp", Image.new("RGB", size, "red"), quality=10, method=0)
    ran = subprocess.run([sys.executable, "-c", GROWN, str(path)], capture_output=True, text=True, check=True)
    assert int(ran.stdout) < (250 if opened else 50)
    assert opened or "big.webp has more than 25 million pixels; save it smaller" in ran.stderr
