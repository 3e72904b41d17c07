"""Connections to public addresses alone, so that no link leads into the network of the machine."""

import asyncio
import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

Address = IPv4Address | IPv6Address
Allowed = Callable[[Address], bool]

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Addresses of IPv4 for a network that has IPv6 alone."""


class Refused(Exception):
    """Carries the reason for which something is not fetched, and the status that a host answered, if any."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet: neither private, loopback, link-local nor reserved.

    >>> [is_public(ip_address(each)) for each in ("93.184.215.14", "10.0.0.1", "::1", "::ffff:127.0.0.1")]
    [True, False, False, False]
    """
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if (inner := address.ipv4_mapped or address.sixtofour) is not None:
            return is_public(inner)
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast


class Doors(httpcore.AsyncNetworkBackend):
    """Connects to hosts of which all addresses are allowed, and to the very address that was checked.

    A host could otherwise give a public address to whoever checks, and a private one to whoever connects.
    """

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers; raises Refused, or what httpcore raises."""
        addresses = await _addresses(host, port)
        if not all(self._allowed(address) for address in addresses):
            raise Refused("it leads to an address that is not public")
        for address in addresses[:-1]:
            try:
                return await self._backend.connect_tcp(str(address), port, timeout, local_address)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._backend.connect_tcp(str(addresses[-1]), port, timeout, local_address)


async def _addresses(host: str, port: int) -> list[Address]:
    """The addresses of a host, at least one."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused("there is no such host") from None
    return list(dict.fromkeys(ip_address(str(place[0]).partition("%")[0]) for *_, place in found))
