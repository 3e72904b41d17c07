"""A build opened for reading, with the encoders that made it."""

import os
import weakref
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeAlias, TypeVar

from tastemaker.tools.encode.encoders import PictureEncoder, TextEncoder
from tastemaker.tools.errors import NotBuilt
from tastemaker.tools.home.builds import hold
from tastemaker.tools.home.manifest import Encoding, Manifest

T = TypeVar("T")
Given: TypeAlias = T | Callable[[], T] | None
"""An encoder, a function that opens it, or nothing."""


class OpenBuild:
    """The build in force when it was opened; it stays readable when another takes its place."""

    def __init__(
        self,
        manifest: Manifest,
        place: Path,
        held: int,
        text: Given[TextEncoder],
        picture: Given[PictureEncoder],
    ) -> None:
        self.manifest = manifest
        self.folder = Path(manifest.folder)
        self._place = place
        self._home = place.parent.parent
        # A shop that is dropped while a newer one is opened lets go of its build without being closed.
        self._held = weakref.finalize(self, os.close, held)
        self._text = text
        self._picture = picture
        if damaged := manifest.damaged(place):
            self.close()
            raise NotBuilt(manifest.cure(damaged))

    @classmethod
    def open(
        cls,
        home: Path,
        text: Given[TextEncoder] = None,
        picture: Given[PictureEncoder] = None,
    ) -> Self:
        """Open the build in force; an encoder may be given as a function that is called when it is needed.

        Raises NotBuilt when there is no build, one that is damaged, or one that was made with other encoders.
        Damage is looked for in the sizes of all files and the bytes of the small ones; `tastemaker doctor`
        reads all of them.
        """
        for _ in range(3):
            manifest = Manifest.read(home)
            try:
                held = hold(home, manifest.build)
            except FileNotFoundError:
                continue  # a newer build has just taken its place
            opened = cls(manifest, home / "builds" / manifest.build, held, text, picture)
            try:
                for kind, encoder in (("text", text), ("picture", picture)):
                    if not callable(encoder) and encoder is not None:
                        opened._checked(kind, encoder)
            except NotBuilt:
                opened.close()
                raise
            return opened
        raise NotBuilt(f"the index in {home} is incomplete; run `tastemaker ingest FOLDER`")

    def close(self) -> None:
        """Let go of the build, which may then be removed."""
        self._held()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def text_encoder(self) -> TextEncoder:
        """The encoder that made the text vectors; raises NotBuilt when it is another one."""
        encoder: TextEncoder = self._checked("text", self._text() if callable(self._text) else self._text)
        return encoder

    @cached_property
    def picture_encoder(self) -> PictureEncoder:
        """The encoder that made the picture vectors; raises NotBuilt when it is another one."""
        given = self._picture() if callable(self._picture) else self._picture
        encoder: PictureEncoder = self._checked("picture", given)
        return encoder

    def _read(self, part: str, load: Callable[[Path], T]) -> T:
        """A part of the build; raises NotBuilt when that fails because it is no longer what was built."""
        try:
            return load(self._place / part)
        except Exception as error:
            if damaged := self.manifest.damaged(self._place, part, thorough=True):
                raise NotBuilt(self.manifest.cure(damaged)) from error
            raise

    def _checked(self, kind: str, encoder: Any) -> Any:
        if encoder is None:
            raise NotBuilt(f"this shop was opened without a {kind} encoder; give one to Shop.open")
        built: Encoding = self.manifest.encoders[kind]
        if encoder.digest != built.digest or encoder.dimensions != built.dimensions:
            other = "another version of it" if encoder.name == built.name else encoder.name
            raise NotBuilt(
                f"this index was built with the {kind} encoder {built.name} and cannot be searched"
                f" with {other}; run `tastemaker ingest FOLDER` again"
            )
        return encoder
