"""The commands of a catalogue: what is understood of it, building its index, showing its fields."""

import argparse
from typing import TYPE_CHECKING

from tastemaker.tools.errors import TastemakerError
from tastemaker.ui.commands.common import emit, progress, settings_of

if TYPE_CHECKING:
    from tastemaker.agent.settings import Settings
    from tastemaker.tools.catalogue.folder import Folder


def ingest(options: argparse.Namespace) -> int:
    """Check a catalogue folder and build its index."""
    from tastemaker.tools.build import build
    from tastemaker.tools.catalogue.cells.problems import Problem
    from tastemaker.tools.catalogue.folder import read_folder
    from tastemaker.tools.catalogue.inspection.inspect import brief
    from tastemaker.tools.encode.encoders import open_picture_encoder, open_text_encoder
    from tastemaker.tools.encode.text.spoken import encoder_for
    from tastemaker.tools.errors import NotBuilt
    from tastemaker.tools.home.pictures.fetch import fetch
    from tastemaker.tools.home.updated import updated
    from tastemaker.tools.shop import Shop

    settings = settings_of(options)
    if options.if_missing:
        try:
            Shop.open(settings.home).close()
            return 0
        except NotBuilt as error:
            progress(str(error))
    read = updated if options.update else read_folder
    folder = read(options.folder, settings.home)
    if options.fetch_pictures:
        unfetched = fetch(folder.links, settings.home, progress)
        folder = read(options.folder, settings.home)
        folder.problems.extend(Problem("pictures", 0, sentence) for sentence in unfetched)
    for line in brief(folder, options.folder):
        progress(line)
    if options.understand:
        folder = _understood(folder, settings)
    manifest = build(
        folder,
        settings.home,
        open_text_encoder(settings.text_encoder or encoder_for(tuple(folder.catalogue))),
        open_picture_encoder(settings.picture_encoder),
        progress,
        goes_on=options.update,
    )
    skipped = f"; {manifest.problems} problems were reported" if manifest.problems else ""
    emit(
        options,
        {"items": manifest.items, "interactions": manifest.interactions, "problems": manifest.problems},
        f"{manifest.items} items and {manifest.interactions} interactions are ready{skipped}.",
    )
    return 0


def _understood(folder: "Folder", settings: "Settings") -> "Folder":
    from tastemaker.agent.model.facts import reader
    from tastemaker.agent.model.open import open_model
    from tastemaker.tools.catalogue.texts.understood import asked, understood

    model = open_model(settings)
    if model is None:
        raise TastemakerError("key facts are read by a language model; leave out --model none.")
    settings.home.mkdir(parents=True, exist_ok=True)
    return understood(folder, *reader(model, asked(folder)), settings.home / "facts.sqlite", progress)


def inspect(options: argparse.Namespace) -> int:
    """Show what was understood of a catalogue folder, and what was not."""
    from tastemaker.tools.catalogue.folder import read_folder
    from tastemaker.tools.catalogue.inspection.inspect import Inspection
    from tastemaker.ui.commands.inspection import as_text

    seen = Inspection.of(read_folder(options.folder, settings_of(options).home))
    emit(options, seen.as_json(), as_text(seen))
    return 0


def schema(options: argparse.Namespace) -> int:
    """Show the fields by which items can be limited, ordered and compared."""
    from tastemaker.tools.shop import Shop
    from tastemaker.ui.commands.schema import MOST_VALUES, as_table

    with Shop.open(settings_of(options).home) as shop:
        emit(options, shop.schema.as_json(MOST_VALUES), as_table(shop.schema))
    return 0
