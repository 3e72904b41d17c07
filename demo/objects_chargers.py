"""Drawings of chargers, cables and power banks."""

from palette import COLOURS, dark, light
from sketch import Sketch, box, disc, oval, poly, ring, stroke


def charger(s: Sketch) -> None:
    s.paint(box(40, 12, 44, 28, 1.5) | box(56, 12, 60, 28, 1.5), "steel", 0.8)
    s.paint(stroke([(50, 76), (50, 88), (62, 93), (80, 88), (88, 92)], 2.6), dark(s.colour, 0.2), 0.6)
    s.paint(box(29, 24, 71, 76, 10), None, 2.6)
    s.paint(box(29, 24, 71, 36, 10) & box(29, 24, 71, 32), light(s.colour, 0.3), 0)
    s.paint(box(41, 62, 59, 69, 3), dark(s.colour, 0.5), 0.8)
    s.paint(box(46, 74, 54, 84, 2), "steel", 0.8)
    s.paint(poly((52, 40), (44, 52), (49, 52), (47, 60), (56, 48), (51, 48)), s.accent, 0)


def charger3(s: Sketch) -> None:
    s.paint(box(26, 16, 34, 24, 1) | box(26, 34, 34, 42, 1), "steel", 0.8)
    s.paint(box(30, 8, 78, 92, 9), None, 2.8)
    s.paint(box(66, 14, 78, 86, 6) & box(30, 8, 78, 92, 9), dark(s.colour, 0.1), 0)
    for y, tone in ((26, "ink"), (46, "ink"), (66, "coral")):
        s.paint(box(44, y, 62, y + 9, 3), dark(s.colour, 0.3), 0.8)
        s.paint(box(46.4, y + 2.4, 59.6, y + 6.6, 1.6), tone, 0)
    s.write(53, 19, "65", 7, "navy", 0.2, "ms")


def worldadapter(s: Sketch) -> None:
    s.paint(box(20, 26, 80, 86, 12), None, 2.8)
    s.paint(disc(50, 58, 19), dark(s.colour, 0.2), 1.2)
    s.paint(disc(50, 58, 15), "ink", 0)
    s.paint(disc(43, 58, 2.8) | disc(57, 58, 2.8) | box(48.4, 46, 51.6, 51, 1), "steel", 0.4)
    for x, tilt in ((38, 0), (50, 0), (62, 0)):
        s.paint(box(x - 2.4, 10, x + 2.4, 28, 1).turn(tilt, x, 26), "steel", 0.8)
    s.paint(box(68, 34, 74, 46, 2) | box(68, 66, 74, 78, 2), "coral", 0.8)
    s.paint(disc(28, 36, 2), "mint", 0)


def carcharger(s: Sketch) -> None:
    s.paint(disc(50, 92, 4), "steel", 0.8)
    s.paint(box(38, 46, 62, 90, 5), dark(s.colour, 0.2), 2)
    s.paint(box(33, 60, 39, 74, 2) | box(61, 60, 67, 74, 2), "steel", 1)
    s.paint(box(26, 14, 74, 52, 14), None, 2.6)
    s.paint(oval(30, 12, 70, 34), light(s.colour, 0.12), 1)
    s.paint(oval(30, 12, 70, 34) - oval(32, 13.4, 68, 32.6), "sky", 0)
    s.paint(box(38, 18, 47, 22, 1.6) | box(53, 18, 62, 23, 1), "ink", 0)
    s.paint(box(39.4, 19.2, 45.6, 20.8, 0.8) | box(54.4, 19.6, 60.6, 21.4), "steel", 0)


def pad(s: Sketch) -> None:
    s.stands(18, 82, 76)
    s.paint(stroke([(76, 70), (90, 74), (97, 84)], 2.4), dark(s.colour, 0.3), 0.5)
    s.paint(oval(16, 50, 84, 82), dark(s.colour, 0.25))
    s.paint(oval(16, 46, 84, 78), None, 1.4)
    s.paint(oval(26, 51, 74, 73), light(s.colour, 0.25), 0)
    device = box(38, 16, 64, 66, 4).turn(8)
    s.shadow(device.move(2, 5), oval(16, 46, 84, 78))
    s.paint(device, "screen", 1.4)
    s.paint(poly((52, 30), (44, 44), (50, 44), (48, 54), (59, 39), (52, 39)), "gold", 0)


def solar(s: Sketch) -> None:
    for index, (x, tilt) in enumerate(((8, -8), (37, 0), (66, 8))):
        panel = box(x, 26, x + 27, 74, 3).turn(tilt, x + 13, 50)
        s.paint(panel, None, 1.6)
        cells = box(x + 3, 30, x + 24, 70, 1).turn(tilt, x + 13, 50)
        s.paint(cells, "navy", 0)
        for row in range(5):
            s.paint(box(x + 3, 29.4 + row * 10, x + 24, 30.2 + row * 10).turn(tilt, x + 13, 50), "steel", 0)
        s.paint(box(x + 13, 30, x + 13.8, 70).turn(tilt, x + 13, 50), "steel", 0)
        s.glint(cells & poly((x, 30), (x + 12, 30), (x, 56)), 0.18)
        s.paint(ring(x + 13, 23 + abs(index - 1) * 2, 2.4, 1), dark(s.colour), 0)


def _plug(s: Sketch, x: float, y: float, tilt: float, tip: str = "steel", long: float = 8) -> None:
    s.paint(box(x - 5, y - 6, x + 5, y + 6, 2.4).turn(tilt, x, y), dark(s.colour, 0.35), 1)
    s.paint(box(x - 2.8, y - 6 - long, x + 2.8, y - 6, 1.4).turn(tilt, x, y), tip, 0.7)


def cable(s: Sketch) -> None:
    coil = ring(48, 52, 27, 4.2)
    s.paint(coil, None, 1)
    s.paint(ring(50.5, 50, 22, 4.2), None, 1)
    s.paint(ring(47, 54, 17.5, 4.2), None, 1)
    s.paint(
        stroke([(71, 66), (80, 74), (79, 84)], 4.2) | stroke([(30, 32), (22, 22), (26, 14)], 4.2), None, 1
    )
    s.paint(box(74.5, 80, 83.5, 90, 2.5), dark(s.colour, 0.35), 1)
    s.paint(box(76.2, 90, 81.8, 97, 2), "steel", 0.8)
    s.paint(box(22, 7, 31, 17, 2.5).turn(25, 26, 12), dark(s.colour, 0.35), 1)
    s.paint(box(24, 1, 29, 7, 1.5).turn(25, 26, 12), "steel", 0.8)
    s.paint(box(60, 40, 82, 49, 3).turn(20, 70, 45), "coral" if s.colour != COLOURS["red"] else "cream", 1)


def cable2(s: Sketch) -> None:
    for shift in (-9, -3, 3, 9):
        s.paint(oval(20 + shift, 20, 80 + shift, 76) - oval(24 + shift, 24, 76 + shift, 72), None, 0.8)
    s.paint(stroke([(36, 74), (30, 86), (24, 88)], 4) | stroke([(64, 74), (72, 86), (78, 88)], 4), None, 0.8)
    _plug(s, 20, 90, -80)
    _plug(s, 82, 90, 80, "coral")
    s.paint(
        box(43, 15, 57, 31, 3) | box(43, 66, 57, 82, 3),
        "ink" if s.colour != COLOURS["black"] else "grey",
        1.2,
    )


def jackcable(s: Sketch) -> None:
    s.paint(
        stroke(
            [(24, 30), (24, 66), (50, 84), (74, 66), (60, 44), (44, 56), (56, 76), (82, 70), (80, 38)], 3.6
        ),
        None,
        0.7,
    )
    for x in (24, 80):
        s.paint(box(x - 4.6, 20, x + 4.6, 38, 2.4), dark(s.colour, 0.35), 1)
        s.paint(box(x - 2.2, 4, x + 2.2, 21, 1.4), "gold", 0.7)
        s.paint(box(x - 2.2, 9, x + 2.2, 10.4) | box(x - 2.2, 14, x + 2.2, 15.4), "ink", 0)
    s.paint(box(18, 46, 30, 62, 4), "ink", 1.2)
    s.paint(disc(24, 54, 2), "mint", 0)


def shortcable(s: Sketch) -> None:
    s.paint(stroke([(26, 74), (34, 40), (66, 60), (74, 26)], 6.5), None, 1.4)
    _plug(s, 24, 80, 194)
    _plug(s, 76, 20, 14)


def coilcable(s: Sketch) -> None:
    s.paint(stroke([(14, 84), (24, 76)], 4.4) | stroke([(76, 24), (86, 16)], 4.4), None, 0.8)
    for step in range(12):
        x, y = 26 + step * 4.4, 74 - step * 4.4
        s.paint(ring(x, y, 10, 3.6), None, 0.8)
    _plug(s, 10, 88, 226)
    _plug(s, 90, 12, 46)


def threecable(s: Sketch) -> None:
    s.paint(stroke([(50, 96), (48, 78), (52, 62)], 4.4), None, 0.8)
    for x, bend in ((22, 30), (50, 50), (78, 70)):
        s.paint(stroke([(50, 58), (bend, 46), (x, 30)], 3.8), None, 0.7)
    s.paint(box(43, 52, 57, 68, 4), dark(s.colour, 0.35), 1.2)
    for x, tone in ((22, "steel"), (50, "gold"), (78, "ink")):
        _plug(s, x, 24, 0, tone)


def powerbank(s: Sketch) -> None:
    body = box(26, 15, 62, 85, 8)
    s.paint(body.move(9, 2), dark(s.colour, 0.32), 0)
    s.paint(body, None, 2.4)
    for dot in range(4):
        s.paint(disc(36 + dot * 5.2, 77, 1.4), COLOURS["mint"] if dot < 3 else dark(s.colour, 0.5), 0)
    s.paint(box(38, 11.5, 50, 15.6, 1.4), dark(s.colour, 0.55), 0)
    s.paint(stroke([(44, 12), (44, 4), (60, 3), (80, 10), (84, 26)], 2.6), "ink", 0.5)
    s.paint(poly((46, 36), (36, 52), (43, 52), (40, 64), (52, 47), (45, 47)), s.accent, 0)
