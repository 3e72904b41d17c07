"""Drawings of desk, nursery, and quiet rooms."""

from palette import COLOURS, dark, light, mix
from sketch import Sketch, arc, blob, box, disc, oval, poly, ring, star, stroke


def chair(s: Sketch) -> None:
    s.stands(24, 76, 96)
    s.paint(box(47, 66, 53, 86), "steel", 1)
    for end in ((24, 92), (40, 95), (60, 95), (76, 92)):
        s.paint(stroke([(50, 84), end], 4), "ink", 0.8)
        s.paint(disc(end[0], end[1], 3), "ink", 0.6)
    s.paint(
        stroke([(26, 62), (22, 44), (34, 42)], 4) | stroke([(26, 62), (22, 44), (34, 42)], 4).flip(),
        "ink",
        0.8,
    )
    s.paint(box(46, 44, 54, 64), "ink", 0.8)
    s.paint(blob((32, 10), (50, 6), (68, 10), (72, 32), (66, 52), (50, 54), (34, 52), (28, 32)), None, 2.8)
    for y in (20, 28, 36, 44):
        s.paint(stroke([(36, y), (50, y + 1.4), (64, y)], 0.9), dark(s.colour, 0.25), 0)
    s.paint(box(24, 58, 76, 71, 6), None, 2.4)


def desk(s: Sketch) -> None:
    s.stands(10, 90, 90)
    s.paint(box(14, 46, 20, 90) | box(80, 46, 86, 90), "ink" if s.colour == COLOURS["tan"] else "wood", 1.2)
    s.paint(
        box(8, 88, 28, 92, 2) | box(72, 88, 92, 92, 2), "ink" if s.colour == COLOURS["tan"] else "wood", 0.8
    )
    s.paint(box(56, 46, 78, 58, 2), dark(s.colour, 0.12), 1.2)
    s.paint(disc(67, 52, 1.5), "gold", 0)
    s.paint(box(4, 38, 96, 47, 3), None, 2)
    s.paint(box(20, 14, 52, 34, 2), "ink", 1.2)
    s.paint(box(22, 16, 50, 32, 1), "sky", 0)
    s.paint(box(34, 33, 38, 38), "steel", 0)
    s.paint(box(72, 28, 82, 38, 2), "coral", 1.2)
    for tilt in (-24, 0, 24):
        s.paint(blob((77, 28), (74, 22), (77, 14), (80, 22)).turn(tilt, 77, 28), "leaf", 0.8)


def shelf(s: Sketch) -> None:
    s.stands(10, 90, 84)
    s.paint(box(12, 58, 22, 84, 2) | box(78, 58, 88, 84, 2), dark(s.colour, 0.2), 1.4)
    s.paint(box(6, 50, 94, 60, 3), None, 2)
    s.paint(box(28, 12, 72, 44, 3), "ink", 1.6)
    s.paint(box(30, 14, 70, 42, 2), "teal", 0)
    s.paint(box(47, 43, 53, 51), "steel", 0.6)
    s.paint(box(28, 76, 72, 84, 2), "cream", 1, False)


def deskmat(s: Sketch) -> None:
    s.paint(poly((16, 30), (84, 30), (96, 80), (4, 80)), None, 2.4)
    s.paint(poly((22, 44), (62, 44), (64, 60), (18, 60)), "ink", 1.2)
    for row in range(3):
        s.paint(stroke([(24 - row, 48 + row * 4.4), (60 + row, 48 + row * 4.4)], 1.6), "grey", 0)
    s.paint(blob((72, 46), (80, 48), (82, 60), (74, 62), (70, 54)), "cream", 1.2, False)


def desklamp(s: Sketch) -> None:
    s.stands(22, 60, 92)
    s.paint(poly((60, 40), (90, 30), (98, 78), (54, 86)), "gold", 0, alpha=0.28)
    s.paint(stroke([(42, 88), (26, 52), (62, 22)], 4), "steel", 1, False)
    s.paint(disc(26, 52, 4.4), "ink", 1)
    s.paint(oval(22, 82, 62, 95), None, 2)
    s.paint(poly((56, 14), (72, 8), (94, 32), (58, 46)), None, 2.6)
    s.paint(oval(57, 30, 95, 46).turn(-20, 76, 38), dark(s.colour, 0.25), 0)
    s.paint(disc(76, 40, 6), light(COLOURS["gold"], 0.6), 0)


def tablelamp(s: Sketch) -> None:
    s.stands(34, 66, 93)
    s.paint(disc(50, 36, 32), "gold", 0, alpha=0.25)
    s.paint(box(34, 66, 66, 93, 3), None, 2.2)
    s.paint(box(46, 58, 54, 68, 1), "gold", 0.8)
    s.paint(disc(50, 36, 25), light(COLOURS["gold"], 0.78), 2.6)


def notebook(s: Sketch) -> None:
    s.paint(box(26, 13, 78, 91, 3).turn(6), "paper", 1.6, False)
    s.paint(box(24, 11, 74, 89, 4).turn(6), None, 2.6)
    s.paint(box(24, 11, 31, 89, 3).turn(6), dark(s.colour, 0.3), 0)
    s.paint(box(64, 11, 67.4, 89).turn(6), "coral" if s.colour != COLOURS["red"] else "ink", 0.5)
    s.paint(box(38, 28, 58, 40, 2).turn(6), "cream", 0.6, False)
    s.paint(stroke([(50, 90), (52, 99)], 2), "coral", 0)


def notepad(s: Sketch) -> None:
    s.paint(box(20, 16, 80, 92, 3), "paper", 2, False)
    s.paint(box(20, 12, 80, 28, 3), None, 1.6)
    for row in range(4):
        for column in range(3):
            cell = box(27 + column * 16, 34 + row * 14, 41 + column * 16, 46 + row * 14, 1)
            s.paint(
                cell - box(27.8 + column * 16, 34.8 + row * 14, 40.2 + column * 16, 45.2 + row * 14, 1),
                mix(s.colour, COLOURS["cream"], 0.35),
                0,
                False,
            )
    s.paint(stroke([(30, 40), (38, 40)], 1.6) | stroke([(34, 36), (34, 45)], 1.6), "ink", 0)
    s.paint(stroke([(66, 92), (90, 56)], 4), "coral", 1, False)


def pen(s: Sketch) -> None:
    s.paint(box(44, 4, 56, 58, 5).turn(40), None, 2.2)
    s.paint(box(44, 34, 56, 38).turn(40), "gold", 0.6)
    s.paint(box(53, 8, 56.6, 32, 1).turn(40), "gold", 0.4)
    s.paint(box(45.4, 58, 54.6, 76, 2).turn(40), "ink", 1.4)
    s.paint(poly((46, 76), (54, 76), (50.6, 94), (49.4, 94)).turn(40), "gold", 1)
    s.paint(stroke([(22, 86), (36, 92), (46, 84), (58, 92), (70, 88)], 1.6), "navy", 0)


def book(s: Sketch) -> None:
    s.stands(10, 90, 84)
    s.paint(blob((50, 30), (30, 22), (8, 28), (8, 82), (30, 77), (50, 84)), None, 2)
    s.paint(blob((50, 30), (70, 22), (92, 28), (92, 82), (70, 77), (50, 84)), None, 2)
    s.paint(blob((50, 28), (30, 19), (12, 25), (12, 76), (30, 72), (50, 80)), "paper", 1.2, False)
    s.paint(blob((50, 28), (70, 19), (88, 25), (88, 76), (70, 72), (50, 80)), "paper", 1.2, False)
    for y in range(34, 70, 6):
        line = stroke([(18, y), (32, y - 2), (44, y + 2)], 1.1)
        s.paint(line | line.flip(), "grey", 0)
    s.paint(box(49.4, 28, 50.6, 80), dark(COLOURS["beige"], 0.3), 0)


def booklight(s: Sketch) -> None:
    s.stands(20, 80, 90)
    s.paint(poly((28, 30), (50, 26), (84, 74), (18, 78)), "gold", 0, alpha=0.3)
    s.paint(poly((8, 76), (50, 82), (50, 92), (8, 86)), "paper", 1.4, False)
    s.paint(poly((92, 76), (50, 82), (50, 92), (92, 86)), "paper", 1.4, False)
    s.paint(stroke([(80, 80), (84, 40), (60, 16), (44, 24)], 3.4), "steel", 0.6)
    s.paint(box(74, 70, 88, 88, 3), None, 1.6)
    s.paint(box(24, 18, 54, 33, 7).turn(-10, 40, 26), None, 2)


def bookends(s: Sketch) -> None:
    s.stands(8, 92, 86)
    for x, width, top, tone in (
        (32, 8, 34, "coral"),
        (40, 6, 28, "navy"),
        (46, 9, 38, "gold"),
        (55, 7, 30, "teal"),
        (62, 6, 36, "purple"),
    ):
        s.paint(box(x, top, x + width, 84, 1), tone, 1.2, False)
        s.paint(box(x + 1, top + 7, x + width - 1, top + 9), "cream", 0)
    left = disc(30, 84, 24) & box(0, 0, 31, 84)
    s.paint(left, None, 2.4)
    s.paint((disc(70, 84, 24) & box(69, 0, 100, 84)), None, 2.4)


def blanket(s: Sketch) -> None:
    s.stands(16, 84, 86)
    for y, tone in ((62, 0.15), (44, 0.05), (26, 0)):
        s.paint(box(14, y, 86, y + 24, 10), dark(s.colour, tone), 2.6, True)
        s.paint(stroke([(24, y + 16), (84, y + 16)], 1), dark(s.colour, 0.3), 0)
    for x in range(16, 40, 3):
        s.paint(box(x, 84, x + 1, 92), s.colour, 0, False)


def toyblocks(s: Sketch) -> None:
    s.stands(10, 90, 90)
    for shape, tone in (
        (box(10, 62, 38, 90, 3), "orange"),
        (box(62, 62, 90, 90, 3), "teal"),
        (box(26, 34, 54, 62, 3), "gold"),
        (box(36, 62, 64, 90, 3) - disc(50, 90, 9), "coral"),
        (box(54, 42, 82, 62, 3), "sky"),
        (poly((26, 34), (54, 34), (40, 10)), "leaf"),
    ):
        s.paint(shape, tone, 2.2, False)
    s.paint(disc(68, 30, 12), "purple", 2.2, False)
    s.paint(star(24, 76, 7), "cream", 0)
    s.paint(disc(76, 76, 6), "cream", 0)


def stackrings(s: Sketch) -> None:
    s.stands(18, 82, 92)
    s.paint(box(46, 10, 54, 84, 4), "wood", 1.2, False)
    s.paint(box(14, 82, 86, 93, 5), "wood", 2, False)
    for y, reach, tone in (
        (70, 32, "teal"),
        (57, 28, "leaf"),
        (44.5, 24, "gold"),
        (32.5, 20, "orange"),
        (21.5, 16, "coral"),
    ):
        s.paint(box(50 - reach, y, 50 + reach, y + 12.4, 6.2), tone, 2, False)
    s.paint(disc(50, 12, 8), s.colour, 1.8)


def softtoy(s: Sketch) -> None:
    s.stands(26, 74, 93)
    for x in (31, 69):
        s.paint(disc(x, 18, 10), None, 1.8)
        s.paint(disc(x, 18, 5.4), light(s.colour, 0.4), 0)
        s.paint(oval(x - 13, 74, x + 13, 94), None, 2)
        s.paint(oval(x - 6, 80, x + 6, 91), light(s.colour, 0.4), 0)
    s.paint(stroke([(34, 56), (18, 72)], 12) | stroke([(66, 56), (82, 72)], 12), dark(s.colour, 0.08), 1.8)
    s.paint(oval(28, 48, 72, 92), None, 2.8)
    s.paint(oval(36, 58, 64, 88), light(s.colour, 0.4), 0)
    s.paint(disc(50, 34, 24), None, 2.8)
    s.paint(oval(39, 36, 61, 53), light(s.colour, 0.5), 0)
    s.paint(disc(41, 31, 2.6) | disc(59, 31, 2.6) | oval(46, 37, 54, 42.5), "ink", 0)
    s.paint(arc(50, 43, 5, 4, 20, 160, 1.2), "ink", 0)


def foxrattle(s: Sketch) -> None:
    s.paint(ring(50, 76, 18, 6), "wood", 1.6, False)
    ear = poly((18, 8), (44, 22), (24, 42))
    s.paint(ear | ear.flip(), None, 1.8)
    inner = poly((22, 15), (35, 23), (26, 33))
    s.paint(inner | inner.flip(), "ink", 0)
    s.paint(blob((18, 36), (50, 18), (82, 36), (70, 58), (50, 72), (30, 58)), None, 2.8)
    cheek = blob((18, 40), (36, 44), (50, 70), (32, 60))
    s.paint(cheek | cheek.flip(), "cream", 0.8, False)
    s.paint(disc(39, 42, 2.6) | disc(61, 42, 2.6) | oval(45.6, 62, 54.4, 70), "ink", 0)


def toytrain(s: Sketch) -> None:
    s.stands(6, 94, 84)
    s.paint(box(4, 50, 36, 74, 4), "teal", 2, False)
    s.paint(stroke([(34, 70), (46, 70)], 3), "ink", 0)
    s.paint(box(42, 36, 66, 74, 4), None, 2.4)
    s.paint(box(38, 28, 70, 38, 4), dark(s.colour, 0.3), 1.6)
    s.paint(box(47, 44, 60, 56, 2), "sky", 0.6)
    s.paint(box(62, 48, 92, 74, 9), None, 2.4)
    s.paint(poly((76, 34), (90, 34), (86, 50), (80, 50)), "gold", 1.4)
    for x in (13, 28, 52, 70, 86):
        s.paint(disc(x, 77, 7), "wood", 1.4, False)
        s.paint(disc(x, 77, 2.4), "cream", 0)
    for x, y, r in ((84, 24, 5), (76, 14, 6.4), (64, 8, 4.6)):
        s.paint(disc(x, y, r), "cream", 0)
    s.paint(disc(12, 46, 6) | disc(24, 45, 7), "leaf", 1, False)


def nightlight(s: Sketch) -> None:
    s.stands(32, 68, 92)
    s.paint(disc(50, 46, 40), "gold", 0, alpha=0.22)
    moon = disc(48, 46, 31) - disc(62, 38, 24)
    s.paint(moon, light(s.colour, 0.3), 2.8)
    s.paint(star(66, 34, 7) | star(78, 54, 4.4), "cream", 0.5, False)
    s.paint(box(34, 76, 66, 92, 6), "wood", 2, False)


def dawnlamp(s: Sketch) -> None:
    s.stands(30, 70, 92)
    s.paint(disc(50, 46, 42), "gold", 0, alpha=0.2)
    s.paint(disc(50, 46, 33), "cream", 2, False)
    s.paint(disc(50, 46, 29), s.colour, 0)
    s.paint(disc(50, 46, 29) & disc(50, 60, 26), mix(s.colour, COLOURS["gold"], 0.6), 0)
    s.paint(disc(50, 46, 29) & disc(50, 72, 22), light(COLOURS["gold"], 0.5), 0)
    s.write(50, 49, "6:30", 12, "cream", 0.25, "ms")
    s.paint(box(34, 78, 66, 92, 6), "wood", 2, False)


def babybottle(s: Sketch) -> None:
    s.stands(36, 64, 94)
    s.paint(blob((46, 6), (54, 6), (56, 18), (64, 26), (36, 26), (44, 18)), "tan", 1.4, False)
    s.paint(box(32, 24, 68, 37, 4), dark(s.colour, 0.2), 1.8)
    s.paint(box(34, 36, 66, 94, 10), None, 2.6)
    s.paint(box(40, 50, 60, 86, 5), "paper", 0.6, False)
    for y in (56, 64, 72, 80):
        s.paint(box(40, y, 48, y + 1.4), "grey", 0)


def pram(s: Sketch) -> None:
    s.stands(24, 80, 94)
    s.paint(stroke([(66, 62), (86, 44), (96, 40)], 4), "ink", 0.8)
    s.paint(stroke([(32, 84), (66, 64)], 3) | stroke([(74, 84), (36, 64)], 3), "steel", 0.6)
    s.paint(oval(14, 14, 78, 82) & box(0, 46, 100, 70), None, 2.6)
    hood = disc(46, 46, 32) & box(0, 0, 46, 46)
    s.paint(hood, dark(s.colour, 0.15), 2.4)
    s.paint(
        (stroke([(46, 46), (24, 24)], 1) | stroke([(46, 46), (16, 36)], 1) | stroke([(46, 46), (36, 16)], 1))
        & hood,
        dark(s.colour, 0.45),
        0,
    )
    s.paint(box(12, 44, 78, 50, 3), light(s.colour, 0.25), 1)
    for x in (32, 74):
        s.paint(ring(x, 84, 10, 3), "ink", 0.6)
        s.paint(disc(x, 84, 2.6), "steel", 0.4)


def corkblock(s: Sketch) -> None:
    for x, y in ((12, 50), (26, 24)):
        s.paint(poly((x, y + 10), (x + 50, y + 10), (x + 50, y + 36), (x, y + 36)), None, 2)
        s.paint(poly((x, y + 10), (x + 14, y), (x + 64, y), (x + 50, y + 10)), light(s.colour, 0.3), 0.6)
        s.paint(
            poly((x + 50, y + 10), (x + 64, y), (x + 64, y + 26), (x + 50, y + 36)), dark(s.colour, 0.25), 0.6
        )
        for index in range(26):
            s.paint(disc(x + 3 + index * 17 % 45, y + 13 + index * 7 % 21, 0.8), dark(s.colour, 0.4), 0)


def zafu(s: Sketch) -> None:
    s.stands(14, 86, 82)
    s.paint(box(10, 44, 90, 84, 19), None, 3.2)
    s.paint(oval(10, 32, 90, 66), light(s.colour, 0.14), 1.8)
    for x in range(16, 88, 8):
        s.paint(stroke([(x, 66 - abs(x - 50) * 0.12), (x, 80)], 1.2), dark(s.colour, 0.3), 0)
    s.paint(disc(50, 48, 3), dark(s.colour, 0.35), 0.6)


def candle(s: Sketch) -> None:
    s.stands(28, 72, 91)
    s.paint(disc(50, 24, 18), "gold", 0, alpha=0.25)
    s.paint(box(28, 40, 72, 91, 7), None, 2.8)
    s.paint(oval(28, 34, 72, 47), light(s.colour, 0.35), 0.6, False)
    s.paint(oval(32, 36, 68, 45), "cream", 0, False)
    s.paint(stroke([(50, 40), (50, 33)], 1.4), "ink", 0)
    s.paint(blob((50, 14), (56, 26), (50, 34), (44, 26)), "orange", 0)
    s.paint(blob((50, 21), (53, 28), (50, 32.6), (47, 28)), light(COLOURS["gold"], 0.4), 0)
    s.paint(box(37, 57, 63, 77, 2), "cream", 0.6, False)
    s.paint(stroke([(43, 64), (57, 64)], 1.4) | stroke([(46, 70), (54, 70)], 1.2), "ink", 0)


def singingbowl(s: Sketch) -> None:
    s.stands(26, 74, 84)
    s.paint(oval(20, 74, 80, 92), "purple", 2, False)
    s.paint(oval(16, 6, 84, 84) & box(0, 44, 100, 90), None, 3)
    s.paint(oval(16, 36, 84, 54), light(s.colour, 0.3), 0.8)
    s.paint(oval(20, 38, 80, 52), dark(s.colour, 0.5), 0)
    s.paint(stroke([(66, 40), (92, 12)], 6), "wood", 1.4, False)
    for r in (20, 27):
        s.paint(arc(46, 30, r, r * 0.8, 215, 275, 1.4), light(s.colour, 0.3), 0)
