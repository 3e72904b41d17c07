"""A live conversation as a script: what was said, which call it came to, what was shown and what held."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from langgraph.types import StateSnapshot

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


def script(snapshots: Iterable[StateSnapshot], session: str) -> str:
    """The YAML of a conversation from its states, the latest first; turns that were taken back are left out.

    Raises DataError when nothing was said in it.
    """
    steps: list[dict[str, Any]] = []
    user = None
    for snapshot in reversed([snapshot for snapshot in snapshots if not snapshot.next]):
        if (snapshot.metadata or {}).get("source") == "update":
            steps = steps[:-1]
        elif taken := snapshot.values.get("step"):
            steps.append(taken)
            user = snapshot.values.get("user") or user
    if not steps:
        raise DataError(f"Nothing was said in a conversation '{session}'; `ask --session` names one.")
    told = {"story": f"Saved from the conversation {session}.", **({"user": user} if user else {})}
    saved: str = yaml.safe_dump(
        {**told, "turns": steps}, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None
    )
    return saved
