"""The shop that is open; a newer build is opened beside the turns and takes its place when it is ready."""

import threading
from collections.abc import Callable
from pathlib import Path

from tastemaker.tools.errors import NotBuilt, TastemakerError
from tastemaker.tools.home.manifest import Manifest
from tastemaker.tools.shop import Shop

_READ_BY_TURNS = (
    "purchases", "users", "categories", "brands", "names", "popular", "words", "masks", "index",
    "text_encoder", "ranker", "signals", "z", "opinions",
)  # fmt: skip


class Newest:
    """The newest build of a home, as soon as it can be had; safe to share between threads."""

    def __init__(self, home: Path, open_shop: Callable[[], Shop], given: Shop | None = None) -> None:
        """A `given` shop is used until there is a newer build, and not closed. Raises NotBuilt."""
        self._home, self._open_shop, self._given = home, open_shop, given
        self._shop = given or open_shop()
        self._opening = threading.Lock()
        self._unusable = ""

    @property
    def shop(self) -> Shop:
        """The shop as it is now; nobody waits for a newer one."""
        try:
            newest = Manifest.read(self._home).build
        except NotBuilt:  # damaged or gone meanwhile: what is open answers on
            return self._shop
        if newest not in (self._shop.manifest.build, self._unusable) and self._opening.acquire(False):
            threading.Thread(target=self._open, args=(newest,), name="opening", daemon=True).start()
        return self._shop

    def close(self) -> None:
        """Let go of the build, when a newer one that is on its way is open."""
        with self._opening:
            if self._shop is not self._given:
                self._shop.close()

    def _open(self, build: str) -> None:
        """Opens the build in force, and what a turn reads of it, so that no turn waits for that."""
        try:
            newer = self._open_shop()
            for part in _READ_BY_TURNS:
                getattr(newer, part)
            self._shop = newer  # the old one lets go of its build when the last turn with it is over
        except TastemakerError:
            self._unusable = build
        finally:
            self._opening.release()
