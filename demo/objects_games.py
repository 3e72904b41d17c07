"""Drawings of games."""

from palette import COLOURS, dark, light
from sketch import Sketch, blob, box, disc, poly, ring, stroke


def boardgame(s: Sketch) -> None:
    s.paint(box(12, 22, 80, 80, 3).turn(-6), dark(s.colour, 0.4), 1.6)
    top = box(15, 18, 85, 76, 3).turn(-6)
    s.paint(top, None, 2)
    s.paint(top & disc(30, 82, 32), light(s.colour, 0.3), 0)
    s.paint(top & disc(74, 86, 30), dark(s.colour, 0.22), 0)
    s.paint(disc(62, 34, 8).turn(-6), "gold", 0)
    s.paint(box(24, 26, 52, 33, 2).turn(-6) | box(24, 37, 42, 40, 1).turn(-6), "cream", 0)
    s.paint(disc(74, 76, 6) | poly((67, 95), (81, 95), (76, 76), (72, 76)), "coral", 1.4)
    die = box(22, 74, 42, 94, 4).turn(12, 32, 84)
    s.paint(die, "cream", 1.6, False)
    for x, y in ((27, 79), (32, 84), (37, 89)):
        s.paint(disc(x, y, 1.7).turn(12, 32, 84), "ink", 0)


def blocks(s: Sketch) -> None:
    s.stands(28, 72, 94)
    sway = (0, 2, -2, 3, -1, 4, 1)
    for level, dx in enumerate(sway):
        y = 84 - level * 11
        if level % 2:
            s.paint(box(28 + dx, y, 72 + dx, y + 10, 1.5), "wood", 1.4, False)
        else:
            for part, tone in ((0, "wood"), (15, s.colour if level in (0, 4) else "tan"), (30, "wood")):
                s.paint(box(28 + dx + part, y, 42 + dx + part, y + 10, 1.5), tone, 1.4, False)
    s.paint(box(58, 3, 90, 12, 1.5).turn(28, 74, 8), None, 1.4, False)


def chess(s: Sketch) -> None:
    s.stands(14, 86, 88)
    s.paint(poly((18, 62), (82, 62), (94, 88), (6, 88)), "brown", 2, False)
    for row in range(3):
        for column in range(6):
            if (row + column) % 2 == 0:
                y0, y1 = 64 + row * 7.4, 64 + row * 7.4 + 7.4
                spread0, spread1 = 31 + row * 3.4, 34.4 + row * 3.4
                x0, x1 = 50 - spread0 + column * spread0 / 3, 50 - spread1 + column * spread1 / 3
                s.paint(poly((x0, y0), (x0 + spread0 / 3, y0), (x1 + spread1 / 3, y1), (x1, y1)), "beige", 0)
    s.paint(
        blob((22, 76), (24, 54), (20, 40), (30, 26), (42, 30), (44, 40), (36, 42), (38, 56), (42, 76)),
        "cream",
        2,
        False,
    )
    s.paint(poly((28, 28), (28, 18), (35, 27)), "cream", 0.6)
    s.paint(disc(34, 34, 1.3), "ink", 0)
    s.paint(box(18, 72, 46, 80, 3), "cream", 1.4, False)
    s.paint(poly((62, 76), (78, 76), (73, 44), (67, 44)), "ink", 1.6)
    s.paint(disc(70, 38, 8), "ink", 1.6)
    s.paint(box(62, 44, 78, 48, 2) | box(57, 72, 83, 80, 3), "ink", 1)


def goboard(s: Sketch) -> None:
    board = box(12, 14, 88, 88, 2)
    s.paint(board.move(0, 3), dark(s.colour, 0.4), 0)
    s.paint(board, None, 2, False)
    for line in range(9):
        at = 18 + line * 8
        s.paint(
            box(at - 0.25, 19, at + 0.25, 83.5) | box(17.8, at + 1.2, 82.2, at + 1.7), dark(s.colour, 0.6), 0
        )
    for x, y, tone in (
        (2, 2, "ink"),
        (3, 2, "paper"),
        (3, 3, "ink"),
        (4, 3, "paper"),
        (5, 5, "ink"),
        (5, 4, "paper"),
        (6, 5, "paper"),
        (2, 5, "ink"),
        (6, 2, "ink"),
    ):
        s.paint(disc(18 + x * 8, 19.5 + y * 8, 3.7), tone, 0.9)


def dice(s: Sketch) -> None:
    s.paint(poly((30, 30), (52, 22), (58, 44), (36, 52)), None, 1.6)
    s.paint(poly((36, 52), (58, 44), (56, 58), (38, 66)), dark(s.colour, 0.25), 0.8)
    for x, y in ((38, 34), (44, 37), (50, 40)):
        s.paint(disc(x, y, 1.8), "ink", 0)
    for x, y, r in ((70, 34, 15), (34, 78, 15), (66, 70, 18)):
        corners = [
            (x, y - r),
            (x + r * 0.87, y - r * 0.5),
            (x + r * 0.87, y + r * 0.5),
            (x, y + r),
            (x - r * 0.87, y + r * 0.5),
            (x - r * 0.87, y - r * 0.5),
        ]
        s.paint(poly(*corners), dark(s.colour, 0.2), 1.2)
        face = poly((x, y - r * 0.62), (x + r * 0.56, y + r * 0.36), (x - r * 0.56, y + r * 0.36))
        s.paint(face, light(s.colour, 0.15), 0.8)
        s.write(x, y + r * 0.2, {15: "8", 18: "20"}[r], r * 0.5, "ink", 0.15, "ms")


def puzzle(s: Sketch) -> None:
    for x, y, tone, tilt in (
        (36, 36, s.colour, 0),
        (64, 38, light(s.colour, 0.4), 4),
        (36, 66, dark(s.colour, 0.25), -3),
        (68, 70, COLOURS["coral"], 14),
    ):
        piece = box(x - 14, y - 14, x + 14, y + 14, 1.5) | disc(x + 16, y, 5) | disc(x, y + 16, 5)
        piece = piece - disc(x - 12, y, 4.6) - disc(x, y - 12, 4.6)
        s.paint(piece.turn(tilt, x, y), tone, 1.8)


def gamebox(s: Sketch) -> None:
    s.paint(box(22, 12, 76, 90, 4).turn(4), dark(s.colour, 0.4), 1.8)
    cover = box(27, 14, 76, 88, 2).turn(4)
    s.paint(cover, None, 1)
    s.paint(cover & disc(52, 108, 44), dark(s.colour, 0.4), 0)
    s.paint(cover & disc(62, 34, 9), "gold", 0)
    if s.colour == COLOURS["navy"]:
        s.paint(poly((44, 74), (48, 44), (56, 44), (60, 74)).turn(4), "cream", 1, False)
        s.paint(box(46, 36, 58, 44, 1).turn(4), "coral", 0.6)
        s.paint(cover & poly((56, 38), (90, 26), (90, 48)), "gold", 0, alpha=0.6)
    else:
        for x in range(30, 78, 8):
            s.paint(stroke([(x, 88), (x + 2, 70)], 2.4) & cover, "leaf", 0)
        s.paint(box(42, 58, 62, 70, 3), "coral", 1)
        s.paint(disc(46, 72, 5) | disc(60, 71, 6.4), "ink", 1)
    s.paint(box(32, 20, 56, 24, 1).turn(4), "cream", 0)


def cards(s: Sketch) -> None:
    for tilt, tone in ((-16, dark(s.colour, 0.3)), (-2, s.colour), (14, COLOURS["paper"])):
        s.paint(box(28, 22, 70, 84, 5).turn(tilt, 50, 84), tone, 1.8)
    s.paint(ring(53, 50, 12, 2.6).turn(14, 50, 84), s.colour, 0)
    s.paint(
        (stroke([(53, 34), (53, 66)], 2.6) | stroke([(43, 42), (63, 42)], 2.4)).turn(14, 50, 84), "ink", 0
    )
    s.paint(stroke([(42, 74), (62, 74)], 2).turn(14, 50, 84), "grey", 0)


def duck(s: Sketch) -> None:
    s.stands(20, 80, 86)
    s.paint(blob((12, 54), (24, 58), (44, 52), (66, 54), (84, 62), (80, 82), (54, 88), (26, 84)), None, 3)
    s.paint(disc(60, 36, 20), None, 2.8)
    s.paint(blob((76, 36), (92, 38), (92, 44), (76, 46)), "orange", 1.2)
    s.paint(disc(66, 31, 2.8), "ink", 0)
    s.glint(disc(67, 30, 0.9), 0.9)
    s.paint(blob((30, 62), (46, 60), (56, 68), (44, 76), (30, 74)), dark(s.colour, 0.14), 1.4)
