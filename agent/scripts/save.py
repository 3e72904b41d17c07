"""A live conversation as a script: what was said, which calls it came to, what was shown and what held."""

from collections.abc import Mapping
from typing import Any

import yaml

from tastemaker.agent.talks.talk import Record, Talk
from tastemaker.tools.errors import DataError


def script(talk: Talk, session: str) -> str:
    """The YAML of a conversation; raises DataError when nothing of it is kept."""
    if not talk.records:
        raise DataError(f"Nothing was said in a conversation '{session}'; `ask --session` names one.")
    user = next((record.user for record in reversed(talk.records) if record.user), None)
    told = {"story": f"Saved from the conversation {session}.", **({"user": user} if user else {})}
    stood = ({}, *(record.standing.dials for record in talk.records))
    saved: str = yaml.safe_dump(
        {**told, "turns": [_step(*turn) for turn in zip(talk.records, stood, strict=False)]},
        allow_unicode=True,
        sort_keys=False,
        width=110,
        default_flow_style=None,
    )
    return saved


def _step(record: Record, stood: Mapping[str, float]) -> dict[str, Any]:
    """One turn as a step of a script, from where the dials stood; the model writes again what it wrote."""
    dials = record.standing.dials
    shown = [item["id"] for item in record.answer["items"]]
    return {
        "says": record.said,
        **({"change": record.change} if record.change else {}),
        **({"dials": dict(dials)} if dials != stood else {}),
        "model": [{"calls": record.written}] if record.written else [],
        "expect": {
            "calls": [call["tool"] for call in record.answer["calls"]],
            **({"items": shown} if shown else {}),
            "limits": record.answer["limits"],
        },
    }
