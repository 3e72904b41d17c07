"""Drawings of instruments."""

from palette import dark, light
from sketch import Sketch, arc, blob, box, disc, oval, poly, ring, stroke


def guitar(s: Sketch) -> None:
    tilt = 28
    s.paint(box(47, 4, 53, 50, 1).turn(tilt), "brown", 1)
    s.paint(box(45, -2, 55, 10, 2).turn(tilt), "ink", 1)
    body = (disc(50, 72, 22) | disc(50, 49, 16) | box(37, 48, 63, 66)).turn(tilt)
    s.paint(body, None, 2.6)
    s.paint(disc(50, 56, 8).turn(tilt), light(s.colour, 0.4), 0)
    s.paint(disc(50, 56, 6.5).turn(tilt), "ink", 0)
    s.paint(box(41, 75, 59, 79, 1).turn(tilt), "brown", 0.8)
    s.paint(blob((58, 58), (64, 62), (66, 72), (58, 68)).turn(tilt), dark(s.colour, 0.5), 0)
    for x in (48.2, 50, 51.8):
        s.paint(box(x - 0.2, 4, x + 0.2, 76).turn(tilt), "cream", 0)


def eguitar(s: Sketch) -> None:
    tilt = 30
    s.paint(box(47.4, 0, 52.6, 56, 1).turn(tilt), "tan", 1)
    s.paint(poly((46, -8), (56, -6), (54, 6), (46, 6)).turn(tilt), "tan", 1)
    body = blob(
        (40, 44),
        (47, 56),
        (54, 52),
        (60, 42),
        (66, 50),
        (62, 64),
        (68, 82),
        (56, 93),
        (42, 93),
        (32, 82),
        (38, 64),
        (33, 50),
    ).turn(tilt)
    s.paint(body, None, 2.4)
    s.paint(blob((44, 60), (57, 58), (60, 76), (52, 84), (43, 74)).turn(tilt), "cream", 0.8, False)
    for y in (63, 72):
        s.paint(box(44, y, 56, y + 4, 1).turn(tilt), "ink", 0.6)
    s.paint(box(43, 80, 57, 84, 1).turn(tilt), "steel", 0.8)
    s.paint(disc(60, 84, 1.8).turn(tilt) | disc(57, 88, 1.8).turn(tilt), "gold", 0.4)
    for x in (48.6, 50, 51.4):
        s.paint(box(x - 0.2, 0, x + 0.2, 81).turn(tilt), "steel", 0)


def ukulele(s: Sketch) -> None:
    tilt = 24
    s.paint(box(47, 8, 53, 50, 1).turn(tilt), "brown", 1)
    s.paint(box(45, 2, 55, 13, 2).turn(tilt), "brown", 1)
    body = (disc(50, 70, 19) | disc(50, 51, 14) | box(39, 50, 61, 64)).turn(tilt)
    s.paint(body, None, 2.4)
    s.paint(disc(50, 57, 5.6).turn(tilt), "ink", 0)
    s.paint(ring(50, 57, 7.2, 1.2).turn(tilt), "cream", 0)
    s.paint(box(43, 73, 57, 77, 1).turn(tilt), "brown", 0.8)
    for x in (48.6, 51.4):
        s.paint(box(x - 0.25, 10, x + 0.25, 74).turn(tilt), "cream", 0)


def violin(s: Sketch) -> None:
    tilt = 26
    s.paint(stroke([(84, 14), (66, 92)], 1.6), "tan", 0.4)
    s.paint(box(48, 6, 52, 40, 1).turn(tilt), "ink", 0.8)
    s.paint(disc(50, 6, 4).turn(tilt), dark(s.colour, 0.2), 1)
    body = (
        (disc(50, 74, 18) | disc(50, 48, 14) | box(38, 48, 62, 72)) - disc(29, 60, 9) - disc(71, 60, 9)
    ).turn(tilt)
    s.paint(body, None, 2.4)
    s.paint(box(47.6, 38, 52.4, 62, 1).turn(tilt), "ink", 0.6)
    s.paint(box(44, 65, 56, 67.5).turn(tilt), "tan", 0)
    s.paint(poly((46.5, 74), (53.5, 74), (51.5, 88), (48.5, 88)).turn(tilt), "ink", 0.6)
    for x in (41, 59):
        s.paint(arc(x, 61, 2, 6, 90, 270, 1.1).turn(tilt), "ink", 0)


def piano(s: Sketch) -> None:
    s.stands(6, 94, 76)
    s.paint(box(4, 30, 96, 76, 4), None, 2.2)
    s.paint(box(4, 30, 96, 46, 4), dark(s.colour, 0.18), 0)
    for x in (12, 20, 28):
        s.paint(disc(x, 38, 2), s.accent, 0)
    s.paint(box(42, 34, 62, 42, 1.5), "screen", 0)
    s.paint(box(72, 36, 90, 40, 2), dark(s.colour, 0.5), 0)
    s.paint(box(8, 48, 92, 72, 1), "paper", 1, False)
    for key in range(1, 14):
        s.paint(box(8 + key * 6 - 0.3, 48, 8 + key * 6 + 0.3, 72), "grey", 0)
        if key % 7 not in (3, 0):
            s.paint(box(8 + key * 6 - 1.8, 48, 8 + key * 6 + 1.8, 63, 0.8), "ink", 0.5)


def synth(s: Sketch) -> None:
    s.paint(box(8, 22, 92, 80, 6), None, 2.4)
    s.paint(box(14, 28, 40, 44, 2), "screen", 0)
    s.paint(stroke([(16, 37), (20, 31), (24, 41), (28, 31), (32, 41), (37, 35)], 1.2), "mint", 0)
    for index in range(8):
        x, y = 48 + index % 4 * 11, 31 + index // 4 * 11
        s.paint(disc(x, y, 4), "ink", 1)
        s.paint(stroke([(x, y), (x + 1.6 * (index % 3 - 1), y - 3)], 0.9), "cream", 0)
    s.paint(box(13, 52, 87, 75, 1), "paper", 0.8, False)
    for key in range(1, 12):
        s.paint(box(13 + key * 6.2 - 0.3, 52, 13 + key * 6.2 + 0.3, 75), "grey", 0)
        if key % 7 not in (3, 0):
            s.paint(box(13 + key * 6.2 - 1.8, 52, 13 + key * 6.2 + 1.8, 66, 0.8), "ink", 0.5)


def kalimba(s: Sketch) -> None:
    s.paint(box(24, 14, 76, 90, 12), None, 2.6)
    s.paint(disc(50, 70, 9), "ink", 0)
    s.paint(box(28, 30, 72, 35, 2), "steel", 1)
    for index in range(9):
        reach = 56 - abs(index - 4) * 4.5
        s.paint(box(31 + index * 4.4, 20, 33.8 + index * 4.4, reach, 1.3), "steel", 0.7)


def strings(s: Sketch) -> None:
    for x, y, tilt in ((44, 46, -10), (56, 54, 8)):
        s.paint(
            box(x - 26, y - 30, x + 26, y + 30, 3).turn(tilt, x, y),
            "ink" if tilt < 0 else "cream",
            1.6,
            False,
        )
    for r in (20, 17, 14, 11):
        s.paint(ring(56, 54, r, 1.4), None, 0.4)
    s.write(56, 57, "12-53", 6, "ink", 0.15, "ms")


def capo(s: Sketch) -> None:
    s.paint(stroke([(34, 24), (30, 50), (40, 80)], 9), None, 2)
    s.paint(stroke([(34, 24), (60, 20), (78, 30)], 9), dark(s.colour, 0.1), 2)
    s.paint(stroke([(38, 44), (62, 44), (84, 52)], 8), None, 1.8)
    s.paint(stroke([(40, 33), (76, 37)], 4.5), "ink", 0.8)
    s.paint(disc(36, 44, 5), "steel", 1.2)


def musicstand(s: Sketch) -> None:
    s.stands(24, 76, 94)
    s.paint(stroke([(50, 50), (50, 82)], 3), None, 0.8)
    s.paint(
        stroke([(50, 74), (26, 94)], 3) | stroke([(50, 74), (74, 94)], 3) | stroke([(50, 74), (50, 95)], 3),
        None,
        0.8,
    )
    s.paint(poly((16, 14), (84, 14), (88, 54), (12, 54)), None, 1.6)
    for x in (22, 51):
        s.paint(box(x, 18, x + 27, 50, 1), "paper", 0.8, False)
        for y in range(23, 48, 6):
            s.paint(box(x + 3, y, x + 24, y + 0.6), "grey", 0)
            s.paint(disc(x + 7 + y % 11, y, 1.3), "ink", 0)
    s.paint(box(10, 52, 90, 57, 2), dark(s.colour, 0.2), 1)


def metronome(s: Sketch) -> None:
    s.stands(22, 78, 92)
    s.paint(poly((42, 10), (58, 10), (78, 90), (22, 90)), None, 2.6)
    s.paint(poly((45, 18), (55, 18), (66, 70), (34, 70)), "cream", 0)
    for y in range(26, 68, 6):
        s.paint(box(48, y, 52, y + 0.8), "ink", 0)
    s.paint(stroke([(50, 72), (62, 14)], 1.8), "steel", 0.5)
    s.paint(box(54, 32, 64, 41, 1.5).turn(12, 59, 36), "gold", 1)
    s.paint(box(22, 76, 78, 90, 1), dark(s.colour, 0.25), 1)


def drum(s: Sketch) -> None:
    s.stands(18, 82, 84)
    s.paint(oval(16, 50, 84, 86), dark(s.colour, 0.35), 0)
    s.paint(oval(16, 40, 84, 76), None, 1.5)
    s.paint(oval(24, 44, 76, 70), light(s.colour, 0.35), 0)
    s.paint(stroke([(20, 14), (54, 56)], 3.4) | stroke([(82, 12), (58, 56)], 3.4), "wood", 1, False)
    s.paint(disc(54, 56, 3) | disc(58, 56, 3), "wood", 0.8, False)
