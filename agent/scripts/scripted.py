"""Scripted conversations as they stand in a YAML file: what is said, what the model says, what must hold."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from tastemaker.agent.change import Change
from tastemaker.tools.errors import DataError, ModelFailed


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Expect(_Strict):
    """What must hold in the state after a turn; a field that is not given is not checked."""

    calls: list[str] | None = None
    args: dict[str, Any] = Field(default_factory=dict)
    """Arguments of the last call, these among them."""
    items: list[str] = Field(default_factory=list)
    """Ids that are in the list."""
    first: str | None = None
    """The id of the first item."""
    without: list[str] = Field(default_factory=list)
    """Ids that are not in the list."""
    items_at_least: int | None = None
    items_at_most: int | None = None
    all: dict[str, Any] = Field(default_factory=dict)
    """What every item has: media, brand, category, or an attribute."""
    none: dict[str, Any] = Field(default_factory=dict)
    """What no item has."""
    some: list[dict[str, Any]] = Field(default_factory=list)
    """For each of these, an item that has it."""
    price_max: float | None = None
    price_min: float | None = None
    below_price_of: int | None = None
    """A number of the list before this turn: every item costs less."""
    others: bool | None = None
    """No item was in the list before this turn."""
    facts: list[str] | None = None
    """Words of each fact that is remembered of the shopper, in their order; no other is."""
    limits: dict[str, Any] | None = None
    """Exactly the limits in force."""
    relaxed: list[str] | None = None
    """The limits whose relaxation is offered, in any order."""
    evidence: list[str] = Field(default_factory=list)
    """Kinds of evidence that some item has."""
    reply_has: list[str] = Field(default_factory=list)
    reply_lacks: list[str] = Field(default_factory=list)
    supported: bool | None = None
    """Every checked sentence held or was repaired."""
    repaired: int | None = None
    """How many sentences were repaired, at least; of what `model` says it is asked in exact runs only."""
    fails: str | None = None
    """A part of the sentence with which the turn is refused."""
    first_list_ms: float | None = None
    total_ms: float | None = None


class Step(_Strict):
    """One thing the shopper does: says something, or likes, dislikes, buys an item."""

    says: str | None = None
    photo: Path | None = None
    feedback: dict[str, str] = Field(default_factory=dict)
    """Event by item id, sent before anything is said."""
    change: Change | None = None
    """A limit that is moved or dropped by a click, instead of words that are read."""
    dials: dict[str, float] | None = None
    """Where the dials were set once this turn was answered; its list is then made again."""
    restart: bool = False
    """The program is started anew before this turn."""
    model: list[dict[str, Any]] | None = None
    """The model's outputs in order: {calls: text}, {tool, args}, or {say: text}."""
    expect: Expect = Field(default_factory=Expect)


class Script(_Strict):
    """One conversation."""

    story: str
    user: str | None = None
    turns: list[Step]

    @property
    def exact(self) -> bool:
        """Whether the model's side is written out, so that the run needs no weights."""
        return all(step.model is not None for step in self.turns if step.says is not None)


def read_script(path: Path) -> Script:
    """Read a script; raises DataError with file and reason."""
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        script = Script.model_validate(loaded)
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"{path} is not valid YAML: {str(error).splitlines()[0]}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise DataError(f"{path}: {where}: {first['msg']}.") from error
    for step in script.turns:
        if step.photo is not None:
            step.photo = path.parent / step.photo
    return script


class ScriptedModel(BaseChatModel):
    """A chat model whose outputs are written out; it fails when a call is asked for and none is next."""

    _outputs: deque[dict[str, Any]] = PrivateAttr(default_factory=deque)
    _missed: list[str] = PrivateAttr(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def expect(self, outputs: Sequence[dict[str, Any]]) -> None:
        """Take the outputs of the coming turn."""
        self._outputs, self._missed = deque(outputs), []

    @property
    def missed(self) -> list[str]:
        """What calls were asked for, and none were written out."""
        return self._missed

    @property
    def unused(self) -> list[dict[str, Any]]:
        """The outputs that nobody asked for."""
        return list(self._outputs)

    @property
    def writes_calls(self) -> bool:
        """Whether it is asked for calls as text, as our own model is; else by tools."""
        return not self._outputs or "tool" not in self._outputs[0]

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[LanguageModelInput, AIMessage]:
        return self.bind(calling=True)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        calling: bool = False,
        **kwargs: Any,
    ) -> ChatResult:
        output = self._outputs[0] if self._outputs else {}
        says = messages[-1].text.rpartition("\n")[2]
        wanted = "tool" if calling else "calls" if says.startswith("Shopper: ") else "say"
        if wanted != "say" and wanted not in output:
            self._missed.append(says)
            raise ModelFailed(f"the script has no call left for: {says[:80]}")
        if calling:
            calls = [made for made in takewhile(lambda made: "tool" in made, self._outputs)]
            named = [{"name": call["tool"], "args": call.get("args", {}), "id": "scripted"} for call in calls]
            for _ in calls:
                self._outputs.popleft()
            return ChatResult(generations=[ChatGeneration(message=AIMessage("", tool_calls=named))])
        # a reason that is not written out is made from the evidence
        message = AIMessage(output.get(wanted, ""))
        if wanted in output:
            self._outputs.popleft()
        return ChatResult(generations=[ChatGeneration(message=message)])


@dataclass(frozen=True, slots=True)
class Listed:
    """What an expectation is checked against, of one item."""

    id: str
    price: float | None
    values: Mapping[str, Any]

    def has(self, name: str, wanted: Any) -> bool:
        """Whether a field or attribute is, or contains, a value (any case)."""
        value = self.values.get(name)
        held = [str(part).casefold() for part in (value if isinstance(value, list | tuple) else [value])]
        asked = [str(part).casefold() for part in (wanted if isinstance(wanted, list) else [wanted])]
        return any(part in have or part == have for part in asked for have in held)
