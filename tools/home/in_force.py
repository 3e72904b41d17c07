"""The build in force, as what the next one may go on from."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tastemaker.tools.errors import NotBuilt
from tastemaker.tools.home.manifest import Encoding, Manifest

_GROWN = 1.2
"""So many times what all was learned from there may be before all is learned anew."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A sound build that is in force while the next one is made."""

    manifest: Manifest
    place: Path

    @classmethod
    def of(cls, home: Path) -> Self | None:
        """That of a home; None where there is none, or a file of it is damaged: all of them are read."""
        with suppress(NotBuilt):
            manifest = Manifest.read(home)
            place = home / "builds" / manifest.build
            return None if manifest.damaged(place, thorough=True) else cls(manifest, place)
        return None

    def teaches(self, encoders: Mapping[str, Encoding], size: int) -> bool:
        """Whether what it learned is of use to a build with these encoders and so many items and events."""
        return dict(self.manifest.encoders) == dict(encoders) and size <= _GROWN * self.manifest.learned
