"""A home is its owner's alone: it tells what people said, liked and bought."""

from contextlib import suppress
from pathlib import Path


def private(home: Path) -> Path:
    """Makes the folder where it is missing, and takes everybody else's rights on it and on what it holds."""
    home.mkdir(parents=True, exist_ok=True)
    for path in (home, *home.rglob("*")):
        if not path.is_symlink():
            with suppress(OSError):  # gone meanwhile, or another user's in a home that is shared on purpose
                path.chmod(0o700 if path.is_dir() else 0o600)
    return home
