"""Buttons of the panels, as HTML: what they do and of what stands in their data, and is escaped."""

from html import escape


def button(does: str, label: str, name: str = "", **of: str) -> str:
    """A button; `name` is what a screen reader says where the label alone does not tell."""
    data = "".join(f' data-{key}="{escape(value)}"' for key, value in of.items())
    named = f' aria-label="{escape(name)}"' if name else ""
    return f'<button type="button" data-do="{does}"{data}{named}>{escape(label)}</button>'


def sure(does: str, label: str, asks: str, **of: str) -> str:
    """A button for what cannot be undone: the first click asks, the second does it."""
    return button(does, label, sure=asks, **of)
