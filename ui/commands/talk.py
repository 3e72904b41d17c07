"""The commands that talk: the page, programs, one question, scripted conversations."""

import argparse
import json

from tastemaker.tools.errors import TastemakerError
from tastemaker.ui.commands.common import agent_of, emit, progress, settings_of


def chat(options: argparse.Namespace) -> int:
    """Serve the chat page."""
    from tastemaker.tools.home.private import private
    from tastemaker.ui.app import serve
    from tastemaker.ui.visitors.login import read_logins

    logins, settings = read_logins(options.login) if options.login else (), settings_of(options)
    agent = agent_of(options)
    private(settings.home)
    address = f"http://127.0.0.1:{options.port}"
    progress(f"starting on {address}{f', for programs on {address}/mcp' if options.mcp else ''}")
    serve(
        agent,
        port=options.port,
        logins=logins,
        rate=options.rate,
        hosts=settings.hosts,
        proxies=[str(proxy) for proxy in settings.proxies],
        mcp=options.mcp,
    )
    return 0


def mcp(options: argparse.Namespace) -> int:
    """Serve the program that started this one, over standard input and output."""
    from tastemaker.ui.visitors.programs.protocol import over_pipe

    with agent_of(options) as agent:
        _ = agent.shop  # what is missing is said before the program is answered
        over_pipe(agent)
    return 0


def ask(options: argparse.Namespace) -> int:
    """Answer one question in the terminal."""
    from tastemaker.ui.commands.terminal import tell

    agent = agent_of(options)
    agent.load()
    events = agent.turn(options.text, options.photo, options.user, options.session)
    answer = tell(events, quiet=options.json)
    if options.json:
        print(json.dumps(answer.as_json(), ensure_ascii=False))
    return 0


def converse(options: argparse.Namespace) -> int:
    """Run scripted conversations, or save one as a script."""
    from tastemaker.agent.scripts.play import converse

    if options.save:
        return _save(options)
    if not options.scripts:
        raise TastemakerError("name a script or a folder of them, or --save FILE --session S.")
    report = converse(options.scripts, settings_of(options), live=options.live)
    emit(options, report.as_json(), report.transcript())
    return 0 if not report.failed else 1


def _save(options: argparse.Namespace) -> int:
    if options.session is None:
        raise TastemakerError("name the conversation to save: --session S, as in `ask --session S`.")
    if options.save.exists():
        raise TastemakerError(f"{options.save} is there already; choose another name.")
    script = agent_of(options).script(options.session)
    options.save.write_text(script, encoding="utf-8")
    emit(options, {"saved": str(options.save)}, f"{options.save} is written; `tastemaker converse` plays it.")
    return 0
