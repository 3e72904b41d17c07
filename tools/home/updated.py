"""A folder of changes on top of what a home holds: rows are added and take the place of others, none goes."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

from tastemaker.tools.catalogue.folder import Folder, read_folder
from tastemaker.tools.catalogue.item import Catalogue, Item
from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.errors import DataError, NotBuilt
from tastemaker.tools.facts.reviews.review import KEPT, load
from tastemaker.tools.home.builds import alone
from tastemaker.tools.home.manifest import Manifest
from tastemaker.tools.home.pictures.links import copy_of, is_link, kept

_PARTS = ("items.jsonl", "purchases.npz", "users.json", f"reviews/{KEPT}")


def updated(folder: Path, home: Path) -> Folder:
    """What a home holds with what a folder of changes holds, whose pictures are copied into the home.

    A row that cannot be used leaves what was there. Raises NotBuilt where the home holds nothing sound, and
    DataError where the folder holds nothing, or another process writes to the home.
    """
    before = standing(home)
    read = read_folder(folder, home, before)
    with alone(home):
        items = [
            item if before.catalogue.get(item.id) is item else _with_copies(item, folder, home)
            for item in read.catalogue
        ]
    same = frozenset(item.id for item in items if before.catalogue.get(item.id) == item)
    return replace(read, catalogue=Catalogue(items), same=same)


def standing(home: Path) -> Folder:
    """What a home holds, as a folder was read; raises NotBuilt where that is not sound."""
    manifest = Manifest.read(home)
    place = home / "builds" / manifest.build
    if damaged := [name for part in _PARTS for name in manifest.damaged(place, part, thorough=True)]:
        raise NotBuilt(manifest.cure(damaged))
    purchases = Purchases.load(place / "purchases.npz")
    return Folder(
        Path(manifest.folder),
        Catalogue.load(place / "items.jsonl"),
        tuple(done for user in purchases.users for done in purchases.of(user)),
        json.loads((place / "users.json").read_text(encoding="utf-8")),
        [],
        reviews=load(place / "reviews" / KEPT),
    )


def _with_copies(item: Item, folder: Path, home: Path) -> Item:
    """An item whose pictures lie in the home: the folder of changes may be gone tomorrow."""
    return replace(item, images=tuple(_copied(image, folder, home) for image in item.images))


def _copied(image: str, folder: Path, home: Path) -> str:
    if is_link(image):
        return image
    with (folder / image).open("rb") as file:
        name = copy_of(hashlib.file_digest(file, "sha256").hexdigest())
    place = kept(name, home)
    place.parent.mkdir(exist_ok=True)
    if not place.is_file():
        try:
            shutil.copyfile(folder / image, place)
        except OSError as error:
            raise DataError(f"{image} cannot be copied into {place.parent}: {error.strerror}") from error
    return name
