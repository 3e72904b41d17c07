"""A small drawing kit: shapes as masks on a square of 100 units, painted in two or three tones."""

import math
import random
from collections.abc import Callable, Sequence

from palette import COLOURS, SCALE, SIDE, Colour, accent, dark, light
from patterns import patterned
from PIL import Image, ImageChops, ImageDraw, ImageFont

Point = tuple[float, float]


class Mask:
    """A shape: white where it is. `|` joins, `&` cuts to the common part, `-` cuts away."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image

    def __or__(self, other: "Mask") -> "Mask":
        return Mask(ImageChops.lighter(self.image, other.image))

    def __and__(self, other: "Mask") -> "Mask":
        return Mask(ImageChops.multiply(self.image, other.image))

    def __sub__(self, other: "Mask") -> "Mask":
        return Mask(ImageChops.multiply(self.image, ImageChops.invert(other.image)))

    def move(self, right: float, down: float) -> "Mask":
        moved = Image.new("L", self.image.size)
        moved.paste(self.image, (round(right * SCALE), round(down * SCALE)))
        return Mask(moved)

    def turn(self, degrees: float, x: float = 50, y: float = 50) -> "Mask":
        """Turned clockwise round a point."""
        frame = self.image.getbbox()
        if frame is None:
            return self
        # Only the square that the shape can reach is turned: that is much quicker.
        x, y = round(x * SCALE), round(y * SCALE)
        reach = 2 + max(math.hypot(a - x, b - y) for a in (frame[0], frame[2]) for b in (frame[1], frame[3]))
        around = (int(x - reach), int(y - reach), int(x + reach) + 1, int(y + reach) + 1)
        part = self.image.crop(around)
        part = part.rotate(-degrees, Image.Resampling.BILINEAR, center=(x - around[0], y - around[1]))
        turned = Image.new("L", self.image.size)
        turned.paste(part, around[:2])
        return Mask(turned)

    def flip(self) -> "Mask":
        """Mirrored left to right about the middle of the square."""
        return Mask(self.image.transpose(Image.Transpose.FLIP_LEFT_RIGHT))


def _shape(draw: Callable[[ImageDraw.ImageDraw], None]) -> Mask:
    image = Image.new("L", (SIDE, SIDE))
    draw(ImageDraw.Draw(image))
    return Mask(image)


def box(x0: float, y0: float, x1: float, y1: float, r: float = 0) -> Mask:
    """A rectangle with rounded corners."""
    return _shape(lambda d: d.rounded_rectangle([v * SCALE for v in (x0, y0, x1, y1)], r * SCALE, 255))


def oval(x0: float, y0: float, x1: float, y1: float) -> Mask:
    return _shape(lambda d: d.ellipse([v * SCALE for v in (x0, y0, x1, y1)], 255))


def disc(x: float, y: float, r: float) -> Mask:
    return oval(x - r, y - r, x + r, y + r)


def ring(x: float, y: float, r: float, width: float) -> Mask:
    return disc(x, y, r) - disc(x, y, r - width)


def poly(*points: Point) -> Mask:
    return _shape(lambda d: d.polygon([(x * SCALE, y * SCALE) for x, y in points], 255))


def blob(*points: Point) -> Mask:
    """A closed smooth curve through the points."""
    return poly(*_smooth(points, True))


def stroke(points: Sequence[Point], width: float, smooth: bool = True) -> Mask:
    """A line with round ends, smooth through its points unless told otherwise."""
    line = _smooth(points, False) if smooth and len(points) > 2 else list(points)

    def draw(d: ImageDraw.ImageDraw) -> None:
        d.line([(x * SCALE, y * SCALE) for x, y in line], 255, round(width * SCALE), "curve")
        for x, y in (line[0], line[-1]):
            d.ellipse([v * SCALE for v in (x - width / 2, y - width / 2, x + width / 2, y + width / 2)], 255)

    return _shape(draw)


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, width: float) -> Mask:
    """Part of an ellipse's outline; degrees run clockwise from three o'clock."""
    steps = [math.radians(start + (end - start) * step / 40) for step in range(41)]
    return stroke([(x + rx * math.cos(a), y + ry * math.sin(a)) for a in steps], width, smooth=False)


def star(x: float, y: float, r: float, points: int = 5, inner: float = 0.42) -> Mask:
    corners = []
    for corner in range(points * 2):
        reach = r if corner % 2 == 0 else r * inner
        angle = math.pi * corner / points - math.pi / 2
        corners.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return poly(*corners)


def _smooth(points: Sequence[Point], closed: bool) -> list[Point]:
    """Catmull-Rom through the points."""
    count = len(points)
    line: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(index + step) % count] for step in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(max(index + step, 0), count - 1)] for step in (-1, 0, 1, 2))
        for step in range(12):
            t = step / 12
            line.append(tuple(  # type: ignore[arg-type]
                0.5 * (2 * b[k] + (c[k] - a[k]) * t + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t**2
                       + (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t**3)
                for k in (0, 1)
            ))  # fmt: skip
    return line if closed else [*line, points[-1]]


class Sketch:
    """One object: what has been painted so far, in its item's colour and pattern."""

    def __init__(self, colour: str = "teal", pattern: str = "", seed: str = "") -> None:
        self.colour = COLOURS[colour]
        self.accent = accent(self.colour)
        self.pattern = pattern
        self.seed = seed
        self._sheets: dict[Colour, Image.Image] = {}
        self.layer = Image.new("RGBA", (SIDE, SIDE))
        self.floor: list[tuple[float, float, float]] = []

    def stands(self, left: float, right: float, y: float) -> None:
        """The object touches the ground here."""
        self.floor.append((left, right, y))

    def paint(
        self,
        shape: Mask,
        colour: Colour | str | None = None,
        shade: float = 1.8,
        pattern: bool | None = None,
        alpha: float = 1,
    ) -> None:
        """Fill a shape, with a darker edge at its lower right and a lighter one at its upper left.

        Without a colour it takes the item's own, and then its pattern too.
        """
        own = colour is None
        tone = self.colour if colour is None else COLOURS[colour] if isinstance(colour, str) else colour
        frame = shape.image.getbbox()
        if frame is None:
            return
        mask = shape.image.crop(frame)
        if self.pattern and (own if pattern is None else pattern):
            fill = self._sheet(tone).crop(frame)
        else:
            fill = Image.new("RGB", mask.size, tone)
        if shade:
            edge = ImageChops.subtract(mask, _moved(mask, -shade))
            glow = ImageChops.subtract(ImageChops.subtract(mask, _moved(mask, shade * 0.75)), edge)
            fill.paste(dark(tone), mask=edge.point(lambda v: v * 0.62))
            fill.paste(light(tone, 0.5), mask=glow.point(lambda v: v * 0.5))
        self._put(fill, mask if alpha == 1 else mask.point(lambda v: v * alpha), frame)

    def _sheet(self, tone: Colour) -> Image.Image:
        """The item's pattern in a tone, drawn once."""
        if tone not in self._sheets:
            self._sheets[tone] = patterned(self.pattern, tone, random.Random(self.seed))
        return self._sheets[tone]

    def _put(self, fill: Image.Image | Colour, mask: Image.Image, frame: tuple[int, int, int, int]) -> None:
        if isinstance(fill, tuple):
            fill = Image.new("RGB", mask.size, fill)
        layer = fill.convert("RGBA")
        layer.putalpha(mask)
        self.layer.alpha_composite(layer, frame[:2])

    def shadow(self, shape: Mask, within: Mask, strength: float = 0.25) -> None:
        """A flat shadow of one part upon another."""
        self._tint(shape & within, (38, 34, 66), strength)

    def glint(self, shape: Mask, strength: float = 0.4) -> None:
        """A reflection of light."""
        self._tint(shape, (255, 255, 255), strength)

    def _tint(self, shape: Mask, tone: Colour, strength: float) -> None:
        if frame := shape.image.getbbox():
            self._put(tone, shape.image.crop(frame).point(lambda v: v * strength), frame)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: Colour | str,
        bold: float = 0,
        anchor: str = "ls",
    ) -> None:
        """Text in Pillow's own font, placed by its anchor."""
        tone = COLOURS[colour] if isinstance(colour, str) else colour
        font = ImageFont.load_default(size=size * SCALE)
        ImageDraw.Draw(self.layer).text(
            (x * SCALE, y * SCALE), text, tone, font, anchor, stroke_width=bold * SCALE, stroke_fill=tone
        )

    def place(self, other: Image.Image, x: float, y: float, side: float) -> None:
        """Put another drawing into this one, centred at x, y."""
        small = other.resize((round(side * SCALE),) * 2, Image.Resampling.LANCZOS)
        self.layer.alpha_composite(small, (round((x - side / 2) * SCALE), round((y - side / 2) * SCALE)))


def _moved(mask: Image.Image, by: float) -> Image.Image:
    moved = Image.new("L", mask.size)
    moved.paste(mask, (round(by * SCALE), round(by * SCALE)))
    return moved
