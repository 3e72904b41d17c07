"""Who may use the page: names and passwords in a file that only its owner can read."""

import os
from pathlib import Path

from tastemaker.tools.errors import DataError


def read_logins(path: Path) -> list[tuple[str, str]]:
    """The pairs of a file with one `name:password` a line; empty lines and comments (#) are skipped.

    A file, because what stands on a command line or in the environment can be read by other programs. Raises
    DataError when it cannot be read, is open to others, holds no pair or a line that is none.
    """
    try:
        mode, text = path.stat().st_mode, path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"the logins in {path} cannot be read: {error}") from error
    if os.name == "posix" and mode & 0o077:
        raise DataError(f"others can read the passwords in {path}; run `chmod 600 {path}` first")
    pairs = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, password = line.partition(":")
        if not name.strip() or not password:
            raise DataError(f"{path}:{number}: a login is `name:password`, one a line")
        pairs.append((name.strip(), password))
    if not pairs:
        raise DataError(f"there is no login in {path}; write `name:password`, one a line")
    return pairs
