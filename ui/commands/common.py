"""What all commands share: the settings and the agent of their options, and how they tell what they did."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent
    from tastemaker.agent.settings import Settings


def settings_of(options: argparse.Namespace) -> "Settings":
    """The settings under the options of a command."""
    from tastemaker.agent import settings

    return settings.load(home=options.home, model=options.model)


def agent_of(options: argparse.Namespace) -> "Agent":
    """The agent of the options' home and model."""
    from tastemaker.agent import open_agent

    return open_agent(home=options.home, model=options.model)


def emit(options: argparse.Namespace, value: Any, text: str) -> None:
    """Print the value as JSON where that is wanted, else the text."""
    print(json.dumps(value, ensure_ascii=False, default=str) if options.json else text)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of as many cells each, one below the other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def progress(line: str) -> None:
    """Tell how far something is, beside the output."""
    print(line, file=sys.stderr, flush=True)
