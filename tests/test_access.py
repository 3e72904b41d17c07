"""Who reaches the page: names, other pages, other logins, guessers, floods; and what guards the answers."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tastemaker.ui.visitors.access import Access
from tastemaker.ui.visitors.login import Logins

PAGE = "http://127.0.0.1:7860"


async def anything(request: Request) -> Response:
    if request.url.path == "/":
        return HTMLResponse("<script>1</script><p>here</p><script src='a.js'></script>")
    if request.url.path == "/login":
        right = (await request.body()) == b"right"
        return PlainTextResponse("in" if right else "out", 200 if right else 400)
    return PlainTextResponse("fine")


def client(*hosts: str, address: str = "10.0.0.1", app: Starlette | None = None) -> TestClient:
    return TestClient(app or page(*hosts), base_url=PAGE, client=(address, 1))


def page(*hosts: str) -> Starlette:
    routes = [Route("/{path:path}", anything, methods=["GET", "POST"])]
    return Starlette(routes=routes, middleware=[Middleware(Access, hosts=hosts)])


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:1", "[::1]:7860", "LocalHost", "shop.example"])
def test_the_page_answers_to_its_names(host: str) -> None:
    assert client("Shop.example").get("/config", headers={"Host": host}).text == "fine"


@pytest.mark.parametrize(
    "host", ["evil.example:7860", "", "[::1", "localhost.evil.example", "127.0.0.1@evil"]
)
def test_a_rebound_name_is_refused(host: str) -> None:
    refused = client("shop.example").get("/config", headers={"Host": host})
    assert refused.status_code == 421 and "setting `hosts`" in refused.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": PAGE, "Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_page_sends_nothing_here(headers: dict[str, str]) -> None:
    photo = {"files": ("a.png", b"x")}
    assert client().post("/gradio_api/upload", files=photo, headers=headers).status_code == 403
    assert client().get("/", headers=headers).status_code == 200, "a link to the page works"


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": PAGE, "Sec-Fetch-Site": "same-origin"}, {"Origin": "https://shop.example"}],
)
def test_the_page_itself_and_a_program_may_send(headers: dict[str, str]) -> None:
    assert client("shop.example").post("/gradio_api/queue/join", headers=headers).text == "fine"


def test_uploads_are_counted_by_visitor_in_number_and_bytes() -> None:
    app = page()
    one, other = client(app=app), client(app=app, address="10.0.0.2")
    sent = [one.post("/gradio_api/upload", files={"files": ("a.png", b"x")}).status_code for _ in range(61)]
    assert sent == [200] * 60 + [429]
    large = {"files": ("a.png", b"x" * 40_000_000)}
    assert [other.post("/gradio_api/upload", files=large).status_code for _ in range(3)] == [200, 200, 429]
    assert "try again in" in one.post("/gradio_api/component_server", files={"f": ("a", b"x")}).text
    assert one.post("/gradio_api/queue/join").text == "fine", "who sent too many photos can still ask"


def test_an_upload_without_a_length_is_refused() -> None:
    refused = client().post(
        "/gradio_api/upload",
        content=iter([b"x"]),
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )
    assert refused.status_code == 411


def test_ten_wrong_passwords_close_the_door_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("tastemaker.ui.visitors.rate.time.monotonic", lambda: now)
    app = page()
    one, other = client(app=app), client(app=app, address="10.0.0.2")
    for _ in range(20):
        assert one.post("/login", content="right").status_code == 200, (
            "who knows it comes in as often as wished"
        )
    tried = [one.post("/login", content="wrong").status_code for _ in range(12)]
    assert tried == [400] * 10 + [429] * 2
    assert one.post("/login", content="right").status_code == 429
    assert other.post("/login", content="right").status_code == 200
    now += 601
    assert one.post("/login", content="right").status_code == 200


def test_a_name_is_not_guessed_from_many_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("tastemaker.ui.visitors.rate.time.monotonic", lambda: now)
    logins = Logins([("ana", "open sesame"), ("ben", "密码")])
    assert logins("ana", "open sesame") and logins("ben", "密码")
    assert not logins("nobody", "") and not logins("ana", "") and not logins("ben", "open sesame")
    assert not any(logins("ana", f"guess {n}") for n in range(100))
    assert not logins("ana", "open sesame"), "the door of this name is closed"
    assert logins("ben", "密码")
    now += 601
    assert logins("ana", "open sesame")


def test_a_session_is_its_logins_own() -> None:
    app = page()
    ana, ben, nobody = client(app=app), client(app=app), client(app=app)
    ana.headers["Cookie"] = "access-token-x=ana's; access-token-unsecure-x=ana's"
    ben.headers["Cookie"] = "other=1; access-token-unsecure-x=ben's"
    assert ana.get("/gradio_api/heartbeat/hash1").text == "fine"
    for stranger in (ben, nobody):
        assert stranger.get("/gradio_api/queue/data?session_hash=hash1").status_code == 403
        assert stranger.get("/gradio_api/heartbeat/hash1").status_code == 403
    assert ana.get("/gradio_api/queue/data?x=1&session_hash=hash1").text == "fine"
    assert ben.get("/gradio_api/queue/data?session_hash=hash2").text == "fine"


def test_a_browser_gets_a_secret_once_and_is_held_to_it() -> None:
    app = page()
    one, other = client(app=app), client(app=app)
    given = one.get("/").headers["set-cookie"]
    assert given.startswith("tastemaker-visitor=") and "HttpOnly" in given and "SameSite=Lax" in given
    assert "set-cookie" not in one.get("/").headers and "set-cookie" not in one.get("/config").headers
    assert other.get("/").headers["set-cookie"] != given
    assert one.get("/gradio_api/queue/data?session_hash=hash9").text == "fine"
    assert other.get("/gradio_api/queue/data?session_hash=hash9").status_code == 403


def test_only_scripts_of_the_page_run_and_no_other_page_frames_it() -> None:
    first, second = client().get("/"), client().get("/")
    policy = first.headers["content-security-policy"]
    nonce = re.search(r"script-src 'self' 'unsafe-eval' 'nonce-([\w-]{20,})'", policy)
    assert nonce and first.text.count(f'<script nonce="{nonce[1]}"') == 2
    assert len(first.content) == int(first.headers["content-length"])
    assert nonce[1] not in second.text
    assert "frame-ancestors 'none'" in policy and "unsafe-inline" not in policy.partition("style-src")[0]
    assert first.headers["x-frame-options"] == "DENY"
    refused = client().get("/", headers={"Host": "evil.example"})
    for answer in (first, refused):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
