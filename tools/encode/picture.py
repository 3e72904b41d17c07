"""Opening what is called a picture: upright RGB on white of a bounded size, or one sentence why not."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from tastemaker.tools.errors import DataError

_PIXELS = 50_000_000
_LONGER_SIDE = 1024
# Without those that Pillow hands to other programs (EPS) or that are no pictures of things (icons, fonts).
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")


def open_picture(path: Path) -> Image.Image:
    """Opens a picture as upright RGB on white, at most 1024 pixels a side; raises DataError."""
    try:
        with Image.open(path, formats=_FORMATS) as image:
            if image.width * image.height > _PIXELS:
                raise DataError(
                    f"{path.name} has more than {_PIXELS // 10**6} million pixels; save it smaller"
                )
            image.draft("RGB", (_LONGER_SIDE, _LONGER_SIDE))
            image.thumbnail((_LONGER_SIDE, _LONGER_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
            return _on_white(ImageOps.exif_transpose(image))
    except DataError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DataError(
            f"{path.name} has more than {_PIXELS // 10**6} million pixels; save it smaller"
        ) from error
    except FileNotFoundError as error:
        raise DataError(f"there is no picture {path.name}") from error
    except Exception as error:  # the decoders raise whatever a broken file makes them stumble over
        raise DataError(f"{path.name} is not a readable picture; save it as JPEG, PNG or WebP") from error


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):  # Pillow would clip sixteen bits instead of scaling them
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8)).convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    layers = image.convert("RGBA")
    white = Image.new("RGBA", layers.size, "white")
    return Image.alpha_composite(white, layers).convert("RGB")
