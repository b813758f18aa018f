"""Builds what a model is asked through: AutoGen's client for an endpoint, over the shared pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from autogen_core.models import ChatCompletionClient, ModelFamily, ModelInfo

from gui.engine.client_pool import ClientPool
from gui.engine.errors import Asked, problem_of
from gui.engine.guarded_client import ModelLine
from gui.engine.sdk_door import AnthropicDoor, Door, OllamaDoor, OpenAIDoor
from gui.model.endpoint import Abilities, Endpoint, Protocol
from gui.model.problem import EngineError, Problem, ProblemKind

if TYPE_CHECKING:
    import anthropic
    import ollama
    import openai

    from gui.engine.client_pool import SdkClient

_ANTHROPIC_TOKENS = 8192  # the most that an answer may have; every model since 3.5 allows it
_ANTHROPIC_OLD_TOKENS = 4096
_ANTHROPIC_OLD = ("claude-3-haiku", "claude-3-opus", "claude-3-sonnet", "claude-2")


@dataclass(frozen=True, slots=True)
class LineMaker:
    """Makes the lines to one model: whoever asks side by side with others needs one of its own."""

    asked: Asked
    sdk: SdkClient

    @property
    def info(self) -> ModelInfo:
        """What the model can do."""
        return model_info(self.asked.endpoint, self.asked.model)

    def line(self) -> ModelLine:
        return _line(self.sdk, self.asked)


async def model_line(pool: ClientPool, asked: Asked) -> ModelLine:
    """Raises EngineError where the key or the model's name is missing."""
    return (await line_maker(pool, asked)).line()


async def line_maker(pool: ClientPool, asked: Asked) -> LineMaker:
    """Raises EngineError where the key or the model's name is missing."""
    endpoint = asked.endpoint
    facts = {"host": asked.host, "endpoint": endpoint.name, "endpoint_id": endpoint.id}
    if endpoint.needs_key and not asked.key:
        raise EngineError(Problem(kind=ProblemKind.KEY_MISSING, facts=facts))
    if not asked.model:
        raise EngineError(Problem(kind=ProblemKind.NO_MODEL, facts=facts))
    try:
        sdk = await pool.client(endpoint, asked.key)
    except ValueError as error:
        wrong = Problem(kind=ProblemKind.ADDRESS_NOT_FOUND, facts=facts, detail=str(error))
        raise EngineError(wrong) from error
    except Exception as error:
        raise EngineError(problem_of(error, asked)) from error
    return LineMaker(asked, sdk)


def _line(sdk: SdkClient, asked: Asked) -> ModelLine:
    endpoint = asked.endpoint
    info = model_info(endpoint, asked.model)
    extra: dict[str, Any] = {}
    client: ChatCompletionClient
    door: Door
    match endpoint.protocol:
        case Protocol.ANTHROPIC:
            door = AnthropicDoor(cast("anthropic.AsyncAnthropic", sdk))
            client = _anthropic(door, asked.model, info)
        case Protocol.OLLAMA:
            door = OllamaDoor(cast("ollama.AsyncClient", sdk))
            client = _ollama(door, asked.model, info)
        case _:
            door = OpenAIDoor(cast("openai.AsyncOpenAI", sdk))
            client = _openai(door, endpoint, asked.model, info)
            if endpoint.stream_usage:
                extra = {"stream_options": {"include_usage": True}}
    return ModelLine(client=client, door=door, asked=asked, extra=extra)


def model_info(endpoint: Endpoint, model: str) -> ModelInfo:
    """What the user said of the model, else what AutoGen knows of it, else a sensible guess."""
    said = endpoint.abilities.get(model)
    if said is None:
        known = _known(endpoint.protocol, model)
        if known is not None:
            # AutoGen looks for thoughts in the text of this family by itself, and complains
            # when there are none.
            family = ModelFamily.UNKNOWN if known["family"] == ModelFamily.R1 else known["family"]
            return ModelInfo(**{**known, "family": family})
        said = Abilities()
    return ModelInfo(
        vision=said.vision,
        function_calling=said.function_calling,
        json_output=said.json_output,
        structured_output=said.structured_output,
        family=said.family,
        multiple_system_messages=False,
    )


def _known(protocol: Protocol, model: str) -> ModelInfo | None:
    try:
        match protocol:
            case Protocol.ANTHROPIC:
                from autogen_ext.models.anthropic import _model_info as anthropic_models

                return anthropic_models.get_info(model)
            case Protocol.OLLAMA:
                from autogen_ext.models.ollama import _model_info as ollama_models

                return ollama_models.get_info(model)
            case _:
                from autogen_ext.models.openai import _model_info as openai_models

                return openai_models.get_info(model)
    except (KeyError, ValueError):
        return None


def _openai(
    door: OpenAIDoor, endpoint: Endpoint, model: str, info: ModelInfo
) -> ChatCompletionClient:
    from autogen_ext.models.openai import BaseOpenAIChatCompletionClient

    return BaseOpenAIChatCompletionClient(
        cast("openai.AsyncOpenAI", door),
        create_args={"model": model},
        model_info=info,
        include_name_in_message=endpoint.send_names,
    )


def _anthropic(door: AnthropicDoor, model: str, info: ModelInfo) -> ChatCompletionClient:
    from autogen_ext.models.anthropic import BaseAnthropicChatCompletionClient

    old = model.startswith(_ANTHROPIC_OLD)
    tokens = _ANTHROPIC_OLD_TOKENS if old else _ANTHROPIC_TOKENS
    return BaseAnthropicChatCompletionClient(
        door, create_args={"model": model, "max_tokens": tokens}, model_info=info
    )


def _ollama(door: OllamaDoor, model: str, info: ModelInfo) -> ChatCompletionClient:
    from autogen_ext.models.ollama._ollama_client import BaseOllamaChatCompletionClient

    return BaseOllamaChatCompletionClient(
        cast("ollama.AsyncClient", door), create_args={"model": model}, model_info=info
    )
