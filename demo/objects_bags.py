"""Drawings of bags, straps and small things that are worn."""

from palette import COLOURS, dark, light, mix
from sketch import Sketch, arc, blob, box, disc, oval, poly, ring, stroke


def umbrella(s: Sketch) -> None:
    s.paint(stroke([(50, 14), (50, 80)], 2.2), "steel", 0.5)
    s.paint(stroke([(50, 76), (50, 90), (58, 95), (64, 88)], 4), "wood", 1, False)
    dome = disc(50, 54, 42) & box(0, 0, 100, 54)
    for x in (15.5, 38.5, 61.5, 84.5):
        dome = dome - disc(x, 58, 11.5 if x in (38.5, 61.5) else 11)
    s.paint(dome, None, 2.6)
    for x in (27, 50, 73):
        s.paint(stroke([(50, 12), (50 + (x - 50) * 0.8, 32), (x, 54)], 0.8) & dome, dark(s.colour, 0.3), 0)
    s.paint(disc(50, 11, 2.2), "steel", 0.4)


def glasses(s: Sketch) -> None:
    s.paint(
        stroke([(12, 44), (16, 30), (30, 26)], 3.6) | stroke([(88, 44), (84, 30), (70, 26)], 3.6),
        dark(s.colour, 0.2),
        0.8,
    )
    for x in (29, 71):
        s.paint(disc(x, 54, 20), None, 1.8)
        s.paint(disc(x, 54, 16), mix(COLOURS["ink"], s.colour, 0.45), 0)
        s.glint(disc(x, 54, 16) & poly((x - 14, 40), (x - 2, 38), (x - 10, 68), (x - 18, 66)), 0.25)
    s.paint(arc(50, 53, 6, 6, 200, 340, 4), None, 1)


def belt(s: Sketch) -> None:
    s.paint(oval(10, 30, 90, 76) - oval(15, 34, 85, 64), dark(s.colour, 0.3), 0)
    front = blob(
        (10, 50), (26, 60), (50, 64), (74, 60), (90, 50), (88, 64), (70, 78), (50, 82), (30, 78), (12, 64)
    )
    s.paint(front, None, 2.2)
    s.paint(stroke([(30, 69), (50, 73), (70, 69)], 1.4), "mint", 0)
    s.paint(box(44, 58, 56, 84, 2) & front, dark(s.colour, 0.2), 0.6)
    s.paint(box(62, 42, 76, 66, 2).turn(6), "ink", 1)


def headlamp(s: Sketch) -> None:
    s.paint(oval(12, 24, 88, 66) - oval(17, 31, 83, 61), None, 1.4)
    s.paint(stroke([(50, 58), (50, 28)], 5), dark(s.colour, 0.2), 1)
    s.paint(box(32, 48, 68, 82, 8), dark(s.colour, 0.3), 2.2)
    s.paint(disc(50, 64, 12), "steel", 1.4)
    s.paint(disc(50, 64, 9.5), light(COLOURS["gold"], 0.6), 0)
    s.glint(disc(47, 61, 3.4), 0.8)
    s.paint(box(44, 46, 56, 49, 1), "coral", 0.4)


def helmet(s: Sketch) -> None:
    s.paint(
        stroke([(24, 60), (36, 86), (50, 92)], 2.6) | stroke([(62, 64), (56, 84), (50, 92)], 2.6), "ink", 0.4
    )
    s.paint(box(46, 88, 56, 95, 2), "steel", 0.6)
    shell = blob((8, 58), (14, 32), (38, 14), (66, 16), (88, 36), (94, 60), (70, 66), (50, 60), (24, 66))
    s.paint(shell, None, 3)
    for vent in (
        ((30, 30), (44, 24), (46, 32), (32, 40)),
        ((52, 24), (66, 27), (66, 35), (53, 32)),
        ((24, 48), (40, 42), (41, 49), (25, 55)),
        ((52, 41), (70, 44), (72, 51), (53, 48)),
        ((74, 36), (83, 44), (84, 51), (76, 44)),
    ):
        s.paint(blob(*vent), dark(s.colour, 0.62), 0)
    s.paint(shell & blob((6, 54), (50, 58), (96, 56), (96, 70), (50, 68), (6, 70)), dark(s.colour, 0.35), 0)


def _straps(s: Sketch) -> None:
    s.paint(arc(50, 17, 9, 9, 180, 360, 3.4), dark(s.colour, 0.4), 0.6)


def backpack(s: Sketch) -> None:
    s.stands(22, 78, 92)
    _straps(s)
    side = stroke([(24, 46), (15, 60), (20, 82)], 6)
    s.paint(side | side.flip(), dark(s.colour, 0.38), 1)
    s.paint(
        blob(
            (24, 32), (34, 15), (50, 12), (66, 15), (76, 32), (80, 66), (76, 90), (50, 93), (24, 90), (20, 66)
        ),
        None,
        2.8,
    )
    s.paint(arc(50, 36, 25, 22, 200, 340, 1.6), dark(s.colour, 0.45), 0)
    pocket = box(29, 56, 71, 86, 7)
    s.paint(pocket, dark(s.colour, 0.08), 2, True)
    s.paint(stroke([(33, 63), (67, 63)], 1.6), dark(s.colour, 0.5), 0)
    s.paint(box(62, 62, 65, 71, 1.4), "gold", 0.3)
    s.paint(box(42, 32, 58, 43, 2), "tan", 0.9, False)
    s.paint(box(45, 35.5, 48, 39.5, 0.8) | box(52, 35.5, 55, 39.5, 0.8), dark(COLOURS["tan"], 0.5), 0)


def rolltop(s: Sketch) -> None:
    s.stands(24, 76, 93)
    side = stroke([(24, 42), (14, 60), (20, 84)], 6)
    s.paint(side | side.flip(), dark(s.colour, 0.38), 1)
    s.paint(box(22, 24, 78, 93, 7), None, 2.8)
    s.paint(box(17, 11, 83, 25, 6), dark(s.colour, 0.12), 2)
    s.paint(box(17, 17.4, 83, 18.6), dark(s.colour, 0.35), 0)
    s.paint(box(46, 11, 54, 62, 1), "ink", 0.8)
    s.paint(box(43, 48, 57, 58, 2), "steel", 1)
    s.paint(box(32, 68, 68, 86, 3), dark(s.colour, 0.1), 1.6)
    s.paint(stroke([(35, 73), (65, 73)], 1.4), "ink", 0)


def tote(s: Sketch) -> None:
    s.stands(20, 80, 93)
    s.paint(stroke([(36, 42), (38, 14), (50, 6), (62, 14), (64, 42)], 3.6), "tan", 0.8, False)
    s.paint(poly((18, 36), (82, 36), (78, 93), (22, 93)), None, 2.6)
    s.paint(poly((18, 36), (82, 36), (81.6, 41), (18.4, 41)), dark(s.colour, 0.25), 0, False)
    for x in (36, 64):
        s.paint(box(x - 2.4, 36, x + 2.4, 50, 1), "tan", 0.6, False)


def handbag(s: Sketch) -> None:
    s.stands(16, 84, 90)
    s.paint(arc(50, 42, 20, 30, 180, 360, 4.4), dark(s.colour, 0.3), 1)
    s.paint(blob((18, 44), (50, 38), (82, 44), (88, 86), (50, 91), (12, 86)), None, 3)
    s.paint(stroke([(18, 48), (50, 43), (82, 48)], 1), dark(s.colour, 0.35), 0)
    for x in (31, 69):
        s.paint(ring(x, 46, 3.4, 1.4), "gold", 0.3)
    s.paint(stroke([(31, 50), (29, 66)], 2), "gold", 0.4)
    s.paint(box(25, 66, 33, 76, 2), dark(s.colour, 0.3), 0.8)


def crossbody(s: Sketch) -> None:
    s.paint(arc(50, 50, 34, 44, 180, 360, 2.6), dark(s.colour, 0.35), 0.5)
    s.paint(box(17, 44, 83, 88, 16), None, 2.8)
    s.paint(disc(50, 42, 33) & box(0, 44, 100, 100), light(s.colour, 0.12), 2)
    s.paint(disc(50, 68, 4.4), "gold", 1)


def waistbag(s: Sketch) -> None:
    s.paint(stroke([(6, 40), (30, 34), (70, 34), (94, 40)], 5), dark(s.colour, 0.4), 0.8)
    s.paint(blob((16, 36), (50, 32), (84, 36), (86, 58), (66, 76), (34, 76), (14, 58)), None, 2.8)
    s.paint(stroke([(22, 46), (50, 43), (78, 46)], 2), dark(s.colour, 0.5), 0)
    s.paint(box(70, 44, 74, 56, 1.4), "gold", 0.4)
    s.paint(box(2, 34, 12, 46, 2) | box(88, 34, 98, 46, 2), "ink", 1)


def suitcase(s: Sketch) -> None:
    s.stands(26, 74, 95)
    s.paint(box(38, 3, 62, 26, 3) - box(41.5, 6.5, 58.5, 30, 2), "steel", 0.6)
    s.paint(disc(32, 92, 4) | disc(68, 92, 4), "ink", 0.8)
    s.paint(box(24, 20, 76, 90, 9), None, 2.8)
    for x in (34, 44.5, 55, 65):
        s.paint(box(x - 1, 24, x + 1, 86, 1), dark(s.colour, 0.2), 0)
        s.glint(box(x + 1, 24, x + 1.8, 86), 0.2)
    s.paint(box(38, 46, 62, 52, 3), dark(s.colour, 0.45), 0.8)
    for x, y in ((24, 20), (66, 20), (24, 80), (66, 80)):
        s.paint(box(x, y, x + 10, y + 10, 5) & box(24, 20, 76, 90, 9), dark(s.colour, 0.3), 0.6)
    s.paint(box(58, 56, 70, 68, 2).turn(8, 64, 62), "cream", 0.6, False)


def duffel(s: Sketch) -> None:
    s.stands(10, 90, 84)
    s.paint(arc(50, 46, 24, 26, 180, 360, 4), "brown", 0.8)
    s.paint(box(8, 38, 92, 84, 18), None, 2.8)
    s.paint((box(8, 38, 22, 84, 12) | box(78, 38, 92, 84, 12)) & box(8, 38, 92, 84, 18), "brown", 1.6, False)
    s.paint(stroke([(24, 46), (76, 46)], 1.6), "gold", 0)
    for x in (36, 60):
        s.paint(box(x - 2, 42, x + 2.5, 84), "brown", 0.8, False)


def pouch(s: Sketch) -> None:
    for dx, dy, tone in ((10, -14, dark(s.colour, 0.25)), (-6, 8, None)):
        s.paint(box(20 + dx, 32 + dy, 80 + dx, 76 + dy, 9), tone, 2.4, True)
        s.paint(stroke([(25 + dx, 40 + dy), (75 + dx, 40 + dy)], 1.8), dark(s.colour, 0.5), 0)
        s.paint(box(67 + dx, 39 + dy, 71 + dx, 51 + dy, 1.4), "coral", 0.4)


def sleepmask(s: Sketch) -> None:
    s.paint(stroke([(12, 46), (22, 22), (50, 14), (78, 22), (88, 46)], 3), dark(s.colour, 0.4), 0.5)
    s.paint(
        blob(
            (8, 44), (28, 34), (50, 38), (72, 34), (92, 44), (88, 66), (68, 72), (50, 58), (32, 72), (12, 66)
        ),
        None,
        3,
    )
    for x in (30, 70):
        s.paint(arc(x, 50, 9, 8, 20, 160, 1.8), s.accent, 0)


def neckpillow(s: Sketch) -> None:
    shape = stroke([(28, 82), (16, 54), (28, 26), (50, 18), (72, 26), (84, 54), (72, 82)], 24)
    s.paint(shape, None, 3.4)
    s.paint(
        stroke([(28, 82), (16, 54), (28, 26), (50, 18), (72, 26), (84, 54), (72, 82)], 1),
        dark(s.colour, 0.3),
        0,
    )
    s.paint(stroke([(34, 88), (44, 92)], 2) | stroke([(66, 88), (56, 92)], 2), "ink", 0)


def tag(s: Sketch) -> None:
    s.paint(stroke([(36, 22), (22, 10), (12, 20), (32, 28)], 3), dark(s.colour, 0.2), 0.5)
    s.paint(box(30, 18, 74, 84, 9).turn(12), None, 2.6)
    s.paint(box(37, 36, 67, 74, 3).turn(12), "paper", 0)
    for y in (46, 54, 62):
        s.paint(stroke([(42, y), (62, y)], 1.2).turn(12), "grey", 0)
    s.paint(disc(52, 26, 3.6).turn(12), "gold", 0.6)
    s.paint(disc(52, 26, 1.6).turn(12), "ink", 0)


def strap(s: Sketch) -> None:
    s.paint(
        stroke(
            [(20, 84), (16, 40), (40, 16), (70, 22), (84, 50), (66, 78), (40, 70), (44, 50), (58, 48)], 7.5
        ),
        None,
        2,
    )
    s.paint(box(14, 80, 26, 92, 2), "brown", 1, False)
    s.paint(ring(20, 95, 4, 1.4) | ring(62, 48, 5, 1.6), "steel", 0.4)


def leash(s: Sketch) -> None:
    s.paint(stroke([(30, 22), (14, 30), (18, 46), (40, 40), (36, 20), (28, 22)], 5), None, 1.4)
    s.paint(stroke([(36, 38), (52, 60), (30, 74), (40, 90), (66, 84), (78, 62), (70, 46)], 5), None, 1.4)
    s.paint(box(33, 32, 42, 44, 2).turn(-30, 38, 38), "brown", 0.8)
    s.paint(ring(70, 40, 6, 2.4) | box(68, 24, 73, 36, 2), "gold", 0.6)


def collar(s: Sketch) -> None:
    s.paint(oval(12, 24, 88, 72) - oval(17, 32, 83, 64), dark(s.colour, 0.3), 0, True)
    s.paint(oval(12, 26, 88, 80) - oval(13, 14, 87, 66), None, 2)
    s.paint(box(24, 62, 40, 78, 2).turn(12, 32, 70) - box(28, 66, 36, 74, 1).turn(12, 32, 70), "gold", 0.6)
    s.paint(ring(56, 80, 4.4, 1.6), "gold", 0.4)
    s.paint(disc(56, 91, 7), "gold", 1)


def carrier(s: Sketch) -> None:
    strap_ = stroke([(31, 48), (27, 26), (29, 5)], 8)
    s.paint(strap_ | strap_.flip(), dark(s.colour, 0.25), 1.6, True)
    s.paint(box(4, 62, 96, 71, 4), dark(s.colour, 0.3), 1.6)
    leg = stroke([(30, 76), (20, 86), (20, 94)], 8)
    s.paint(leg | leg.flip(), "sky", 1.4, False)
    s.paint(disc(50, 30, 16), "skin", 2, False)
    s.paint(disc(50, 30, 16) & blob((32, 28), (36, 12), (64, 12), (68, 28), (50, 20)), "brown", 0, False)
    s.paint(arc(44, 32, 2.6, 2, 20, 160, 1) | arc(56, 32, 2.6, 2, 20, 160, 1), "ink", 0)
    s.paint(disc(40, 37, 2) | disc(60, 37, 2), "coral", 0, False, 0.6)
    s.paint(blob((27, 42), (50, 46), (73, 42), (80, 62), (70, 84), (50, 90), (30, 84), (20, 62)), None, 3)
    s.paint(stroke([(30, 50), (50, 54), (70, 50)], 1.4), dark(s.colour, 0.35), 0)
    s.paint(box(10, 60, 18, 73, 2) | box(82, 60, 90, 73, 2), "ink", 1, False)
