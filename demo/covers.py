"""Covers of what is read, watched, heard and learned: typographic, with a small drawing as an emblem."""

import hashlib
import math
import random
import unicodedata

from catalogue_texts import Entry
from palette import COLOURS, SCALE, Colour, brightness, dark, light, mix
from PIL import Image, ImageFont
from sketch import Mask, Sketch, box, disc, poly, ring, stroke

TONES = (
    "navy",
    "teal",
    "terracotta",
    "gold",
    "purple",
    "green",
    "coral",
    "blue",
    "olive",
    "pink",
    "ink",
    "mint",
)


def tone(item: Entry) -> Colour:
    """The main colour of an item's cover; it follows from the id."""
    return COLOURS[TONES[int.from_bytes(hashlib.sha256(item.id.encode()).digest()[:2], "big") % len(TONES)]]


def cover(item: Entry, emblem: Image.Image) -> Sketch:
    """The cover of a book, article, video, audio or course."""
    s = Sketch(seed=item.id)
    form = str(item.attributes.get("format", ""))
    if item.media == "book":
        _book(s, item, emblem)
    elif item.media == "article":
        _article(s, item, emblem)
    elif item.media == "video":
        _video(s, item, emblem)
    elif item.media == "course":
        _course(s, item, emblem)
    elif form == "album":
        _album(s, item)
    elif form == "audiobook":
        _book(s, item, emblem)
        _earcups(s)
    else:
        _podcast(s, item, emblem)
    return s


def _inks(main: Colour) -> Colour:
    return COLOURS["cream"] if brightness(main) < 0.62 else COLOURS["ink"]


def _plain(text: str) -> str:
    """The text in the letters that the built-in font has, or nothing if some are missing."""
    folded = unicodedata.normalize("NFKD", text).replace("’", "'").replace("–", "-")
    folded = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return folded if folded.isascii() else ""


def _author(item: Entry) -> str:
    return str(item.attributes.get("author") or item.attributes["host"])


def _lines(text: str, size: float, width: float) -> list[str]:
    font = ImageFont.load_default(size=size * SCALE)
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width * SCALE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _title(
    s: Sketch,
    text: str,
    x: float,
    y: float,
    width: float,
    height: float,
    colour: Colour,
    largest: float = 8.4,
) -> float:
    """The title as large as it fits into a box from its upper left corner; gives the lower end."""
    size = largest
    lines = _lines(text, size, width)
    longest = ImageFont.load_default(size=SCALE)
    while size > 3.6 and (
        len(lines) * size * 1.16 > height
        or max(longest.getlength(line) for line in lines) / SCALE * size > width
    ):
        size -= 0.3
        lines = _lines(text, size, width)
    for number, line in enumerate(lines):
        s.write(x, y + size * (0.86 + 1.16 * number), line, size, colour, size * 0.018)
    return y + size * 1.16 * len(lines)


def _ornament(s: Sketch, face: Mask, main: Colour, x: float, y: float, rng: random.Random) -> None:
    """A quiet geometric ground for the emblem."""
    second, third = light(main, 0.22), dark(main, 0.22)
    kind = rng.randrange(6)
    if kind == 0:
        s.paint(face & disc(x, y, 25), second, 0)
    elif kind == 1:
        for r in (34, 27, 20):
            s.paint(face & disc(x, y, r), second if r != 27 else third, 0)
    elif kind == 2:
        for step in range(3):
            wave = [(at, y + step * 9 + 4 * math.sin(at / 9 + step * 2)) for at in range(0, 101, 4)]
            s.paint(
                face & poly(*wave, (100, 100), (0, 100)), (second, mix(second, third, 0.5), third)[step], 0
            )
    elif kind == 3:
        for turn in range(0, 360, 24):
            s.paint(face & poly((x, y), (x - 5, y - 70), (x + 5, y - 70)).turn(turn, x, y), second, 0)
    elif kind == 4:
        s.paint(face & box(0, y, 100, 100), third, 0)
        s.paint(face & disc(x, y, 22), second, 0)
    else:
        s.paint(face & disc(x - 16, y + 6, 20), second, 0)
        s.paint(face & disc(x + 14, y + 10, 24), third, 0)


def _book(s: Sketch, item: Entry, emblem: Image.Image) -> None:
    main = tone(item)
    ink = _inks(main)
    s.stands(18, 82, 93)
    s.paint(box(19, 8, 84, 95, 2.5), dark(main, 0.4), 1.2)
    s.paint(box(22, 88, 83.4, 93.6, 1), "paper", 0)
    s.paint(box(22, 90, 83.4, 90.5), dark(COLOURS["paper"], 0.2), 0)
    face = box(17, 5, 82, 90, 2.5)
    s.paint(face, main, 1.6)
    rng = random.Random(item.id)
    _ornament(s, face & box(22.5, 5, 82, 90), main, 52, 66, rng)
    s.place(emblem, 52, 64, 43)
    s.shadow(box(17, 5, 22, 90), face, 0.2)
    s.glint(box(22, 5, 22.8, 90) & face, 0.25)
    # "The Salt House, audiobook" has its kind after the comma; "Flour, Water, Patience" is all title.
    title = item.title.split(", ")[0] if item.title.partition(", ")[2][:1].islower() else item.title
    _title(s, _plain(title), 27, 11, 50, 30, ink, 8.6)
    if author := _plain(_author(item)):
        s.write(27, 86.4, author, 3.7, ink)


def _earcups(s: Sketch) -> None:
    s.paint(disc(82, 16, 13), "coral", 1.4)
    for x, reach in ((74, 3), (78, 6), (82, 8.5), (86, 5), (90, 3)):
        s.paint(stroke([(x, 16 - reach), (x, 16 + reach)], 1.9), "cream", 0)


def _article(s: Sketch, item: Entry, emblem: Image.Image) -> None:
    main = tone(item)
    sheet = box(15, 4, 85, 96, 3)
    s.paint(sheet.move(2.5, 1.5), mix(COLOURS["beige"], main, 0.25), 0)
    s.paint(sheet, "paper", 1.2)
    s.write(20, 11.6, _plain(item.brand).upper(), 3.6, dark(main, 0.3), 0.08)
    s.write(80, 11.6, f"{item.attributes['duration_minutes']} min", 3.6, "grey", 0, "rs")
    s.paint(box(20, 14, 80, 14.7), main, 0)
    end = _title(s, _plain(item.title), 20, 17, 60, 25, COLOURS["ink"], 7.2)
    top = max(end + 3, 38)
    picture = box(20, top, 80, top + 35, 2)
    s.paint(picture, light(main, 0.35), 0)
    _ornament(s, picture, light(main, 0.35), 50, top + 18, random.Random(item.id))
    s.place(emblem, 50, top + 17.5, 36)
    rng = random.Random(item.id)
    y = top + 40.5
    while y < 92:
        s.paint(
            stroke([(21, y), (49 - rng.random() * 9, y)], 1.5),
            mix(COLOURS["grey"], COLOURS["paper"], 0.45),
            0,
        )
        s.paint(
            stroke([(53, y), (79 - rng.random() * 9, y)], 1.5),
            mix(COLOURS["grey"], COLOURS["paper"], 0.45),
            0,
        )
        y += 4


def _video(s: Sketch, item: Entry, emblem: Image.Image) -> None:
    main = tone(item)
    ink = _inks(main)
    frame = box(3, 16, 97, 84, 5)
    s.paint(frame, main, 1.6)
    inner = box(3, 16, 97, 84, 5)
    _ornament(s, inner, main, 70, 52, random.Random(item.id))
    s.place(emblem, 71, 49, 46)
    s.paint(inner & box(3, 72, 97, 84), dark(main, 0.5), 0)
    _title(s, _plain(item.title), 9, 21, 40, 32, ink, 7.4)
    s.paint(stroke([(9, 78), (91, 78)], 1.4), mix(main, COLOURS["cream"], 0.5), 0)
    share = 20 + int.from_bytes(item.id.encode()[-2:], "big") % 40
    s.paint(stroke([(9, 78), (9 + share, 78)], 1.4) | disc(9 + share, 78, 2), "coral", 0)
    minutes = f"{item.attributes['duration_minutes']} min"
    s.paint(box(74, 63.5, 93, 70, 2), "ink", 0, alpha=0.85)
    s.write(83.5, 68.3, minutes, 4.3, "cream", 0, "ms")
    s.paint(disc(16, 62, 6.8), "cream" if ink == COLOURS["cream"] else "ink", 0)
    s.paint(poly((14, 58.4), (14, 65.6), (20.2, 62)), main, 0)


def _podcast(s: Sketch, item: Entry, emblem: Image.Image) -> None:
    main = tone(item)
    ink = _inks(main)
    face = box(9, 9, 91, 91, 9)
    s.paint(face, main, 2)
    _ornament(s, face, main, 60, 40, random.Random(item.id))
    s.place(emblem, 60, 38, 48)
    for arc_, r in ((0, 8), (1, 13), (2, 18)):
        s.paint(
            ring(20, 22, r, 1.8) & box(20, 0, 60, 22) & face,
            mix(main, COLOURS["cream"], 0.75 - arc_ * 0.18),
            0,
        )
    s.paint(disc(20, 22, 3), mix(main, COLOURS["cream"], 0.8), 0)
    s.paint(face & box(9, 64, 91, 91), dark(main, 0.12) if ink == COLOURS["cream"] else light(main, 0.25), 0)
    _title(s, _plain(item.title), 15, 66.5, 70, 17, ink, 8)
    s.write(15, 88.2, _plain(item.brand), 3.6, mix(ink, main, 0.25))


def _album(s: Sketch, item: Entry) -> None:
    main = tone(item)
    rng = random.Random(item.id)
    s.paint(disc(66, 50, 33), "ink", 1.2)
    for groove in (28, 24, 20):
        s.paint(ring(66, 50, groove, 0.6), light(COLOURS["ink"], 0.2), 0)
    s.paint(disc(66, 50, 10), mix(main, COLOURS["cream"], 0.5), 0.8)
    sleeve = box(4, 15, 74, 85, 1.5)
    s.paint(sleeve, main, 1.4)
    sky = [
        COLOURS[name]
        for name in rng.sample(("coral", "gold", "sky", "teal", "purple", "navy", "mint", "pink", "cream"), 5)
    ]
    for step in range(5):
        x, y, r = rng.uniform(10, 68), rng.uniform(38, 84), rng.uniform(8, 24)
        s.paint(sleeve & (disc(x, y, r) if step % 2 else box(x - r, y, x + r, y + 50)), sky[step], 0)
    for step in range(7):
        s.paint(
            sleeve
            & stroke(
                [(2, 56 + step * 4), (26, 52 + step * 4 + rng.uniform(-4, 4)), (76, 58 + step * 4)], 0.9
            ),
            mix(sky[0], COLOURS["ink"], 0.5),
            0,
        )
    s.paint(sleeve & box(4, 15, 74, 36), main, 0)
    _title(s, _plain(item.title), 8, 17.5, 62, 11, _inks(main), 7)
    if author := _plain(_author(item)):
        s.write(8, 33.4, author, 3.8, mix(_inks(main), main, 0.2))


def _course(s: Sketch, item: Entry, emblem: Image.Image) -> None:
    main = tone(item)
    ink = _inks(main)
    card = box(8, 10, 92, 92, 6)
    s.paint(card, "paper", 1.6)
    head = card & box(0, 0, 100, 58)
    s.paint(head, main, 0)
    _ornament(s, head, main, 72, 34, random.Random(item.id))
    s.place(emblem, 72, 35, 40)
    _title(s, _plain(item.title), 14, 16, 40, 38, ink, 7)
    lessons = int(item.attributes["lessons"])
    shown = min(lessons, 12)
    for step in range(shown):
        x = 15.5 + step * 70 / 11
        if step < shown - 1:
            s.paint(box(x, 66.6, x + 70 / 11, 67.4), mix(COLOURS["grey"], COLOURS["paper"], 0.5), 0)
    for step in range(shown):
        x = 15.5 + step * 70 / 11
        s.paint(
            disc(x, 67, 2.4),
            main if step < 2 + shown // 4 else mix(COLOURS["grey"], COLOURS["paper"], 0.5),
            0.4,
        )
    s.write(14, 79, f"{lessons} lessons", 5, "ink", 0.08)
    s.write(14, 86, _plain(item.brand), 4, "grey")
    level = str(item.attributes["level"])
    width = len(level) * 2.15 + 6
    s.paint(box(86 - width, 75, 86, 82.5, 3.6), light(main, 0.25) if brightness(main) < 0.62 else main, 0)
    s.write(86 - width / 2, 80.2, level, 4, "ink", 0, "ms")
