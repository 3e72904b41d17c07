"""What is kept about shoppers on this machine: their profiles and their conversations."""

import shutil
import threading
import weakref
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tastemaker.agent.talks.directory import Directory
from tastemaker.agent.talks.sessions import Sessions
from tastemaker.tools.catalogue.profiles import Profiles, iso

PASSING = "new-passing-"
"""How the ids of shoppers and conversations begin of which nothing is to be left."""
_IN_MEMORY = Path("/dev/shm")
_MAKING = threading.Lock()


class Memory:
    """Profiles and conversations of one home: shown together, and forgotten together."""

    def __init__(self, folder: Path, sessions: str = "") -> None:
        """`sessions` is the URL of the conversations' database, a file in the folder unless given.

        Raises DataError for a URL that cannot be used.
        """
        self.profiles = Profiles(folder / "profiles.sqlite")
        self.sessions = Sessions(sessions or folder / "sessions.sqlite")
        self.directory = Directory(self.sessions.database)
        self._passing: Memory | None = None

    def of(self, name: str | None) -> "Memory":
        """Where a shopper or a conversation is kept: here, or where all goes when the process ends.

        That is main memory where the system lends it as a folder, else a folder for temporary files.
        """
        if name is None or not name.startswith(PASSING):
            return self
        with _MAKING:
            if self._passing is None:
                folder = mkdtemp(prefix="tastemaker-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None)
                self._passing = Memory(Path(folder))
                weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            return self._passing

    def forget(self, user: str | None, session: str | None = None) -> int:
        """Deletes for good all that is kept about a shopper; returns the count of facts, events and turns.

        Of a stranger that is the conversation. Raises DataError.
        """
        try:
            noted = 0 if user is None else self.profiles.forget(user)
        finally:  # where one cannot be deleted, the other is
            said = self.sessions.forget(user, session)
        return noted + said

    def as_json(self, user: str) -> dict[str, Any]:
        """All that is kept about a shopper, for `profile show` and `profile export`. Raises DataError."""
        said = [
            {"session": session, "said": turn.said, "reply": turn.answer["reply"], "at": iso(turn.time)}
            for session, turn in self.sessions.of(user)
        ]
        return {**self.profiles.as_json(user), "said": said}
