"""Drawings of the garden."""

from palette import COLOURS, dark, light, mix
from sketch import Sketch, arc, blob, box, disc, oval, poly, ring, star, stroke


def _leaves(s: Sketch, x: float, y: float, size: float) -> None:
    for tilt, reach, tone in (
        (-58, 0.8, 0.2),
        (58, 0.8, 0.25),
        (-30, 1.0, 0.05),
        (32, 0.96, 0.12),
        (0, 1.1, 0),
    ):
        leaf = blob(
            (x, y),
            (x - size * 0.24, y - size * 0.5 * reach),
            (x, y - size * reach),
            (x + size * 0.24, y - size * 0.5 * reach),
        )
        s.paint(leaf.turn(tilt, x, y), dark(COLOURS["leaf"], tone), 1.4)
        s.paint(
            stroke([(x, y), (x, y - size * 0.8 * reach)], 0.8).turn(tilt, x, y),
            light(COLOURS["leaf"], 0.35),
            0,
        )


def plantpot(s: Sketch) -> None:
    s.stands(26, 74, 92)
    _leaves(s, 50, 52, 42)
    s.paint(poly((24, 54), (76, 54), (69, 92), (31, 92)), None, 2.8)
    s.paint(box(20, 48, 80, 60, 3), None, 2)
    s.shadow(box(24, 60, 76, 63), poly((24, 54), (76, 54), (69, 92), (31, 92)), 0.22)


def hangpot(s: Sketch) -> None:
    s.paint(
        stroke([(50, 4), (24, 54)], 1.6)
        | stroke([(50, 4), (76, 54)], 1.6)
        | stroke([(50, 4), (50, 50)], 1.6),
        "wood",
        0,
    )
    s.paint(ring(50, 5, 4, 1.6), "wood", 0.3)
    _leaves(s, 50, 54, 26)
    for x, y in ((28, 66), (70, 70), (24, 80)):
        s.paint(stroke([(x + 4, 54), (x, y)], 1.4), "leaf", 0)
        s.paint(disc(x, y, 3.4), "leaf", 0.8)
    s.paint(blob((24, 52), (50, 54), (76, 52), (74, 72), (50, 84), (26, 72)), None, 2.8)
    s.paint(stroke([(24, 54), (40, 82), (50, 84), (60, 82), (76, 54)], 1.5), "wood", 0)
    s.paint(stroke([(50, 84), (50, 97)], 3), "wood", 0.3)


def gardentools(s: Sketch) -> None:
    s.paint(box(28, 50, 37, 92, 4).turn(-10, 32, 60), None, 1.8)
    s.paint(box(30.6, 40, 34.4, 54).turn(-10, 32, 60), "steel", 0.6)
    s.paint(blob((32, 6), (42, 18), (41, 38), (32, 44), (23, 38), (22, 18)).turn(-10, 32, 60), "steel", 1.8)
    s.paint(box(63, 54, 72, 94, 4).turn(10, 68, 60), None, 1.8)
    s.paint(box(65.8, 40, 69.4, 56).turn(10, 68, 60), "steel", 0.6)
    s.paint(arc(67.6, 30, 11, 14, 10, 170, 3.4).turn(10, 68, 60), "steel", 0.6)
    for x in (56.6, 67.6, 78.6):
        s.paint(stroke([(x, 34), (x, 12)], 3.2).turn(10, 68, 60), "steel", 0.6)


def shears(s: Sketch) -> None:
    s.paint(blob((48, 48), (40, 30), (46, 10), (56, 20), (57, 44)), "steel", 1.6)
    s.paint(blob((50, 48), (60, 38), (66, 18), (62, 14), (54, 28)), light(COLOURS["steel"], 0.2), 1.2)
    s.paint(stroke([(51, 50), (36, 66), (34, 92)], 8.5), None, 2)
    s.paint(stroke([(53, 50), (68, 66), (66, 92)], 8.5), None, 2)
    s.paint(disc(52, 50, 5), "ink", 1)
    s.paint(stroke([(46, 60), (52, 64), (46, 67), (54, 70)], 1.6), "steel", 0)


def wateringcan(s: Sketch) -> None:
    s.stands(34, 82, 88)
    s.paint(arc(76, 58, 17, 22, -90, 90, 5), dark(s.colour, 0.2), 1)
    s.paint(arc(58, 40, 20, 20, 180, 360, 4.4), dark(s.colour, 0.2), 1)
    s.paint(poly((38, 66), (44, 78), (16, 38), (10, 36)), dark(s.colour, 0.1), 1.2)
    s.paint(poly((2, 38), (16, 26), (20, 31), (7, 43)), dark(s.colour, 0.25), 1)
    s.paint(poly((38, 42), (78, 42), (82, 88), (34, 88)), None, 3)
    s.paint(oval(38, 37, 78, 47), dark(s.colour, 0.5), 0)
    s.paint(box(35, 72, 81, 75), light(s.colour, 0.3), 0)
    for x, y in ((4, 52), (10, 58), (2, 62)):
        s.paint(blob((x, y - 3), (x + 1.6, y), (x, y + 2), (x - 1.6, y)), "sky", 0)


def stool(s: Sketch) -> None:
    s.stands(24, 76, 93)
    for line in ([(36, 44), (24, 92)], [(64, 44), (76, 92)], [(46, 44), (44, 90)], [(54, 44), (56, 90)]):
        s.paint(stroke(line, 5), "wood", 1, False)
    s.paint(stroke([(29, 72), (71, 72)], 4), "wood", 0.8, False)
    s.paint(oval(18, 30, 82, 54), dark(s.colour, 0.25), 1)
    s.paint(oval(18, 25, 82, 48), None, 2.2)


def hose(s: Sketch) -> None:
    for r in (33, 26, 19):
        s.paint(ring(46, 50, r, 6), None, 1.4)
    s.paint(stroke([(46, 83), (70, 88), (86, 76), (88, 60)], 6), None, 1.4)
    s.paint(poly((83, 62), (93, 62), (91, 42), (85, 42)), "gold", 1)
    s.paint(poly((83, 42), (93, 42), (95, 34), (81, 34)), "ink", 0.8)


def crate(s: Sketch) -> None:
    s.stands(16, 84, 92)
    for y, tone in ((20, 0), (44, 0.06), (68, 0.12)):
        s.paint(box(14, y, 86, y + 23, 2), dark(s.colour, tone), 2, True)
        s.paint(box(17, y + 10.8, 83, y + 11.8), dark(s.colour, 0.4), 0)
        s.paint(box(40, y + 4, 60, y + 8, 2), dark(s.colour, 0.6), 0)
    s.paint(
        blob((20, 21), (30, 12), (44, 15), (60, 10), (74, 14), (82, 21)),
        mix(COLOURS["brown"], COLOURS["ink"], 0.35),
        1,
    )
    s.paint(stroke([(46, 16), (52, 9), (58, 14), (64, 8)], 2.6), "pink", 0.4)


def seedpacket(s: Sketch) -> None:
    packet = box(24, 10, 76, 90, 2).turn(-5)
    s.paint(packet, "paper", 2, False)
    s.paint(box(24, 10, 76, 20, 2).turn(-5), dark(s.colour, 0.2), 0.6)
    s.paint(box(30, 26, 70, 70, 3).turn(-5), light(s.colour, 0.55), 0)
    for x, y, r in ((42, 52, 9), (58, 58, 7.5), (54, 40, 6.5)):
        s.paint(stroke([(x, y), (50, 30)], 1).turn(-5), "leaf", 0)
        s.paint(disc(x, y, r).turn(-5), s.colour, 1.4)
        s.paint(star(x, y - r + 1, 3.4, 5, 0.4).turn(-5), "leaf", 0)
    s.paint(
        stroke([(36, 77), (64, 77)], 2.4).turn(-5) | stroke([(42, 83), (58, 83)], 1.4).turn(-5),
        dark(s.colour, 0.45),
        0,
    )


def growbox(s: Sketch) -> None:
    s.stands(18, 82, 92)
    s.paint(poly((16, 40), (84, 40), (84, 92), (16, 92)), "wood", 2.6, False)
    s.paint(poly((16, 40), (30, 26), (94, 26), (84, 40)), light(COLOURS["wood"], 0.25), 0)
    s.paint(box(30, 50, 70, 82, 3), dark(COLOURS["brown"], 0.4), 0)
    for x, y, r in ((38, 70, 10), (56, 60, 12), (60, 76, 9), (46, 56, 8)):
        s.paint(blob((x - 2, y), (x + 2, y), (x + 3, y + r), (x - 3, y + r)), "cream", 0.6)
        s.paint(disc(x, y, r) & box(0, 0, 100, y + r * 0.3), None, 1.6)
