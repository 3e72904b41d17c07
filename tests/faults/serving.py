"""A real server of the page, over a catalogue that holds markup wherever it can."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

from faults import catalogue
from faults.case import Case
from faults.command import Running, start
from PIL import Image

EVIL = "'\"><img src=x onerror=alert(1)></script>${alert(1)}{{alert(1)}}<svg/onload=alert(1)>"


@contextmanager
def served(case: Case) -> Iterator[tuple[str, Running]]:
    """The chat page over the catalogue and a kettle that is all markup; its address, and its process."""
    picture = "".join(letter for letter in EVIL if letter != "/") + ".png"
    kettle = {
        **{"id": f"kettle{EVIL}", "title": f"A poisoned kettle {EVIL}", "brand": EVIL, "price": 20},
        **{"categories": [EVIL], "description": EVIL, "image": f"images/{picture}", "currency": "EUR"},
        **{"url": f"https://example.org/{EVIL}", "attributes": {"colour": EVIL, EVIL: "blue"}},
    }
    quoted = EVIL.replace('"', '""')
    folder = catalogue.write(case.place / "folder", kettle, shoppers=f'evil,"Elif{quoted}"\n')
    Image.new("RGB", (60, 40), "red").save(folder / "images" / picture)
    home = case.home()
    case.run("ingest", folder, home=home).succeeded()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server, address = start("chat", "--port", str(port), home=home), f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urlopen(address, timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    try:
        yield address, server
    finally:
        server.process.kill()
