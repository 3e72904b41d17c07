"""The language model as a reader of items: the key facts of one text, in a form that cannot be wrong."""

from collections.abc import Mapping
from typing import Any, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from pydantic import BaseModel, Field

from tastemaker.prompts import prompt
from tastemaker.tools.catalogue.texts.understood import Reader
from tastemaker.tools.errors import ModelFailed

# A closed list: left free, the model calls "old trousers" a colour.
Colour = Literal[
    "", "clear", "black", "white", "grey", "silver", "gold", "red", "pink", "orange", "yellow", "green",
    "olive", "mint",
    "teal", "turquoise", "blue", "navy", "purple", "lilac", "brown", "tan", "beige", "copper",
]  # fmt: skip


class Facts(BaseModel):
    """Key facts of an item; empty where its text does not say."""

    kind: str = Field(max_length=40)
    colour: Colour


def reader(model: BaseChatModel) -> tuple[Reader, str]:
    """What reads one text, and the name of model and prompt that what it read is kept by."""
    asked = prompt("understand")
    chain = model.with_structured_output(Facts)

    def read(text: str) -> Mapping[str, Any]:
        try:
            found = chain.invoke([SystemMessage(asked.render()), HumanMessage(text)])
        except ModelFailed:
            raise
        except Exception as error:  # whatever a client library raises, the person reads one sentence
            raise ModelFailed(f"the language model failed ({type(error).__name__}: {error})") from error
        return found.model_dump() if isinstance(found, Facts) else {}

    name = getattr(model, "model_name", type(model).__name__)
    return read, f"{name} {asked.id}"
