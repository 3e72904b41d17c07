"""A conversation as Markdown, to take along; nothing of a catalogue or a shopper is markup in it."""

import re
from collections.abc import Iterable
from html import escape

from tastemaker.agent.answer.language import price, title
from tastemaker.agent.events import Answer, Shown

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>])")


def markdown(name: str, answers: Iterable[tuple[Answer, str]]) -> str:
    """A conversation by its name and its turns, each with the language that was spoken in it."""
    return (
        "\n\n".join([f"# {_line(name)}", *(_turn(answer, language) for answer, language in answers)]) + "\n"
    )


def _turn(answer: Answer, language: str) -> str:
    asked = "\n".join(f"> {_line(line)}" for line in answer.text.splitlines() or ["…"])
    shown = "\n".join(_shown(one, language) for one in answer.items)
    told = "\n\n".join(_line(part) for part in answer.reply.split("\n\n"))
    return "\n\n".join(filter(None, [asked, shown, told]))


def _shown(one: Shown, language: str) -> str:
    item = one.recommendation.item
    named = _line(title(item, language))
    if item.url.startswith(("https://", "http://")):
        named = f"[{named}](<{_address(item.url)}>)"
    facts = ", ".join(filter(None, [price(item, language), item.brand]))
    about = ": ".join(filter(None, [_line(facts), _line(one.reason)]))
    return f"{one.n}. **{named}**" + (f"  \n   {about}" if about else "")


def _line(text: str) -> str:
    return _MARKUP.sub(r"\\\1", escape(" ".join(text.split()), quote=False))


def _address(url: str) -> str:
    return (
        url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace("\n", "").replace("\r", "")
    )
