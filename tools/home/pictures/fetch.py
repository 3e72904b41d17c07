"""Fetches the pictures that a catalogue names by link into the home: only when that is asked for."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from tastemaker.tools.encode.picture import open_picture
from tastemaker.tools.errors import DataError
from tastemaker.tools.home.builds import alone
from tastemaker.tools.home.pictures.addresses import Allowed, Refused, is_public
from tastemaker.tools.home.pictures.links import kept
from tastemaker.tools.home.pictures.web import Web
from tastemaker.tools.home.private import private

Say = Callable[[str], None]

MOST = 20_000
"""Pictures that are fetched at once; the next time goes on with those after them."""
_AT_ONCE = 8
_BYTES = 10_000_000
_SECONDS = 20.0
_PAUSE = 2.0
"""Seconds between two lines about the same progress."""


def fetch(
    links: Sequence[str], home: Path, say: Say, allowed: Allowed = is_public, seconds: float = _SECONDS
) -> list[str]:
    """Fetch the pictures that are not in the home yet; returns a sentence for each reason why some are not.

    What was fetched is not again, what failed is tried again the next time. `allowed` says which addresses
    may be talked to, `seconds` is how long each picture may take. Raises DataError while another process
    writes to the home.
    """
    private(home)
    with alone(home):
        (home / "pictures").mkdir(exist_ok=True)
        missing = [link for link in dict.fromkeys(links) if not kept(link, home).is_file()]
        fetching = _Fetching(home, say, len(missing[:MOST]))
        asyncio.run(fetching.all(missing[:MOST], allowed, seconds))
    left = len(missing) - MOST
    more = [f"{left:,} pictures are left for the next time: {MOST:,} are fetched at once"] if left > 0 else []
    return [*fetching.told(), *more]


class _Fetching:
    """One run: what was fetched of it, and why some was not."""

    def __init__(self, home: Path, say: Say, count: int) -> None:
        self._home, self._say, self._count = home, say, count
        self._done = 0
        self._failed: defaultdict[str, list[str]] = defaultdict(list)
        self._looks = asyncio.Lock()
        self._started = self._said = time.monotonic()

    async def all(self, links: Sequence[str], allowed: Allowed, seconds: float) -> None:
        """Fetch some links at once, the others after them."""
        left = iter(links)

        async def work() -> None:
            for link in left:
                await self._one(link, web)

        async with Web(allowed, seconds) as web:
            await asyncio.gather(*(work() for _ in range(_AT_ONCE)))

    def told(self) -> list[str]:
        """Why pictures were not fetched, a sentence a reason."""
        return [
            f"{len(links):,} pictures are not fetched, as {reason}, the first {links[0][:200]}; "
            "--fetch-pictures tries them again"
            for reason, links in self._failed.items()
        ]

    async def _one(self, link: str, web: Web) -> None:
        path = kept(link, self._home)
        part = path.with_suffix(".part")
        try:
            part.write_bytes(await web.read(link, _BYTES))
            async with self._looks:  # a picture may take a lot of memory
                await asyncio.to_thread(open_picture, part)
            part.replace(path)
        except Refused as refused:
            self._failed[str(refused)].append(link)
        except DataError:
            part.unlink()
            self._failed["it is no picture that can be read"].append(link)
        self._done += 1
        self._tell()

    def _tell(self) -> None:
        now, failed = time.monotonic(), sum(map(len, self._failed.values()))
        if now - self._said > _PAUSE or self._done == self._count:
            self._said = now
            rate = self._done / max(now - self._started, 1e-3)
            self._say(
                f"pictures: {self._done:,} of {self._count:,}, {failed:,} not fetched, {rate:,.0f} a second"
            )
