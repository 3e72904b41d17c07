"""The panel of the visitor's conversations, as HTML; all that was said is escaped here."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from tastemaker.agent.answer.language import day, phrase
from tastemaker.agent.talks.directory import LONGEST_TITLE, ListedTalk
from tastemaker.ui.talks.controls import button, sure

_MOST = 200
"""So many are shown; the others are found by searching."""


def search(language: str) -> str:
    """What stands above the list: a field to search it, and the two ways to begin another conversation."""
    label = escape(phrase("search_talks", language))
    return (
        f'<input type="search" data-do="talks" aria-label="{label}" placeholder="{label}" dir="auto"'
        f' maxlength="200" autocomplete="off"><div class="row">'
        f"{button('begin', phrase('new_conversation', language))}"
        f"{button('pass', phrase('incognito', language))}</div>"
    )


def talks(found: Sequence[ListedTalk], here: str, language: str, sought: bool = False) -> str:
    """The list, the latest first; `here` is the conversation that the page is in."""
    if not found:
        return f'<p class="none">{escape(phrase("no_talk_has" if sought else "no_talks", language))}</p>'
    return (
        f'<ul class="talks">{"".join(_row(one, one.session == here, language) for one in found[:_MOST])}</ul>'
    )


def title(one: ListedTalk, language: str) -> str:
    """What a conversation is called; one that began with a photo alone is called so."""
    return one.title or phrase("photo_alone", language)


def _row(one: ListedTalk, here: bool, language: str) -> str:
    named, id = title(one, language), one.session
    current = ' aria-current="true"' if here else ""
    when = day(datetime.fromtimestamp(one.time, UTC).date().isoformat(), language)
    more = "".join(
        (
            button("rename", phrase("rename", language), id=id, title=named, most=str(LONGEST_TITLE)),
            button("markdown", phrase("as_markdown", language), id=id),
            button("script", phrase("as_script", language), id=id),
            sure("delete", phrase("delete", language), phrase("delete_sure", language), id=id),
        )
    )
    about = escape(phrase("more_of", language, title=named))
    return (
        f'<li{current}><button type="button" class="name" data-do="open" data-id="{escape(id)}" dir="auto">'
        f"{escape(named)}</button><p>{when} · {escape(phrase('requests', language, count=one.turns))}</p>"
        f'<details class="more"><summary aria-label="{about}" title="{about}">⋯</summary>'
        f"<div>{more}</div></details></li>"
    )
