"""Drawings of the kitchen, coffee and tea."""

from palette import COLOURS, dark, light, mix
from sketch import Sketch, arc, blob, box, disc, oval, poly, ring, stroke


def pot(s: Sketch) -> None:
    s.stands(20, 80, 86)
    s.paint(ring(14, 52, 8, 4) | ring(86, 52, 8, 4), dark(s.colour, 0.25), 0.8)
    s.paint(box(16, 42, 84, 86, 13), None, 3)
    s.paint(oval(12, 24, 88, 54), dark(s.colour, 0.12), 2)
    s.paint(oval(12, 21, 88, 48), light(s.colour, 0.08), 2)
    s.paint(box(44, 12, 56, 26, 4), "gold" if s.colour != COLOURS["silver"] else "ink", 1.2)
    s.glint(box(23, 52, 28, 76, 2.5), 0.25)


def pan(s: Sketch) -> None:
    s.paint(stroke([(66, 64), (92, 88)], 9), "wood" if s.colour != COLOURS["black"] else "ink", 1.8, False)
    s.paint(disc(88, 84, 2), "cream", 0)
    s.paint(disc(42, 42, 36), None, 3)
    s.paint(disc(42, 42, 30), dark(s.colour, 0.3), 0)
    s.paint(disc(43, 43, 29), dark(s.colour, 0.2), 0)
    s.paint(blob((28, 40), (40, 30), (54, 36), (58, 50), (44, 56), (30, 52)), "paper", 0.8)
    s.paint(disc(43, 44, 6.5), "gold", 1.4)
    s.glint(arc(42, 42, 26, 26, 200, 260, 2.4), 0.25)


def wok(s: Sketch) -> None:
    s.stands(30, 62, 84)
    s.paint(stroke([(76, 48), (97, 38)], 6.5), "wood", 1.4, False)
    s.paint(oval(6, 26, 84, 88) & box(0, 50, 100, 90), None, 3)
    s.paint(oval(6, 38, 84, 62), light(s.colour, 0.25), 1)
    s.paint(oval(10, 40, 80, 60), dark(s.colour, 0.45), 0)
    for x, y, tone in (
        (28, 50, "leaf"),
        (40, 46, "orange"),
        (52, 51, "leaf"),
        (62, 48, "red"),
        (44, 54, "gold"),
        (34, 44, "cream"),
    ):
        s.paint(oval(x - 5, y - 3, x + 5, y + 3), tone, 0.8)
    for x in (34, 54):
        s.paint(stroke([(x, 32), (x + 3, 24), (x - 2, 17), (x + 2, 9)], 1.6), "cream", 0)


def knife(s: Sketch) -> None:
    blade = blob((50, 4), (62, 20), (63, 44), (62, 58), (42, 58), (42, 30), (45, 12)).turn(24)
    s.paint(blade, "silver", 2.4, False)
    s.glint(poly((44, 0), (50, 0), (48, 60), (42, 60)).turn(24) & blade, 0.5)
    s.paint(box(42, 56, 60, 61, 1).turn(24), "steel", 0.8)
    s.paint(box(43, 60, 57, 97, 5).turn(24), None, 2)
    for y in (68, 78, 88):
        s.paint(disc(50, y, 1.7).turn(24), "gold", 0.3)


def santoku(s: Sketch) -> None:
    blade = poly((38, 8), (56, 6), (62, 14), (62, 58), (38, 58)).turn(24)
    s.paint(blade, "silver", 2.2, False)
    for y in (18, 28, 38, 48):
        s.paint(oval(40, y, 44, y + 7).turn(24), dark(COLOURS["silver"], 0.15), 0)
    s.paint(box(43, 58, 57, 97, 6).turn(24), None, 2)
    s.paint(box(43, 58, 57, 64).turn(24), "steel", 0.6)


def breadknife(s: Sketch) -> None:
    blade = poly((44, 2), (52, 0), (56, 6), (56, 60), (44, 60))
    for y in range(4, 60, 6):
        blade = blade - disc(43, y, 2.4)
    s.paint(blade.turn(28), "silver", 1.8, False)
    s.paint(box(43, 60, 58, 98, 6).turn(28), None, 2.2)
    s.paint(disc(50.5, 91, 2.2).turn(28), "ink", 0)


def whetstone(s: Sketch) -> None:
    s.stands(8, 92, 76)
    s.paint(box(6, 64, 94, 78, 3), "wood", 1.6, False)
    s.paint(poly((14, 48), (24, 40), (90, 40), (86, 48)), light(s.colour, 0.3), 0.6)
    s.paint(box(14, 48, 86, 58), None, 1.2)
    s.paint(box(14, 57, 86, 66), "beige", 1.2, False)
    s.paint(blob((22, 38), (60, 22), (76, 20), (74, 28), (40, 42)), "silver", 1.4)
    s.paint(stroke([(74, 24), (92, 16)], 6), "brown", 1)


def utensils(s: Sketch) -> None:
    s.stands(30, 70, 94)
    for x, tilt, kind in ((40, -14, "spoon"), (48, -3, "spatula"), (56, 8, "spoon"), (62, 18, "fork")):
        s.paint(box(x - 1.9, 26, x + 1.9, 72, 1.5).turn(tilt, x, 74), None, 0.9, False)
        head = oval(x - 7, 6, x + 7, 28) if kind == "spoon" else box(x - 6, 6, x + 6, 28, 3)
        if kind == "fork":
            head = head - box(x - 3, 4, x - 1, 18) - box(x + 1, 4, x + 3, 18)
        s.paint(head.turn(tilt, x, 74), None, 1.6, False)
    s.paint(box(30, 54, 70, 94, 6), "cream", 2.6, False)
    s.paint(box(30, 66, 70, 71) | box(30, 75, 70, 77), "teal", 0)


def board(s: Sketch) -> None:
    shape = (box(24, 24, 76, 94, 7) | box(42, 6, 58, 30, 7)).turn(12)
    s.paint(shape, None, 2.6)
    s.paint(disc(50, 13, 3).turn(12), "ink", 0)


def scale(s: Sketch) -> None:
    s.stands(14, 86, 84)
    s.paint(poly((20, 40), (80, 40), (90, 74), (10, 74)), None, 2)
    s.paint(poly((20, 40), (80, 40), (86, 60), (14, 60)), light(s.colour, 0.2), 0)
    s.paint(box(10, 73, 90, 84, 3), dark(s.colour, 0.2), 1.4)
    s.paint(poly((36, 63), (64, 63), (66, 71), (34, 71)), "screen", 0)
    s.write(50, 70.3, "250 g", 7.4, "mint", 0.1, "ms")
    s.paint(blob((30, 34), (50, 38), (70, 34), (64, 52), (50, 56), (36, 52)), "coral", 2)
    s.paint(oval(30, 29, 70, 39), dark(COLOURS["coral"], 0.4), 0)
    s.paint(blob((34, 33), (50, 24), (66, 33), (50, 37)), "cream", 1)


def thermometer(s: Sketch) -> None:
    s.paint(stroke([(44, 58), (18, 92)], 2.6), "steel", 0.6)
    s.paint(box(36, 10, 64, 62, 10).turn(36, 50, 40), None, 2.4)
    s.paint(box(40, 18, 60, 36, 3).turn(36, 50, 40), "screen", 0)
    s.write(56, 34, "63", 9, "mint", 0.15, "mm")
    s.paint(disc(50, 48, 3.4).turn(36, 50, 40), "cream", 0.6, False)


def bowl(s: Sketch) -> None:
    s.stands(32, 68, 88)
    s.paint(box(36, 80, 64, 88, 2), dark(s.colour, 0.15), 1)
    s.paint(oval(8, -4, 92, 86) & box(0, 41, 100, 90), None, 3)
    s.paint(oval(8, 30, 92, 52), light(s.colour, 0.25), 1)
    s.paint(oval(13, 32.5, 87, 49.5), dark(s.colour, 0.35), 0, False)


def basket(s: Sketch) -> None:
    s.stands(22, 78, 86)
    s.paint(
        blob((16, 48), (26, 26), (50, 18), (74, 26), (84, 48)),
        mix(COLOURS["tan"], COLOURS["brown"], 0.35),
        2.4,
        False,
    )
    for x in (36, 50, 64):
        s.paint(stroke([(x - 6, 38), (x, 27), (x + 7, 33)], 2), "cream", 0)
    body = poly((10, 44), (90, 44), (78, 86), (22, 86))
    s.paint(body, None, 2.6)
    for y in range(52, 86, 7):
        s.paint(box(0, y, 100, y + 1.2) & body, dark(s.colour, 0.3), 0)
    for x in range(12, 92, 9):
        s.paint(box(x, 44, x + 1.2, 88) & body, dark(s.colour, 0.22), 0)
    s.paint(box(7, 40, 93, 49, 4), dark(s.colour, 0.12), 1.6)


def towel(s: Sketch) -> None:
    for dx, dy, tone in ((10, 8, dark(s.colour, 0.25)), (0, 0, None)):
        s.paint(
            poly((22 + dx, 12 + dy), (66 + dx, 12 + dy), (66 + dx, 82 + dy), (22 + dx, 82 + dy)),
            tone,
            2.2,
            True,
        )
    s.paint(box(22, 70, 66, 74), "cream", 0)
    s.paint(stroke([(44, 12), (44, 5)], 1.6), "cream", 0)
    for x in range(23, 66, 3):
        s.paint(box(x, 81, x + 1, 86), s.colour, 0, False)


def glassjar(s: Sketch) -> None:
    s.stands(26, 74, 92)
    s.paint(box(26, 30, 74, 92, 9), "glass", 2, False, 0.75)
    s.paint(box(30, 46, 70, 88, 6), mix(COLOURS["leaf"], COLOURS["gold"], 0.35), 1, False)
    for x, y, r, tone in (
        (40, 62, 7, "coral"),
        (58, 72, 8, "leaf"),
        (54, 56, 5, "cream"),
        (40, 80, 5, "leaf"),
    ):
        s.paint(disc(x, y, r), tone, 1, False)
    s.paint(box(30, 14, 70, 30, 5), "gold", 2, False)
    s.paint(box(30, 22, 70, 24), dark(COLOURS["gold"], 0.3), 0)
    s.glint(box(31, 36, 35, 86, 2), 0.5)


def mill(s: Sketch) -> None:
    s.stands(34, 66, 94)
    s.paint(disc(50, 10, 5), "steel", 1)
    s.paint(blob((40, 16), (60, 16), (64, 26), (58, 36), (42, 36), (36, 26)), None, 2)
    s.paint(box(41, 35, 59, 39, 1), "steel", 0.8)
    s.paint(blob((40, 40), (60, 40), (57, 58), (66, 84), (64, 94), (36, 94), (34, 84), (43, 58)), None, 2.8)
    for x, y in ((24, 92), (74, 94), (80, 90), (20, 96)):
        s.paint(disc(x, y, 1.3), "ink", 0)


def lunchbox(s: Sketch) -> None:
    s.stands(18, 82, 88)
    s.paint(box(16, 58, 84, 88, 8), None, 2.4)
    s.paint(box(16, 30, 84, 57, 8), light(s.colour, 0.1), 2.4)
    s.paint(box(14, 20, 86, 34, 7), dark(s.colour, 0.12), 2)
    for x in (26, 66):
        s.paint(box(x, 26, x + 8, 66, 3), "coral", 1.2)


def dripper(s: Sketch) -> None:
    s.stands(30, 70, 94)
    s.paint(poly((34, 62), (66, 62), (70, 92), (30, 92)), "glass", 1.4, False, 0.75)
    s.paint(poly((32.4, 76), (67.6, 76), (70, 92), (30, 92)), "brown", 0, False)
    s.paint(arc(72, 76, 9, 9, -90, 90, 3), "glass", 0.4, False)
    s.paint(arc(78, 36, 10, 9, -90, 90, 4.4), None, 1)
    s.paint(poly((20, 22), (80, 22), (60, 56), (40, 56)), None, 2.8)
    s.paint(oval(20, 15, 80, 29), light(s.colour, 0.2), 0.8)
    s.paint(oval(24, 17, 76, 27), dark(COLOURS["brown"], 0.25), 0)
    s.paint(box(28, 55, 72, 62, 3), None, 1.4)
    s.paint(stroke([(50, 62), (50, 76)], 1.2), "brown", 0)
    for x in (40, 56):
        s.paint(stroke([(x, 14), (x + 3, 9), (x - 1, 4)], 1.5), "cream", 0)


def frenchpress(s: Sketch) -> None:
    s.stands(28, 72, 93)
    s.paint(arc(72, 58, 14, 20, -90, 90, 5), "ink", 1)
    s.paint(stroke([(50, 8), (50, 46)], 2), "steel", 0.3)
    s.paint(disc(50, 8, 4.4), "ink", 1)
    s.paint(box(28, 30, 72, 92, 4), "glass", 1.4, False, 0.7)
    s.paint(box(30, 48, 70, 90, 3), "brown", 1, False)
    s.paint(box(30, 46, 70, 51, 1), "steel", 0.6)
    s.paint(box(26, 22, 74, 32, 4), "steel", 1.6)
    s.paint(box(26, 74, 74, 78) | box(26, 88, 74, 93, 2), "steel", 0.8)
    s.glint(box(33, 34, 37, 86, 2), 0.4)


def moka(s: Sketch) -> None:
    s.stands(28, 72, 94)
    s.paint(stroke([(66, 26), (84, 30), (82, 56)], 5.5), "ink", 1.2)
    s.paint(poly((34, 54), (66, 54), (74, 93), (26, 93)), None, 2.6)
    s.paint(box(33, 48, 67, 56, 2), dark(s.colour, 0.3), 1)
    s.paint(poly((24, 20), (68, 20), (64, 50), (36, 50)), None, 2.6)
    s.paint(poly((24, 20), (14, 22), (30, 32)), None, 1)
    s.paint(poly((34, 12), (62, 12), (68, 20), (26, 20)), dark(s.colour, 0.15), 1.2)
    s.paint(disc(48, 9, 4), "ink", 0.9)
    for x in (42, 52, 60):
        s.paint(stroke([(x, 56), (50 + (x - 50) * 1.5, 92)], 0.9), dark(s.colour, 0.3), 0)


def espresso(s: Sketch) -> None:
    s.stands(18, 82, 92)
    s.paint(box(20, 82, 82, 92, 4), dark(s.colour, 0.35), 1.6)
    s.paint(box(60, 26, 80, 86, 4), None, 2.4)
    s.paint(box(22, 18, 80, 44, 8), None, 2.6)
    s.paint(stroke([(34, 18), (28, 2)], 4) | disc(28, 3, 3.4), "ink", 1)
    s.paint(box(28, 42, 50, 52, 2), "steel", 1.2)
    s.paint(stroke([(28, 50), (8, 54)], 4.6), "wood", 1, False)
    s.paint(stroke([(39, 54), (39, 66)], 1.4), "brown", 0)
    s.paint(box(31, 66, 47, 82, 3), "cream", 1.4, False)
    s.paint(disc(70, 31, 6), "paper", 0.8)
    s.paint(stroke([(70, 31), (73, 28)], 1.2), "red", 0)


def grinder(s: Sketch) -> None:
    s.stands(34, 66, 94)
    s.paint(stroke([(50, 16), (84, 10)], 3.4), "steel", 0.6)
    s.paint(disc(86, 10, 6), "wood", 1.4, False)
    s.paint(box(46, 10, 54, 22, 2), "steel", 0.8)
    s.paint(box(34, 20, 66, 60, 6), None, 2.6)
    s.paint(box(34, 56, 66, 62), "gold", 0)
    s.paint(box(36, 62, 64, 94, 6), light(s.colour, 0.2), 2.2)
    s.glint(box(39, 24, 42, 54, 1.5), 0.3)


def kettle(s: Sketch) -> None:
    s.stands(26, 76, 90)
    s.paint(arc(52, 38, 23, 26, 190, 350, 5.5), "ink" if s.colour != COLOURS["black"] else "wood", 1, False)
    s.paint(stroke([(34, 76), (16, 66), (16, 42), (6, 34)], 6), None, 1.4)
    s.paint(blob((32, 44), (52, 40), (72, 44), (82, 74), (76, 90), (28, 90), (22, 74)), None, 3)
    s.paint(oval(36, 36, 68, 48), dark(s.colour, 0.2), 1.2)
    s.paint(disc(52, 35, 4.4), "gold", 1)
    s.glint(blob((32, 54), (37, 52), (36, 78), (30, 78)), 0.25)


def mug(s: Sketch) -> None:
    s.stands(22, 70, 88)
    s.paint(arc(70, 53, 18, 19, -90, 90, 7), dark(s.colour, 0.08), 1.4, False)
    s.paint(box(20, 26, 72, 88, 9), None, 3)
    s.paint(oval(20, 19, 72, 35), light(s.colour, 0.25), 0.8, False)
    s.paint(oval(24, 21.5, 68, 32.5), dark(COLOURS["brown"], 0.2), 0, False)
    for x in (36, 52):
        s.paint(stroke([(x, 17), (x + 3, 11), (x - 2, 6), (x + 1, 1)], 1.6), "cream", 0)


def smallcups(s: Sketch) -> None:
    for x, y in ((34, 40), (62, 66)):
        s.stands(x - 16, x + 16, y + 26)
        s.paint(oval(x - 26, y + 14, x + 26, y + 30), light(s.colour, 0.35), 1.4)
        s.paint(arc(x + 17, y + 6, 8, 8, -90, 90, 3.4), dark(s.colour, 0.1), 0.8)
        s.paint(
            blob(
                (x - 17, y - 6), (x, y - 4), (x + 17, y - 6), (x + 14, y + 16), (x, y + 22), (x - 14, y + 16)
            ),
            None,
            2.2,
        )
        s.paint(oval(x - 17, y - 11, x + 17, y), light(s.colour, 0.2), 0.5)
        s.paint(oval(x - 14, y - 9.6, x + 14, y - 1.4), dark(COLOURS["brown"], 0.3), 0)


def togo(s: Sketch) -> None:
    s.stands(34, 66, 94)
    s.paint(poly((28, 26), (72, 26), (66, 94), (34, 94)), None, 2.8)
    s.paint(poly((29, 46), (71, 46), (69, 70), (31, 70)), dark(s.colour, 0.35), 1)
    s.paint(box(24, 14, 76, 28, 5), "ink", 2)
    s.paint(box(32, 8, 68, 16, 3), "ink", 1)


def coffeebag(s: Sketch) -> None:
    s.stands(24, 76, 93)
    s.paint(poly((26, 18), (74, 18), (79, 90), (21, 90)), None, 2.8)
    s.paint(box(24, 8, 76, 21, 2), dark(s.colour, 0.25), 1.4)
    s.paint(box(32, 36, 68, 76, 3), "cream", 0.8, False)
    for x, y, tilt in ((44, 50, 30), (56, 58, -20), (46, 64, 70)):
        s.paint(oval(x - 6, y - 4, x + 6, y + 4).turn(tilt, x, y), "brown", 0.9)
        s.paint(
            stroke([(x - 5, y), (x, y - 1), (x + 5, y)], 0.9).turn(tilt, x, y), dark(COLOURS["brown"], 0.5), 0
        )
    s.paint(disc(50, 28, 2.4), dark(s.colour, 0.5), 0)


def teatin(s: Sketch) -> None:
    s.stands(28, 72, 93)
    s.paint(box(28, 30, 72, 93, 4), None, 2.8)
    s.paint(box(26, 16, 74, 34, 5), dark(s.colour, 0.25), 2)
    s.paint(box(36, 6, 64, 18, 4), dark(s.colour, 0.3), 1.4)
    s.paint(box(35, 44, 65, 82, 2), "cream", 0.8, False)
    for tilt in (-40, 0, 40):
        s.paint(blob((50, 74), (45, 62), (50, 50), (55, 62)).turn(tilt, 50, 74), "leaf", 0.8)


def teacake(s: Sketch) -> None:
    s.paint(poly((10, 20), (86, 12), (92, 84), (16, 90)), "paper", 1.6, False)
    s.paint(disc(51, 51, 31), None, 3.2)
    for index in range(60):
        angle, reach = index * 137.5, (index / 60) ** 0.5 * 28
        leaf = oval(51 + reach - 3, 50, 51 + reach + 3, 52).turn(angle, 51, 51)
        s.paint(leaf, dark(s.colour, 0.3) if index % 3 else light(s.colour, 0.25), 0)
    s.paint(disc(51, 51, 5), dark(s.colour, 0.4), 0)
    s.paint(box(66, 14, 84, 30, 1).turn(-6, 75, 22), "red", 0.4)


def gaiwan(s: Sketch) -> None:
    s.stands(24, 76, 88)
    s.paint(oval(12, 72, 88, 92), light(s.colour, 0.2), 1.8)
    s.paint(blob((20, 42), (50, 44), (80, 42), (70, 70), (58, 82), (42, 82), (30, 70)), None, 3)
    s.paint(oval(20, 36, 80, 50), dark(s.colour, 0.3), 0)
    s.paint(oval(26, 24, 74, 54) & box(0, 0, 100, 42), light(s.colour, 0.12), 2)
    s.paint(box(42, 16, 58, 27, 3), light(s.colour, 0.2), 1.2)
    s.paint(stroke([(36, 62), (46, 56), (54, 64), (64, 58)], 1.6), dark(s.colour, 0.35), 0)


def teapot(s: Sketch) -> None:
    s.stands(28, 72, 88)
    s.paint(arc(76, 56, 15, 17, -90, 100, 6), "wood", 1.2, False)
    s.paint(stroke([(30, 68), (16, 58), (8, 40)], 9), dark(s.colour, 0.1), 1.4, False)
    s.paint(oval(18, 32, 82, 90), None, 3.2)
    s.paint(oval(32, 26, 68, 46), dark(s.colour, 0.25), 1.6, False)
    s.paint(disc(50, 23, 5), "gold", 1)
