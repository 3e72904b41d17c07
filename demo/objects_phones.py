"""Drawings of phones, cases and screen protectors."""

from palette import COLOURS, dark, light, mix
from sketch import Sketch, box, disc, oval, poly, ring, stroke


def phone(s: Sketch) -> None:
    back = box(24, 14, 54, 84, 5).turn(-9)
    s.paint(back)
    s.paint(disc(37, 31, 8).turn(-9), dark(s.colour, 0.45))
    for x, y in ((34, 28), (40.5, 28), (34, 34.5), (40.5, 34.5)):
        s.paint(disc(x, y, 2.3).turn(-9), "ink", 0.6)
        s.glint(disc(x - 0.6, y - 0.6, 0.7).turn(-9), 0.7)
    front = box(47, 17, 78, 88, 5).turn(6)
    s.shadow(front.move(-2.5, 1), back)
    s.paint(front, dark(s.colour, 0.35))
    screen = box(48.6, 18.8, 76.4, 86.2, 3.8).turn(6)
    s.paint(screen, "screen", 0)
    s.paint(screen & disc(52, 84, 26), mix(s.colour, COLOURS["coral"], 0.5), 0)
    s.paint(screen & disc(76, 76, 20), mix(s.colour, COLOURS["sky"], 0.6), 0)
    s.paint(screen & disc(62, 48, 6), "gold", 0)
    s.paint(disc(52.5, 22.5, 1.2).turn(6), "ink", 0)
    s.glint(screen & poly((46, 10), (66, 10), (46, 60)), 0.1)


def phonering(s: Sketch) -> None:
    phone(s)
    back = box(24, 14, 54, 84, 5).turn(-9)
    s.paint(disc(37, 31, 10).turn(-9) & back, dark(s.colour, 0.55), 1)
    s.paint(disc(37, 31, 4.4).turn(-9), light(s.colour, 0.2), 0.6)
    for x, y in ((37, 24), (44, 31), (37, 38), (30, 31)):
        s.paint(disc(x, y, 2.1).turn(-9), "ink", 0.5)
        s.glint(disc(x - 0.6, y - 0.6, 0.7).turn(-9), 0.7)


def foldphone(s: Sketch) -> None:
    left = poly((14, 20), (49, 12), (49, 82), (14, 88))
    right = poly((51, 12), (86, 20), (86, 88), (51, 82))
    for side, inner in (
        (left, poly((17, 23), (49, 15.6), (49, 79), (17, 84.4))),
        (right, poly((51, 15.6), (83, 23), (83, 84.4), (51, 79))),
    ):
        s.paint(side, None, 1.8)
        s.paint(inner, "screen", 0)
        s.paint(inner & disc(22, 90, 34), "teal", 0)
        s.paint(inner & disc(76, 92, 38), "coral", 0)
        s.paint(inner & disc(66, 38, 8), "gold", 0)
    s.paint(box(48.8, 12, 51.2, 83), dark(s.colour, 0.4), 0)


def buttonphone(s: Sketch) -> None:
    s.paint(box(30, 8, 70, 94, 10), None, 2.8)
    s.paint(box(35, 14, 65, 42, 3), "screen", 0)
    s.paint(box(37, 16, 63, 40, 2), mix(COLOURS["mint"], COLOURS["cream"], 0.3), 0)
    s.write(50, 32, "12:30", 9, "ink", 0.2, "ms")
    for row in range(4):
        for column in range(3):
            x, y = 35.5 + column * 10, 49 + row * 10.4
            s.paint(box(x, y, x + 9, y + 8.4, 2.4), "cream", 0.9)
            s.write(x + 4.5, y + 6.6, "123456789*0#"[row * 3 + column], 6.4, "ink", 0.12, "ms")


def case(s: Sketch) -> None:
    shell = box(30, 11, 70, 89, 8).turn(7)
    clear = s.colour == COLOURS["clear"]
    if clear:
        inner = box(33, 14, 67, 86, 6).turn(7)
        s.paint(inner, "silver", 0)
        s.paint(shell, None, 2.4, alpha=0.62)
        s.paint(shell - box(32.6, 13.6, 67.4, 86.4, 6).turn(7), light(s.colour, 0.5), 0, alpha=0.8)
    else:
        s.paint(shell, None, 2.4)
        s.paint(shell - box(31.8, 12.8, 68.2, 87.2, 7).turn(7), dark(s.colour, 0.22), 0, alpha=0.8)
    island = box(34.5, 16, 52, 34, 6).turn(7)
    s.paint(island, dark(s.colour, 0.5), 1)
    for x, y in ((39, 20.5), (47.5, 20.5), (39, 29.2), (47.5, 29.2)):
        s.paint(disc(x, y, 3.1).turn(7), "ink", 0.7)
        s.glint(disc(x - 0.9, y - 0.9, 0.9).turn(7), 0.7)
    s.paint(box(69.4, 30, 71.6, 41, 1).turn(7), dark(s.colour, 0.3), 0)
    s.paint(box(69.4, 45, 71.6, 51, 1).turn(7), dark(s.colour, 0.3), 0)
    s.glint(shell & poly((40, 0), (52, 0), (14, 90), (4, 90)), 0.22 if clear else 0.1)


def casering(s: Sketch) -> None:
    shell = box(30, 11, 70, 89, 10).turn(-7)
    clear = s.colour == COLOURS["clear"]
    if clear:
        s.paint(box(33, 14, 67, 86, 8).turn(-7), "silver", 0)
        s.paint(shell, None, 2.4, alpha=0.62)
        s.paint(shell - box(32.6, 13.6, 67.4, 86.4, 8).turn(-7), light(s.colour, 0.5), 0, alpha=0.8)
    else:
        s.paint(shell, None, 2.4)
        s.paint(shell - box(31.8, 12.8, 68.2, 87.2, 9).turn(-7), dark(s.colour, 0.22), 0, alpha=0.8)
    s.paint(disc(50, 30, 13.5).turn(-7), dark(s.colour, 0.5), 1)
    s.paint(disc(50, 30, 6).turn(-7), light(s.colour, 0.15) if not clear else COLOURS["silver"], 0.8)
    for x, y in ((50, 20.6), (59.4, 30), (50, 39.4), (40.6, 30)):
        s.paint(disc(x, y, 2.7).turn(-7), "ink", 0.6)
        s.glint(disc(x - 0.8, y - 0.8, 0.8).turn(-7), 0.7)
    s.paint(box(69.4, 30, 71.6, 41, 1).turn(-7), dark(s.colour, 0.3), 0)
    s.glint(shell & poly((52, 0), (64, 0), (44, 90), (34, 90)), 0.22 if clear else 0.1)


def walletcase(s: Sketch) -> None:
    s.paint(box(46, 13, 82, 88, 5).turn(5), dark(s.colour, 0.2), 2)
    s.paint(box(50, 17, 78, 84, 3).turn(5), "screen", 0)
    s.paint(box(50, 17, 78, 84, 3).turn(5) & disc(64, 86, 22), "teal", 0)
    flap = poly((46, 12), (16, 20), (16, 92), (46, 86))
    s.paint(flap, None, 2.2)
    for y, tint in ((34, "coral"), (46, "cream"), (58, "gold")):
        s.paint(poly((22, y - 4), (42, y - 9), (42, y + 3), (22, y + 8)), tint, 0.8, False)
        s.paint(poly((20, y + 1), (44, y - 5), (44, y + 7), (20, y + 12)), dark(s.colour, 0.1), 0.8)
    s.paint(box(8, 48, 18, 58, 3), dark(s.colour, 0.2), 1)


def ruggedcase(s: Sketch) -> None:
    shell = box(28, 9, 72, 91, 7).turn(7)
    corners = box(25, 6, 40, 22, 5) | box(60, 6, 75, 22, 5) | box(25, 78, 40, 94, 5) | box(60, 78, 75, 94, 5)
    s.paint(corners.turn(7), "ink" if s.colour != COLOURS["black"] else "grey", 1.6)
    s.paint(shell, None, 2.4)
    s.paint(
        poly((36, 46), (64, 46), (68, 56), (64, 84), (36, 84), (32, 56)).turn(7), dark(s.colour, 0.22), 1.4
    )
    for y in (54, 61, 68, 75):
        s.paint(box(40, y, 60, y + 2.6, 1.3).turn(7), dark(s.colour, 0.5), 0)
    s.paint(box(34, 16, 66, 38, 4).turn(7), dark(s.colour, 0.5), 1)
    for x in (41, 50, 59):
        s.paint(disc(x, 27, 4.2).turn(7), "ink", 0.8)
        s.glint(disc(x - 1.2, 25.8, 1).turn(7), 0.7)
    s.paint(stroke([(67, 86), (80, 94), (86, 84)], 2.4), "coral", 0.4)


def bumper(s: Sketch) -> None:
    frame = (box(28, 9, 72, 91, 9) - box(33, 14, 67, 86, 6)).turn(7)
    s.paint(box(33, 14, 67, 86, 6).turn(7), "silver", 1)
    s.paint(box(36, 18, 50, 34, 4).turn(7), "ink", 0.8)
    for x, y in ((40, 23), (46.5, 23), (40, 29.6)):
        s.paint(disc(x, y, 2.4).turn(7), "navy", 0.6)
    s.paint(frame, None, 2.2)
    for y in (40, 45, 50, 55, 60):
        s.paint((box(28, y, 33, y + 2) | box(67, y, 72, y + 2)).turn(7), dark(s.colour, 0.35), 0)


def phonesleeve(s: Sketch) -> None:
    s.paint(box(33, 6, 67, 60, 5).turn(6), "ink", 1.6)
    s.paint(box(37, 11, 50, 26, 4).turn(6), dark(COLOURS["ink"], 0.5), 0.6)
    s.paint(disc(43.5, 18.5, 3).turn(6), "navy", 0.6)
    body = (box(29, 34, 71, 94, 7) - disc(50, 32, 9)).turn(6)
    s.paint(body, None, 2.6)
    stitch = box(31.4, 36, 68.6, 91.6, 6) - box(32.2, 36, 67.8, 90.8, 5.4)
    s.paint((stitch & box(0, 44, 100, 100)).turn(6), light(s.colour, 0.4), 0)
    s.paint(box(46, 74, 54, 94, 1).turn(6), light(s.colour, 0.15), 0.8)


def protector(s: Sketch) -> None:
    body = box(27, 17, 61, 87, 6)
    s.paint(body, "ink")
    s.paint(box(29, 19, 59, 85, 5), "screen", 0)
    glass = box(36, 11, 72, 82, 6).turn(8)
    tint = COLOURS["glass"] if s.colour == COLOURS["clear"] else mix(COLOURS["ink"], s.colour, 0.5)
    s.paint(glass, tint, 1.6, pattern=False, alpha=0.6 if s.colour == COLOURS["clear"] else 0.88)
    s.glint(glass & poly((50, 0), (62, 0), (28, 100), (18, 100)), 0.45)
    s.glint(glass & poly((66, 0), (70, 0), (38, 100), (34, 100)), 0.35)
    s.glint(glass - box(37.2, 12.2, 70.8, 80.8, 5).turn(8), 0.6)
    s.paint(stroke([(70, 66), (76, 72)], 5).turn(8), "coral", 0.8)


def twoglasses(s: Sketch) -> None:
    for x, tilt in ((26, -12), (44, 6)):
        glass = box(x, 14, x + 34, 86, 5).turn(tilt)
        s.paint(glass, "glass", 1.6, False, 0.72)
        s.glint(glass - box(x + 1.2, 15.2, x + 32.8, 84.8, 4).turn(tilt), 0.7)
        s.glint(glass & poly((x + 8, 0), (x + 18, 0), (x - 6, 100), (x - 16, 100)).turn(tilt), 0.5)
        s.paint(box(x + 12, 16, x + 22, 17.6, 0.8).turn(tilt), "ink", 0)
    s.paint(stroke([(80, 78), (86, 86)], 5), "teal", 0.8)


def screenfilm(s: Sketch) -> None:
    s.paint(box(28, 12, 68, 88, 6), "ink", 1.6)
    film = box(30, 14, 66, 86, 5)
    s.paint(film, mix(COLOURS["glass"], COLOURS["grey"], 0.4), 0)
    for row in range(16, 86, 3):
        for column in range(31, 66, 3):
            s.glint(disc(column + row % 2, row, 0.5) & film, 0.4)
    curl = poly((66, 14), (66, 46), (34, 14))
    s.paint(curl & film, "screen", 0)
    s.paint(poly((34, 14), (66, 46), (40, 44)), light(COLOURS["glass"], 0.5), 1.4)


def glassframe(s: Sketch) -> None:
    s.paint(box(18, 8, 82, 92, 6), "teal", 2.4)
    s.paint(box(25, 15, 75, 85, 4), dark(COLOURS["teal"], 0.4), 0)
    glass = box(28, 18, 72, 82, 5)
    s.paint(glass, "glass", 1.4, False, 0.75)
    s.glint(glass & poly((44, 10), (58, 10), (34, 90), (20, 90)), 0.5)
    s.paint(disc(18, 50, 5) | disc(82, 50, 5), dark(COLOURS["teal"], 0.3), 0.8)
    s.write(50, 13.4, "1", 5, "cream", 0.15, "ms")


def lensguard(s: Sketch) -> None:
    for x, y in ((36, 38), (64, 62)):
        s.paint(disc(x, y, 25), "glass", 1.6, False, 0.5)
        s.paint(ring(x, y, 25, 5), None, 1)
        s.paint(ring(x, y, 9, 2), None, 0.6)
        for dx, dy in ((0, -14.5), (14.5, 0), (0, 14.5), (-14.5, 0)):
            s.paint(ring(x + dx, y + dy, 4.6, 1.4), None, 0.4)
        s.glint(
            poly((x - 18, y - 16), (x - 6, y - 22), (x - 16, y + 16), (x - 22, y + 6)) & disc(x, y, 22), 0.5
        )


def holder(s: Sketch) -> None:
    s.stands(28, 72, 86)
    s.paint(oval(27, 76, 73, 90), dark(s.colour, 0.3))
    s.paint(oval(27, 73, 73, 87), None, 1)
    s.paint(stroke([(50, 78), (50, 56)], 6), None, 1)
    s.paint(box(32, 14, 68, 62, 5).turn(8), "screen", 1.5)
    s.paint(box(35, 18, 65, 58, 3).turn(8) & disc(44, 62, 22), "sky", 0)
    s.paint(box(27, 30, 34, 50, 3).turn(8) | box(66, 30, 73, 50, 3).turn(8), None, 1)


def gripring(s: Sketch) -> None:
    s.paint(box(24, 22, 76, 92, 10), "navy", 2.4)
    s.paint(disc(50, 62, 17), dark(s.colour, 0.2), 1.6)
    s.paint(disc(50, 62, 13), light(s.colour, 0.2), 1)
    s.paint(oval(33, 14, 67, 64) - oval(40, 21, 60, 57), None, 1.8)
    s.paint(box(44, 56, 56, 66, 3), dark(s.colour, 0.3), 1)


def tripod(s: Sketch) -> None:
    s.stands(16, 84, 92)
    for legs in (
        [(50, 52), (34, 68), (24, 90)],
        [(50, 52), (54, 72), (50, 93)],
        [(50, 52), (66, 68), (78, 90)],
    ):
        s.paint(stroke(legs, 5.5), "ink", 1)
        for share in (0.3, 0.6, 0.9):
            x = legs[0][0] + (legs[2][0] - legs[0][0]) * share
            y = legs[0][1] + (legs[2][1] - legs[0][1]) * share
            s.paint(disc(x, y, 3.4), None, 0.8)
    s.paint(box(45, 44, 55, 58, 3), None, 1)
    s.paint(box(20, 12, 80, 45, 5), "screen", 1.6)
    s.paint(box(23, 15, 77, 42, 3) & disc(36, 46, 22), "teal", 0)
    s.paint(box(23, 15, 77, 42, 3) & disc(66, 50, 24), "coral", 0)
    s.paint(disc(66, 22, 4), "gold", 0)
