"""Drawings of things for animals."""

from palette import COLOURS, dark, light, mix
from sketch import Sketch, arc, blob, box, disc, oval, poly, ring, stroke


def petbed(s: Sketch) -> None:
    s.stands(12, 88, 80)
    s.paint(box(8, 34, 92, 82, 22), None, 3.4)
    s.paint(oval(18, 36, 82, 68), dark(s.colour, 0.35), 0, False)
    s.paint(oval(20, 42, 80, 70), "cream", 1.6, False)
    s.paint(blob((30, 50), (44, 44), (64, 46), (72, 56), (60, 64), (38, 64), (28, 58)), "brown", 2, False)
    s.paint(disc(33, 53, 8), "brown", 1.4, False)
    s.paint(
        poly((27, 48), (29, 40), (34, 46)) | poly((34, 46), (39, 40), (40, 49)),
        dark(COLOURS["brown"], 0.2),
        0.6,
        False,
    )
    s.paint(stroke([(68, 60), (58, 66), (46, 63)], 4), dark(COLOURS["brown"], 0.12), 0.8, False)
    s.paint(blob((8, 66), (30, 72), (70, 72), (92, 66), (86, 84), (50, 87), (14, 84)), None, 2.4)


def ropeball(s: Sketch) -> None:
    s.paint(stroke([(68, 66), (84, 80), (92, 92)], 8), "cream", 1.6)
    s.paint(disc(48, 48, 32), None, 3.4)
    for tilt in (0, 60, 120):
        for shift in (-14, 0, 14):
            s.paint(
                (arc(48 + shift, 48, 12, 36, 100, 260, 2.2).turn(tilt, 48, 48)) & disc(48, 48, 31),
                dark(s.colour, 0.3),
                0,
            )
    s.paint(stroke([(22, 40), (44, 30), (70, 36)], 4) & disc(48, 48, 31), "cream", 0.6)


def petbowl(s: Sketch) -> None:
    s.stands(14, 86, 82)
    s.paint(poly((24, 44), (76, 44), (90, 82), (10, 82)), None, 3)
    s.paint(oval(20, 32, 80, 56), light(s.colour, 0.2), 1.4, False)
    s.paint(oval(25, 35, 75, 53), dark(s.colour, 0.5), 0, False)
    for x, y in ((38, 44), (46, 40), (54, 42), (62, 45), (50, 47), (42, 48), (58, 49)):
        s.paint(disc(x, y, 4), "brown", 0.8, False)
    s.paint(
        disc(50, 71, 3.4) | disc(45, 66, 1.8) | disc(49, 64.4, 1.8) | disc(53, 65, 1.8) | disc(56, 68, 1.6),
        "cream",
        0,
        False,
    )


def scratcher(s: Sketch) -> None:
    s.stands(8, 92, 84)
    wave = blob(
        (6, 78),
        (14, 58),
        (30, 60),
        (48, 70),
        (66, 62),
        (82, 40),
        (92, 36),
        (96, 50),
        (90, 72),
        (84, 86),
        (10, 86),
    )
    s.paint(wave, "wood", 2.8, False)
    for x in range(6, 98, 3):
        s.paint(box(x, 30, x + 0.9, 92) & wave, dark(COLOURS["wood"], 0.25), 0, False)
    s.paint(stroke([(10, 64), (22, 56), (46, 68), (66, 60), (80, 40), (92, 36)], 3), s.colour, 0.5, False)


def cattree(s: Sketch) -> None:
    s.stands(16, 84, 94)
    for x, top in ((30, 34), (66, 12)):
        s.paint(box(x, top, x + 9, 90), "wood", 1.2, False)
        for y in range(top + 4, 88, 4):
            s.paint(box(x, y, x + 9, y + 1), dark(COLOURS["wood"], 0.25), 0, False)
    s.paint(box(14, 86, 86, 94, 4), dark(s.colour, 0.2), 1.6)
    s.paint(box(18, 30, 52, 39, 4), None, 1.8)
    s.paint(box(52, 8, 90, 17, 4), None, 1.8)
    s.paint(oval(44, 52, 84, 76) & box(0, 62, 100, 80), None, 2)
    s.paint(box(44, 60, 84, 64, 2), dark(s.colour, 0.3), 0.8)
    s.paint(stroke([(26, 39), (26, 56)], 1), "ink", 0)
    s.paint(disc(26, 59, 4), "coral", 1)
    cat = blob((24, 30), (24, 18), (30, 12), (40, 14), (44, 24), (44, 31))
    s.paint(cat, "ink", 1)
    s.paint(disc(28, 14, 6) | poly((23, 12), (23, 4), (28, 9)) | poly((28, 9), (33, 4), (33, 13)), "ink", 0.6)


def petcave(s: Sketch) -> None:
    s.stands(16, 84, 86)
    s.paint(blob((12, 76), (16, 40), (50, 18), (84, 40), (88, 76), (70, 87), (30, 87)), None, 3.4)
    hole = disc(50, 62, 19)
    s.paint(hole, dark(s.colour, 0.65), 0)
    s.paint(hole & disc(54, 74, 15), "orange", 1)
    s.paint(
        disc(50, 62, 7.5) | poly((43, 60), (43, 50), (49, 56)) | poly((51, 56), (57, 50), (57, 60)),
        "orange",
        0.8,
    )
    s.paint(disc(47, 62, 1) | disc(53, 62, 1), "ink", 0)
    s.paint(ring(50, 62, 20.5, 2), light(s.colour, 0.3), 0)


def fountain(s: Sketch) -> None:
    s.stands(16, 84, 86)
    s.paint(box(14, 56, 86, 86, 12), None, 3)
    s.paint(oval(14, 46, 86, 70), light(s.colour, 0.2), 1.2)
    s.paint(oval(19, 49, 81, 67), "sky", 0)
    for tilt in range(0, 360, 60):
        s.paint(
            blob((50, 44), (43, 34), (50, 20), (57, 34)).turn(tilt, 50, 44),
            mix(COLOURS["sky"], COLOURS["cream"], 0.6),
            1,
        )
    s.paint(disc(50, 44, 6), "gold", 1)
    s.paint(arc(50, 58, 24, 6, 10, 170, 1), "cream", 0)


def fishtoy(s: Sketch) -> None:
    for y, tilt, tone in ((24, -8, None), (52, 6, dark(s.colour, 0.2)), (80, -4, light(s.colour, 0.35))):
        s.paint(poly((66, y), (86, y - 11), (86, y + 11)).turn(tilt, 50, y), tone, 1, True)
        s.paint(
            blob((14, y), (30, y - 11), (56, y - 10), (72, y), (56, y + 10), (30, y + 11)).turn(tilt, 50, y),
            tone,
            2,
            True,
        )
        s.paint(disc(25, y - 2, 2).turn(tilt, 50, y), "ink", 0)


def birdhouse(s: Sketch) -> None:
    s.paint(box(47, 84, 53, 98), dark(COLOURS["wood"], 0.2), 0.8)
    s.paint(poly((50, 18), (76, 40), (76, 86), (24, 86), (24, 40)), "wood", 2.6, False)
    for x in (36, 50, 63):
        s.paint(box(x, 30, x + 0.8, 86), dark(COLOURS["wood"], 0.25), 0)
    s.paint(stroke([(16, 46), (50, 15), (84, 46)], 8, False), None, 2)
    s.paint(disc(50, 51, 8), "ink", 0)
    s.paint(stroke([(50, 68), (50, 72)], 3.4), "brown", 0.4)
    s.paint(blob((58, 64), (66, 58), (76, 62), (80, 72), (68, 76), (58, 72)), "sky", 1.6, False)
    s.paint(disc(60, 63, 5), "sky", 0.8, False)
    s.paint(poly((55, 62), (50, 64), (55, 66)), "orange", 0)
    s.paint(disc(59, 62, 0.9), "ink", 0)


def feeder(s: Sketch) -> None:
    s.paint(poly((50, 8), (90, 30), (10, 30)), "teal", 1.8, False)
    s.paint(box(20, 30, 80, 80, 3), None, 1.6, alpha=0.7)
    s.paint(blob((22, 62), (40, 56), (60, 60), (78, 56), (78, 79), (22, 79)), "gold", 1, False)
    for x, y in ((30, 68), (40, 64), (52, 70), (64, 66), (70, 73), (36, 75)):
        s.paint(oval(x, y, x + 3, y + 2), "brown", 0)
    s.paint(box(12, 78, 88, 86, 3), "teal", 1.4, False)
    s.paint(blob((54, 50), (66, 44), (76, 52), (76, 66), (62, 70), (54, 62)), "coral", 1.8)
    s.paint(disc(58, 48, 6.4), "ink", 0.8)
    s.paint(poly((52, 47), (46, 50), (53, 51)), "gold", 0)
    s.glint(poly((24, 34), (34, 34), (26, 78), (22, 78)), 0.4)
