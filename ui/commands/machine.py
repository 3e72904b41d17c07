"""The commands of what is on this machine: weights, what is kept of shoppers, settings, what is missing."""

import argparse
import json
from typing import Any

from tastemaker.tools.errors import TastemakerError
from tastemaker.ui.commands.common import emit, progress, settings_of


def models(options: argparse.Namespace) -> int:
    """List, fetch or verify model files."""
    from tastemaker.agent.model.llama.fit import needed
    from tastemaker.agent.model.open import names
    from tastemaker.tools.encode import weights
    from tastemaker.tools.encode.models import models as known_models
    from tastemaker.tools.encode.text.spoken import ENGLISH

    known, settings = known_models(), settings_of(options)
    wanted = options.names or [
        name
        for name in dict.fromkeys(
            (*names(settings), settings.text_encoder or ENGLISH, settings.picture_encoder)
        )
        if name in known
    ]
    for name in wanted:
        if name not in known:
            raise TastemakerError(f"there is no model '{name}'; `tastemaker models list` names them.")
    if options.action == "list":
        rows: list[dict[str, Any]] = [
            {
                "name": name,
                "role": model.role,
                "bytes": model.bytes,
                "licence": model.licence,
                "pinned": bool(model.files),
                "card": needed(model.bytes, model.cell) if model.cell else 0,
                "here": _is_here(name),
            }
            for name, model in known.items()
        ]
        lines = [
            f"{row['name']:<22} {row['role']:<16} {row['bytes'] / 1e6:>7.0f} MB  {row['licence']:<11}"
            f" {'here' if row['here'] else '-':<5} {_card_of(row['card'])}"
            f"{'' if row['pinned'] else 'pinned at its first download'}".rstrip()
            for row in rows
        ]
        emit(options, rows, "\n".join(lines))
        return 0
    done = {}
    for name in wanted:
        if options.action == "pull":
            done[name] = str(weights.pull(name, progress))
        else:
            done[name] = "intact" if weights.verify(name) else "damaged or missing"
    emit(options, done, "\n".join(f"{name}: {what}" for name, what in done.items()))
    return 0 if "damaged or missing" not in done.values() else 1


def _card_of(taken: int) -> str:
    return f"{taken / 1e9:.1f} GB of a card  " if taken else ""


def _is_here(name: str) -> bool:
    from tastemaker.tools.encode.weights import path_of
    from tastemaker.tools.errors import MissingWeights

    try:
        return path_of(name).exists()
    except MissingWeights:
        return False


def profile(options: argparse.Namespace) -> int:
    """Show, export or forget what is kept about a shopper."""
    from tastemaker.agent.talks.memory import Memory

    settings = settings_of(options)
    memory = Memory(settings.home, settings.sessions)
    for note in memory.profiles.notes():
        progress(note)
    if options.action == "forget":
        gone = memory.forget(options.user)
        emit(
            options,
            {"user": options.user, "forgotten": gone},
            f"{gone} entries about {options.user} are deleted.",
        )
        return 0
    kept = memory.as_json(options.user)
    lines = [f"{fact['fact']}  (said {fact['at']}: “{fact['said']}”)" for fact in kept["facts"]]
    lines += [f"{event['event']} {event['item']}  ({event['at']})" for event in kept["events"]]
    lines += [f"saved {saved['item']}  ({saved['at']})" for saved in kept["saved"]]
    lines += [f"{turn['session']}  “{turn['said']}”  ({turn['at']})" for turn in kept["said"]]
    if options.action == "export":
        print(json.dumps(kept, ensure_ascii=False, indent=None if options.json else 2))
    else:
        emit(options, kept, "\n".join(lines) or f"Nothing is kept about {options.user}.")
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Say what is here, what is missing and what to do about it."""
    from tastemaker.ui.commands.doctor import examine

    findings = examine(settings_of(options))
    emit(
        options,
        [finding.as_json() for finding in findings],
        "\n".join(
            f"{'ok ' if finding.ok else 'NO '} {finding.what}: "
            + "; ".join(filter(None, [finding.found, finding.cure]))
            for finding in findings
        ),
    )
    return 0 if all(finding.ok for finding in findings) else 1


def config(options: argparse.Namespace) -> int:
    """Show each setting, its value and where it comes from."""
    from tastemaker.agent.settings import origins

    settings = settings_of(options)
    origin = origins(home=options.home, model=options.model)
    rows = {
        name: {"value": getattr(settings, name), "from": origin[name]} for name in type(settings).model_fields
    }
    emit(
        options,
        rows,
        "\n".join(f"{name:<16} {row['value']!s:<40} {row['from']}" for name, row in rows.items()),
    )
    return 0
