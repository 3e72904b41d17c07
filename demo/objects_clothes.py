"""Drawings of clothes."""

from palette import COLOURS, dark, light
from sketch import Mask, Sketch, arc, blob, box, disc, oval, poly, stroke


def _sleeves(s: Sketch, end: float, width: float = 13) -> Mask:
    left = stroke([(30, 27), (19, 46), (15, end)], width)
    return left | left.flip()


def jacket(s: Sketch) -> None:
    s.paint(blob((38, 22), (40, 8), (50, 4), (60, 8), (62, 22), (50, 28)), dark(s.colour, 0.2), 2)
    s.paint(blob((43, 22), (44, 12), (50, 9), (56, 12), (57, 22), (50, 26)), dark(s.colour, 0.6), 0)
    sleeves = _sleeves(s, 74)
    s.paint(sleeves, dark(s.colour, 0.1), 2.4, True)
    s.paint(sleeves & box(0, 70, 100, 74), "silver", 0)
    body = blob(
        (32, 20),
        (42, 18),
        (50, 24),
        (58, 18),
        (68, 20),
        (74, 34),
        (73, 60),
        (75, 86),
        (50, 90),
        (25, 86),
        (27, 60),
        (26, 34),
    )
    s.paint(body, None, 2.6)
    s.paint(body & box(0, 50, 100, 54), "silver", 0)
    s.paint(body & box(49, 20, 51, 92), dark(s.colour, 0.5), 0)
    s.paint(box(47.8, 26, 52.2, 32, 1.5), "coral" if s.colour != COLOURS["red"] else "cream", 0.4)
    pocket = stroke([(33, 74), (40, 64)], 2)
    s.paint(pocket | pocket.flip(), dark(s.colour, 0.4), 0)
    s.glint(body & poly((30, 20), (40, 20), (34, 90), (26, 90)), 0.14)


def denimjacket(s: Sketch) -> None:
    sleeves = _sleeves(s, 72)
    s.paint(sleeves, dark(s.colour, 0.1), 2.4)
    s.paint(sleeves & box(0, 70, 100, 90), dark(s.colour, 0.25), 0)
    body = poly((33, 18), (67, 18), (73, 34), (72, 84), (28, 84), (27, 34))
    s.paint(body, None, 2.6)
    collar_ = poly((50, 28), (34, 24), (38, 12), (50, 18))
    s.paint(collar_ | collar_.flip(), dark(s.colour, 0.14), 1.4)
    s.paint(box(49.3, 26, 50.7, 84), dark(s.colour, 0.4), 0)
    s.paint(box(27, 77, 73, 84), dark(s.colour, 0.18), 1)
    for y in (34, 46, 58, 70):
        s.paint(disc(50, y, 1.6), "copper", 0.4)
    flap = poly((31, 40), (45, 40), (45, 45), (38, 49), (31, 45))
    s.paint(flap | flap.flip(), dark(s.colour, 0.16), 1)
    seam = stroke([(34, 49), (38, 77)], 0.8) | stroke([(43, 49), (45, 77)], 0.8)
    s.paint(seam | seam.flip(), "gold", 0)


def parka(s: Sketch) -> None:
    fur = blob((32, 26), (36, 8), (50, 2), (64, 8), (68, 26), (50, 32))
    s.paint(fur, "tan", 2, False)
    s.paint(blob((39, 24), (42, 12), (50, 8), (58, 12), (61, 24), (50, 28)), dark(s.colour, 0.6), 0)
    sleeves = _sleeves(s, 72, 14)
    s.paint(sleeves, dark(s.colour, 0.1), 2.4)
    body = poly((32, 22), (50, 28), (68, 22), (74, 36), (74, 94), (26, 94), (26, 36))
    s.paint(body, None, 2.6)
    s.paint(box(47, 27, 53, 94), dark(s.colour, 0.16), 0.8)
    s.paint(box(26, 52, 74, 54), dark(s.colour, 0.4), 0)
    pocket = box(30, 62, 43, 78, 2)
    s.paint(pocket | pocket.flip(), dark(s.colour, 0.14), 1.2)
    lid = box(29, 60, 44, 66, 1.5)
    s.paint(lid | lid.flip(), dark(s.colour, 0.24), 0.8)
    for y in (36, 46, 60, 72, 84):
        s.paint(disc(50, y, 1.3), "gold", 0.2)


def poncho(s: Sketch) -> None:
    s.paint(blob((38, 20), (42, 6), (50, 3), (58, 6), (62, 20), (50, 26)), dark(s.colour, 0.2), 2)
    s.paint(disc(50, 15, 6.5), dark(s.colour, 0.6), 0)
    body = poly((40, 18), (60, 18), (94, 76), (76, 88), (50, 92), (24, 88), (6, 76))
    s.paint(body, None, 2.8)
    s.paint(body - body.move(0, -4), "silver", 0)
    s.paint(box(46, 22, 54, 30, 2), dark(s.colour, 0.4), 0.6)


def puffer(s: Sketch) -> None:
    sleeves = _sleeves(s, 72, 17)
    s.paint(sleeves, dark(s.colour, 0.08), 3)
    body = box(27, 18, 73, 86, 10)
    s.paint(body, None, 3)
    for y in range(28, 86, 11):
        s.paint((body | sleeves) & arc(50, y - 8, 60, 10, 20, 160, 1.4), dark(s.colour, 0.32), 0)
        s.glint((body | sleeves) & arc(50, y - 6, 60, 10, 20, 160, 1.2), 0.16)
    s.paint(box(36, 12, 64, 24, 6), dark(s.colour, 0.14), 2)
    s.paint(box(49, 14, 51, 86), dark(s.colour, 0.55), 0)


def coat(s: Sketch) -> None:
    sleeves = _sleeves(s, 66, 12)
    s.paint(sleeves, dark(s.colour, 0.12), 2.2, True)
    body = poly((34, 14), (66, 14), (72, 30), (70, 54), (77, 94), (23, 94), (30, 54), (28, 30))
    s.paint(body, None, 2.6)
    s.paint(poly((42, 14), (58, 14), (50, 40)), "cream", 0.6, False)
    lapel = poly((40, 10), (33, 22), (39, 26), (37, 30), (50, 46), (50, 40), (42, 14))
    s.paint(lapel | lapel.flip(), dark(s.colour, 0.22), 1)
    s.paint(box(49.4, 44, 50.6, 94), dark(s.colour, 0.45), 0)
    for y in (52, 62, 72):
        s.paint(disc(45, y, 1.8) | disc(55, y, 1.8), "ink" if s.colour != COLOURS["black"] else "tan", 0.4)
    pocket = box(31, 66, 41, 69, 1).turn(-6, 36, 67)
    s.paint(pocket | pocket.flip(), dark(s.colour, 0.35), 0.5)


def sweater(s: Sketch) -> None:
    sleeves = _sleeves(s, 76, 14)
    s.paint(sleeves, dark(s.colour, 0.1), 2.4, True)
    body = blob((34, 20), (50, 24), (66, 20), (73, 34), (72, 84), (50, 86), (28, 84), (27, 34))
    s.paint(body, None, 2.6)
    s.paint(arc(50, 19, 11, 8, 0, 180, 5), dark(s.colour, 0.2), 0.8, False)
    for part in (body & box(0, 79, 100, 90), sleeves & box(0, 73, 100, 90)):
        s.paint(part, dark(s.colour, 0.2), 0, False)
        for x in range(6, 96, 3):
            s.paint(box(x, 72, x + 0.8, 88) & part, dark(s.colour, 0.38), 0, False)


def cardigan(s: Sketch) -> None:
    sweater(s)
    s.paint(poly((41, 18), (59, 18), (50, 52)), "cream", 0.6, False)
    s.paint(
        stroke([(41, 19), (50, 52), (50, 85)], 3.4, False) | stroke([(59, 19), (50, 52)], 3.4),
        dark(s.colour, 0.24),
        0.6,
    )
    for y in (57, 65, 73, 81):
        s.paint(disc(50, y, 1.5), "brown", 0.3)
    pocket = box(32, 62, 44, 75, 2)
    s.paint(pocket | pocket.flip(), dark(s.colour, 0.14), 1)


def tshirt(s: Sketch) -> None:
    shape = poly(
        (34, 14), (66, 14), (92, 32), (81, 47), (72, 41), (72, 88), (28, 88), (28, 41), (19, 47), (8, 32)
    )
    s.paint(shape, None, 2.6)
    s.paint(arc(50, 13, 12, 9, 0, 180, 3.6) & box(0, 13, 100, 40), dark(s.colour, 0.25), 0.4)
    s.paint(oval(38, 5, 62, 21) & box(0, 13.6, 100, 30), dark(s.colour, 0.5), 0)
    fold = stroke([(36, 88), (39, 62), (35, 46)], 1.2)
    s.paint((fold | fold.flip()) & shape, dark(s.colour, 0.18), 0)
    seam = stroke([(28, 41), (30, 28), (35, 16)], 1)
    s.paint(seam | seam.flip(), dark(s.colour, 0.22), 0)


def vest(s: Sketch) -> None:
    shape = poly(
        (34, 12),
        (43, 12),
        (50, 34),
        (57, 12),
        (66, 12),
        (70, 38),
        (76, 50),
        (76, 88),
        (24, 88),
        (24, 50),
        (30, 38),
    )
    s.paint(shape, None, 2.4)
    s.paint(shape & (box(0, 54, 100, 61) | box(0, 72, 100, 79)), "silver", 0.8)
    s.paint(shape & (box(34, 10, 40, 54) | box(60, 10, 66, 54)), "silver", 0.8)
    s.paint(box(49, 34, 51, 88), dark(s.colour, 0.5), 0)


def dress(s: Sketch) -> None:
    sleeve = stroke([(38, 18), (28, 30)], 13)
    s.paint(sleeve | sleeve.flip(), dark(s.colour, 0.08), 1.6, True)
    shape = poly(
        (36, 12),
        (44, 14),
        (50, 22),
        (56, 14),
        (64, 12),
        (66, 34),
        (60, 46),
        (84, 92),
        (50, 96),
        (16, 92),
        (40, 46),
        (34, 34),
    )
    s.paint(shape, None, 2.4)
    s.paint(box(39, 43, 61, 48, 1), dark(s.colour, 0.4), 0.6)
    fold = stroke([(44, 50), (36, 92)], 1)
    s.paint(fold | fold.flip() | stroke([(50, 50), (50, 94)], 1), dark(s.colour, 0.28), 0)


def trousers(s: Sketch) -> None:
    leg = poly((30, 10), (50, 10), (50, 34), (45, 94), (25, 94))
    s.paint(leg | leg.flip(), None, 2.2)
    s.paint(box(30, 8, 70, 16, 1.5), dark(s.colour, 0.2), 1)
    s.paint(stroke([(50, 16), (50, 36)], 1), dark(s.colour, 0.5), 0)
    s.paint(stroke([(50, 34), (46, 94)], 1.2) | stroke([(50, 34), (54, 94)], 1.2), dark(s.colour, 0.4), 0)
    pocket = arc(31, 16, 11, 10, 0, 90, 1)
    s.paint(pocket | pocket.flip(), "tan", 0)
    s.paint(disc(50, 12, 1.5), "gold", 0.3)
    s.paint(box(25, 88, 46, 94) | box(54, 88, 75, 94), light(s.colour, 0.28), 0.6)


def leggings(s: Sketch) -> None:
    leg = blob((34, 10), (50, 10), (50, 36), (47, 64), (43, 94), (33, 94), (31, 62), (30, 34))
    s.paint(leg | leg.flip(), None, 2.4)
    s.paint(box(33, 8, 67, 17, 2), dark(s.colour, 0.3), 1)
    knee = oval(31, 54, 46, 68)
    s.paint(knee | knee.flip(), light(s.colour, 0.16), 0)
    s.paint(
        stroke([(31, 24), (33, 52), (32, 90)], 1.4) | stroke([(31, 24), (33, 52), (32, 90)], 1.4).flip(),
        "mint",
        0,
    )


def romper(s: Sketch) -> None:
    sleeve = stroke([(33, 24), (18, 42)], 13)
    s.paint(sleeve | sleeve.flip(), dark(s.colour, 0.1), 2, True)
    leg = stroke([(38, 66), (35, 86)], 18)
    s.paint(leg | leg.flip(), None, 2.2)
    s.paint(blob((34, 18), (50, 22), (66, 18), (71, 40), (68, 74), (50, 80), (32, 74), (29, 40)), None, 2.6)
    s.paint(arc(50, 17, 10, 7, 0, 180, 3.6), "cream", 0.4, False)
    for y in (32, 43, 54, 65):
        s.paint(disc(50, y, 1.9), "gold", 0.4)


def socks(s: Sketch) -> None:
    for dx, dy in ((0, 0), (24, 6)):
        leg = blob(
            (22 + dx, 10 + dy),
            (38 + dx, 10 + dy),
            (39 + dx, 46 + dy),
            (46 + dx, 60 + dy),
            (62 + dx, 68 + dy),
            (64 + dx, 80 + dy),
            (50 + dx, 84 + dy),
            (30 + dx, 74 + dy),
            (21 + dx, 58 + dy),
        )
        s.paint(leg, None, 2.2)
        s.paint(leg & box(0, 0, 100, 19 + dy), dark(s.colour, 0.2), 0.8, False)
        s.paint(leg & disc(27 + dx, 64 + dy, 9), s.accent, 0, False)
        s.paint(leg & disc(62 + dx, 76 + dy, 10), s.accent, 0, False)


def gloves(s: Sketch) -> None:
    def hand(dx: float, tilt: float, flipped: bool) -> None:
        shape = box(30, 40, 58, 74, 8)
        for finger, top in enumerate((22, 15, 17, 25)):
            shape = shape | box(30 + finger * 7, top, 36.6 + finger * 7, 52, 3.3)
        shape = shape | stroke([(56, 62), (66, 50), (68, 44)], 8)
        cuff = box(31, 72, 57, 88, 3)
        if flipped:
            shape, cuff = shape.flip(), cuff.flip()
        s.paint(shape.move(dx, 2).turn(tilt), None, 2)
        s.paint(cuff.move(dx, 2).turn(tilt), dark(s.colour, 0.35), 1.2)

    hand(-14, -8, True)
    hand(14, 8, False)
    s.paint(disc(36, 60, 3.4) | disc(66, 62, 3.4), s.accent, 0.5, False)


def cap(s: Sketch) -> None:
    s.paint(blob((46, 66), (70, 62), (96, 70), (92, 78), (66, 76), (46, 74)), dark(s.colour, 0.25), 1.8)
    dome = blob((10, 66), (16, 38), (40, 24), (64, 34), (74, 66), (44, 72))
    s.paint(dome, None, 2.8)
    s.paint(
        (stroke([(40, 24), (36, 70)], 1) | stroke([(40, 24), (60, 68)], 1)) & dome, dark(s.colour, 0.3), 0
    )
    s.paint(disc(40, 24, 2.6), dark(s.colour, 0.3), 0.6)
    s.paint(blob((18, 58), (22, 44), (30, 42), (28, 62)) & dome, dark(s.colour, 0.2), 0)


def beanie(s: Sketch) -> None:
    s.paint(disc(50, 16, 10), light(s.colour, 0.25), 2.2)
    dome = blob((18, 66), (24, 34), (50, 20), (76, 34), (82, 66), (50, 72))
    s.paint(dome, None, 2.8)
    for x in range(-3, 4):
        s.paint(
            stroke([(50 + x * 4, 22), (50 + x * 9, 46), (50 + x * 10, 68)], 1) & dome, dark(s.colour, 0.22), 0
        )
    s.paint(box(14, 62, 86, 84, 9), dark(s.colour, 0.1), 2.2)
    for x in range(20, 84, 6):
        s.paint(box(x, 65, x + 1, 82), dark(s.colour, 0.3), 0)


def scarf(s: Sketch) -> None:
    s.paint(box(54, 40, 74, 92, 2).turn(-8, 60, 40), None, 2)
    for x in range(55, 74, 4):
        s.paint(box(x, 90, x + 1.6, 98, 0.8).turn(-8, 60, 40), s.colour, 0.3, False)
    s.paint(box(34, 44, 54, 88, 2).turn(6, 44, 44), None, 2)
    for x in range(35, 54, 4):
        s.paint(box(x, 86, x + 1.6, 94, 0.8).turn(6, 44, 44), s.colour, 0.3, False)
    loop = oval(18, 10, 82, 56) - oval(34, 10, 66, 34)
    s.paint(loop, None, 2.6)
    s.paint(box(44, 38, 62, 58, 6), None, 2)


def apron(s: Sketch) -> None:
    s.paint(arc(50, 18, 12, 13, 180, 360, 3), dark(s.colour, 0.35), 0.5)
    side = stroke([(24, 50), (10, 56), (8, 70)], 2.6)
    s.paint(side | side.flip(), dark(s.colour, 0.35), 0.5)
    s.paint(poly((36, 18), (64, 18), (68, 36), (80, 50), (80, 92), (20, 92), (20, 50), (32, 36)), None, 2.4)
    s.paint(box(33, 58, 67, 78, 3), dark(s.colour, 0.12), 1.4, True)
    s.paint(box(49.6, 58, 50.4, 78), dark(s.colour, 0.4), 0)


def dogcoat(s: Sketch) -> None:
    s.stands(14, 86, 92)
    dog = COLOURS["brown"]
    for x in (28, 38, 66, 76):
        s.paint(box(x, 62, x + 8, 92, 3), dark(dog, 0.15) if x in (38, 66) else dog, 1, False)
    s.paint(stroke([(14, 50), (6, 38), (8, 28)], 5), dog, 1)
    s.paint(box(14, 42, 84, 70, 13), dog, 2)
    s.paint(blob((70, 22), (86, 22), (97, 36), (92, 44), (78, 46), (68, 50)), dog, 2)
    s.paint(blob((70, 20), (77, 22), (75, 42), (68, 40)), dark(dog, 0.3), 1)
    s.paint(disc(84, 31, 1.5) | disc(95, 37, 2), "ink", 0)
    coat_ = blob((16, 42), (44, 38), (74, 38), (78, 52), (68, 70), (40, 74), (18, 68))
    s.paint(coat_, None, 2.4)
    s.paint(coat_ & box(0, 58, 100, 62), "silver", 0)
