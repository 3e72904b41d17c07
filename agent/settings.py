"""Settings, and where a value comes from: explicit, then TASTEMAKER_*, then tastemaker.toml, then default."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import platformdirs
from pydantic import BeforeValidator, Field, IPvAnyNetwork, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from tastemaker.tools.errors import DataError

PREFIX = "TASTEMAKER_"
FILE = "tastemaker.toml"
# Read by the parts themselves, before there are settings.
_ELSEWHERE = {"TASTEMAKER_MODELS"}


def _split(value: Any) -> Any:
    """In the environment a list is one text with commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


_Thing = TypeVar("_Thing")
Listed = Annotated[tuple[_Thing, ...], NoDecode, BeforeValidator(_split)]


class Settings(BaseSettings):
    """What can be set, and the defaults."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", toml_file=FILE)

    home: Path = Field(
        Path(platformdirs.user_data_dir("tastemaker")), description="index, profiles, conversations"
    )
    sessions: str = Field(
        "", description="database URL of the conversations; empty: sessions.sqlite in the home"
    )
    model: str = Field(
        "llama-cpp:qwen2.5-coder-1.5b",
        description="llama-cpp:<name or path>, openai:<base url>, or none",
    )
    text_encoder: str = Field(
        "", description="encoder of texts; empty: the one for the catalogue's language; needs a new ingest"
    )
    picture_encoder: str = Field(
        "efficientnet-lite2",
        description="encoder of pictures: efficientnet-lite2 or clip-vit-b-32; needs a new ingest",
    )
    context: Annotated[int, Field(ge=2048)] | Literal[0] = Field(
        0, description="tokens of context, shared by all conversations; 0: by the hardware, 8192 or 32768"
    )
    threads: int = Field(0, ge=0, description="threads of the language model; 0: one a physical core")
    gpu_layers: int = Field(
        -1, ge=-1, description="layers on the GPU, when the build has one; -1: as many as fit, all if they do"
    )
    batch: int = Field(0, ge=0, description="tokens read at once; 0: by the hardware, 256 or 1024")
    kv_type: Literal["auto", "f16", "q8_0"] = Field(
        "auto", description="type of the model's KV cache; auto: f16, q8_0 where a card has no room for it"
    )
    flash_attention: Literal["auto", "on", "off"] = Field(
        "auto", description="flash attention; auto: on, on a card where llama.cpp knows that it can"
    )
    photo_weight: float = Field(
        0.5, ge=0, le=1, description="how much a photo counts beside the words that come with it"
    )
    most_alike: int = Field(
        2, ge=1, description="how many of one brand, medium and category a list holds while there are others"
    )
    reasons: int = Field(3, ge=0, le=6, description="how many reasons of an answer the model words")
    time_limit: float = Field(60.0, gt=0, description="seconds the model may take for one step")
    hosts: Listed[str] = Field((), description="names the page is served under, beside those of this machine")
    proxies: Listed[IPvAnyNetwork] = Field(
        (), description="addresses or networks whose X-Forwarded-For is believed; none unless named"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(**explicit: Any) -> Settings:
    """Read the settings; raises DataError that names the setting and where it was made."""
    given = {name: value for name, value in explicit.items() if value is not None}
    for variable in os.environ:
        if (
            variable.startswith(PREFIX)
            and variable not in _ELSEWHERE
            and _field(variable) not in Settings.model_fields
        ):
            raise DataError(f"{variable} is not a setting; `tastemaker config` lists them.")
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "a setting"
        reason = "is not a setting" if first["type"] == "extra_forbidden" else first["msg"].lower()
        raise DataError(
            f"{name} ({_source(name, given)}): {reason}; `tastemaker config` lists the settings."
        ) from error
    except ValueError as error:
        raise DataError(f"{FILE} is not valid TOML ({error}); correct or remove it.") from error


def origins(**explicit: Any) -> dict[str, str]:
    """Where each setting's value comes from."""
    given = {name: value for name, value in explicit.items() if value is not None}
    return {name: _source(name, given) for name in Settings.model_fields}


def _source(name: str, explicit: dict[str, Any]) -> str:
    if name in explicit:
        return "explicit"
    if name in EnvSettingsSource(Settings)():
        return f"{PREFIX}{name.upper()}"
    if name in TomlConfigSettingsSource(Settings)():
        return FILE
    return "default"


def _field(variable: str) -> str:
    return variable.removeprefix(PREFIX).lower()
