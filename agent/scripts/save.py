"""A live conversation as a script: what was said, which call it came to, what was shown and what held."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from tastemaker.tools.errors import DataError


def step(
    says: str,
    call: tuple[str, Mapping[str, Any]] | None,
    items: Iterable[str],
    limits: Mapping[str, Any],
    change: Mapping[str, Any] | None = None,
    asked: bool = True,
) -> dict[str, Any]:
    """One turn as a step of a script; `asked` says whether the call was read out of the words."""
    called = [{"tool": call[0], "args": dict(call[1])}] if call and asked and not change else []
    expect: dict[str, Any] = {"calls": [call[0]] if call else []}
    if shown := list(items):
        expect["items"] = shown
    expect["limits"] = dict(limits)
    return {"says": says, **({"change": dict(change)} if change else {}), "model": called, "expect": expect}


def script(states: Iterable[tuple[Mapping[str, Any], bool]], session: str) -> str:
    """The YAML of a conversation from its states after each turn, oldest first, and whether it was an undo.

    Raises DataError when nothing was said in it.
    """
    steps: list[dict[str, Any]] = []
    user = None
    for state, undo in states:
        if undo:
            steps = steps[:-1]
        elif taken := state.get("step"):
            steps.append(taken)
            user = state.get("user") or user
    if not steps:
        raise DataError(f"Nothing was said in a conversation '{session}'; `ask --session` names one.")
    told = {"story": f"Saved from the conversation {session}.", **({"user": user} if user else {})}
    saved: str = yaml.safe_dump(
        {**told, "turns": steps}, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None
    )
    return saved
