"""What programs may ask of the catalogue: the requests of the Universal Commerce Protocol, bounded."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

MOST_IDS = 50
MOST_LISTED = 50
"""Products on one page; who wishes for more gets so many."""

# No price is near it, and numbers beyond have no place in arrays.
_Amount = Annotated[int, Field(ge=0, le=10**15, description="In the currency's smallest coin.")]
_Code = Annotated[str, Field(pattern="^[A-Za-z]{3}$", description="A currency's code of ISO 4217.")]


class _Part(BaseModel):
    """A part of a request: what it does not know is a fault, so that nothing is left out unsaid."""

    model_config = ConfigDict(extra="forbid")


class Context(BaseModel):
    """What is known of the buyer; only the currency, in which the price filter is, is used here."""

    currency: _Code | None = None


class _Request(_Part):
    """What every request may bring along."""

    context: Context = Context()
    signals: dict[str, Any] = Field({}, description="Not used here.")
    attribution: dict[str, Any] = Field({}, description="Not used here.")


class PriceFilter(_Part):
    """From and to which price, both included."""

    min: _Amount | None = None
    max: _Amount | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "PriceFilter":
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"the least price {self.min} is above the highest {self.max}; swap them")
        return self


class Filters(BaseModel):
    """What must hold of every product; any other name is a field of the shop, with the values it may have."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, list[str]]

    price: PriceFilter = PriceFilter()
    categories: list[str] = Field([], description="Any of these.")
    brand: list[str] = Field([], description="Any of these.")
    availability: list[str] = Field([], description='Any of these; all that is listed is "in_stock".')


def _given_here(cursor: str) -> str:
    if not cursor.isdecimal() or len(cursor) > 9:
        raise ValueError("this is no cursor that a search gave; leave it out for the first page")
    return cursor


class Pagination(_Part):
    """Which page of the products, and of how many."""

    cursor: Annotated[str, AfterValidator(_given_here)] = Field("0", description="As the last page gave it.")
    limit: int = Field(10, ge=1, description=f"At most {MOST_LISTED}.")


class SearchRequest(_Request):
    """Products for a need in words, for filters, or for both."""

    query: str = ""
    filters: Filters = Field(default_factory=lambda: Filters.model_validate({}))
    pagination: Pagination = Field(default_factory=lambda: Pagination.model_validate({}))

    @model_validator(mode="after")
    def _something(self) -> "SearchRequest":
        if not self.query.strip() and not self.filters.model_dump(exclude_defaults=True):
            raise ValueError("there is nothing to search for; give a query or a filter")
        return self


class LookupRequest(_Request):
    """Products by the ids of products or variants."""

    ids: list[str] = Field(min_length=1, max_length=MOST_IDS)


class SelectedOption(_Part):
    """An option that was chosen: {"name": "size", "label": "42"}."""

    name: str
    label: str


class ProductRequest(_Request):
    """One product, in the variants that have the options that are selected."""

    id: str = Field(description="Of a product, or of a variant, which then says the options.")
    selected: list[SelectedOption] = []
    preferences: list[str] = Field(
        [],
        description="Names of options, the one first that is to be kept longest where not all go together.",
    )

    @model_validator(mode="after")
    def _once(self) -> "ProductRequest":
        names = [option.name.casefold() for option in self.selected]
        if len(set(names)) < len(names):
            raise ValueError("an option is selected twice; select each once at the most")
        return self
