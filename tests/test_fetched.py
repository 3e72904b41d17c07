"""Pictures that are links are fetched only when that is asked for, and only from the open internet."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from tiny import TinyPictures, TinyText

from tastemaker.tools.build import build
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.home.pictures.addresses import Address, is_public
from tastemaker.tools.home.pictures.fetch import fetch
from tastemaker.tools.home.pictures.links import kept
from tastemaker.tools.shop import Shop
from tastemaker.ui.cli import main
from tastemaker.ui.pictures import picture


class Host:
    """A host on this machine; what it is asked for is noted."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.moved: dict[str, str] = {}
        self.asked: list[str] = []
        host = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked.append(self.path)
                if self.path in host.moved:
                    self.send_response(302)
                    self.send_header("Location", host.moved[self.path])
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                elif self.path in ("/endless", "/slow"):
                    self.send_response(200)
                    self.end_headers()
                    pieces = [b"0" * 1_000_000] * 20 if self.path == "/endless" else [b"0"] * 100
                    for piece in pieces:
                        self.wfile.write(piece)
                        time.sleep(0.1 if self.path == "/slow" else 0)
                else:
                    body = host.pages.get(self.path)
                    self.send_response(404 if body is None else 200)
                    self.send_header("Content-Length", str(len(body or b"")))
                    self.end_headers()
                    self.wfile.write(body or b"")

            def handle(self) -> None:
                with suppress(ConnectionError):  # as it should, nobody listens to what has no end
                    super().handle()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def link(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}{path}"


@pytest.fixture
def host() -> Iterator[Host]:
    made = Host()
    yield made
    made.server.shutdown()
    made.server.server_close()


def png(colour: str = "red") -> bytes:
    held = BytesIO()
    Image.new("RGB", (8, 8), colour).save(held, "PNG")
    return held.getvalue()


def this_machine(address: Address) -> bool:
    return str(address) == "127.0.0.1" or is_public(address)


def silent(line: str) -> None:
    pass


def fetched(host: Host, home: Path, *paths: str, seconds: float = 20) -> list[str]:
    links = [path if "://" in path else host.link(path) for path in paths]
    return fetch(links, home, silent, allowed=this_machine, seconds=seconds)


def test_what_was_fetched_is_not_again_and_what_failed_is(host: Host, tmp_path: Path) -> None:
    host.pages["/a.png"] = png()
    (told,) = fetched(host, tmp_path, "/a.png", "/b.png", "/c.png")
    assert told.startswith("2 pictures are not fetched, as the host answers 404, the first http://127.0.0.1")
    assert kept(host.link("/a.png"), tmp_path).read_bytes() == png()
    host.pages["/b.png"] = host.pages["/c.png"] = png("blue")
    host.asked.clear()
    assert fetched(host, tmp_path, "/a.png", "/b.png", "/c.png") == []
    assert sorted(host.asked) == ["/b.png", "/c.png", "/robots.txt"]


def test_many_are_fetched_and_how_far_it_is_is_told(host: Host, tmp_path: Path) -> None:
    links = [host.link(f"/{n}.png") for n in range(30)]
    host.pages = {f"/{n}.png": png() for n in range(30)}
    lines: list[str] = []
    assert fetch(links, tmp_path, lines.append, allowed=this_machine) == []
    assert lines[-1].startswith("pictures: 30 of 30, 0 not fetched")
    assert len(list((tmp_path / "pictures").iterdir())) == 30
    assert host.asked.count("/robots.txt") == 1


def test_this_machine_and_its_network_are_no_places_to_fetch_from(host: Host, tmp_path: Path) -> None:
    host.pages["/a.png"] = png()
    links = [
        host.link("/a.png"),
        "http://localhost:1/a.png",
        "http://192.168.0.1/a.png",
        "http://[::1]/a.png",
    ]
    (told,) = fetch(links, tmp_path, silent)
    assert told.startswith("4 pictures are not fetched, as it leads to an address that is not public")
    assert host.asked == []


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://10.0.0.1/a.png", "it leads to an address that is not public"),
        ("http://169.254.169.254/latest", "it leads to an address that is not public"),
        ("http://127.0.0.2/a.png", "it leads to an address that is not public"),
        ("http://[::ffff:10.0.0.1]/a.png", "it leads to an address that is not public"),
        ("file:///etc/passwd", "it is no link of http or https"),
        ("http://s.ex:x/a.png", "it is no link of http or https"),
        ("/r.png", "it is sent on more than 5 times"),
    ],
)
def test_a_link_is_followed_only_to_public_addresses(
    host: Host, tmp_path: Path, target: str, reason: str
) -> None:
    host.moved["/r.png"] = target
    (told,) = fetched(host, tmp_path, "/r.png")
    assert told.startswith(f"1 pictures are not fetched, as {reason}, the first ")


def test_a_link_that_is_sent_on_is_followed(host: Host, tmp_path: Path) -> None:
    host.moved["/old.png"], host.pages["/new%20%C3%A9.png"] = "/new é.png", png()
    host.moved["/older.png"] = host.link("/old.png")
    assert fetched(host, tmp_path, "/older.png") == []
    assert kept(host.link("/older.png"), tmp_path).is_file()


def test_a_host_may_forbid(host: Host, tmp_path: Path) -> None:
    host.pages = {
        "/robots.txt": b"User-agent: *\nDisallow: /secret/\n",
        "/secret/a.png": png(),
        "/a.png": png(),
    }
    host.moved["/b.png"] = "/secret/a.png"
    (told,) = fetched(host, tmp_path, "/a.png", "/b.png", "/secret/a.png")
    assert told.startswith("2 pictures are not fetched, as the host's robots.txt does not allow it")
    assert kept(host.link("/a.png"), tmp_path).is_file() and "/secret/a.png" not in host.asked


def test_what_is_too_large_or_too_slow_or_no_picture_is_refused(host: Host, tmp_path: Path) -> None:
    host.pages["/page"] = b"<html>not found</html>"
    told = fetched(host, tmp_path, "/endless", "/page", "http://127.0.0.1:1/none")
    assert sorted(sentence.split(", ")[1] for sentence in told) == [
        "as it has more than 10 MB",
        "as it is no picture that can be read",
        "as the host cannot be reached",
    ]
    (told_of_slow,) = fetched(host, tmp_path, "/slow", seconds=2)
    assert "as it takes longer than 2 seconds" in told_of_slow
    assert list((tmp_path / "pictures").iterdir()) == []


def test_a_fetched_picture_is_embedded_and_shown(host: Host, tmp_path: Path) -> None:
    host.pages["/a.png"] = png()
    shop, home = tmp_path / "shop", tmp_path / "home"
    shop.mkdir()
    items = [{"id": id, "title": f"Ring {id}", "image": host.link(f"/{id}.png")} for id in "ab"]
    (shop / "items.jsonl").write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    links = read_folder(shop, home).links
    assert links == (host.link("/a.png"), host.link("/b.png"))
    fetch(links, home, silent, allowed=this_machine)
    read = read_folder(shop, home)
    assert read.links == (host.link("/b.png"),)
    pictures = TinyPictures()
    build(read, home, TinyText(), pictures, silent)
    assert pictures.encoded == 1
    with Shop.open(home, TinyText(), pictures) as opened:
        path = opened.picture_path(opened.catalogue["a"])
        assert path is not None and picture(path).startswith("data:image/webp;base64,")
        assert opened.picture_path(opened.catalogue["b"]) is None
    (shop / "items.jsonl").write_text(json.dumps(items[1]), encoding="utf-8")
    lines: list[str] = []
    build(shop, home, TinyText(), pictures, lines.append)
    assert "removed 1 pictures that no item names any more" in lines
    assert list((home / "pictures").iterdir()) == []


def test_the_command_fetches_when_told(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tastemaker.tools.encode.encoders.open_text_encoder", lambda name: TinyText())
    monkeypatch.setattr("tastemaker.tools.encode.encoders.open_picture_encoder", lambda name: TinyPictures())
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "items.csv").write_text(f"id,title,image\na,Ring,{host.link('/a.png')}\n", encoding="utf-8")
    command = ["ingest", str(shop), "--home", str(tmp_path / "home")]
    assert main(command) == 0
    told = capsys.readouterr().err
    assert "items.csv: 1 pictures are links, which are not fetched" in told and "as it leads" not in told
    assert main([*command, "--fetch-pictures"]) == 0
    assert "pictures: 1 pictures are not fetched, as it leads to an address" in capsys.readouterr().err
    assert host.asked == []
