"""What can go wrong, and who is told.

TastemakerError            shown to the person: one sentence that says what to do
├── DataError              a file or an input cannot be used   "items.csv:14: price 'abc' is not a number"
├── NotKept                something cannot be written here    "… cannot be written …; free some space"
├── NotBuilt               a step was skipped                  "no index in …; run `tastemaker ingest FOLDER`"
├── MissingExtra           an optional package is absent       "…; run `pip install …`"
├── MissingWeights         a model's files are not here        "…; run `tastemaker models pull NAME`"
└── ModelFailed            the language model cannot answer    "…; run `tastemaker doctor`"
Retry                      told to the model, never to the person: what to try instead
"""


class TastemakerError(Exception):
    """Is shown to the person as it is: one sentence that says what to do."""


class DataError(TastemakerError):
    """Occurs when a file or an input cannot be used."""


class NotKept(TastemakerError):
    """Occurs when what a person said or did cannot be kept, or what was kept cannot be deleted."""


class NotBuilt(TastemakerError):
    """Occurs when there is no index yet, or one that this installation cannot query."""


class MissingExtra(TastemakerError):
    """Occurs when an optional package is needed and absent."""


class MissingWeights(TastemakerError):
    """Occurs when a model's files are absent, damaged or cannot be fetched."""


class ModelFailed(TastemakerError):
    """Occurs when the language model cannot be loaded or does not answer in time."""


class Retry(Exception):
    """Goes back to the model: what was wrong with its call and what to try instead.

    `kind` and `values` are the reason as data, from which `agent.answer.why` makes the person's sentence:
    no_number(count, n), unknown_item(name), unknown_shopper, free_already, no_price(title), no_field(field),
    two_items, not_understood.
    """

    def __init__(self, message: str, kind: str = "not_understood", **values: object) -> None:
        super().__init__(message)
        self.kind = kind
        self.values = values
