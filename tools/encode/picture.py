"""Opening what is called a picture: upright RGB on white of a bounded size, or one sentence why not."""

from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from tastemaker.tools.errors import DataError

_PIXELS = {"WEBP": 25_000_000, "AVIF": 25_000_000, "HEIF": 25_000_000}
"""Those of the formats of which more cannot be decoded in 0.4 GB of memory; of all others _MOST_PIXELS."""
_MOST_PIXELS = 50_000_000
_LONGER_SIDE = 1024
_THINNEST = 100
"""Times that a picture may be longer than wide: of a thinner one nothing is left where it is made small."""
# Without those that Pillow hands to other programs (EPS) or that are no pictures of things (icons, fonts).
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
"""What HEIC files say of themselves after b"ftyp"."""


class Heic(DataError):
    """Occurs where a picture is HEIC and the package that reads it is not installed."""


def peek(path: Path) -> Image.Image:
    """Opens a picture without decoding it; raises OSError when it is none, and Heic."""
    try:
        return Image.open(path, formats=_formats())
    except UnidentifiedImageError:
        with path.open("rb") as file:
            start = file.read(12)
        if start[4:8] == b"ftyp" and start[8:] in _HEIC:
            raise Heic(
                f"{path.name} is HEIC, which needs one more package; run `pip install pillow-heif`, "
                "or save it as JPEG"
            ) from None
        raise


def open_picture(path: Path) -> Image.Image:
    """Opens a picture as upright RGB on white, at most 1024 pixels a side; raises DataError."""
    try:
        with peek(path) as image:
            most = _PIXELS.get(image.format or "", _MOST_PIXELS)
            if image.width * image.height > most:
                raise _too_large(path, most)
            if max(image.size) > _THINNEST * min(image.size):
                raise DataError(
                    f"{path.name} is {image.width} x {image.height} pixels, too thin to show anything; "
                    f"take a picture that is at most {_THINNEST} times as long as wide"
                )
            image.draft("RGB", (_LONGER_SIDE, _LONGER_SIDE))
            small = _eight_bits(image)
            small.thumbnail((_LONGER_SIDE, _LONGER_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
            return _on_white(ImageOps.exif_transpose(small))
    except DataError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(path, _MOST_PIXELS) from error
    except FileNotFoundError as error:
        raise DataError(f"there is no picture {path.name}") from error
    except Exception as error:  # the decoders raise whatever a broken file makes them stumble over
        raise DataError(f"{path.name} is not a readable picture; save it as JPEG, PNG or WebP") from error


@cache
def _formats() -> tuple[str, ...]:
    with suppress(ImportError):
        import pillow_heif

        pillow_heif.register_heif_opener()
        return (*_FORMATS, "HEIF")
    return _FORMATS


def _too_large(path: Path, most: int) -> DataError:
    return DataError(f"{path.name} has more than {most // 10**6} million pixels; save it smaller")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen bits of grey as eight: Pillow would clip them, not scale, and cannot make them small."""
    if not image.mode.startswith("I;16"):
        return image
    return Image.fromarray((np.asarray(ImageOps.exif_transpose(image)) >> 8).astype(np.uint8))


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layers = image.convert("RGBA")
    white = Image.new("RGBA", layers.size, "white")
    return Image.alpha_composite(white, layers).convert("RGB")
