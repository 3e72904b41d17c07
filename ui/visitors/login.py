"""Who may use the page: names and passwords in a file that only its owner can read."""

import hmac
import os
from collections.abc import Iterable
from pathlib import Path

from tastemaker.tools.errors import DataError
from tastemaker.ui.visitors.rate import Rate

_MOST_WRONG, _WRONG_WITHIN = 30, 600.0
"""Wrong passwords of one name from wherever they come, within so many seconds."""
_MOST_GUESSES = 10
"""Wrong passwords from one address in that time."""


def guesses() -> Rate:
    """Counts the passwords that an address tries; those that were right are to be forgiven."""
    return Rate(_MOST_GUESSES, _WRONG_WITHIN)


class Logins:
    """Knows who may come in; a name whose password was guessed at too often stays out for a while."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._passwords = dict(pairs)
        self._wrong = Rate(_MOST_WRONG, _WRONG_WITHIN)

    def __call__(self, name: str, password: str) -> bool:
        """Whether this is the name's password."""
        known = self._passwords.get(name)
        if known is None or self._wrong.wait(name):
            return False
        right = hmac.compare_digest(known.encode(), password.encode())
        if right:
            self._wrong.forgive(name)
        return right


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
