"""Drawings of shoes."""

from palette import COLOURS, dark, light
from sketch import Sketch, blob, box, disc, oval, stroke


def shoe(s: Sketch) -> None:
    s.stands(8, 92, 79)
    upper = blob(
        (10, 40),
        (18, 32),
        (26, 38),
        (36, 34),
        (46, 32),
        (58, 46),
        (74, 54),
        (90, 60),
        (94, 70),
        (60, 73),
        (12, 72),
        (9, 56),
    )
    sole = blob(
        (7, 66), (20, 65), (50, 68), (80, 66), (95, 64), (97, 72), (90, 79), (60, 80), (20, 80), (8, 77)
    )
    s.paint(sole, "cream", 1.6, False)
    s.paint(sole & box(0, 76, 100, 84), dark(s.colour, 0.35), 0, False)
    s.paint(upper, None, 2.6)
    s.paint(upper & blob((76, 52), (98, 58), (98, 74), (78, 74), (74, 62)), dark(s.colour, 0.14), 0.8)
    s.paint(upper & blob((6, 44), (18, 46), (22, 60), (18, 76), (4, 76)), dark(s.colour, 0.18), 0.8)
    s.paint(oval(14, 30, 40, 42) & upper, dark(s.colour, 0.6), 0)
    s.paint(blob((36, 34), (46, 31), (62, 48), (54, 52)), light(s.colour, 0.22), 0.8)
    for step in range(4):
        x, y = 41 + step * 5.2, 36 + step * 4.2
        s.paint(stroke([(x - 3.5, y + 4), (x + 4.5, y - 2)], 1.8), "cream", 0.3)
    swoop = stroke([(26, 66), (42, 62), (54, 54)], 3.2) | stroke([(34, 68), (48, 65), (60, 57)], 2.2)
    s.paint(swoop & upper, s.accent, 0.4)


def sneaker(s: Sketch) -> None:
    s.stands(8, 92, 80)
    upper = blob(
        (13, 36), (22, 30), (34, 32), (46, 34), (58, 48), (76, 56), (90, 62), (92, 72), (14, 72), (11, 54)
    )
    s.paint(upper, None, 2.6)
    s.paint(box(8, 68, 94, 81, 6), "paper" if s.colour != COLOURS["white"] else "tan", 1.6, False)
    s.paint(box(8, 75, 94, 77.4), dark(s.colour, 0.2), 0, False)
    s.paint(blob((76, 58), (94, 62), (94, 70), (76, 70)), "cream", 1, False)
    s.paint(oval(16, 28, 38, 38) & upper, dark(s.colour, 0.55), 0)
    s.paint(blob((36, 32), (46, 32), (62, 50), (52, 53)), light(s.colour, 0.25), 0.8)
    for step in range(4):
        x, y = 40 + step * 5, 36 + step * 4.2
        s.paint(
            stroke([(x - 3.5, y + 3.4), (x + 4.5, y - 2)], 1.7),
            "cream" if s.colour != COLOURS["white"] else "grey",
            0.2,
        )
        s.paint(disc(x - 4, y + 4, 0.9), "steel", 0)
    s.paint(box(11, 42, 19, 50, 2), dark(s.colour, 0.3), 0.6)


def slipon(s: Sketch) -> None:
    s.stands(8, 92, 80)
    upper = blob((12, 44), (22, 40), (36, 42), (50, 44), (74, 54), (90, 62), (92, 72), (14, 72), (10, 56))
    s.paint(upper, None, 2.4)
    s.paint(oval(14, 39, 48, 50) & upper, dark(s.colour, 0.5), 0, False)
    s.paint(blob((44, 43), (54, 46), (50, 60), (42, 54)), "ink", 0.6, False)
    s.paint(box(8, 68, 94, 81, 6), "paper", 1.6, False)
    s.paint(box(8, 74, 94, 76), dark(s.colour, 0.2), 0, False)


def boot(s: Sketch) -> None:
    s.stands(14, 90, 86)
    upper = blob((20, 16), (34, 13), (50, 16), (51, 44), (62, 54), (84, 62), (88, 76), (20, 77), (18, 50))
    s.paint(upper, None, 2.8)
    s.paint(box(15, 74, 91, 86, 4), dark(s.colour, 0.5), 1.4)
    s.paint(oval(21, 12, 50, 20), dark(s.colour, 0.5), 0)
    s.paint(blob((44, 22), (52, 22), (53, 44), (62, 54), (54, 56), (45, 44)), light(s.colour, 0.2), 0.8)
    for y in (26, 34, 42):
        s.paint(stroke([(42, y + 1.5), (53, y - 1)], 1.8), "cream", 0.2)
    s.paint(box(14, 30, 22, 48, 3) & upper, dark(s.colour, 0.25), 0)


def wellies(s: Sketch) -> None:
    s.stands(10, 92, 88)
    for dx in (26, 0):
        upper = blob(
            (20 + dx, 12),
            (34 + dx, 10),
            (46 + dx, 12),
            (46 + dx, 56),
            (52 + dx, 64),
            (66 + dx, 70),
            (68 + dx, 82),
            (18 + dx, 82),
            (17 + dx, 50),
        )
        s.paint(upper, None, 2.4)
        s.paint(box(16 + dx, 79, 69 + dx, 87, 3), dark(s.colour, 0.45), 1)
        s.paint(box(17 + dx, 16, 48 + dx, 21) & upper, light(s.colour, 0.35), 0, False)
        s.paint(oval(20 + dx, 9, 46 + dx, 15), dark(s.colour, 0.55), 0)


def sandal(s: Sketch) -> None:
    s.stands(8, 92, 80)
    s.paint(
        blob((8, 66), (30, 62), (60, 68), (90, 68), (95, 76), (80, 82), (20, 82), (7, 78)), "tan", 2, False
    )
    s.paint(blob((8, 66), (30, 62), (60, 68), (92, 68), (80, 72), (30, 70)), light(COLOURS["tan"], 0.3), 0)
    for line in (
        [(62, 72), (68, 50), (82, 68)],
        [(46, 70), (52, 44), (66, 66)],
        [(12, 68), (14, 44), (30, 40), (44, 66)],
    ):
        s.paint(stroke(line, 7), None, 1.6)
    s.paint(box(60, 50, 68, 57, 1.5) | box(24, 38, 32, 45, 1.5), "gold", 0.8)
