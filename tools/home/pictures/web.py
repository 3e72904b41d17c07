"""Reads from the web, bounded in bytes and time, what the hosts let programs read."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from tastemaker.tools.home.pictures.addresses import Allowed, Doors, Refused

_AGENT = "tastemaker"
_HEADERS = (
    ("User-Agent", f"{_AGENT}/{version('tastemaker')}"),
    ("Accept", "image/*"),
    ("Accept-Encoding", "identity"),
)
_REDIRECTS = 5
_MOST_OF_RULES = 500_000
"""Bytes of a robots.txt, as RFC 9309 has it."""


class Web:
    """Reads what links lead to. Nothing is sent but the link and the name of this program: no cookies."""

    def __init__(self, allowed: Allowed, seconds: float) -> None:
        """`allowed` says which addresses may be talked to; `seconds` is how long each reading may take."""
        self._pool = httpcore.AsyncConnectionPool(network_backend=Doors(allowed))
        self._seconds = seconds
        self._rules: dict[httpx.URL, asyncio.Task[RobotFileParser | Refused]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._rules.values():
            task.cancel()
        await self._pool.aclose()

    async def read(self, link: str, most: int) -> bytes:
        """The content of a link, of so many bytes at most; raises Refused."""
        async with self._patiently():
            return await self._read(link, most, asks=True)

    @asynccontextmanager
    async def _patiently(self) -> AsyncIterator[None]:
        """Whatever goes wrong on the way becomes a reason."""
        try:
            async with asyncio.timeout(self._seconds):
                yield
        except TimeoutError:
            raise Refused(f"it takes longer than {self._seconds:g} seconds") from None
        except (httpx.InvalidURL, httpcore.UnsupportedProtocol):
            raise Refused("it is no link of http or https") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError):
            raise Refused("the host cannot be reached, or breaks off") from None

    async def _read(self, link: str, most: int, asks: bool) -> bytes:
        url = httpx.URL(link)
        for _ in range(_REDIRECTS + 1):
            if url.scheme not in ("http", "https") or not url.host:
                raise Refused("it is no link of http or https")
            if asks and not await self._may(url):
                raise Refused("the host's robots.txt does not allow it")
            place = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
            async with self._pool.stream("GET", place, headers=_HEADERS) as response:
                if response.status in (301, 302, 303, 307, 308):
                    url = url.join(httpx.Headers(response.headers).get("location", ""))
                    continue
                if response.status != 200:
                    raise Refused(f"the host answers {response.status}", response.status)
                content = bytearray()
                async for part in response.aiter_stream():
                    content += part
                    if len(content) > most:
                        raise Refused(f"it has more than {most / 1e6:g} MB")
                return bytes(content)
        raise Refused(f"it is sent on more than {_REDIRECTS} times")

    async def _may(self, url: httpx.URL) -> bool:
        """Whether the host of a link lets programs read it; each host is asked once."""
        rules = url.join("/robots.txt")
        if rules not in self._rules:
            self._rules[rules] = asyncio.create_task(self._robots(str(rules)))
        # One reading that gives up must not take the rules from all the others.
        robots = await asyncio.shield(self._rules[rules])
        if isinstance(robots, Refused):
            raise robots
        return robots.can_fetch(_AGENT, str(url))

    async def _robots(self, rules: str) -> RobotFileParser | Refused:
        """What a host allows: all where it has no rules; why they cannot be read, and so nothing is."""
        robots, content = RobotFileParser(), b""
        try:
            async with self._patiently():
                content = await self._read(rules, _MOST_OF_RULES, asks=False)
        except Refused as refused:
            if not 400 <= refused.status < 500:
                return refused
        robots.parse(content.decode("utf-8", "replace").splitlines())
        return robots
