"""The command line. With --json the last line of standard output is one JSON object, nothing is mixed in."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from tastemaker.tools.catalogue.cells.sound import sound
from tastemaker.tools.errors import TastemakerError
from tastemaker.tools.home.damage import FULL
from tastemaker.ui.commands import catalogue, machine, measure, talk

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0, or 1 when a check failed, or 2 when something must be done first."""
    options = _parser().parse_args(arguments)
    command: Command = options.run
    if command is not machine.models:  # weights may be for all; what is known of shoppers is not
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

    inspect = add("inspect", catalogue.inspect, "show what is understood of a catalogue folder")
    inspect.add_argument("folder", type=Path)

    ingest = add("ingest", catalogue.ingest, "check a catalogue folder and build its index")
    ingest.add_argument("folder", type=Path)
    ingest.add_argument(
        "--if-missing", action="store_true", help="do nothing when there is a sound index already"
    )
    ingest.add_argument(
        "--update", action="store_true", help="add the folder to what the home has: no item is withdrawn"
    )
    ingest.add_argument(
        "--understand",
        action="store_true",
        help="let the model first read key facts from the texts: seconds an item, once",
    )
    ingest.add_argument(
        "--fetch-pictures",
        action="store_true",
        help="fetch the pictures that are links from their hosts; nothing is sent but the links",
    )

    add("schema", catalogue.schema, "show the fields by which items can be limited, ordered and compared")

    chat = add("chat", talk.chat, "serve the chat page on 127.0.0.1")
    chat.add_argument("--port", type=int, default=7860)
    chat.add_argument("--login", type=Path, metavar="FILE", help="let in only who stands here, name:password")
    chat.add_argument(
        "--rate", type=_count, metavar="N", help="at most N turns a minute of one visitor, or calls"
    )

    chat.add_argument("--mcp", action="store_true", help="serve programs under /mcp, too")

    add("mcp", talk.mcp, "serve a program over standard input and output (Model Context Protocol)")

    ask = add("ask", talk.ask, "answer one question in the terminal")
    ask.add_argument("text", type=sound)
    ask.add_argument("--user", metavar="U", type=sound, help="a shopper's id")
    ask.add_argument("--photo", type=Path, metavar="FILE")
    ask.add_argument("--session", metavar="S", type=sound, help="go on with the conversation of this name")

    converse = add("converse", talk.converse, "run scripted conversations; exits with 1 when one fails")
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

    models = add("models", machine.models, "list, fetch or verify model files")
    models.add_argument("action", choices=["list", "pull", "verify"])
    models.add_argument("names", nargs="*", metavar="NAME", help="default: what the settings use")

    profile = add("profile", machine.profile, "show, export or forget what is kept about a shopper")
    profile.add_argument("action", choices=["show", "export", "forget"])
    profile.add_argument("user", type=sound)

    add("doctor", machine.doctor, "say what is here, what is missing and what to do about it")
    add("config", machine.config, "show each setting, its value and where it comes from")

    measure.add_measures(add)

    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number above 0")
    return int(text)
