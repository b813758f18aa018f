"""Where models are reached: endpoints, their switches, and references to their models."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Protocol(StrEnum):
    """How a server is spoken to."""

    OPENAI = "openai"  # OpenAI itself and every address that speaks its chat completions
    ANTHROPIC = "anthropic"
    OLLAMA = "ollama"
    GUIDE = "guide"  # the offline guide, built in


GUIDE_ENDPOINT_ID = "guide"
GUIDE_MODEL = "guide"


@dataclass(frozen=True, kw_only=True)
class ModelRef:
    """One model of one endpoint, by the endpoint's id and the provider's name for the model."""

    endpoint_id: str
    model: str


GUIDE_REF = ModelRef(endpoint_id=GUIDE_ENDPOINT_ID, model=GUIDE_MODEL)


@dataclass(frozen=True, kw_only=True)
class Abilities:
    """What a model can do, as AutoGen's `model_info` needs it.

    `family` is AutoGen's word for the family of models, or "unknown".
    """

    vision: bool = False
    function_calling: bool = True
    json_output: bool = False
    structured_output: bool = False
    family: str = "unknown"


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One configured provider. Its key is not here: it lies in the secret store under `id`.

    `base_url` ends without a slash; "" means the provider's own address.
    `connect_timeout` and `read_timeout` are seconds; the latter bounds every silence,
    before the first byte and between two. `key_variable` names the environment variable that
    holds the key, where it is kept nowhere else; "" otherwise.
    """

    id: str
    name: str
    protocol: Protocol
    base_url: str = ""
    models: tuple[str, ...] = ()
    needs_key: bool = True
    key_variable: str = ""
    stream_usage: bool = True  # ask for usage with `stream_options`; some servers refuse it
    send_names: bool = False  # put agents' names into messages; some servers refuse them
    connect_timeout: float = 10.0
    read_timeout: float = 120.0
    abilities: dict[str, Abilities] = field(
        default_factory=dict
    )  # by model, where the user said so
