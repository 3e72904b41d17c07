"""The process that serves the page: its port, its files, and its end."""

import errno
import signal
import socket
import threading
from pathlib import Path

from tastemaker.tools.errors import TastemakerError

_HERE = Path(__file__).parent


def check_port(host: str, port: int) -> None:
    """Raises TastemakerError when a port cannot be served on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise TastemakerError(f"cannot serve on {host}, port {port}: {error.strerror}") from error
            raise TastemakerError(
                f"port {port} is in use; stop the other program or run `PORT={port + 1} make chat`"
            ) from error


def told_to_end() -> threading.Event:
    """Is set by Ctrl-C or a request to end; a second one ends at once."""
    ended = threading.Event()

    def end(number: int, frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return ended


def files_of(folder: str) -> list[Path]:
    """The files of a folder beside the page: the page's own first, which the others add to."""
    return sorted((_HERE / folder).iterdir(), key=lambda path: (path.stem != "page", path.name))
