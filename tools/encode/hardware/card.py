"""The graphics card of this machine, as its driver tells of it."""

import os
import subprocess
from dataclasses import dataclass
from functools import cache

_ASKED = ("name", "memory.total", "memory.free", "compute_cap")
_PATIENCE = 10  # seconds: a driver that does not answer in that time is not there
_MIB = 2**20


@dataclass(frozen=True, slots=True)
class Card:
    """A card that runs CUDA."""

    name: str
    memory: int
    """Bytes in all."""
    free: int
    """Bytes that nothing had taken when it was asked."""
    architecture: str
    """Its compute capability, such as 9.0."""


def card() -> Card | None:
    """The card with the most free memory of those that may be used; None where no driver answers.

    Which may be used is said by CUDA_VISIBLE_DEVICES, as for everything that runs on CUDA.
    """
    chosen = os.environ.get("CUDA_VISIBLE_DEVICES")
    if chosen is not None and not chosen.strip():
        return None
    only = [] if chosen is None else [f"--id={chosen}"]
    command = ["nvidia-smi", *only, f"--query-gpu={','.join(_ASKED)}", "--format=csv,noheader,nounits"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = (_read(line) for line in told.splitlines())
    return max((each for each in found if each is not None), key=lambda each: each.free, default=None)


@cache
def device() -> str:
    """Where torch computes: `cuda` where there is a card that it can use, else `cpu`.

    Torch takes seconds to load, so it is asked only where a driver answers.
    """
    if card() is None:
        return "cpu"
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def _read(line: str) -> Card | None:
    """A line of the driver's answer; None for one that tells no numbers, as of a card that is lost."""
    try:
        name, memory, free, architecture = (part.strip() for part in line.split(","))
        return Card(name, int(memory) * _MIB, int(free) * _MIB, f"{float(architecture):.1f}")
    except ValueError:
        return None
