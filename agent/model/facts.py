"""The language model as a reader of items: the key facts of one text, in a form that cannot be wrong."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from pydantic import BaseModel, Field, create_model

from tastemaker.prompts import prompt
from tastemaker.tools.catalogue.texts.understood import Reader
from tastemaker.tools.errors import ModelFailed

_LONGEST = 40

# A closed list: left free, the model calls "old trousers" a colour.
Colour = Literal[
    "", "clear", "black", "white", "grey", "silver", "gold", "red", "pink", "orange", "yellow", "green",
    "olive", "mint",
    "teal", "turquoise", "blue", "navy", "purple", "lilac", "brown", "tan", "beige", "copper",
]  # fmt: skip


class Facts(BaseModel):
    """Key facts of an item; empty where its text does not say."""

    kind: str = Field(max_length=_LONGEST)
    colour: Colour


def reader(model: BaseChatModel, fields: Sequence[str] = ()) -> tuple[Reader, str]:
    """What reads these fields of one text, and the name of model and prompt that what it read is kept by."""
    asked = prompt("understand")
    told = asked.render(fields=", ".join(fields))
    more = {f"field{n}": (str, Field("", max_length=_LONGEST, alias=name)) for n, name in enumerate(fields)}
    facts = create_model("Facts", __base__=Facts, **more)  # type: ignore[call-overload]
    chain = model.with_structured_output(facts)

    def read(text: str) -> Mapping[str, Any]:
        try:
            found = chain.invoke([SystemMessage(told), HumanMessage(text)])
        except ModelFailed:
            raise
        except Exception as error:  # whatever a client library raises, the person reads one sentence
            raise ModelFailed(f"the language model failed ({type(error).__name__}: {error})") from error
        return found.model_dump(by_alias=True) if isinstance(found, Facts) else {}

    name = getattr(model, "model_name", type(model).__name__)
    return read, " ".join(filter(None, [name, asked.id, ", ".join(fields)]))
