"""The panel of what is known of a shopper and whence, in sentences, as HTML; all of it is escaped here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from tastemaker.agent.answer.language import day, phrase, row, title
from tastemaker.tools.catalogue.profiles import Profiles, iso
from tastemaker.ui.talks.controls import button, sure

if TYPE_CHECKING:
    from tastemaker.tools.shop import Shop

_MARKS = ("like", "dislike", "purchase")
_LATEST = 3
"""So many of the things taken before are named, and of their categories counted."""


@dataclass(frozen=True, slots=True)
class Known:
    """Something that is known of a shopper, in a sentence, whence it is, and the button that removes it."""

    sentence: str
    whence: str = ""
    removes: str = ""


def profile(user: str, shop: "Shop", profiles: Profiles, talks: int, language: str) -> str:
    """What is known of a shopper, by where it comes from; `talks` is how many conversations are kept."""
    parts = (
        ("heading_told", _told(user, profiles, language)),
        ("heading_marked", _marked(user, shop, profiles, language)),
        ("heading_shop", _of_the_shop(user, shop, language)),
        ("heading_kept", _kept(user, profiles, talks, language)),
    )
    known = "".join(_part(phrase(heading, language), list(told)) for heading, told in parts)
    none = f'<p class="none">{escape(phrase("nothing_known", language))}</p>'
    takes = button("export", phrase("export_profile", language))
    forgets = sure("forget", phrase("forget_me", language), phrase("forget_sure", language))
    return f'{known or none}<div class="row">{takes}{forgets}</div>'


def _part(heading: str, told: list[Known]) -> str:
    rows = "".join(
        f'<li><div dir="auto"><p>{escape(one.sentence)}</p>'
        + (f"<small>{escape(one.whence)}</small>" if one.whence else "")
        + f"</div>{one.removes}</li>"
        for one in told
    )
    return f'<section><h3>{escape(heading)}</h3><ul class="known">{rows}</ul></section>' if told else ""


def _told(user: str, profiles: Profiles, language: str) -> Iterable[Known]:
    for kept in reversed(profiles.facts(user)):
        whence = phrase("fact_whence", language, said=kept.said, date=_day(kept.time, language))
        sentence = phrase("quoted", language, words=kept.fact)
        yield Known(sentence, whence, _removes("drop", kept.fact, language, fact=kept.fact))


def _marked(user: str, shop: "Shop", profiles: Profiles, language: str) -> Iterable[Known]:
    for done in reversed(profiles.interactions(user)):
        if done.event in _MARKS:
            named = _named(done.item, shop, language)
            sentence = phrase(f"marked_{done.event}", language, title=named)
            whence = phrase("mark_whence", language, date=_day(done.time, language))
            removes = _removes("take_back", sentence, language, id=done.item, event=done.event)
            yield Known(sentence, whence, removes)


def _of_the_shop(user: str, shop: "Shop", language: str) -> Iterable[Known]:
    known = shop.users.get(user, {})
    about = ", ".join(str(known[name]) for name in ("name", "about") if known.get(name))
    whence = phrase("shop_whence", language)
    if about:
        yield Known(phrase("shops_as", language, name=about), whence)
    history = [done for done in reversed(shop.purchases.of(user)) if done.event != "view"]
    taken = list(dict.fromkeys(done.item for done in history if done.weight > 0))
    if taken:
        titles = row([_named(id, shop, language) for id in taken[:_LATEST]], language)
        yield Known(phrase("taken_here", language, count=len(taken), titles=titles), whence)
        items = filter(None, map(shop.catalogue.get, taken))
        counted = Counter(item.categories[0] for item in items if item.categories).most_common(_LATEST)
        parts = [f"{category} ({count})" for category, count in counted if count > 1]
        if parts:
            most = phrase("taken_most", language, parts=row(parts, language))
            yield Known(most, phrase("counted", language))


def _kept(user: str, profiles: Profiles, talks: int, language: str) -> Iterable[Known]:
    saved = len(profiles.saved(user))
    if talks:
        opens = _opens("talks", phrase("your_talks", language), language)
        yield Known(phrase("talks_kept", language, count=talks), removes=opens)
    if saved:
        opens = _opens("saved", phrase("saved_items", language), language)
        yield Known(phrase("items_saved", language, count=saved), removes=opens)


def _opens(panel: str, named: str, language: str) -> str:
    shows = phrase("show_them", language)
    return button(panel, shows, f"{shows}: {named}")


def _removes(does: str, what: str, language: str, **of: str) -> str:
    return button(does, "×", phrase("remove_known", language, what=what), **of)


def _named(id: str, shop: "Shop", language: str) -> str:
    item = shop.catalogue.get(id)
    return id if item is None else title(item, language)


def _day(seconds: float, language: str) -> str:
    return day(iso(seconds)[:10], language)
