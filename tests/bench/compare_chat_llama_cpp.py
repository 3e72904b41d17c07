"""The same requests, weights and tools through five readers: how often the right tool, and how long.

It takes requests that were kept from tuning. langchain-community is no dependency and comes from aside:

    pip install --target /tmp/community langchain-community
    python tests/bench/compare_chat_llama_cpp.py --community /tmp/community --requests 40

Every request goes to all readers in turn, so that whatever else the machine does slows all of them. The
first three get the same messages: a short system text, the shown list and the shopper's words. A reply
without a call counts as `chat`. The last lines of the output are the table.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from langchain_core.messages import BaseMessage, SystemMessage

from tastemaker.agent.evaluate.requests import view_of
from tastemaker.agent.model.chat import LlamaCpp
from tastemaker.agent.rules.decide import OTHERS, SEARCH_WITH_LIMITS, decide, messages
from tastemaker.agent.rules.reading.view import View
from tastemaker.tools.encode.weights import path_of

REQUESTS = Path(__file__).parent.parent / "requests.jsonl"
SYSTEM = "You read what a shopper says to a shop. Call the tool that fits, or answer when none does."
TOOLS = [SEARCH_WITH_LIMITS, *OTHERS]
MOST = 96  # tokens of one reply
CONTEXT = 4096


def neutral(text: str, view: View) -> list[BaseMessage]:
    return [SystemMessage(SYSTEM), messages(text, view)[-1]]


def first(calls: list[Any]) -> str:
    return str(calls[0]["name"]) if calls else "chat"


def readers(path: Path, model: LlamaCpp) -> dict[str, Callable[[str, View], str]]:
    """Names every reader; each tells the tool of the first call."""
    from langchain_community.chat_models import ChatLlamaCpp
    from llama_cpp import Llama

    threads = model.hardware["threads"]
    community = ChatLlamaCpp(
        model_path=str(path), n_ctx=CONTEXT, n_threads=threads, n_batch=512, temperature=0.0,
        max_tokens=MOST, verbose=False,
    ).bind_tools(TOOLS)  # fmt: skip
    plain = Llama(
        str(path), n_ctx=CONTEXT, n_threads=threads, verbose=False, chat_format="chatml-function-calling"
    )
    bound = model.bind_tools(TOOLS, max_tokens=MOST)
    own = model.bind_tools(TOOLS, tool_choice="any", describe_tools=False, max_tokens=MOST)

    def function_calling(text: str, view: View) -> str:
        roles = {"system": "system", "human": "user"}
        talk = [{"role": roles[each.type], "content": each.text} for each in neutral(text, view)]
        reply: Any = plain.create_chat_completion(
            talk, tools=TOOLS, tool_choice="auto", temperature=0.0, max_tokens=MOST
        )
        calls = reply["choices"][0]["message"].get("tool_calls") or []
        return first([call["function"] for call in calls])

    return {
        "langchain_community.ChatLlamaCpp.bind_tools": lambda t, v: first(
            community.invoke(neutral(t, v)).tool_calls
        ),
        "llama-cpp-python chatml-function-calling, auto": function_calling,
        "LlamaCpp.bind_tools, auto": lambda t, v: first(bound.invoke(neutral(t, v)).tool_calls),
        "LlamaCpp.bind_tools, the prompt of decide": lambda t, v: first(
            own.invoke(messages(t, v)).tool_calls
        ),
        "rules and model": lambda t, v: decide(t, v, model).reading.tool,
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--community", type=Path, required=True)
    options.add_argument("--requests", type=int, default=40)
    options.add_argument("--minutes", type=float, default=60, help="after which no further request is asked")
    options.add_argument("--model", default="qwen2.5-coder-1.5b")
    given = options.parse_args()
    sys.path.append(str(given.community))
    kept = [
        row for row in map(json.loads, REQUESTS.read_text("utf-8").splitlines()) if row["split"] == "kept"
    ]
    rows = random.Random(0).sample(kept, given.requests)
    path = path_of(given.model)
    names = readers(path, LlamaCpp(path=path, context=CONTEXT).load())
    right: dict[str, list[bool]] = {name: [] for name in names}
    took: dict[str, list[float]] = {name: [] for name in names}
    for name, read in names.items():  # the system text is read before the clock starts
        read("hello", View())
        print(f"ready: {name}", file=sys.stderr, flush=True)
    until = time.monotonic() + 60 * given.minutes
    for at, row in enumerate(rows, 1):
        if time.monotonic() > until:
            break
        for name, read in names.items():
            began = time.perf_counter()
            tool = read(row["text"], view_of(row))
            took[name].append(1000 * (time.perf_counter() - began))
            right[name].append(tool in row["calls"])
            print(f"{at}  {name}: {tool}  {row['calls']}", file=sys.stderr, flush=True)
    print(
        f"| {len(right['rules and model'])} requests, {given.model} | right tool | median ms |\n|---|---|---|"
    )
    for name in names:
        print(f"| {name} | {statistics.mean(right[name]):.1%} | {statistics.median(took[name]):.0f} |")


if __name__ == "__main__":
    main()
