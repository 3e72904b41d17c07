"""The tools a conversation may use: methods with docstrings and annotations, over one shop.

Candidates stay here and in the conversation's state; the model sees numbers, titles and one-line facts.
"""

from collections.abc import Mapping, Sequence
from inspect import signature
from typing import Any, Literal

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.profiles import Profiles, is_meant
from tastemaker.tools.catalogue.said import is_said
from tastemaker.tools.errors import NotKept, Retry
from tastemaker.tools.facts import answers, explain
from tastemaker.tools.facts.answers import Fact
from tastemaker.tools.facts.better import marked
from tastemaker.tools.facts.references import References
from tastemaker.tools.facts.result import Result, Situation
from tastemaker.tools.facts.values import facts_line, price, quoted
from tastemaker.tools.lists import Conditions, Lists
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop

_HISTORY = 20
_DIFFERENCES = 6
"""How many fields a comparison tells at the most where none is named."""


class Toolbox:
    """The tools over one shop, for one turn of one conversation.

    An item is a number of the shown list, an id, a title or a part of it. A condition is {field, op, value,
    unit?} over the fields of the catalogue, op one of = != < <= > >= has lacks. Every tool raises `Retry`,
    which says what to do instead, when it cannot do what is asked.
    """

    NAMES = (
        "search", "similar", "for_you", "goes_with", "details", "compare", "count", "total", "why", "why_not",
        "history", "remember", "forget",
    )  # fmt: skip
    LISTS = frozenset(("search", "similar", "for_you", "goes_with"))

    def __init__(self, shop: Shop, profiles: Profiles, situation: Situation) -> None:
        self._shop = shop
        self._profiles = profiles
        self._situation = situation
        user = situation.user
        self._history = () if user is None else (*shop.purchases.of(user), *profiles.interactions(user))
        self._routes = Routes(shop, self._history, situation.passed_over)
        self._lists = Lists(shop, self._routes, situation)
        self._items = References(shop, self._routes, situation)

    def call(self, tool: str, args: Mapping[str, Any]) -> Result:
        """Run a tool by name."""
        if tool not in self.NAMES:
            raise Retry(f"no tool '{tool}'; use one of {', '.join(self.NAMES)}")
        method = getattr(self, tool)
        try:
            signature(method).bind(**args)
        except TypeError as error:  # a server's model may leave out what the schema requires
            raise Retry(f"{tool}: {error}") from error
        try:
            result: Result = method(**args)
        except NotKept as error:
            return Result(f"{error}.", facts={"unable": str(error)})
        return result

    def search(
        self,
        query: str,
        where: Conditions = (),
        order: Sequence[str] = (),
        take: int | None = None,
        use_photo: bool = False,
        story: str = "",
    ) -> Result:
        """Find items for a need; conditions are hard. order: [field, "up" or "down"]; story: all of it."""
        return self._lists.told(self._lists.search(query, where, use_photo, story), order, take)

    def similar(
        self,
        item: str,
        change: str = "",
        where: Conditions = (),
        order: Sequence[str] = (),
        take: int | None = None,
    ) -> Result:
        """Find items like one that was shown or named; change: how they are to differ, in words."""
        original = self._items.one(item)
        return self._lists.told(self._lists.similar(original, change, where), order, take)

    def for_you(self, where: Conditions = (), order: Sequence[str] = (), take: int | None = None) -> Result:
        """Recommend from this shopper's purchase history, without a described need."""
        return self._lists.told(self._lists.for_you(where), order, take)

    def goes_with(
        self,
        item: str | Sequence[str],
        change: str = "",
        where: Conditions = (),
        order: Sequence[str] = (),
        take: int | None = None,
    ) -> Result:
        """Find what people take together with an item: accessories, the next step; "bought" is the last.

        change: of what kind that is to be, in words.
        """
        originals = self._items.several([item] if isinstance(item, str) else item)
        return self._lists.told(self._lists.goes_with(originals, change, where), order, take)

    def details(
        self,
        item: str | Sequence[str] = (),
        fields: Sequence[str] = (),
        about: str = "",
        extreme: Literal["", "least", "most"] = "",
        show: bool = False,
    ) -> Result:
        """Answer a question about items, by fields or by what their texts say about something.

        extreme: which of the items, or of the shown list, has the least or most of the field.
        show: make it the list.
        """
        references = [item] if isinstance(item, str) else list(item)
        found = self._items.several(references) if references else self._items.shown()
        asked, said = [self._lists.field(name) for name in fields], self._situation.said
        topics, question = (about, said) if about else (), "" if extreme else said
        told = answers.facts(self._shop, found, asked, topics, question)
        gone = self._lists.sold_out(found, about)
        if extreme and asked:
            best = answers.extreme(self._shop, found, asked[0], extreme)
            by, items = {"extreme": extreme, "best": best}, self._lists.chosen(best) if show else ()
            return Result(answers.text(told), items, best or found, told, facts=by)
        listed = self._lists.chosen(found) if show else ()
        if not asked and not about:
            text = "\n".join(
                f"{one.title}: {facts_line(one)}. {quoted(one.description)}".strip() for one in found
            )
            return Result(text, listed, found, facts=gone)
        return Result(answers.text(told), listed, found, told, facts=gone)

    def compare(self, items: Sequence[str], fields: Sequence[str] = (), show: bool = False) -> Result:
        """Tell in what two or more items differ; show: make them the list."""
        found = self._items.several(items)
        if len(found) < 2:
            raise Retry("compare takes two different items at least", "two_items")
        named = [self._lists.field(name) for name in fields]
        differing = named or answers.differing(self._shop, found)[:_DIFFERENCES]
        told = marked(self._shop, answers.facts(self._shop, found, differing, ()), self._situation.made)
        text = "\n".join(f"{item.title}: {facts_line(item)}" for item in found)
        return Result(text, self._lists.chosen(found) if show else (), found, told)

    def count(self, query: str = "", where: Conditions = ()) -> Result:
        """Say how many items fit."""
        made = self._lists.search(query, where)
        rows = made.ranking.rows
        count = int(made.meant[rows].sum()) or len(rows)
        return Result(f"{count} items fit.", where=made.where, query=query, facts={"count": count})

    def total(self, items: Sequence[str]) -> Result:
        """Say what items cost together."""
        found = self._items.several(items)
        sums, unpriced = answers.total(found)
        told = tuple(Fact(one, "price", price(one)) for one in found)
        return Result(
            answers.text(told), about=found, answers=told, facts={"total": sums, "unpriced": unpriced}
        )

    def why(self, item: str) -> Result:
        """Say exactly why an item was recommended."""
        found = self._items.one(item)
        made = self._lists.again(found.id)
        place = made.ranking.rank(self._shop.row(found.id)) if made else None
        if made is None or place is None:
            return self.why_not(item)
        (reasons,) = self._lists.recommended(made, [place - 1])
        lines = [
            f"{part.weight:.2f} {part.kind} {explain.as_text(part.values or part.refs)}"
            for part in reasons.evidence
        ]
        count = made.ranking.rows.size
        text = f"{found.title} is number {place} of {count}, with a score of {reasons.score:.2f}."
        return Result(
            "\n".join([text, *lines]),
            about=(found,),
            facts={"reasons": reasons, "place": place, "count": count},
        )

    def why_not(self, item: str) -> Result:
        """Say exactly what kept an item out of the list."""
        try:
            found = self._items.one(item)
        except Retry:
            facts: Mapping[str, Any] = {"stage": "catalogue", "name": item}
            return Result(explain.as_text(facts), facts=facts)
        made = self._lists.again(found.id)
        if made is None:
            facts = {"stage": "none"}
        else:
            facts = explain.why_not(self._shop, self._routes, found, made, self._situation.shown)
        return Result(f"{found.title}: {explain.as_text(facts)}", about=(found,), facts=facts)

    def history(self, profile: bool = False) -> Result:
        """List what this shopper took before; profile: also what they told, liked and disliked."""
        taken, known = self._items.taken(), dict[str, Any]()
        if profile:
            known = {"told": self._facts()}
            known |= {event: tuple(self._with(event)) for event in ("like", "dislike")}
            opinions = {item.id for event in ("like", "dislike") for item in known[event]}
            bought = {row.item for row in self._history if row.event not in ("like", "dislike")}
            taken = [item for item in taken if item.id in bought or item.id not in opinions]
        text = "\n".join(f"{item.title}: {facts_line(item)}" for item in taken[:_HISTORY]) or "Nothing yet."
        return Result(text, about=tuple(taken[:_HISTORY]), facts={"count": len(taken), **known})

    def remember(self, fact: str) -> Result:
        """Keep a lasting fact about this shopper, where the words of this turn tell it."""
        user, said = self._situation.user, self._situation.said
        if user is None:
            raise Retry("this shopper is a stranger; nothing can be kept", "unknown_shopper")
        if not is_said(fact, said):  # a model may bring along what nobody said
            return Result("The shopper did not say that; nothing is kept.", facts={"unsaid": fact})
        self._profiles.remember(user, fact, said)
        return Result(f"Remembered: {fact}", facts={"fact": fact})

    def forget(self, fact: str) -> Result:
        """Delete a remembered fact, where the words of this turn name it."""
        user, gone = self._situation.user, tuple[str, ...]()
        if is_said(fact, self._situation.said):
            meant = tuple(one for one in self._situation.told if is_meant(one, fact))
            gone = meant if user is None else self._profiles.forget_fact(user, fact)
        kept = {"forgotten": gone, "kept": [one for one in self._facts() if one not in gone]}
        return Result(f"Forgotten: {len(gone)} with '{fact}'.", facts=kept)

    def _facts(self) -> list[str]:
        """What this shopper asked to have remembered, oldest first; of a stranger in this talk."""
        if self._situation.user is None:
            return list(self._situation.told)
        return [kept.fact for kept in self._profiles.facts(self._situation.user)]

    def _with(self, event: str) -> list[Item]:
        """The items with which this shopper did this, oldest first."""
        ids = dict.fromkeys(row.item for row in self._history if row.event == event)
        return [self._shop.catalogue[id] for id in ids if id in self._shop.catalogue]

    def find(self, reference: str) -> Item:
        """The item that a reference means."""
        return self._items.one(reference)
