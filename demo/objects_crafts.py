"""Drawings of pottery, painting and needlework."""

from palette import COLOURS, dark, light
from sketch import Sketch, arc, blob, box, disc, oval, poly, stroke


def potterykit(s: Sketch) -> None:
    s.stands(14, 86, 90)
    s.paint(poly((14, 50), (86, 50), (82, 90), (18, 90)), "wood", 2.4, False)
    s.paint(box(22, 30, 50, 62, 4).turn(-5, 36, 48), s.colour, 2.4)
    s.paint(stroke([(24, 40), (49, 38)], 3).turn(-5, 36, 48), light(s.colour, 0.35), 0)
    for x, tilt, tone in ((56, -6, "steel"), (64, 2, "tan"), (72, 9, "coral")):
        s.paint(box(x - 1.4, 22, x + 1.4, 60, 1).turn(tilt, x, 60), "brown", 0.6)
        s.paint(oval(x - 3.4, 12, x + 3.4, 28).turn(tilt, x, 60), tone, 0.8)
    s.paint(poly((12, 56), (88, 56), (84, 90), (16, 90)), light(COLOURS["wood"], 0.15), 2, False)
    s.paint(box(34, 64, 66, 82, 3), "cream", 0.8, False)
    s.paint(blob((44, 70), (56, 70), (58, 77), (50, 80), (42, 77)), s.colour, 0.6)


def wheel(s: Sketch) -> None:
    s.stands(22, 78, 94)
    s.paint(box(26, 68, 74, 92, 5), None, 2.4)
    s.paint(oval(10, 54, 90, 82), dark(s.colour, 0.25), 1.4)
    s.paint(oval(10, 49, 90, 76), light(s.colour, 0.1), 1.4)
    s.paint(oval(24, 54, 76, 71), dark(s.colour, 0.3), 1)
    s.paint(blob((32, 36), (50, 34), (68, 36), (66, 54), (58, 64), (42, 64), (34, 54)), "terracotta", 2.4)
    s.paint(oval(32, 29, 68, 41), light(COLOURS["terracotta"], 0.25), 0.8)
    s.paint(oval(36, 31, 64, 39), dark(COLOURS["terracotta"], 0.45), 0)
    s.paint(disc(66, 84, 3), "coral", 0.8)


def clay(s: Sketch) -> None:
    s.stands(16, 84, 86)
    s.paint(poly((16, 44), (74, 44), (74, 86), (16, 86)), None, 2.4)
    s.paint(poly((16, 44), (30, 30), (88, 30), (74, 44)), light(s.colour, 0.28), 0.6)
    s.paint(poly((74, 44), (88, 30), (88, 72), (74, 86)), dark(s.colour, 0.25), 0.6)
    s.paint(box(24, 54, 66, 76, 2), "paper" if s.colour != COLOURS["white"] else "coral", 0.8)
    s.paint(stroke([(32, 61), (58, 61)], 2.2) | stroke([(36, 69), (54, 69)], 1.6), "ink", 0)
    s.paint(stroke([(34, 34), (56, 22), (84, 33)], 1.4), "wood", 0)


def jar(s: Sketch) -> None:
    s.stands(28, 72, 90)
    s.paint(box(28, 28, 72, 90, 9), None, 2.8)
    s.paint(box(26, 16, 74, 32, 4), "ink", 1.8)
    s.paint(box(28, 46, 72, 76), "paper", 0)
    s.paint(blob((38, 54), (50, 50), (62, 54), (60, 66), (50, 70), (40, 66)), s.colour, 1)
    s.glint(box(33, 36, 37, 86, 2), 0.25)


def potterytools(s: Sketch) -> None:
    for tilt, head in ((-24, "loop"), (-12, "knife"), (0, "rib"), (12, "loop"), (24, "needle")):
        x = 50
        s.paint(box(x - 2.4, 40, x + 2.4, 76, 2).turn(tilt, 50, 110), None, 1)
        if head == "loop":
            s.paint(
                (oval(x - 5, 18, x + 5, 38) - oval(x - 3.2, 20, x + 3.2, 36)).turn(tilt, 50, 110),
                "steel",
                0.3,
            )
        elif head == "rib":
            s.paint(
                blob((x, 14), (x + 6, 26), (x + 4, 40), (x - 4, 40), (x - 6, 26)).turn(tilt, 50, 110),
                "coral",
                1,
            )
        else:
            s.paint(
                poly((x - (2.6 if head == "knife" else 0.8), 40), (x + 0.8, 40), (x, 14)).turn(tilt, 50, 110),
                "steel",
                0.4,
            )
        s.paint(box(x - 2.6, 38, x + 2.6, 43, 1).turn(tilt, 50, 110), "gold", 0.4)
    s.paint(box(20, 70, 80, 92, 4), "beige", 2, False)
    s.paint(stroke([(20, 78), (80, 78)], 2.4), "brown", 0)


def bats(s: Sketch) -> None:
    for y, tone in ((66, 0.25), (54, 0.12), (42, 0)):
        s.paint(oval(14, y - 10, 86, y + 24), dark(s.colour, tone + 0.2), 0)
        s.paint(oval(14, y - 15, 86, y + 18), dark(s.colour, tone), 1.6)
    for r in (26, 17, 8):
        s.paint(
            oval(50 - r, 43.5 - r * 0.45, 50 + r, 43.5 + r * 0.45)
            - oval(50 - r + 1, 43.5 - r * 0.45 + 0.6, 50 + r - 1, 43.5 + r * 0.45 - 0.6),
            dark(s.colour, 0.3),
            0,
        )


def bandwheel(s: Sketch) -> None:
    s.stands(28, 72, 90)
    s.paint(box(45, 52, 55, 84), "steel", 1.2)
    s.paint(oval(26, 78, 74, 94), None, 1.8)
    s.paint(oval(12, 38, 88, 68), dark(s.colour, 0.3), 0)
    s.paint(oval(12, 33, 88, 62), None, 1.6)
    s.paint(oval(30, 40, 70, 55) - oval(32, 41, 68, 54), light(s.colour, 0.3), 0)
    s.paint(blob((40, 24), (60, 24), (62, 38), (56, 48), (44, 48), (38, 38)), "terracotta", 1.8)
    s.paint(oval(40, 20, 60, 28), dark(COLOURS["terracotta"], 0.4), 0)


def vase(s: Sketch) -> None:
    s.stands(34, 66, 93)
    body = blob(
        (42, 14),
        (58, 14),
        (57, 28),
        (72, 46),
        (74, 66),
        (62, 90),
        (50, 93),
        (38, 90),
        (26, 66),
        (28, 46),
        (43, 28),
    )
    s.paint(body, None, 3.2)
    s.paint(body & box(0, 50, 100, 57), s.accent, 0)
    s.paint(body & box(0, 61, 100, 63.4), s.accent, 0)
    s.paint(oval(41, 10, 59, 18), dark(s.colour, 0.45), 0)


def paintbox(s: Sketch) -> None:
    s.paint(box(10, 26, 90, 84, 5), None, 2.4)
    s.paint(box(14, 30, 86, 80, 3), "paper", 0, False)
    wells = (
        "gold",
        "orange",
        "red",
        "pink",
        "purple",
        "navy",
        "blue",
        "teal",
        "leaf",
        "olive",
        "brown",
        "ink",
    )
    for index, tone in enumerate(wells):
        x, y = 17 + index % 6 * 11.4, 46 + index // 6 * 16
        s.paint(box(x, y, x + 9.6, y + 13, 1.5), tone, 1, False)
    s.paint(stroke([(20, 38), (74, 36)], 3), "coral", 0.7, False)
    s.paint(poly((74, 33.5), (88, 36), (74, 38.6)), "brown", 0.4)


def painttubes(s: Sketch) -> None:
    for x, tilt, tone in ((22, -12, "teal"), (41, -3, s.colour), (60, 5, "coral"), (79, 12, "gold")):
        s.paint(
            poly((x - 9, 20), (x + 9, 20), (x + 6, 74), (x - 6, 74)).turn(tilt, x, 60), "silver", 1.8, False
        )
        s.paint(poly((x - 8, 30), (x + 8, 30), (x + 7, 60), (x - 7, 60)).turn(tilt, x, 60), tone, 1, False)
        s.paint(box(x - 10, 15, x + 10, 21, 1).turn(tilt, x, 60), "steel", 0.6)
        s.paint(box(x - 4, 74, x + 4, 84, 1.5).turn(tilt, x, 60), "ink", 0.8)


def brushes(s: Sketch) -> None:
    for x, tilt, tone in ((34, -14, "navy"), (50, 0, s.colour), (66, 14, "teal")):
        s.paint(
            box(x - 2.6, 40, x + 2.6, 94, 2.4).turn(tilt, x, 70),
            tone if tone == s.colour else s.colour,
            1,
            False,
        )
        s.paint(box(x - 3.2, 32, x + 3.2, 44, 1).turn(tilt, x, 70), "steel", 0.8)
        s.paint(
            blob((x, 6), (x + 5, 22), (x + 3, 33), (x - 3, 33), (x - 5, 22)).turn(tilt, x, 70), "brown", 1.2
        )
        s.paint(
            blob((x, 6), (x + 3, 15), (x, 20), (x - 3, 15)).turn(tilt, x, 70),
            tone if tone != s.colour else "gold",
            0,
        )


def pencils(s: Sketch) -> None:
    s.stands(22, 78, 92)
    for index, tone in enumerate(("red", "orange", "gold", "leaf", "teal", "blue", "purple", "pink")):
        x, top = 26 + index * 7, 16 + (index * 5) % 11
        s.paint(box(x - 3, top + 10, x + 3, 80), tone, 1, False)
        s.paint(poly((x - 3, top + 10), (x + 3, top + 10), (x, top)), "beige", 0.4)
        s.paint(poly((x - 1, top + 3.4), (x + 1, top + 3.4), (x, top)), tone, 0)
    s.paint(box(16, 56, 84, 92, 5), None, 2.6)
    s.paint(stroke([(18, 64), (82, 64)], 1), s.accent, 0)
    s.paint(box(46, 68, 54, 86, 2), "brown", 0.8, False)


def easel(s: Sketch) -> None:
    s.stands(20, 80, 94)
    s.paint(
        stroke([(50, 6), (24, 94)], 4.4) | stroke([(50, 6), (76, 94)], 4.4) | stroke([(50, 6), (50, 90)], 4),
        None,
        1,
        False,
    )
    canvas = box(18, 20, 82, 70, 1.5)
    s.paint(canvas, "paper", 1.8, False)
    inner = box(22, 24, 78, 66)
    s.paint(inner, "sky", 0)
    s.paint(inner & disc(36, 84, 32), "leaf", 0)
    s.paint(inner & disc(70, 84, 28), "teal", 0)
    s.paint(disc(64, 36, 6), "gold", 0)
    s.paint(box(14, 70, 86, 77, 2), None, 1.4, False)


def yarn(s: Sketch) -> None:
    s.paint(stroke([(72, 70), (88, 84), (70, 92), (50, 86), (30, 92)], 2.2), None, 0.4, False)
    ball = disc(48, 48, 33)
    s.paint(ball, None, 3.2)
    for tilt, shift in (
        (20, -16),
        (20, -8),
        (20, 0),
        (20, 8),
        (80, -14),
        (80, -5),
        (80, 4),
        (140, 0),
        (140, 9),
        (140, 17),
    ):
        line = arc(48 + shift, 48, 16, 40, 110, 250, 1.3).turn(tilt, 48, 48) & ball
        s.paint(line, dark(s.colour, 0.3) if shift % 2 else light(s.colour, 0.35), 0)
    s.paint(stroke([(20, 16), (80, 78)], 3), "wood", 0.8, False)
    s.paint(disc(19, 15, 4), "wood", 0.8, False)
    s.paint(ball & disc(58, 58, 22), None, 0)
    for shift in (-9, -3, 3, 9):
        s.paint(
            arc(58 + shift, 58, 12, 24, 110, 250, 1.2).turn(-30, 58, 58) & disc(58, 58, 22),
            dark(s.colour, 0.3),
            0,
        )


def needles(s: Sketch) -> None:
    for tilt in (-32, -16, 0, 16, 32):
        s.paint(box(48.4, 6, 51.6, 84, 1.4).turn(tilt, 50, 100), None, 0.8, False)
        s.paint(
            disc(50, 7, 4).turn(tilt, 50, 100),
            ("coral", "teal", "gold", "navy", "leaf")[(tilt + 32) // 16],
            0.8,
        )
    s.paint(box(26, 66, 74, 92, 4), "beige", 2, False)
    s.paint(stroke([(28, 74), (72, 74)], 2), "coral", 0)


def sewingmachine(s: Sketch) -> None:
    s.stands(8, 92, 88)
    s.paint(box(8, 76, 92, 88, 5), dark(s.colour, 0.2), 2)
    s.paint(box(64, 28, 86, 78, 5), None, 2.4)
    s.paint(box(12, 24, 86, 48, 9), None, 2.6)
    s.paint(box(12, 40, 30, 60, 4), None, 2)
    s.paint(stroke([(21, 60), (21, 75)], 1.8), "steel", 0)
    s.paint(box(16, 72, 30, 76, 1), "steel", 0.5)
    s.paint(disc(90, 40, 7), "ink", 1.4)
    s.paint(box(44, 10, 54, 25, 2), "coral", 1.2)
    s.paint(disc(74, 38, 5), "cream", 1, False)
    s.paint(disc(74, 60, 3.6), "cream", 0.8, False)
    s.paint(poly((8, 70), (40, 72), (52, 80), (8, 80)), "sky", 1, False)


def scissors(s: Sketch) -> None:
    for tilt in (-16, 16):
        s.paint(poly((46, 56), (54, 56), (52, 8), (49, 6)).turn(tilt, 50, 54), "silver", 1.4)
    for x in (32, 68):
        s.paint(oval(x - 15, 62, x + 15, 94) - oval(x - 8.5, 69, x + 8.5, 87.5), None, 1.8)
    s.paint(stroke([(45, 50), (60, 70)], 7) | stroke([(55, 50), (40, 70)], 7), None, 1.4)
    s.paint(disc(50, 55, 3.4), "steel", 0.8)


def hoop(s: Sketch) -> None:
    s.paint(box(44, 4, 56, 14, 2), "gold", 0.8)
    s.paint(disc(50, 54, 40), "wood", 2, False)
    s.paint(disc(50, 54, 35), "paper", 1, False)
    s.paint(stroke([(50, 84), (48, 60), (36, 40)], 2) | stroke([(49, 66), (64, 48)], 2), "leaf", 0)
    for x, y, r in ((36, 38, 9), (65, 45, 8), (50, 30, 6)):
        for petal in range(6):
            s.paint(oval(x - 2.4, y - r, x + 2.4, y - r * 0.2).turn(petal * 60, x, y), None, 0.5, False)
        s.paint(disc(x, y, r * 0.34), "gold", 0.3)
    for x, y, tilt in ((42, 66, -50), (56, 62, 40), (44, 54, -40)):
        s.paint(oval(x - 2.4, y - 7, x + 2.4, y + 3).turn(tilt, x, y), "leaf", 0.4)
