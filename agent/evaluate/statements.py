"""Whether what a reason states is so, held against catalogue, purchases, reviews and scores."""

from collections import defaultdict

from tastemaker.agent.answer.claims import unsupported
from tastemaker.agent.events import Shown
from tastemaker.tools.catalogue.folder import Folder
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.facts.values import quoted
from tastemaker.tools.fusion.fuse import Evidence
from tastemaker.tools.search.mentions import mentions


class Ledger:
    """What a folder says, counted from its rows and not from what was built of them."""

    def __init__(self, read: Folder) -> None:
        self._catalogue = read.catalogue
        self._took: defaultdict[str, set[str]] = defaultdict(set)
        self._takers: defaultdict[str, set[str]] = defaultdict(set)
        for row in read.interactions:
            if row.event != "view" and row.weight > 0:
                self._took[row.user].add(row.item)
                self._takers[row.item].add(row.user)
        self._reviews: defaultdict[str, list[str]] = defaultdict(list)
        for review in read.reviews:
            self._reviews[review.item].append(_in_line(f"{review.title} {review.text}"))

    def held(self, shown: Shown, reason: str, user: str | None, request: str) -> list[bool]:
        """Of each statement of the reason that a shopper was told whether it is so.

        Statements are the quotation, which must stand in the item's text, and what each piece of evidence
        says. A reason with none of them is the model's sentence, of which the checker must find all words.
        """
        found = shown.recommendation
        said, stated = reason.casefold(), list[bool]()
        if (quote := quoted(found.quote)) and quote in reason:
            stated.append(found.quote in _in_line(found.item.description))
        for part, detail in zip(found.evidence, shown.details, strict=True):
            if detail and detail.casefold() in said:
                stated.append(self.holds(found.item, part, user))
        return stated or [unsupported(reason, found, request) is None]

    def holds(self, item: Item, part: Evidence, user: str | None) -> bool:
        """Whether a piece of evidence for an item says what is so of it and of a shopper."""
        values, taken = part.values, self._took[user or ""]
        match part.kind:
            case "words":
                return all(mentions(item, word) for word in part.refs)
            case "popular":
                return bool(values["count"] == len(self._takers[item.id]))
            case "new" if values:
                return item.created_at.startswith(values["since"])
            case "review" if values:
                own, good = self._reviews[item.id], _in_line(values["good"])
                heard = any(good in text for text in own)
                return heard and values["praise"] <= values["buyers"] <= len(own)
            case "history" if "days" in values:
                return item.id in taken
            case "history" | "together" if part.kind == "history" or "count" in values:
                both = (self._takers[item.id] & self._takers[id] for id in part.refs)
                return all(len(shoppers) >= values.get("count", 1) for shoppers in both)
            case "together":
                return taken.issuperset(part.refs)
            case "profile" if values:
                return all(values[of]["count"] == self._alike(taken, of, values[of]["name"]) for of in values)
            case _:
                return part.weight > 0

    def _alike(self, taken: set[str], of: str, name: str) -> int:
        """How many of some items are of a category, or by a brand."""
        items = [self._catalogue[id] for id in taken]
        return sum(name in (item.categories if of == "category" else [item.brand]) for item in items)


def _in_line(text: str) -> str:
    return " ".join(text.split())
