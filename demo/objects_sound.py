"""Drawings of headphones, speakers and what belongs to them."""

from palette import COLOURS, dark, light
from sketch import Sketch, arc, blob, box, disc, oval, poly, ring, stroke


def headphones(s: Sketch) -> None:
    s.paint(arc(50, 50, 31, 34, 180, 360, 8), None, 1.6)
    s.paint(arc(50, 52, 27, 30, 200, 340, 4.5), dark(s.colour, 0.4), 0.8)
    s.paint(box(15.5, 44, 23, 62, 3) | box(77, 44, 84.5, 62, 3), dark(s.colour, 0.28), 1)
    inner = box(27, 51, 38, 86, 5.5)
    s.paint(inner | inner.flip(), dark(s.colour, 0.5), 1.2)
    cup = box(13, 49, 32, 88, 9)
    s.paint(cup, None, 2.2)
    s.paint(cup.flip(), None, 2.2)
    plate = box(17, 57, 26, 80, 4.5)
    s.paint(plate | plate.flip(), light(s.colour, 0.14), 0.8)
    s.paint(disc(21.5, 74, 1.5) | disc(78.5, 74, 1.5), s.accent, 0)


def onear(s: Sketch) -> None:
    s.paint(arc(50, 52, 33, 38, 195, 345, 6), None, 1.4)
    s.paint(arc(50, 54, 30, 35, 215, 325, 3.4), dark(s.colour, 0.4), 0.6)
    for x in (21, 79):
        s.paint(disc(x, 62, 18), dark(s.colour, 0.5), 1.4)
        s.paint(disc(x, 62, 15), None, 2)
        s.paint(ring(x, 62, 10, 1.6), dark(s.colour, 0.25), 0)
        s.paint(disc(x, 62, 4), s.accent, 0.5)
    s.paint(box(16, 38, 22, 50, 2) | box(78, 38, 84, 50, 2), "steel", 0.8)


def studio(s: Sketch) -> None:
    for step in range(9):
        s.paint(ring(26 + step * 4.4, 92 - abs(4 - step) * 0.6, 4.6, 1.8), "ink", 0.3)
    s.paint(
        stroke([(20, 82), (18, 90), (24, 92)], 2.2) | stroke([(64, 92), (76, 94), (84, 88)], 2.2), "ink", 0.3
    )
    s.paint(box(82, 80, 90, 90, 2), "gold", 0.8)
    s.paint(arc(50, 46, 32, 34, 180, 360, 9), None, 1.8)
    for x in (36, 50, 64):
        s.paint(arc(50, 46, 32, 34, 262 + (x - 50) * 1.8, 264 + (x - 50) * 1.8, 9), dark(s.colour, 0.5), 0)
    for x, way in ((22, 1), (78, -1)):
        s.paint(box(x + way * 6 - 5, 46, x + way * 6 + 5, 84, 5), "brown", 1.4)
        s.paint(oval(x - 14, 42, x + 12, 86) if way > 0 else oval(x - 12, 42, x + 14, 86), None, 2.4)
        s.paint(oval(x - 8, 52, x + 6, 76) if way > 0 else oval(x - 6, 52, x + 8, 76), "steel", 1)


def headset(s: Sketch) -> None:
    headphones(s)
    s.paint(stroke([(22, 82), (28, 94), (44, 95)], 2.6), dark(s.colour, 0.45), 0.6)
    s.paint(box(42, 91, 54, 98, 3.5), "ink", 1)


def earbuds(s: Sketch) -> None:
    s.stands(26, 74, 90)
    s.paint(box(24, 34, 76, 62, 10), dark(s.colour, 0.12), 1.8)
    s.paint(box(29, 44, 71, 62, 5), dark(s.colour, 0.62), 0)
    for x in (40, 60):
        s.paint(box(x - 3.2, 46, x + 3.2, 66, 3), light(s.colour, 0.12), 1)
        s.paint(disc(x, 44, 7.5), None, 1.4)
        s.paint(oval(x - 3, 38, x + 3, 44), dark(s.colour, 0.5), 0)
    s.paint(box(24, 56, 76, 90, 13) & box(24, 58, 76, 92), None, 2.4)
    s.paint(disc(50, 70, 1.6), "mint", 0)
    lid = box(24, 12, 76, 36, 11)
    s.paint(lid, dark(s.colour, 0.06), 2)
    s.paint(box(30, 19, 70, 36, 7), dark(s.colour, 0.3), 0)


def earphones(s: Sketch) -> None:
    s.paint(
        stroke([(30, 30), (34, 56), (50, 66), (50, 92)], 2.2) | stroke([(70, 30), (66, 56), (50, 66)], 2.2),
        None,
        0.5,
    )
    s.paint(box(47, 62, 53, 72, 2) | box(46, 86, 54, 95, 2), dark(s.colour, 0.2), 0.8)
    s.paint(box(48, 95, 52, 99, 1), "steel", 0)
    for x, way in ((30, 1), (70, -1)):
        s.paint(box(x - 3, 20, x + 3, 40, 3), None, 1)
        s.paint(disc(x - way * 2, 20, 9), None, 1.6)
        s.paint(disc(x + way * 5, 19, 5), dark(s.colour, 0.45), 1)


def earpads(s: Sketch) -> None:
    for x, y in ((36, 42), (62, 58)):
        pad_ = oval(x - 23, y - 29, x + 23, y + 29)
        s.paint(pad_, None, 3)
        s.paint(oval(x - 17, y - 23, x + 17, y + 23), dark(s.colour, 0.2), 0)
        s.paint(oval(x - 12, y - 18, x + 12, y + 18), dark(s.colour, 0.62), 0)
        for row in range(-3, 4):
            for column in range(-2, 3):
                s.paint(disc(x + column * 4 + (row % 2) * 2, y + row * 4.4, 0.7), light(s.colour, 0.1), 0)


def carrycase(s: Sketch) -> None:
    s.stands(18, 82, 84)
    body = blob((22, 34), (50, 20), (78, 34), (84, 60), (70, 82), (50, 85), (30, 82), (16, 60))
    s.paint(body, None, 3)
    s.paint(body & box(0, 50.2, 100, 53, 0), dark(s.colour, 0.5), 0)
    for tooth in range(18, 84, 3):
        s.paint(box(tooth, 50.8, tooth + 1.2, 52.4) & body, "steel", 0)
    s.paint(stroke([(76, 52), (84, 57), (82, 66)], 2.6), "coral", 0.5)
    s.paint(arc(50, 42, 17, 12, 180, 360, 3.2) & body, dark(s.colour, 0.2), 0)
    s.paint(box(33, 40, 38, 47, 2) | box(62, 40, 67, 47, 2), dark(s.colour, 0.2), 0)
    s.paint(arc(50, 20, 9, 7, 180, 360, 3), dark(s.colour, 0.4), 0.6)


def hpstand(s: Sketch) -> None:
    s.stands(26, 74, 92)
    s.paint(oval(26, 84, 74, 96), dark(s.colour, 0.3))
    s.paint(oval(26, 81, 74, 93), None, 1.2)
    s.paint(box(47, 14, 53, 87, 3), None, 1.2)
    s.paint(arc(50, 38, 22, 22, 180, 360, 6), "ink", 1.2)
    s.paint(box(23, 34, 34, 60, 5) | box(66, 34, 77, 60, 5), "ink", 1.8)
    s.paint(box(39, 11, 61, 19, 4), None, 1.2)


def adapter(s: Sketch) -> None:
    s.paint(box(30, 30, 70, 62, 8), "ink", 2.2)
    for x in (38, 56):
        s.paint(box(x, 60, x + 6, 86, 2), None, 1)
        s.paint(poly((x, 85), (x + 6, 85), (x + 3, 93)), None, 0.6)
        s.paint(box(x, 68, x + 6, 69.6) | box(x, 75, x + 6, 76.6), "ink", 0)
    s.paint(stroke([(50, 30), (50, 18), (62, 10), (80, 14)], 3), "grey", 0.6)
    s.paint(disc(50, 46, 7), "grey", 1)
    s.paint(disc(50, 46, 3.4), "ink", 0)


def tips(s: Sketch) -> None:
    for x, y, r in ((30, 40, 15), (66, 34, 12), (38, 70, 10), (70, 68, 15)):
        s.paint(disc(x, y, r), None, 2.4)
        s.paint(oval(x - r * 0.45, y - r * 0.7, x + r * 0.45, y + r * 0.1), dark(s.colour, 0.55), 0)
        s.paint(arc(x, y, r * 0.7, r * 0.75, 30, 150, 1), dark(s.colour, 0.25), 0)


def speaker(s: Sketch) -> None:
    s.stands(24, 76, 90)
    s.paint(box(24, 13, 76, 90, 9), None, 2.6)
    front = box(30, 19, 70, 84, 6)
    s.paint(front, dark(s.colour, 0.42), 0)
    for row in range(22, 84, 4):
        s.paint(stroke([(31, row), (69, row)], 0.5), dark(s.colour, 0.55), 0)
    for y, r in ((36, 9), (63, 15)):
        s.paint(disc(50, y, r + 2), dark(s.colour, 0.6), 0)
        s.paint(disc(50, y, r), light(s.colour, 0.1), 1.6)
        s.paint(disc(50, y, r * 0.45), dark(s.colour, 0.5), 1)
    s.paint(disc(64, 24, 1.4), "mint", 0)


def portablespeaker(s: Sketch) -> None:
    s.stands(12, 88, 76)
    s.paint(box(8, 34, 92, 76, 20), None, 3)
    mesh = box(20, 34, 80, 76, 2)
    s.paint(mesh, dark(s.colour, 0.22), 0)
    for row in range(38, 75, 4):
        for column in range(23, 80, 4):
            s.paint(disc(column + (row // 4 % 2) * 2, row, 0.9), dark(s.colour, 0.55), 0)
    s.paint(box(40, 50, 60, 60, 2), "cream", 0.8, False)
    s.paint(stroke([(86, 40), (96, 30), (90, 22), (82, 34)], 2.6), "coral", 0.4)


def minispeaker(s: Sketch) -> None:
    s.stands(26, 74, 88)
    s.paint(disc(50, 54, 35), None, 3.4)
    s.paint(disc(50, 54, 27), dark(s.colour, 0.3), 0)
    for r in (22, 15, 8):
        s.paint(ring(50, 54, r, 1.2), dark(s.colour, 0.55), 0)
    s.paint(disc(50, 54, 4), "gold", 0.8)
    s.paint(stroke([(50, 20), (54, 10), (64, 8)], 3.4), "leaf", 0.8)


def turntable(s: Sketch) -> None:
    s.stands(12, 88, 86)
    s.paint(box(10, 24, 90, 84, 6), "wood", 2.6, pattern=False)
    s.paint(box(10, 24, 90, 78, 6), light(COLOURS["wood"], 0.18), 0)
    s.paint(disc(42, 51, 24), None, 1.5)
    for r in (20, 17, 14):
        s.paint(ring(42, 51, r, 0.6), light(s.colour, 0.16), 0)
    s.glint((disc(42, 51, 23) - disc(42, 51, 10)) & poly((42, 51), (60, 20), (74, 30)), 0.14)
    s.paint(disc(42, 51, 8.5), "coral", 0.8)
    s.paint(disc(42, 51, 1.4), "cream", 0)
    s.paint(disc(76, 36, 6.5), "steel", 1.4)
    s.paint(stroke([(76, 36), (75, 58), (62, 67)], 2.6), "steel", 0.8)
    s.paint(box(57, 63, 65, 70, 1.5).turn(-35, 61, 67), "ink", 0.8)
    s.paint(disc(78, 72, 3.2), "ink", 0.9)


def album(s: Sketch) -> None:
    s.paint(disc(62, 50, 32), "ink", 1.4)
    for r in (27, 23, 19):
        s.paint(ring(62, 50, r, 0.6), light(COLOURS["ink"], 0.2), 0)
    s.paint(disc(62, 50, 10), "gold", 1)
    s.paint(box(10, 18, 68, 82, 1.5), None, 2)
    s.paint(disc(39, 46, 18), light(s.colour, 0.35), 0)
    s.paint(box(10, 60, 68, 82) & disc(30, 88, 28), dark(s.colour, 0.3), 0)


def microphone(s: Sketch) -> None:
    s.stands(34, 66, 92)
    s.paint(box(47.5, 66, 52.5, 86), "steel", 1)
    s.paint(oval(32, 83, 68, 95), "ink", 1.6)
    s.paint(arc(50, 46, 23, 26, 10, 170, 3), "steel", 0.8)
    s.paint(box(34, 10, 66, 66, 16), dark(s.colour, 0.15), 2.4)
    head = box(34, 10, 66, 44, 16) & box(0, 0, 100, 42)
    s.paint(head, light(s.colour, 0.2), 0)
    for offset in range(-40, 100, 5):
        s.paint(stroke([(offset, 8), (offset + 36, 44)], 0.8) & head, dark(s.colour, 0.3), 0)
        s.paint(stroke([(offset + 36, 8), (offset, 44)], 0.8) & head, dark(s.colour, 0.3), 0)
    s.paint(box(34, 41, 66, 46), "coral", 0)
    s.paint(disc(50, 55, 2.6), "mint", 0)
