"""An index of a catalogue folder for measuring, kept in the home while the folder is the same."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from tastemaker.agent.settings import Settings
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.folder import Folder
from tastemaker.tools.encode.encoders import open_picture_encoder, open_text_encoder
from tastemaker.tools.encode.text.spoken import encoder_for
from tastemaker.tools.errors import NotBuilt
from tastemaker.tools.shop import Shop

Say = Callable[[str], None]


def home_of(read: Folder, settings: Settings, say: Say) -> Path:
    """The home of the settings where its index is of this folder as it is, else one that is kept in it."""
    try:
        with Shop.open(settings.home) as shop:
            same = tuple(shop.catalogue) == tuple(read.catalogue)
            if same and len(shop.purchases) == len(read.interactions):
                return settings.home
    except NotBuilt:
        pass
    return measured_home(read, settings, say)


def measured_home(read: Folder, settings: Settings, say: Say) -> Path:
    """The home of an index of exactly this folder; it is built where none is sound."""
    digest = hashlib.sha256()
    for row in (*read.catalogue, *read.interactions, *read.reviews):
        digest.update(repr(row).encode())
    home = settings.home / "measured" / digest.hexdigest()[:12]
    try:
        Shop.open(home).close()
    except NotBuilt:
        text = open_text_encoder(settings.text_encoder or encoder_for(tuple(read.catalogue)))
        build(read, home, text, open_picture_encoder(settings.picture_encoder), say)
    return home
