"""Drawings of things for cycling and camping."""

from palette import COLOURS, dark, light, mix
from sketch import Sketch, arc, blob, box, disc, oval, poly, ring, stroke


def bicycle(s: Sketch) -> None:
    s.stands(8, 92, 84)
    for x in (26, 74):
        s.paint(ring(x, 64, 19, 2.6), "ink", 0.6)
        for turn in range(0, 180, 30):
            s.paint(box(x - 17, 63.8, x + 17, 64.2).turn(turn, x, 64), "steel", 0)
        s.paint(disc(x, 64, 2.4), "steel", 0.6)
    s.paint(
        stroke([(26, 64), (38, 38), (66, 36), (48, 66), (26, 64)], 3, False)
        | stroke([(38, 38), (48, 66)], 3),
        None,
        0.8,
    )
    s.paint(stroke([(74, 64), (64, 28)], 3), None, 0.8)
    s.paint(stroke([(38, 38), (36, 31)], 2), "steel", 0.4)
    s.paint(stroke([(29, 29), (43, 29)], 4), "brown", 0.8)
    s.paint(stroke([(64, 29), (66, 23), (76, 24), (77, 30)], 2.6), "brown", 0.6)
    s.paint(ring(48, 66, 5.5, 1.8), "ink", 0)


def bikelight(s: Sketch) -> None:
    s.paint(box(40, 66, 60, 92, 4), "ink", 1.4)
    s.paint(ring(50, 90, 9, 3.4), "ink", 0.6)
    s.paint(box(22, 28, 78, 70, 14), None, 2.8)
    s.paint(disc(50, 49, 17), "steel", 1.4)
    s.paint(disc(50, 49, 14), light(COLOURS["gold"], 0.55) if s.colour != COLOURS["red"] else "coral", 0)
    for r in (10, 6):
        s.glint(ring(50, 49, r, 1), 0.6)
    s.glint(oval(40, 38, 50, 46), 0.7)
    for angle in range(-60, 61, 30):
        s.paint(box(49, 6, 51, 17, 1).turn(angle, 50, 49), "gold", 0)
    s.paint(box(68, 45, 73, 53, 2), "mint", 0.4)


def lock(s: Sketch) -> None:
    s.paint(arc(50, 42, 21, 28, 180, 360, 8) | box(25, 40, 33, 56) | box(67, 40, 75, 56), "steel", 1.6)
    s.paint(box(18, 48, 82, 90, 8), None, 3)
    s.paint(box(18, 48, 82, 57, 8), light(s.colour, 0.18), 0)
    s.paint(
        disc(50, 66, 5.5) | box(47.6, 66, 52.4, 79, 2),
        dark(s.colour, 0.65) if s.colour != COLOURS["black"] else "gold",
        0,
    )


def chain(s: Sketch) -> None:
    loop = [(40, 74), (18, 62), (14, 36), (34, 16), (64, 16), (86, 36), (82, 62), (60, 74)]
    s.paint(stroke(loop, 10), None, 2.2)
    for index in range(len(loop) - 1):
        (x0, y0), (x1, y1) = loop[index], loop[index + 1]
        s.paint(disc((x0 + x1) / 2, (y0 + y1) / 2, 1.6), dark(s.colour, 0.35), 0)
    s.paint(box(36, 64, 64, 90, 5), "ink", 2.2)
    s.paint(disc(50, 76, 4), "gold", 0.8)


def pannier(s: Sketch) -> None:
    s.stands(20, 80, 92)
    s.paint(box(22, 26, 78, 92, 7), None, 2.8)
    s.paint(box(18, 12, 82, 28, 7), dark(s.colour, 0.14), 2.2, True)
    s.paint(stroke([(22, 20), (78, 20)], 1), dark(s.colour, 0.35), 0)
    for x in (34, 60):
        s.paint(box(x, 14, x + 6, 66, 1), "ink", 0.8, False)
        s.paint(box(x - 1.5, 56, x + 7.5, 64, 2), "steel", 0.8, False)
    s.paint(disc(50, 78, 6), "silver", 0.8, False)


def framebag(s: Sketch) -> None:
    s.paint(
        stroke([(6, 22), (94, 18)], 5) | stroke([(94, 18), (62, 88)], 5) | stroke([(8, 22), (62, 88)], 5),
        "coral",
        1.2,
    )
    s.paint(poly((18, 27), (84, 24), (61, 76), (56, 76)), None, 2.6)
    s.paint(stroke([(26, 36), (76, 34)], 2.2), "ink", 0)
    s.paint(box(68, 33, 72, 45, 1.4), "gold", 0.4)
    for x, y in ((30, 22), (70, 20), (80, 44), (36, 52)):
        s.paint(box(x - 2.5, y - 5, x + 2.5, y + 7, 1), "ink", 0.6)


def bikepump(s: Sketch) -> None:
    s.stands(32, 68, 94)
    s.paint(stroke([(58, 82), (80, 72), (82, 40), (72, 24)], 2.8), "ink", 0.6)
    s.paint(box(34, 6, 66, 14, 4), "wood", 1.4, False)
    s.paint(box(48, 12, 52, 34), "steel", 0.8)
    s.paint(box(43, 30, 57, 88, 3), None, 2)
    s.paint(box(41, 27, 59, 34, 2), "ink", 1)
    s.paint(box(28, 86, 72, 94, 4), "ink", 1.4)
    s.paint(disc(50, 76, 10), "steel", 1.2)
    s.paint(disc(50, 76, 7.5), "paper", 0)
    s.paint(stroke([(50, 76), (54, 71)], 1.2), "red", 0)


def multitool(s: Sketch) -> None:
    for tilt, length, tone in ((-62, 40, "steel"), (-34, 42, "steel"), (30, 40, "steel"), (60, 36, "steel")):
        tool = stroke([(50, 50), (50, 50 - length), (55, 50 - length - 1)], 4.4, False).turn(tilt, 50, 62)
        s.paint(tool, tone, 0.9)
    s.paint(box(36, 40, 64, 92, 7), None, 2.4)
    s.paint(box(41, 52, 59, 80, 3), dark(s.colour, 0.35), 0)
    s.paint(disc(50, 47, 4.4) | disc(50, 86, 4), "gold", 0.8)


def tin(s: Sketch) -> None:
    s.stands(16, 84, 82)
    s.paint(box(14, 36, 86, 82, 9), dark(s.colour, 0.25), 2.4)
    s.paint(box(12, 26, 88, 60, 9), None, 2.4)
    s.paint(box(26, 33, 74, 53, 3), "cream", 0.6, False)
    s.paint(stroke([(34, 40), (66, 40)], 1.8) | stroke([(40, 47), (60, 47)], 1.4), dark(s.colour, 0.3), 0)


def sportbottle(s: Sketch) -> None:
    s.stands(34, 66, 93)
    s.paint(box(44, 6, 56, 16, 3), "ink", 1)
    s.paint(box(36, 14, 64, 28, 4), dark(s.colour, 0.35), 1.6)
    body = blob(
        (34, 28),
        (66, 28),
        (69, 42),
        (64, 54),
        (69, 66),
        (68, 90),
        (50, 94),
        (32, 90),
        (31, 66),
        (36, 54),
        (31, 42),
    )
    s.paint(body, None, 2.8)
    s.glint(body & box(38, 30, 43, 90, 2), 0.28)


def roller(s: Sketch) -> None:
    body = stroke([(28, 66), (70, 36)], 38)
    s.paint(body, None, 3)
    for step in range(5):
        for row in (-11, 0, 11):
            x, y = 32 + step * 9 + row * 0.55, 63 - step * 6.4 + row
            s.paint(disc(x, y, 2.6), light(s.colour, 0.25), 0.8)
    s.paint(oval(14, 48, 44, 84).turn(-36, 28, 66), dark(s.colour, 0.3), 1.4)
    s.paint(oval(20, 55, 38, 77).turn(-36, 28, 66), dark(s.colour, 0.65), 0)


def tent(s: Sketch) -> None:
    s.stands(8, 92, 84)
    s.paint(stroke([(24, 78), (6, 90)], 1) | stroke([(76, 78), (95, 90)], 1), "cream", 0)
    dome = blob((8, 84), (20, 50), (44, 22), (56, 22), (80, 50), (92, 84), (50, 86))
    s.paint(dome, None, 3)
    s.paint(dome & poly((50, 16), (100, 90), (72, 90)), dark(s.colour, 0.2), 0)
    s.paint(blob((34, 85), (40, 56), (50, 38), (60, 56), (66, 85)), mix(COLOURS["ink"], s.colour, 0.25), 0)
    s.paint(blob((32, 85), (39, 56), (50, 36), (46, 60), (40, 85)), light(s.colour, 0.3), 1, True)
    s.paint(blob((45, 84), (50, 70), (56, 84)), "gold", 0, alpha=0.7)
    s.paint(stroke([(50, 20), (50, 10)], 1.4), "steel", 0)
    s.paint(poly((50, 8), (62, 12), (50, 16)), "coral", 0)


def belltent(s: Sketch) -> None:
    s.stands(8, 92, 88)
    s.paint(stroke([(18, 62), (2, 90)], 0.9) | stroke([(82, 62), (98, 90)], 0.9), "wood", 0)
    roof = poly((50, 10), (86, 62), (14, 62))
    s.paint(box(14, 61, 86, 88, 1), dark(s.colour, 0.1), 1.6)
    s.paint(roof, None, 2.4)
    for x in (26, 38, 62, 74):
        s.paint(stroke([(50, 10), (x, 62)], 0.8), dark(s.colour, 0.22), 0)
    s.paint(poly((50, 30), (62, 88), (38, 88)), mix(COLOURS["ink"], COLOURS["brown"], 0.4), 0)
    s.paint(poly((50, 30), (40, 88), (32, 88)), light(s.colour, 0.4), 1)
    s.paint(poly((50, 30), (60, 88), (68, 88)), light(s.colour, 0.2), 1)
    s.paint(disc(50, 76, 5), "gold", 0)
    s.paint(stroke([(50, 11), (50, 4)], 1.4), "wood", 0)


def beachtent(s: Sketch) -> None:
    s.stands(8, 92, 84)
    s.paint(poly((4, 82), (96, 82), (88, 92), (12, 92)), "beige", 1, False)
    inside = blob((12, 82), (20, 48), (50, 26), (80, 48), (88, 82))
    s.paint(inside, dark(s.colour, 0.5), 0, False)
    s.paint(inside & box(0, 66, 100, 84), dark(COLOURS["beige"], 0.3), 0, False)
    shell = blob(
        (6, 84), (12, 46), (50, 16), (88, 46), (94, 84), (84, 84), (76, 56), (50, 42), (24, 56), (16, 84)
    )
    s.paint(shell, None, 2.4)
    s.paint(disc(62, 74, 9), "sky", 1.6, False)
    s.paint(disc(62, 74, 9) & box(58, 60, 66, 90), "cream", 0, False)


def sleepingbag(s: Sketch) -> None:
    body = blob((30, 12), (50, 6), (70, 12), (78, 34), (74, 70), (64, 94), (36, 94), (26, 70), (22, 34)).turn(
        14
    )
    s.paint(body, None, 3)
    s.paint(oval(32, 13, 68, 42).turn(14), "cream", 1.6, False)
    s.paint(oval(36, 17, 64, 38).turn(14), dark(s.colour, 0.55), 0)
    for y in (52, 64, 76, 87):
        s.paint(arc(50, y - 6, 32, 8, 20, 160, 1.4).turn(14) & body, dark(s.colour, 0.28), 0)
    s.paint(stroke([(66, 38), (69, 60), (62, 90)], 1.4).turn(14), "gold", 0)


def rolledmat(s: Sketch) -> None:
    s.stands(14, 90, 80)
    s.paint(poly((30, 74), (88, 74), (97, 86), (24, 86)), dark(s.colour, 0.1), 1, True)
    body = box(16, 36, 86, 80, 20)
    s.paint(body, None, 3)
    s.paint(oval(12, 36, 42, 80), light(s.colour, 0.15), 1.4)
    for r in (15, 11, 7, 3):
        s.paint(arc(27, 58, r * 0.66, r, 0, 320, 1.5), dark(s.colour, 0.42), 0)
    for x in (54, 72):
        s.paint(box(x, 35, x + 5, 81, 2) & body, dark(s.colour, 0.55), 0.6, False)


def cushion(s: Sketch) -> None:
    s.paint(blob((12, 26), (50, 20), (88, 26), (84, 52), (88, 80), (50, 84), (12, 80), (17, 52)), None, 3.4)
    for x, y in ((12, 26), (88, 26), (12, 80), (88, 80)):
        s.paint(disc(x, y, 4), dark(s.colour, 0.3), 0.8)


def stove(s: Sketch) -> None:
    s.stands(26, 74, 92)
    for angle in (-24, 0, 24):
        s.paint(blob((50, 20), (55, 32), (50, 40), (45, 32)).turn(angle, 50, 50), "orange", 0)
        s.paint(blob((50, 27), (52.6, 33), (50, 38), (47.4, 33)).turn(angle, 50, 50), "gold", 0)
    s.paint(
        stroke([(50, 52), (24, 42), (22, 34)], 3.4) | stroke([(50, 52), (76, 42), (78, 34)], 3.4), None, 0.8
    )
    s.paint(box(40, 40, 60, 48, 3) | box(46, 46, 54, 62, 2), None, 1.2)
    s.paint(stroke([(54, 55), (72, 56), (80, 50)], 2), "steel", 0.3)
    can = box(28, 60, 72, 92, 10)
    s.paint(can, "coral" if s.colour != COLOURS["red"] else "teal", 2.6)
    s.paint(can & box(0, 70, 100, 80), "cream", 0)


def flask(s: Sketch) -> None:
    s.stands(34, 66, 94)
    s.paint(box(37, 4, 63, 26, 5), "steel", 1.8)
    s.paint(box(34, 24, 66, 94, 8), None, 2.8)
    s.paint(box(34, 26, 66, 32), dark(s.colour, 0.4), 0)
    s.glint(box(39, 36, 43, 86, 2), 0.25)
    s.paint(box(63, 40, 71, 70, 4) - box(63, 45, 67, 65, 2), dark(s.colour, 0.4), 0.6)


def lantern(s: Sketch) -> None:
    s.stands(30, 70, 92)
    s.paint(arc(50, 30, 22, 22, 180, 360, 2.6), "steel", 0.5)
    s.paint(box(36, 12, 64, 26, 6), None, 2)
    s.paint(box(32, 24, 68, 72, 8), "glass", 1.2, False, 0.8)
    s.paint(disc(50, 48, 15), "gold", 0, alpha=0.45)
    s.paint(blob((50, 32), (58, 48), (50, 58), (42, 48)), light(COLOURS["gold"], 0.55), 0)
    for x in (33, 49, 65):
        s.paint(box(x, 24, x + 2.2, 72, 1), dark(s.colour, 0.3), 0)
    s.paint(box(27, 68, 73, 92, 7), None, 2.4)
    s.paint(disc(50, 80, 5), dark(s.colour, 0.5), 0.8)


def poles(s: Sketch) -> None:
    for tilt in (-14, 14):
        s.paint(box(48.4, 12, 51.6, 94, 1).turn(tilt, 50, 60), None, 0.8)
        s.paint(box(48.4, 48, 51.6, 64).turn(tilt, 50, 60), "coral", 0.4)
        s.paint(box(46, 6, 54, 26, 3.4).turn(tilt, 50, 60), "wood", 1.4, False)
        s.paint(stroke([(47, 14), (40, 28), (48, 30)], 1.8).turn(tilt, 50, 60), "ink", 0)
        s.paint(oval(44, 85, 56, 89).turn(tilt, 50, 60), "ink", 0.6)


def binoculars(s: Sketch) -> None:
    s.stands(14, 86, 82)
    s.paint(stroke([(22, 28), (10, 10), (50, 4), (90, 10), (78, 28)], 2.2), "brown", 0.3)
    s.paint(box(42, 38, 58, 60, 3), "ink", 1.4)
    for flipped in (False, True):
        shapes = [
            poly((26, 28), (42, 28), (46, 60), (14, 60)),
            box(24, 18, 44, 30, 3),
            box(11, 56, 47, 80, 5),
        ]
        for shape, tone in zip(shapes, (s.colour, COLOURS["ink"], dark(s.colour, 0.2)), strict=True):
            s.paint(shape.flip() if flipped else shape, tone, 2)
        glass = oval(15, 70, 43, 84)
        s.paint(glass.flip() if flipped else glass, "navy", 1.2)
    s.paint(disc(50, 49, 4.4), "steel", 0.8)
    s.glint(oval(19, 72, 30, 77) | oval(61, 72, 72, 77), 0.4)
