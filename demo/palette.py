"""The sizes of a picture, and the colours that all drawings share."""

SIZE = 352
"""Pixels of a finished picture's side."""
SIDE = 3 * 324
"""Pixels of a drawing's side: three times finer than it is shown, with a border of 14 pixels round it."""
SCALE = SIDE / 100
"""Pixels of a unit."""

Colour = tuple[int, int, int]

COLOURS: dict[str, Colour] = {
    "black": (58, 60, 72), "white": (246, 243, 236), "grey": (150, 157, 168), "silver": (196, 203, 211),
    "navy": (48, 68, 112), "blue": (66, 118, 190), "sky": (132, 184, 222), "teal": (42, 138, 140),
    "mint": (150, 209, 186), "green": (70, 137, 92), "olive": (122, 127, 78), "yellow": (242, 193, 68),
    "orange": (235, 131, 58), "red": (216, 58, 54), "terracotta": (199, 108, 76), "pink": (233, 156, 168),
    "lilac": (184, 167, 218), "purple": (122, 88, 160), "brown": (137, 93, 66), "tan": (206, 163, 116),
    "beige": (228, 211, 182), "gold": (214, 170, 84), "copper": (196, 122, 86), "clear": (205, 226, 234),
    "cream": (250, 244, 230), "ink": (50, 48, 66), "steel": (178, 188, 199), "wood": (196, 150, 104),
    "leaf": (104, 158, 96), "skin": (226, 182, 150), "paper": (252, 249, 241), "glass": (190, 218, 228),
    "screen": (40, 46, 66), "coral": (238, 124, 104),
}  # fmt: skip


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """One colour with a share (0 to 1) of the other."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def dark(colour: Colour, share: float = 0.28) -> Colour:
    return mix(colour, (38, 34, 66), share)


def light(colour: Colour, share: float = 0.32) -> Colour:
    return mix(colour, (255, 252, 244), share)


def brightness(colour: Colour) -> float:
    return (0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]) / 255


def accent(colour: Colour) -> Colour:
    """What stands out on a colour: cream, or navy on something light."""
    return COLOURS["cream"] if brightness(colour) < 0.72 else mix(COLOURS["navy"], colour, 0.15)
