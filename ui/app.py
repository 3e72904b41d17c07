"""The chat page and its server; what it shows is made in shown/ and drawn by script/page.js."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from tastemaker.agent.answer.language import phrase
from tastemaker.ui.chat import Chat, Page
from tastemaker.ui.process import check_port, files_of, told_to_end
from tastemaker.ui.shown import parts
from tastemaker.ui.talks.conversation import NEW, Conversation
from tastemaker.ui.talks.panels import Drawn, Panels
from tastemaker.ui.visitors.application import application
from tastemaker.ui.visitors.login import Logins
from tastemaker.ui.visitors.programs import turns
from tastemaker.ui.visitors.rate import Rate, counted_as
from tastemaker.ui.visitors.visitor import language, owner

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

_HERE = Path(__file__).parent
_MOST_SHOPPERS = 2000
_PHOTOS = ["image", ".avif", ".webp", ".heic", ".heif"]  # not every system knows that these are images
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}


def build_page(agent: "Agent", rate: Rate | None = None) -> gr.Blocks:
    """Builds the page over an agent, with a bound for the turns of each visitor; serves nothing yet."""
    chat = Chat(agent, rate)
    talks, panels = chat.talks, Panels(agent, chat.talks)
    shoppers = [(f"{name} · {about}" if about else name, id) for id, name, about in agent.users()]
    known = {id for _, id in shoppers}

    def choices(language: str) -> list[tuple[str, str]]:
        return [(phrase("new_shopper", language), ""), *shoppers[:_MOST_SHOPPERS]]

    def follow(
        pages: Iterator[Page],
        conversation: Conversation,
        request: gr.Request,
        entered: bool = False,
        drawn: Drawn | None = None,
    ) -> Iterator[tuple[Any, ...]]:
        """The pages, and with each what changes beside them: buttons, shopper, menu, and the words of all."""
        was, drawn = None, drawn or {}
        for page in pages:
            now, spoken = conversation.busy, conversation.language
            composer: dict[str, Any] = {} if now == was else {"submit_btn": not now, "stop_btn": now}
            who: dict[str, Any] = {"value": _shown(conversation)} if entered else {}
            if anew := talks.kept.speak(request.session_hash or "", spoken):
                composer["placeholder"] = phrase("describe_it", spoken)
                who |= {"choices": choices(spoken), "label": phrase("shopper", spoken)}
            if anew or entered:
                drawn = {**panels.menu(conversation), **drawn}
            beside = (gr.update(**composer), gr.update(**who), drawn or gr.skip())
            yield *page, *beside, said_of_model(spoken) if anew else gr.skip()
            was, entered, drawn = now, False, {}

    def data(event: gr.EventData) -> Mapping[str, Any]:
        return event._data if isinstance(event._data, Mapping) else {}  # anybody may send anything

    def own(request: gr.Request, sent: Mapping[str, Any] | None = None) -> Conversation:
        """The conversation of a page, which is from now on its visitor's and nobody else's."""
        login, token = request.username or "", str((sent or {}).get("token") or "")
        visitor = owner(login, request.cookies)
        conversation = talks.of(request.session_hash or "", visitor, token)
        spoken = language(request.headers.get("accept-language", ""))
        if not conversation.belongs(visitor):
            raise gr.Error(phrase("others_conversation", spoken))
        conversation.spoken = spoken
        conversation.visitor = counted_as(login, request.client)
        return conversation

    def enter(
        conversation: Conversation, request: gr.Request, drawn: Drawn | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Puts the page into another conversation."""
        talks.kept.show(request.session_hash or "", conversation)
        yield from follow(chat.resume(conversation), conversation, request, entered=True, drawn=drawn)

    def ask(
        composed: Mapping[str, Any], sent: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        # The text comes with the event: the field may hold what was typed after it already.
        photo = Path(composed["files"][0]) if composed.get("files") else None
        text, conversation = str(data(sent).get("text", "")), own(request, data(sent))
        conversation.uploads += filter(None, [photo])
        yield from follow(chat.ask(conversation, text, photo), conversation, request)

    def act(clicked: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        conversation = own(request, data(clicked))
        yield from follow(chat.act(conversation, data(clicked)), conversation, request)

    def resume(kept: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        yield from enter(talks.arrive(own(request), str(data(kept).get("token"))), request)

    def back(request: gr.Request) -> Iterator[tuple[Any, ...]]:
        yield from enter(talks.back(own(request)), request)

    def use(used: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """What is done in the menu and its panels, which may lead into another conversation."""
        conversation = own(request, data(used))
        drawn, entered = panels.use(conversation, data(used))
        if entered is conversation:
            pages = iter([chat.view(conversation)])
            yield from follow(pages, conversation, request, drawn=drawn)
        else:
            yield from enter(entered, request, drawn)

    def choose(user: str | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Looking at the field, or leaving it with what is no shopper, changes nothing."""
        conversation = own(request)
        if user != _shown(conversation) and user in known | {""}:
            yield from enter(talks.begin(conversation, user), request)
        else:
            skipped = gr.skip()
            yield *(skipped,) * 3, gr.update(value=_shown(conversation)), skipped, skipped

    def stop(request: gr.Request) -> None:
        talks.stop(own(request))

    def gone(request: gr.Request) -> None:
        talks.gone(request.session_hash or "")

    def said_of_model(spoken: str = "en") -> str:
        return parts.model(agent.model_name, agent.ready, agent.model is not None, spoken)

    def status(request: gr.Request) -> tuple[Any, ...]:
        return said_of_model(own(request).language), gr.Timer(active=not agent.ready)

    # Gradio sends nothing out; photos that were sent to the page are deleted after an hour.
    page = gr.Blocks(title="Tastemaker", analytics_enabled=False, fill_width=True, delete_cache=(600, 3600))
    with page:
        with gr.Row(elem_id="top"):
            gr.HTML("<h1>Tastemaker</h1>", apply_default_css=False, elem_id="name")
            shopper = gr.Dropdown(
                choices("en"),
                value="",
                label=phrase("shopper", "en"),
                container=False,
                allow_custom_value=len(shoppers) > _MOST_SHOPPERS,
                visible=bool(shoppers),
                elem_id="shopper",
            )
            menu = gr.HTML(
                {},
                html_template='<nav></nav><div class="aside" role="status"></div><dialog></dialog>',
                js_on_load=(_HERE / "talks" / "panels.js").read_text(encoding="utf-8"),
                apply_default_css=False,
                elem_id="menu",
            )
        talk = gr.HTML(
            chat.view(Conversation())[0],
            html_template='<section class="talk"></section>',
            js_on_load="\n".join(path.read_text(encoding="utf-8") for path in files_of("script")),
            apply_default_css=False,
            elem_id="talk",
        )
        with gr.Column(elem_id="bottom"):
            note = gr.HTML(elem_id="note", apply_default_css=False)
            composer = gr.MultimodalTextbox(
                placeholder="",
                label=phrase("your_request", "en"),
                show_label=False,
                sources=["upload"],
                file_types=_PHOTOS,
                max_plain_text_length=100_000,
                max_lines=6,
                elem_id="composer",
            )
            model = gr.HTML(said_of_model(), elem_id="model", apply_default_css=False)
        clock = gr.Timer(2, active=not agent.ready)

        shown = [talk, note, composer, shopper, menu, model]
        talk.ask(ask, composer, shown, **_QUIET)
        talk.act(act, None, shown, **_QUIET)
        talk.resume(resume, None, shown, **_QUIET)
        talk.back(back, None, shown, **_QUIET)
        menu.use(use, None, shown, **_QUIET)
        composer.stop(stop, None, None, **_QUIET)
        shopper.input(choose, shopper, shown, **_QUIET)  # comes also when the field is only left
        clock.tick(status, None, [model, clock], **_QUIET)
        page.unload(gone)
        turns.offer(agent, rate)  # all that programs may call here
    page.queue(default_concurrency_limit=16)
    return page


def _shown(conversation: Conversation) -> str:
    """The shopper as the field has them: of those who are new it knows one alone."""
    return "" if conversation.user.startswith(NEW) else conversation.user


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
    check_port(host, port)
    # The server that Gradio starts would believe everybody on this machine, and is told so only here.
    os.environ["FORWARDED_ALLOW_IPS"] = ",".join(proxies)
    door, limit = Logins(logins) if logins else None, Rate(rate) if rate else None
    page = build_page(agent, limit)
    ended = told_to_end() if wait else None  # before it answers: an early end leaves nothing, either
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
        css_paths=files_of("style"),
        app_kwargs=application(agent, (host, *hosts), door, logins[0][0] if logins else "", limit, mcp),
    )
    agent.warm()  # after the page answers: loading takes the cores that its start needs
    if ended is not None:
        ended.wait()
        page.close(verbose=False)  # deletes what was uploaded
    return page
