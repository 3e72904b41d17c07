"""The texts the language model reads and the words the rules know, one file each."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
import yaml


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text with declared inputs and a version."""

    name: str
    version: int
    inputs: tuple[str, ...]
    text: str

    @property
    def id(self) -> str:
        """`name@version:digest`, which stands in every trace and every row of an evaluation."""
        return f"{self.name}@{self.version}:{hashlib.sha256(self.text.encode()).hexdigest()[:8]}"

    def render(self, **inputs: Any) -> str:
        """Fill in exactly the declared inputs; raises TypeError when one is missing or unknown."""
        if set(inputs) != set(self.inputs):
            raise TypeError(f"prompt {self.name!r} takes {sorted(self.inputs)}, got {sorted(inputs)}")
        environment = jinja2.Environment(
            undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
        )
        return environment.from_string(self.text).render(**inputs).strip()


@cache
def prompt(name: str) -> Prompt:
    """Load `name`.md: front matter with version and inputs, then the text."""
    _, head, text = files(__package__).joinpath(f"{name}.md").read_text("utf-8").split("---\n", 2)
    matter = yaml.safe_load(head)
    return Prompt(name, int(matter["version"]), tuple(matter["inputs"]), text.strip())


@cache
def words(name: str) -> Any:
    """Load words/`name`.json: words and phrases of many languages, in the form that its reader says."""
    return json.loads(files(__package__).joinpath("words", f"{name}.json").read_text("utf-8"))
