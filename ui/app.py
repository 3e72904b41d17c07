"""The chat page and its server; what it shows is made in cards.py and drawn by page.js."""

import errno
import os
import signal
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from tastemaker.tools.errors import TastemakerError
from tastemaker.ui import parts
from tastemaker.ui.chat import Chat, Page
from tastemaker.ui.conversation import NEW, Conversation
from tastemaker.ui.visitors.application import application
from tastemaker.ui.visitors.login import Logins
from tastemaker.ui.visitors.programs import turns
from tastemaker.ui.visitors.rate import Rate, counted_as

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

_HERE = Path(__file__).parent
_NEW_SHOPPER = ("A new shopper", "")
_MOST_SHOPPERS = 2000
_PHOTOS = ["image", ".avif", ".webp", ".heic", ".heif"]  # not every system knows that these are images
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}


def build_page(agent: "Agent", rate: Rate | None = None) -> gr.Blocks:
    """Builds the page over an agent, with a bound for the turns of each visitor; serves nothing yet."""
    chat = Chat(agent, rate)
    shoppers = [(f"{name} · {about}" if about else name, id) for id, name, about in agent.users()]

    known = {id for _, id in shoppers}

    def follow(conversation: Conversation, pages: Iterator[Page]) -> Iterator[tuple[Any, ...]]:
        """The pages, and with each the composer's buttons where they change."""
        was = None
        for page in pages:
            now = conversation.busy
            yield *page, gr.skip() if now == was else gr.update(submit_btn=not now, stop_btn=now)
            was = now

    def data(event: gr.EventData) -> Mapping[str, Any]:
        return event._data if isinstance(event._data, Mapping) else {}  # anybody may send anything

    def own(request: gr.Request) -> Conversation:
        """The conversation of a page, which is from now on its login's and nobody else's."""
        conversation, login = chat.conversations.shown(request.session_hash or ""), request.username or ""
        if conversation.login not in (None, login):
            raise gr.Error("This conversation belongs to another login; reload the page.")
        conversation.login = login
        conversation.visitor = counted_as(login, request.client)
        return conversation

    def enter(conversation: Conversation, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Puts the page into another conversation: its shopper, then its pages."""
        chat.conversations.show(request.session_hash or "", conversation)
        entered: Any = "" if conversation.user.startswith(NEW) else conversation.user
        for page in follow(conversation, chat.resume(conversation)):
            yield entered, *page
            entered = gr.skip()

    def ask(
        composed: Mapping[str, Any], sent: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        # The text comes with the event: the field may hold what was typed after it already.
        photo = Path(composed["files"][0]) if composed.get("files") else None
        text, conversation = str(data(sent).get("text", "")), own(request)
        conversation.uploads += filter(None, [photo])
        yield from follow(conversation, chat.ask(conversation, text, photo))

    def act(clicked: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        conversation = own(request)
        yield from follow(conversation, chat.act(conversation, data(clicked)))

    def resume(kept: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        token = str(data(kept).get("token", ""))
        found = chat.conversations.find(token, request.username or "")
        yield from enter(found or own(request), request)

    def back(request: gr.Request) -> Iterator[tuple[Any, ...]]:
        yield from enter(chat.back(own(request)), request)

    def begin(user: str | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        yield from enter(chat.begin(own(request), user or ""), request)

    def forget(request: gr.Request) -> Iterator[tuple[Any, ...]]:
        yield from enter(chat.forget(own(request)), request)

    def choose(user: str | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Looking at the field, or leaving it with what is no shopper, changes nothing."""
        current = own(request).user
        shown = "" if current.startswith(NEW) else current
        if user != shown and user in known | {""}:
            yield from begin(user, request)
        else:
            yield gr.update(value=shown), *(gr.skip() for _ in range(3))

    def stop(request: gr.Request) -> None:
        chat.stop(own(request))

    def said_of_model() -> str:
        return parts.model(agent.model_name, agent.ready, agent.model is not None)

    def status() -> tuple[Any, ...]:
        return said_of_model(), gr.Timer(active=not agent.ready)

    # Gradio sends nothing out; photos that were sent to the page are deleted after an hour.
    page = gr.Blocks(title="Tastemaker", analytics_enabled=False, fill_width=True, delete_cache=(600, 3600))
    with page:
        with gr.Row(elem_id="top"):
            gr.HTML("<h1>Tastemaker</h1>", apply_default_css=False, elem_id="name")
            shopper = gr.Dropdown(
                [_NEW_SHOPPER, *shoppers[:_MOST_SHOPPERS]],
                value="",
                label="Shopper",
                container=False,
                allow_custom_value=len(shoppers) > _MOST_SHOPPERS,
                visible=bool(shoppers),
                elem_id="shopper",
            )
            anew = gr.Button("New conversation", size="sm", elem_id="anew")
            forgets = gr.Button("Forget me", size="sm", elem_id="forget")
        talk = gr.HTML(
            chat.view(Conversation())[0],
            html_template='<section class="talk" aria-label="Conversation"></section>',
            js_on_load=(_HERE / "page.js").read_text(encoding="utf-8"),
            apply_default_css=False,
            elem_id="talk",
        )
        with gr.Column(elem_id="bottom"):
            note = gr.HTML(elem_id="note", apply_default_css=False)
            composer = gr.MultimodalTextbox(
                placeholder="Describe it, or add a photo",
                label="Your request",
                show_label=False,
                sources=["upload"],
                file_types=_PHOTOS,
                max_plain_text_length=100_000,
                max_lines=6,
                elem_id="composer",
            )
            model = gr.HTML(said_of_model(), elem_id="model", apply_default_css=False)
        clock = gr.Timer(2, active=not agent.ready)

        shown = [talk, note, composer]
        entered = [shopper, *shown]
        talk.ask(ask, composer, shown, **_QUIET)
        talk.act(act, None, shown, **_QUIET)
        talk.resume(resume, None, entered, **_QUIET)
        talk.back(back, None, entered, **_QUIET)
        composer.stop(stop, None, None, **_QUIET)
        shopper.input(choose, shopper, entered, **_QUIET)  # comes also when the field is only left
        anew.click(begin, shopper, entered, **_QUIET)
        forgets.click(forget, None, entered, **_QUIET)
        clock.tick(status, None, [model, clock], **_QUIET)
        turns.offer(agent, rate)  # all that programs may call here
    page.queue(default_concurrency_limit=16)
    return page


def serve(
    agent: "Agent",
    host: str = "127.0.0.1",
    port: int = 7860,
    logins: Sequence[tuple[str, str]] = (),
    rate: int | None = None,
    wait: bool = True,
    hosts: Sequence[str] = (),
    proxies: Sequence[str] = (),
    mcp: bool = False,
) -> gr.Blocks:
    """Serves the page until interrupted, or with `wait=False` in the background; never opens a tunnel.

    With `logins`, pairs of name and password, only these get in; `rate` is the most turns a minute of one
    visitor. `hosts` are the names it is served under beside this machine's own, `proxies` the addresses
    that may say for whom they ask; `mcp` lets programs in. Raises TastemakerError when the port is in use.
    """
    _check_port(host, port)
    # The server that Gradio starts would believe everybody on this machine, and is told so only here.
    os.environ["FORWARDED_ALLOW_IPS"] = ",".join(proxies)
    door, limit = Logins(logins) if logins else None, Rate(rate) if rate else None
    page = build_page(agent, limit)
    # Before it answers: whoever ends it early leaves nothing, either.
    ended = _told_to_end() if wait else None
    page.launch(
        server_name=host,
        server_port=port,
        auth=door,
        auth_message="Tastemaker",
        share=False,
        quiet=True,
        inline=False,
        ssr_mode=False,
        run_history=False,
        enable_monitoring=False,
        footer_links=[],
        mcp_server=False,  # Gradio's own, which the environment would switch on beside ours
        max_file_size="20mb",
        prevent_thread_lock=True,
        theme=gr.themes.Base(
            primary_hue="emerald", font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]
        ),
        css_paths=_HERE / "page.css",
        app_kwargs=application(agent, (host, *hosts), door, limit, mcp),
    )
    agent.warm()  # after the page answers: loading takes the cores that its start needs
    if ended is not None:
        ended.wait()
        page.close(verbose=False)  # deletes what was uploaded
    return page


def _check_port(host: str, port: int) -> None:
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


def _told_to_end() -> threading.Event:
    """Is set by Ctrl-C or a request to end; a second one ends at once."""
    ended = threading.Event()

    def end(number: int, frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return ended
