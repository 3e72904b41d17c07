"""The deterministic reader of requests: which tool, which arguments, from the words alone."""

from tastemaker.agent.reading import Reading, View


def read(text: str, view: View) -> Reading:
    """Read a request by rules; this is all of `--model none`."""
    return Reading("search", {"query": text.strip()})
