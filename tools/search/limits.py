"""Hard limits: what an item must be to be shown at all, and the smallest changes when nothing is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tastemaker.tools.shop import Shop

Media = Literal["product", "book", "article", "video", "audio", "course", "image"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What must hold of every item that is shown; a limit that is None or empty lets everything through."""

    media: Media | None = None
    category: str | None = None
    brand: str | None = None
    price_min: float | None = None
    price_max: float | None = None
    exclude: tuple[str, ...] = ()

    @classmethod
    def of(cls, args: Mapping[str, Any]) -> "Limits":
        """The limits among a tool's arguments."""
        named = {
            field.name: args[field.name] for field in fields(cls) if args.get(field.name) not in (None, "")
        }
        return cls(**{**named, "exclude": tuple(named.get("exclude", ()))})

    def as_dict(self) -> dict[str, Any]:
        """The limits that are set, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: list(v) if name == "exclude" else v for name, v in values.items() if v not in (None, ())
        }

    def mask(self, shop: "Shop") -> npt.NDArray[np.bool_]:
        """Which rows of the shop these limits let through."""
        return shop.masks.allowed(
            self.media, self.category, self.brand, self.price_min, self.price_max, list(self.exclude)
        )


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The smallest change of one limit that lets something through, with the computed number of items."""

    drop: str
    """The limit's name."""
    to: float | None
    """The new bound of a price, or None when the limit goes."""
    count: int
    """How many items then pass, all other limits kept."""


def relaxations(
    shop: "Shop", limits: Limits, relevant: npt.NDArray[np.bool_], medium: str | None = None
) -> tuple[Relaxation, ...]:
    """The smallest single changes after which some relevant item passes, a price before other limits.

    `relevant` is a mask over rows: what would answer the request if there were no limits; `medium` is what
    was meant by it, though it may be no limit. A price moves just as far as the nearest five items need;
    every other limit can only be dropped.
    """
    if medium and limits.media is None:
        relevant = relevant & Limits.of({"media": medium}).mask(shop)
    found = list(_relaxations(shop, limits, relevant))
    return tuple(sorted(found, key=lambda relaxation: (relaxation.to is None, -relaxation.count)))


def _relaxations(shop: "Shop", limits: Limits, relevant: npt.NDArray[np.bool_]) -> Iterator[Relaxation]:
    # What passes as it is and was not shown was refused, or is had already: a change does not bring it.
    relevant = relevant & ~limits.mask(shop)
    for name in limits.as_dict():
        without = Limits.of({kept: value for kept, value in limits.as_dict().items() if kept != name})
        passing = without.mask(shop) & relevant
        if not passing.any():
            continue
        if name in ("price_min", "price_max"):
            prices = np.sort(_prices(shop, passing))
            if name == "price_min":
                prices = prices[::-1]
            if not len(prices):
                continue
            bound = float(prices[min(4, len(prices) - 1)])
            count = int((prices >= bound).sum() if name == "price_min" else (prices <= bound).sum())
            yield Relaxation(name, bound, count)
        else:
            yield Relaxation(name, None, int(passing.sum()))


def _prices(shop: "Shop", rows: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    prices = (shop.catalogue[shop.ids[row]].price for row in np.flatnonzero(rows))
    return np.array([price for price in prices if price is not None])
