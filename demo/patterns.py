"""Stripes, dots, check, marble, flowers, terrazzo, waves and wood: a sheet of pattern over a colour."""

import math
import random

from palette import COLOURS, SCALE, SIDE, Colour, accent, dark, light, mix
from PIL import Image, ImageDraw, ImageFilter


def patterned(name: str, tone: Colour, rng: random.Random) -> Image.Image:
    """A sheet of the named pattern over a colour, as large as a drawing."""
    sheet = Image.new("RGB", (SIDE, SIDE), tone)
    PATTERNS[name](sheet, tone, rng)
    return sheet


def _stripes(sheet: Image.Image, tone: Colour, rng: random.Random) -> None:
    pen = ImageDraw.Draw(sheet)
    second = accent(tone)
    for x in range(-100, 200, 9):
        pen.polygon(
            [(x * SCALE, 0), ((x + 4.2) * SCALE, 0), ((x + 22.2) * SCALE, SIDE), ((x + 18) * SCALE, SIDE)],
            second,
        )


def _dots(sheet: Image.Image, tone: Colour, rng: random.Random) -> None:
    pen = ImageDraw.Draw(sheet)
    second = accent(tone)
    for row in range(16):
        for column in range(16):
            x, y = column * 7 + (row % 2) * 3.5, row * 6.4
            pen.ellipse([v * SCALE for v in (x - 1.5, y - 1.5, x + 1.5, y + 1.5)], second)


def _check(sheet: Image.Image, tone: Colour, rng: random.Random) -> None:
    pen = ImageDraw.Draw(sheet)
    second = accent(tone)
    half = mix(tone, second, 0.55)
    for at in range(0, 100, 10):
        pen.rectangle([at * SCALE, 0, (at + 5) * SCALE, SIDE], half)
    across = Image.new("L", sheet.size)
    for at in range(0, 100, 10):
        ImageDraw.Draw(across).rectangle([0, at * SCALE, SIDE, (at + 5) * SCALE], 150)
    sheet.paste(second, mask=across)


def _marble(sheet: Image.Image, tone: Colour, rng: random.Random) -> None:
    veins = Image.new("L", sheet.size)
    for _ in range(16):
        x, y, angle = rng.uniform(-20, 100), rng.uniform(-10, 110), rng.uniform(0.3, 1.1)
        line = []
        for _ in range(22):
            line.append((x * SCALE, y * SCALE))
            angle += rng.uniform(-0.45, 0.45)
            x, y = x + 6 * math.cos(angle), y + 6 * math.sin(angle) * rng.choice((1, 1, -0.4))
        ImageDraw.Draw(veins).line(
            line, rng.randrange(60, 190), round(rng.uniform(0.4, 1.7) * SCALE), "curve"
        )
    veins = veins.filter(ImageFilter.GaussianBlur(SCALE * 0.35))
    sheet.paste(mix((120, 124, 140), tone, 0.15), mask=veins)


def _floral(sheet: Image.Image, tone: Colour, rng: random.Random) -> None:
    pen = ImageDraw.Draw(sheet)
    second = accent(tone)
    petals = [second, mix(second, COLOURS["coral"], 0.55), mix(second, COLOURS["yellow"], 0.5)]
    for row in range(9):
        for column in range(9):
            x, y = column * 13 + (row % 2) * 6.5 + rng.uniform(-2, 2), row * 12.5 + rng.uniform(-2, 2)
            turn, r = rng.uniform(0, 6), rng.uniform(2.0, 2.9)
            for leaf in (0.9, 3.6):
                lx, ly = x + 4.4 * math.cos(turn + leaf), y + 4.4 * math.sin(turn + leaf)
                pen.ellipse(
                    [v * SCALE for v in (lx - 1.6, ly - 0.9, lx + 1.6, ly + 0.9)], dark(COLOURS["leaf"], 0.1)
                )
            for petal in range(5):
                a = turn + petal * 2 * math.pi / 5
                px, py = x + r * math.cos(a), y + r * math.sin(a)
                pen.ellipse(
                    [v * SCALE for v in (px - 1.6, py - 1.6, px + 1.6, py + 1.6)], petals[(row + column) % 3]
                )
            pen.ellipse([v * SCALE for v in (x - 1.1, y - 1.1, x + 1.1, y + 1.1)], COLOURS["gold"])


def _terrazzo(sheet: Image.Image, tone: Colour, rng: random.Random) -> None:
    pen = ImageDraw.Draw(sheet)
    chips = [COLOURS[c] for c in ("coral", "navy", "gold", "teal", "cream", "pink")]
    for _ in range(330):
        x, y, r = rng.uniform(0, 100), rng.uniform(0, 100), rng.uniform(0.7, 2.2)
        at = sorted(rng.uniform(0, 6.28) for _ in range(rng.randrange(3, 6)))
        pen.polygon(
            [((x + r * math.cos(a)) * SCALE, (y + r * math.sin(a)) * SCALE) for a in at], rng.choice(chips)
        )


def _waves(sheet: Image.Image, tone: Colour, rng: random.Random) -> None:
    pen = ImageDraw.Draw(sheet)
    for row in range(-1, 17):
        for column in range(-1, 12):
            x, y = column * 10 + (row % 2) * 5, row * 7
            for r, tint in (
                (5.6, light(tone, 0.55)),
                (4.2, dark(tone, 0.35)),
                (2.8, light(tone, 0.75)),
                (1.5, tone),
            ):
                pen.pieslice([v * SCALE for v in (x - r, y - r, x + r, y + r)], 180, 360, tint)


def _wood(sheet: Image.Image, tone: Colour, rng: random.Random) -> None:
    pen = ImageDraw.Draw(sheet)
    for line in range(26):
        x, sway = line * 4 + rng.uniform(-1, 1), rng.uniform(1, 3)
        curve = [((x + sway * math.sin(y / 17 + line)) * SCALE, y * SCALE) for y in range(0, 102, 3)]
        pen.line(curve, dark(tone, rng.uniform(0.1, 0.3)), round(rng.uniform(0.3, 0.9) * SCALE))


PATTERNS = {
    "stripes": _stripes,
    "dots": _dots,
    "check": _check,
    "marble": _marble,
    "floral": _floral,
    "terrazzo": _terrazzo,
    "waves": _waves,
    "wood": _wood,
}
