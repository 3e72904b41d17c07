"""Drawings of cameras, computers, watches and instruments of science."""

from palette import COLOURS, dark, light, mix
from sketch import Sketch, arc, blob, box, disc, oval, poly, ring, star, stroke


def camera(s: Sketch) -> None:
    s.stands(14, 86, 80)
    s.paint(box(38, 20, 62, 36, 5), light(s.colour, 0.1), 1.6)
    s.paint(box(18, 25, 30, 34, 2) | box(68, 24, 78, 34, 2), "steel", 1.2)
    body = box(12, 31, 88, 80, 7)
    s.paint(body, None, 2.4)
    s.paint(body & box(0, 44, 100, 68), mix(COLOURS["ink"], s.colour, 0.12), 0)
    s.paint(disc(50, 56, 22), "steel", 2)
    s.paint(disc(50, 56, 19), "ink", 1.5)
    s.paint(disc(50, 56, 13), mix(COLOURS["navy"], COLOURS["teal"], 0.4), 2)
    s.paint(disc(50, 56, 7.5), "ink", 1)
    s.glint(oval(41, 46, 50, 54), 0.5)
    s.glint(disc(56, 62, 2), 0.35)
    s.paint(disc(77, 39, 2), "red", 0)


def instant(s: Sketch) -> None:
    s.stands(20, 80, 92)
    s.paint(box(31, 62, 69, 95, 1.5), "paper", 1)
    s.paint(box(35, 72, 65, 90), "sky", 0)
    s.paint(box(35, 82, 65, 90), "leaf", 0)
    s.paint(disc(57, 77, 3), "gold", 0)
    s.paint(box(16, 18, 84, 72, 11), None, 2.8)
    s.paint(box(26, 64, 74, 69, 2), dark(s.colour, 0.55), 0)
    s.paint(disc(50, 44, 18), "cream", 2, False)
    s.paint(disc(50, 44, 13.5), "ink", 1.4)
    s.paint(disc(50, 44, 7), "navy", 1.2)
    s.glint(oval(43, 36, 50, 42), 0.5)
    s.paint(box(66, 24, 78, 33, 2), "glass", 1, False)
    s.paint(disc(26, 30, 4.5), "coral", 1)


def lens(s: Sketch) -> None:
    s.stands(32, 68, 88)
    s.paint(box(32, 24, 68, 88, 4), None, 2.6)
    s.paint(box(28, 16, 72, 36, 4), dark(s.colour, 0.2), 2)
    s.paint(box(30, 48, 70, 64, 2), dark(s.colour, 0.42), 1)
    for x in range(31, 70, 3):
        s.paint(box(x, 48.6, x + 1.2, 63.4), dark(s.colour, 0.6), 0)
    s.paint(oval(28, 8, 72, 26), dark(s.colour, 0.5), 0.8)
    s.paint(oval(33, 10.5, 67, 23.5), mix(COLOURS["navy"], COLOURS["teal"], 0.5), 1.4)
    s.glint(oval(38, 11.5, 52, 17), 0.5)
    s.paint(box(32, 70, 68, 71.6), "red", 0)
    s.paint(box(35, 84, 65, 93, 1), "steel", 1)


def pancakelens(s: Sketch) -> None:
    s.paint(disc(50, 52, 36), None, 2.8)
    for angle in range(0, 360, 8):
        s.paint(box(49.3, 16, 50.7, 21).turn(angle, 50, 52), dark(s.colour, 0.5), 0)
    s.paint(disc(50, 52, 28), dark(s.colour, 0.35), 1.6)
    s.paint(ring(50, 52, 28, 1), "red", 0)
    s.paint(disc(50, 52, 16), mix(COLOURS["navy"], COLOURS["teal"], 0.5), 2)
    s.paint(disc(50, 52, 8), "ink", 1)
    s.glint(oval(38, 40, 49, 49), 0.5)
    s.write(50, 75.5, "27 mm", 5.4, "cream", 0.1, "ms")


def bigtripod(s: Sketch) -> None:
    s.stands(18, 82, 94)
    for line in ([(50, 40), (24, 92)], [(50, 40), (50, 95)], [(50, 40), (76, 92)]):
        s.paint(stroke(line, 5), None, 1.2)
        middle = ((line[0][0] + line[1][0] * 2) / 3, (line[0][1] + line[1][1] * 2) / 3)
        s.paint(stroke([middle, line[1]], 3.4), light(s.colour, 0.2), 0.8)
        s.paint(disc(*middle, 3.2), "ink", 0.8)
    s.paint(box(45, 26, 55, 48, 3), dark(s.colour, 0.35), 1.2)
    s.paint(disc(50, 26, 7), "ink", 1.4)
    s.paint(box(38, 12, 62, 20, 2.5), "steel", 1.2)
    s.paint(stroke([(55, 28), (76, 22)], 3), "ink", 0.8)


def camerabag(s: Sketch) -> None:
    s.stands(16, 84, 88)
    s.paint(arc(50, 42, 30, 34, 180, 360, 4), dark(s.colour, 0.35), 0.8)
    s.paint(box(14, 38, 86, 88, 8), None, 2.4)
    flap = box(14, 34, 86, 68, 8)
    s.paint(flap, light(s.colour, 0.08), 2, True)
    for x in (30, 64):
        s.paint(box(x, 44, x + 6, 78, 2), "brown", 1, False)
        s.paint(box(x - 1, 62, x + 7, 70, 1.5), "gold", 0.8, False)


def filmroll(s: Sketch) -> None:
    s.stands(24, 60, 88)
    s.paint(box(52, 36, 96, 78, 1), mix(COLOURS["ink"], COLOURS["brown"], 0.4), 1)
    for x in range(58, 95, 7):
        s.paint(box(x, 39, x + 4, 43, 1) | box(x, 71, x + 4, 75, 1), "cream", 0)
    s.paint(box(38, 10, 46, 20, 1), "ink", 1)
    s.paint(box(24, 24, 60, 84, 3), None, 2.4)
    s.paint(box(22, 18, 62, 27, 3) | box(22, 82, 62, 90, 3), "ink", 1.2)
    s.paint(box(24, 44, 60, 64), dark(s.colour, 0.5), 0)
    s.write(42, 58, "200", 10, "cream", 0.3, "ms")


def sdcard(s: Sketch) -> None:
    card = poly((28, 14), (62, 14), (74, 26), (74, 88), (28, 88)).turn(6)
    s.paint(card, None, 2.2)
    for x in range(33, 62, 6):
        s.paint(box(x, 18, x + 3.6, 28, 0.8).turn(6), "gold", 0)
    s.paint(box(34, 42, 68, 76, 2).turn(6), "paper", 0)
    s.paint(box(34, 42, 68, 52, 2).turn(6), "coral", 0)
    s.write(49, 70, "128", 10, "ink", 0.3, "ms")


def laptop(s: Sketch) -> None:
    s.stands(8, 92, 82)
    s.paint(box(18, 18, 82, 68, 4), dark(s.colour, 0.35), 1.6)
    s.paint(box(21, 21, 79, 65, 2), "screen", 0)
    for row, (width, tint) in enumerate(
        ((22, "coral"), (34, "mint"), (28, "sky"), (18, "gold"), (30, "mint"))
    ):
        s.paint(stroke([(27 + row % 2 * 4, 29 + row * 7), (27 + width, 29 + row * 7)], 2), tint, 0)
    s.paint(poly((14, 68), (86, 68), (94, 80), (6, 80)), None, 1.2)
    s.paint(poly((20, 70), (80, 70), (83, 75), (17, 75)), dark(s.colour, 0.45), 0)
    s.paint(box(6, 79, 94, 83, 2), dark(s.colour, 0.15), 0.8)


def monitor(s: Sketch) -> None:
    s.stands(32, 68, 90)
    s.paint(box(46, 66, 54, 86), "steel", 1.2)
    s.paint(box(32, 84, 68, 90, 3), "steel", 1.2)
    s.paint(box(10, 16, 90, 70, 4), None, 1.8)
    screen = box(13, 19, 87, 65, 2)
    s.paint(screen, "navy", 0)
    s.paint(screen & disc(30, 74, 30), "teal", 0)
    s.paint(screen & disc(70, 80, 34), "coral", 0)
    s.paint(disc(66, 32, 6), "gold", 0)


def keyboard(s: Sketch) -> None:
    s.paint(box(6, 30, 94, 74, 6), dark(s.colour, 0.2), 2.4)
    s.paint(box(9, 33, 91, 69, 4), dark(s.colour, 0.55), 0)
    for row in range(4):
        for column in range(11):
            x, y = 11.5 + column * 7 + row * 0.5, 35 + row * 8.2
            tone = (
                COLOURS["coral"]
                if (row, column) in ((0, 0), (3, 10))
                else s.colour
                if (row + column) % 7
                else light(s.colour, 0.4)
            )
            if row == 3 and 3 <= column <= 6:
                if column == 3:
                    s.paint(box(x, y, x + 27, y + 6.6, 1.4), light(s.colour, 0.25), 0.9)
                continue
            s.paint(box(x, y, x + 6.2, y + 6.6, 1.4), tone, 0.9)


def splitkeyboard(s: Sketch) -> None:
    for left in (True, False):
        tilt, x0 = (8, 6) if left else (-8, 54)
        s.paint(box(x0, 30, x0 + 40, 74, 6).turn(tilt, x0 + 20, 52), dark(s.colour, 0.2), 2.2)
        for row in range(4):
            for column in range(5):
                x, y = x0 + 3 + column * 7, 34 + row * 9
                tone = COLOURS["coral"] if (row, column) == (3, 4 if left else 0) else s.colour
                s.paint(box(x, y, x + 6, y + 7.4, 1.4).turn(tilt, x0 + 20, 52), tone, 0.8)
    s.paint(stroke([(46, 36), (50, 26), (54, 36)], 2), "ink", 0)


def mouse(s: Sketch) -> None:
    s.paint(stroke([(50, 16), (48, 6), (58, 1)], 2.4), dark(s.colour, 0.3), 0.5)
    body = blob((50, 14), (70, 24), (74, 54), (66, 82), (50, 90), (34, 82), (26, 54), (30, 24))
    s.paint(body, None, 3)
    s.paint(body & box(49.3, 10, 50.7, 44), dark(s.colour, 0.5), 0)
    s.paint(body & box(20, 43.4, 80, 44.8), dark(s.colour, 0.3), 0)
    s.paint(box(46.5, 24, 53.5, 38, 3.5), "ink", 1)
    s.paint(box(48.4, 27, 51.6, 34, 1.6), "coral", 0)


def webcam(s: Sketch) -> None:
    s.stands(34, 66, 88)
    s.paint(box(46, 58, 54, 84), "ink", 1)
    s.paint(box(32, 82, 68, 89, 3), "ink", 1.2)
    s.paint(box(14, 26, 86, 62, 18), None, 2.4)
    s.paint(disc(50, 44, 14), "ink", 1.4)
    s.paint(disc(50, 44, 8), "navy", 1.4)
    s.glint(oval(44, 37, 50, 42), 0.5)
    s.paint(disc(73, 44, 1.8), "mint", 0)


def lightbar(s: Sketch) -> None:
    s.paint(box(12, 34, 88, 88, 4), "ink", 1.6)
    s.paint(box(15, 37, 85, 85, 2), "screen", 0)
    s.paint(poly((14, 26), (86, 26), (98, 60), (2, 60)), "gold", 0, alpha=0.35)
    s.paint(box(44, 14, 56, 36, 4), dark(s.colour, 0.2), 1.2)
    s.paint(box(10, 18, 90, 28, 5), None, 1.6)


def circuit(s: Sketch) -> None:
    board = box(14, 24, 86, 78, 4).turn(-5)
    s.paint(board, None, 2)
    for line in (
        [(30, 40), (44, 40), (50, 52)],
        [(70, 68), (58, 68), (52, 58)],
        [(30, 66), (40, 58)],
        [(72, 36), (62, 44)],
    ):
        s.paint(stroke(line, 1, False).turn(-5), light(s.colour, 0.35), 0)
    s.paint(box(40, 40, 62, 62, 2).turn(-5), "ink", 1.2)
    s.write(50, 55, "A8", 8, "silver", 0.2, "ms")
    for x in range(20, 80, 5):
        s.paint(disc(x, 29, 1.5).turn(-5), "gold", 0.4)
    s.paint(box(12, 44, 24, 58, 1.5).turn(-5) | box(72, 62, 90, 74, 1.5).turn(-5), "steel", 1.2)
    s.paint(box(68, 40, 80, 50, 1.5).turn(-5), "coral", 1)
    s.paint(box(26, 60, 34, 70, 1).turn(-5), "cream", 0.8, False)


def ereader(s: Sketch) -> None:
    s.paint(box(24, 10, 76, 90, 6).turn(5), None, 2.2)
    s.paint(box(29, 15, 71, 80, 2).turn(5), "paper", 0)
    s.paint(box(33, 19, 56, 23).turn(5), "ink", 0)
    for row in range(11):
        s.paint(stroke([(33, 29 + row * 4.3), (67 - row * 7 % 11, 29 + row * 4.3)], 1).turn(5), "grey", 0)
    s.paint(disc(50, 85, 2).turn(5), dark(s.colour, 0.4), 0)


def watch(s: Sketch) -> None:
    strap = blob((40, 6), (60, 6), (62, 32), (62, 68), (60, 94), (40, 94), (38, 68), (38, 32))
    s.paint(strap, None, 2)
    for y in (12, 17, 82, 87):
        s.paint(disc(50, y, 1.3), dark(s.colour, 0.5), 0)
    s.paint(box(72, 42, 77, 48, 1) | box(72, 52, 77, 58, 1), "steel", 0.6)
    s.paint(disc(50, 50, 25), dark(s.colour, 0.35), 1.8)
    s.paint(disc(50, 50, 21), "ink", 0)
    s.paint(arc(50, 50, 17, 17, 140, 330, 2.6), "mint", 0)
    s.paint(arc(50, 50, 13, 13, 150, 270, 2.6), "coral", 0)
    s.write(50, 54.5, "5:12", 9.5, "cream", 0.2, "ms")


def wristwatch(s: Sketch) -> None:
    s.paint(box(40, 3, 60, 97, 4), None, 2)
    for y in (9, 82, 87, 92):
        s.paint(disc(50, y, 1.2), dark(s.colour, 0.5), 0)
    s.paint(box(73, 47, 79, 53, 1.5), "gold", 0.8)
    s.paint(disc(50, 50, 25), "gold", 1.8, False)
    s.paint(disc(50, 50, 21.5), "paper", 0)
    s.paint(stroke([(50, 50), (50, 34)], 1.6) | stroke([(50, 50), (60, 57)], 2), "ink", 0)
    s.paint(disc(50, 50, 1.8), "ink", 0)
    for x, y in ((50, 31), (69, 50), (50, 69), (31, 50)):
        s.paint(disc(x, y, 1), "ink", 0)


def gamepad(s: Sketch) -> None:
    body = blob(
        (28, 32),
        (50, 36),
        (72, 32),
        (86, 46),
        (90, 72),
        (80, 78),
        (66, 62),
        (50, 62),
        (34, 62),
        (20, 78),
        (10, 72),
        (14, 46),
    )
    s.paint(body, None, 2.8)
    s.paint(box(24, 40, 29, 54, 1.4) | box(19.5, 44.5, 33.5, 49.5, 1.4), dark(s.colour, 0.6), 0.6)
    for x, y, tint in ((72, 40, "coral"), (78, 46, "gold"), (66, 46, "sky"), (72, 52, "mint")):
        s.paint(disc(x, y, 2.9), tint, 0.7)
    for x in (39, 61):
        s.paint(disc(x, 57, 6), dark(s.colour, 0.55), 1)
        s.paint(disc(x, 56, 4), dark(s.colour, 0.35), 0.8)
    s.paint(box(46, 43, 54, 46, 1.5), dark(s.colour, 0.5), 0)


def handheld(s: Sketch) -> None:
    s.paint(box(6, 28, 94, 74, 12), None, 2.6)
    s.paint(box(27, 33, 73, 69, 3), "screen", 0)
    screen = box(29, 35, 71, 67, 2)
    s.paint(screen & box(0, 56, 100, 70), "leaf", 0)
    s.paint(screen & disc(60, 42, 5), "gold", 0)
    s.paint(screen & poly((34, 58), (46, 40), (58, 58)), "sky", 0)
    s.paint(box(14.5, 38, 19, 51, 1) | box(10.2, 42.3, 23.3, 46.7, 1), "ink", 0.6)
    s.paint(disc(85, 41, 3) | disc(80, 48, 3), "cream", 0.8, False)
    s.paint(disc(17, 61, 4.4) | disc(83, 61, 4.4), "ink", 1)


def telescope(s: Sketch) -> None:
    s.stands(22, 78, 94)
    for end in ((28, 94), (50, 96), (72, 94)):
        s.paint(stroke([(50, 54), end], 4), "wood", 1, False)
    s.paint(box(14, 34, 80, 54, 3).turn(-28, 50, 46), None, 2.4)
    s.paint(box(76, 31, 92, 57, 3).turn(-28, 50, 46), dark(s.colour, 0.25), 1.8)
    s.paint(box(4, 40, 16, 49, 2).turn(-28, 50, 46), "ink", 1)
    s.paint(box(34, 28, 54, 33, 2).turn(-28, 50, 46), "ink", 1)
    s.paint(disc(50, 50, 6), "steel", 1.4)
    s.paint(star(20, 18, 4, 4, 0.35) | star(38, 9, 2.6, 4, 0.35), "gold", 0)


def microscope(s: Sketch) -> None:
    s.stands(24, 78, 92)
    s.paint(box(22, 84, 78, 92, 4), dark(s.colour, 0.3), 1.4)
    s.paint(arc(46, 56, 24, 32, -70, 80, 8), None, 1.8)
    s.paint(box(24, 66, 62, 72, 2), "ink", 1)
    s.paint(box(30, 63, 54, 66, 1), "glass", 0.5)
    s.paint(box(34, 20, 50, 54, 3).turn(-14, 42, 40), None, 1.8)
    s.paint(box(36, 10, 48, 22, 2).turn(-14, 42, 40), "ink", 1)
    s.paint(box(38, 52, 47, 63, 1.5).turn(-14, 42, 40), "steel", 1)
    s.paint(disc(66, 60, 5), "gold", 1.2)


def globe(s: Sketch) -> None:
    s.stands(34, 66, 94)
    s.paint(arc(50, 46, 37, 37, -60, 120, 3.2), "gold", 0.8)
    s.paint(box(47.5, 80, 52.5, 90), "gold", 0.8)
    s.paint(box(34, 88, 66, 94, 3), "wood", 1.2)
    ball = disc(50, 46, 32)
    s.paint(ball, "tan", 3)
    for land in (
        blob((30, 30), (44, 24), (50, 34), (42, 44), (44, 56), (36, 62), (28, 46)),
        blob((58, 28), (72, 32), (78, 44), (66, 50), (60, 42)),
        blob((56, 56), (66, 56), (64, 70), (56, 70)),
    ):
        s.paint(land & ball, None, 0.6)


def starmap(s: Sketch) -> None:
    s.paint(disc(50, 50, 40), "cream", 1.6, False)
    s.paint(disc(50, 50, 36), s.colour, 0, False)
    s.paint(oval(24, 22, 76, 68), light(s.colour, 0.16), 0, False)
    spots = [
        (34, 34),
        (42, 30),
        (50, 38),
        (60, 34),
        (66, 44),
        (40, 52),
        (52, 58),
        (62, 54),
        (30, 46),
        (56, 28),
    ]
    s.paint(stroke(spots[:4], 0.6, False) | stroke(spots[5:8], 0.6, False), "sky", 0)
    for index, (x, y) in enumerate(spots):
        s.paint(star(x, y, 2.4 if index % 3 else 3.4, 4, 0.35), "gold", 0)
    for hour in range(24):
        s.paint(box(49.6, 11, 50.4, 14).turn(hour * 15), "navy", 0)
