"""The command line. With --json the last line of standard output is one JSON object, nothing is mixed in."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tastemaker.tools.catalogue.sound import sound
from tastemaker.tools.errors import TastemakerError
from tastemaker.tools.home.damage import FULL
from tastemaker.ui.measure import add_measures

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0, or 1 when a check failed, or 2 when something must be done first."""
    options = _parser().parse_args(arguments)
    command: Command = options.run
    if command is not _models:  # weights may be for all; what is known of shoppers is not
        os.umask(0o077)
    try:
        return command(options)
    except TastemakerError as error:
        print(f"tastemaker: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        if error.errno not in FULL:
            raise
        print(f"tastemaker: the disk is full ({error}); free some space or set --home", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--home", type=Path, metavar="DIR", help="folder of index, profiles and conversations"
    )
    common.add_argument("--model", metavar="M", help="llama-cpp:<name or path>, openai:<base url> or none")
    common.add_argument("--json", action="store_true", help="print one JSON object as the last line")

    parser = argparse.ArgumentParser(
        prog="tastemaker", description="A recommender to talk with, on your own machine."
    )
    parser.add_argument("--version", action="version", version=version("tastemaker"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, help: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[common], help=help, description=help)
        command.set_defaults(run=run)
        return command

    ingest = add("ingest", _ingest, "check a catalogue folder and build its index")
    ingest.add_argument("folder", type=Path)
    ingest.add_argument(
        "--if-missing", action="store_true", help="do nothing when there is a sound index already"
    )
    ingest.add_argument(
        "--understand",
        action="store_true",
        help="let the model first read key facts from the texts: seconds an item, once",
    )

    add("schema", _schema, "show the fields by which items can be limited, ordered and compared")

    chat = add("chat", _chat, "serve the chat page on 127.0.0.1")
    chat.add_argument("--port", type=int, default=7860)
    chat.add_argument("--login", type=Path, metavar="FILE", help="let in only who stands here, name:password")
    chat.add_argument("--rate", type=_count, metavar="N", help="at most N turns a minute of one visitor")

    ask = add("ask", _ask, "answer one question in the terminal")
    ask.add_argument("text", type=sound)
    ask.add_argument("--user", metavar="U", type=sound, help="a shopper's id")
    ask.add_argument("--photo", type=Path, metavar="FILE")
    ask.add_argument("--session", metavar="S", type=sound, help="go on with the conversation of this name")

    converse = add("converse", _converse, "run scripted conversations; exits with 1 when one fails")
    converse.add_argument(
        "scripts", nargs="*", type=Path, metavar="SCRIPT", help="a script, or a folder of them"
    )
    converse.add_argument(
        "--save", type=Path, metavar="FILE", help="save the conversation --session as a script"
    )
    converse.add_argument("--session", metavar="S", type=sound, help="the name of the conversation to save")
    converse.add_argument(
        "--live", action="store_true", help="let the model answer instead of the script's outputs"
    )

    models = add("models", _models, "list, fetch or verify model files")
    models.add_argument("action", choices=["list", "pull", "verify"])
    models.add_argument("names", nargs="*", metavar="NAME", help="default: what the settings use")

    profile = add("profile", _profile, "show, export or forget what is kept about a shopper")
    profile.add_argument("action", choices=["show", "export", "forget"])
    profile.add_argument("user", type=sound)

    add("doctor", _doctor, "say what is here, what is missing and what to do about it")
    add("config", _config, "show each setting, its value and where it comes from")

    add_measures(add, _measure)

    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number above 0")
    return int(text)


def _settings(options: argparse.Namespace) -> Any:
    from tastemaker.agent import settings

    return settings.load(home=options.home, model=options.model)


def _agent(options: argparse.Namespace) -> Any:
    from tastemaker.agent import open_agent

    return open_agent(home=options.home, model=options.model)


def _emit(options: argparse.Namespace, value: Any, text: str) -> None:
    print(json.dumps(value, ensure_ascii=False, default=str) if options.json else text)


def _ingest(options: argparse.Namespace) -> int:
    from tastemaker.agent.settings import load
    from tastemaker.tools.build import build
    from tastemaker.tools.encode.encoders import open_picture_encoder, open_text_encoder
    from tastemaker.tools.errors import NotBuilt
    from tastemaker.tools.shop import Shop

    settings = load(home=options.home, model=options.model)
    if options.if_missing:
        try:
            Shop.open(settings.home).close()
            return 0
        except NotBuilt as error:
            _progress(str(error))
    folder = _understood(options.folder, settings) if options.understand else options.folder
    manifest = build(
        folder,
        settings.home,
        open_text_encoder(settings.text_encoder),
        open_picture_encoder(settings.picture_encoder),
        _progress,
    )
    skipped = f"; {manifest.problems} problems were reported" if manifest.problems else ""
    _emit(
        options,
        {"items": manifest.items, "interactions": manifest.interactions, "problems": manifest.problems},
        f"{manifest.items} items and {manifest.interactions} interactions are ready{skipped}.",
    )
    return 0


def _understood(path: Path, settings: Any) -> Any:
    from tastemaker.agent.model.open import open_model
    from tastemaker.agent.understanding import reader
    from tastemaker.tools.catalogue.folder import read_folder
    from tastemaker.tools.catalogue.understood import understood

    model = open_model(settings)
    if model is None:
        raise TastemakerError("key facts are read by a language model; leave out --model none.")
    settings.home.mkdir(parents=True, exist_ok=True)
    return understood(read_folder(path), *reader(model), settings.home / "facts.sqlite", _progress)


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _schema(options: argparse.Namespace) -> int:
    from tastemaker.tools.shop import Shop
    from tastemaker.ui.schema import MOST_VALUES, as_table

    with Shop.open(_settings(options).home) as shop:
        _emit(options, shop.schema.as_json(MOST_VALUES), as_table(shop.schema))
    return 0


def _chat(options: argparse.Namespace) -> int:
    from tastemaker.tools.home.private import private
    from tastemaker.ui.app import serve
    from tastemaker.ui.login import read_logins

    logins, settings = read_logins(options.login) if options.login else (), _settings(options)
    agent = _agent(options)
    private(settings.home)
    serve(
        agent,
        port=options.port,
        logins=logins,
        rate=options.rate,
        hosts=settings.hosts,
        proxies=[str(proxy) for proxy in settings.proxies],
    )
    return 0


def _ask(options: argparse.Namespace) -> int:
    from tastemaker.ui.terminal import tell

    agent = _agent(options)
    agent.load()
    events = agent.turn(options.text, options.photo, options.user, options.session)
    answer = tell(events, quiet=options.json)
    if options.json:
        print(json.dumps(answer.as_json(), ensure_ascii=False))
    return 0


def _converse(options: argparse.Namespace) -> int:
    from tastemaker.agent.scripts.play import converse

    if options.save:
        return _save(options)
    if not options.scripts:
        raise TastemakerError("name a script or a folder of them, or --save FILE --session S.")
    report = converse(options.scripts, _settings(options), live=options.live)
    _emit(options, report.as_json(), report.transcript())
    return 0 if not report.failed else 1


def _save(options: argparse.Namespace) -> int:
    if options.session is None:
        raise TastemakerError("name the conversation to save: --session S, as in `ask --session S`.")
    if options.save.exists():
        raise TastemakerError(f"{options.save} is there already; choose another name.")
    script = _agent(options).script(options.session)
    options.save.write_text(script, encoding="utf-8")
    _emit(
        options, {"saved": str(options.save)}, f"{options.save} is written; `tastemaker converse` plays it."
    )
    return 0


def _models(options: argparse.Namespace) -> int:
    from tastemaker.tools.encode import weights
    from tastemaker.tools.encode.models import models

    known, settings = models(), _settings(options)
    wanted = options.names or [
        name
        for name in (settings.model.partition(":")[2], settings.text_encoder, settings.picture_encoder)
        if name in known
    ]
    for name in wanted:
        if name not in known:
            raise TastemakerError(f"there is no model '{name}'; `tastemaker models list` names them.")
    if options.action == "list":
        rows = [
            {
                "name": name,
                "role": model.role,
                "bytes": model.bytes,
                "licence": model.licence,
                "here": _is_here(name),
            }
            for name, model in known.items()
        ]
        lines = [
            f"{name:<22} {model.role:<16} {model.bytes / 1e6:>7.0f} MB  {model.licence:<11}"
            f" {'here' if _is_here(name) else '-'}"
            for name, model in known.items()
        ]
        _emit(options, rows, "\n".join(lines))
        return 0
    done = {}
    for name in wanted:
        if options.action == "pull":
            done[name] = str(weights.pull(name, _progress))
        else:
            done[name] = "intact" if weights.verify(name) else "damaged or missing"
    _emit(options, done, "\n".join(f"{name}: {what}" for name, what in done.items()))
    return 0 if "damaged or missing" not in done.values() else 1


def _is_here(name: str) -> bool:
    from tastemaker.tools.encode.weights import path_of
    from tastemaker.tools.errors import MissingWeights

    try:
        return path_of(name).exists()
    except MissingWeights:
        return False


def _profile(options: argparse.Namespace) -> int:
    from tastemaker.agent.memory import Memory

    settings = _settings(options)
    memory = Memory(settings.home, settings.sessions)
    for note in memory.profiles.notes():
        _progress(note)
    if options.action == "forget":
        gone = memory.forget(options.user)
        _emit(
            options,
            {"user": options.user, "forgotten": gone},
            f"{gone} entries about {options.user} are deleted.",
        )
        return 0
    kept = memory.as_json(options.user)
    lines = [f"{fact['fact']}  (said {fact['at']}: “{fact['said']}”)" for fact in kept["facts"]]
    lines += [f"{event['event']} {event['item']}  ({event['at']})" for event in kept["events"]]
    lines += [f"{turn['session']}  “{turn['said']}”  ({turn['at']})" for turn in kept["said"]]
    if options.action == "export":
        print(json.dumps(kept, ensure_ascii=False, indent=None if options.json else 2))
    else:
        _emit(options, kept, "\n".join(lines) or f"Nothing is kept about {options.user}.")
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from tastemaker.ui.doctor import examine

    findings = examine(_settings(options))
    _emit(
        options,
        [finding.as_json() for finding in findings],
        "\n".join(
            f"{'ok ' if finding.ok else 'NO '} {finding.what}: "
            + "; ".join(filter(None, [finding.found, finding.cure]))
            for finding in findings
        ),
    )
    return 0 if all(finding.ok for finding in findings) else 1


def _config(options: argparse.Namespace) -> int:
    from tastemaker.agent import settings as settings_of

    settings = _settings(options)
    origins = settings_of.origins(home=options.home, model=options.model)
    rows = {
        name: {"value": getattr(settings, name), "from": origins[name]}
        for name in type(settings).model_fields
    }
    _emit(
        options,
        rows,
        "\n".join(f"{name:<16} {row['value']!s:<40} {row['from']}" for name, row in rows.items()),
    )
    return 0


def _measure(options: argparse.Namespace) -> int:
    from tastemaker.ui.measure import measured

    report = measured(options, _settings(options))
    _emit(options, report, json.dumps(report, ensure_ascii=False, indent=2))
    return 0
