"""What can be done with an item of a list: buttons, and two menus that open above them."""

from html import escape

from tastemaker.agent.answer.language import phrase
from tastemaker.tools.catalogue.item import Item
from tastemaker.ui.pictures import icon
from tastemaker.ui.shown.frame import Frame
from tastemaker.ui.shown.refusals import refusals


def acts(item: Item, n: int, frame: Frame, last: bool = True) -> str:
    """The buttons of the item with a number; of the `last` list of a turn also why it is not right."""
    language, about = frame.language, escape(frame.name(item))
    against = [_item("dislike", item, phrase("mark_dislike", language), marks=True)]
    if last:
        against += [
            _item("refuse", item, told, n=number)
            for number, (told, _) in enumerate(refusals(item, frame.shop.schema, language))
        ]
    more = [
        _item("more", item, phrase("similar", language), icon("similar")),
        _item("purchase", item, phrase("mark_purchase", language), icon("purchase"), marks=True),
    ]
    place = f"{frame.number}-{n}"
    pick = escape(f"{phrase('compare', language)}: {frame.name(item)}")
    return (
        '<div class="acts">'
        f"{_mark('like', item, phrase('mark_like', language), about)}"
        f"{_menu(f'not-{place}', 'dislike', phrase('not_this', language), about, against)}"
        f"{_mark('save', item, phrase('mark_save', language), about)}"
        f'<button type="button" class="pick" data-pick="{escape(item.id)}" aria-pressed="false" '
        f'aria-label="{pick}" title="{escape(phrase("compare", language))}">{icon("compare")}</button>'
        f"{_menu(f'more-{place}', 'more', phrase('more_acts', language), about, more)}</div>"
    )


def _mark(does: str, item: Item, told: str, about: str) -> str:
    return (
        f'<button type="button" data-do="{does}" data-id="{escape(item.id)}" aria-pressed="false" '
        f'aria-label="{escape(told)}: {about}" title="{escape(told)}">{icon(does)}</button>'
    )


def _menu(id: str, sign: str, told: str, about: str, inside: list[str]) -> str:
    """A button and what it opens; choosing something closes it again."""
    items = "".join(f"<li>{each}</li>" for each in inside).replace(
        "<button ", f'<button popovertarget="{id}" '
    )
    return (
        f'<button type="button" popovertarget="{id}" aria-label="{escape(told)}: {about}" '
        f'title="{escape(told)}">{icon(sign)}</button>'
        f'<div id="{id}" class="menu" popover><p>{escape(told)}</p><ul>{items}</ul></div>'
    )


def _item(does: str, item: Item, told: str, sign: str = "", n: int | None = None, marks: bool = False) -> str:
    place = "" if n is None else f' data-n="{n}"'
    state = ' aria-pressed="false"' if marks else ""
    return (
        f'<button popovertargetaction="hide" type="button" data-do="{does}" data-id="{escape(item.id)}"'
        f"{place}{state}>{sign}{escape(told[:1].upper() + told[1:])}</button>"
    )
