"""Stands between AutoGen's model clients and the providers' libraries, one call at a time.

AutoGen drops what it does not know: thoughts in fields of their own, usage that is not in the
last event, the reason of an end. Here they are kept, and streams are closed without fail.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from gui.engine.message_forms import fit_name
from gui.engine.thought_splitter import THOUGHT_CLOSE, THOUGHT_OPEN
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.model.turn import Usage

if TYPE_CHECKING:
    import anthropic
    import ollama
    import openai

_CLOSE_LIMIT = 1.0  # seconds
_FINALISERS = 3  # rounds of the loop in which it finalises the generators that were let go

Arguments = dict[str, Any]  # what AutoGen passes on to a library, whatever it is
Chunk = Any  # an event of a library's stream; each library has its own classes
Chunks = AsyncIterator[Chunk]


@dataclass(slots=True)
class ModelCall:
    """What is known of one request while and after it runs."""

    usage: Usage | None = None
    finish_reason: str = ""
    streams: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    async def close(self) -> None:
        """Close the connection of a reply that was not read to its end; bounded."""
        streams, self.streams = self.streams, []
        for _ in range(_FINALISERS):
            await asyncio.sleep(0)
        for close in streams:
            with contextlib.suppress(TimeoutError, RuntimeError):
                async with asyncio.timeout(_CLOSE_LIMIT):
                    await close()


class Door(Protocol):
    """What every door has in common."""

    call: ModelCall

    def begin(self) -> ModelCall:
        """Start the record of a new request."""
        ...


class _Calls:
    def __init__(self) -> None:
        self.call = ModelCall()

    def begin(self) -> ModelCall:
        self.call = ModelCall()
        return self.call


class OpenAIDoor(_Calls):
    """Offers the part of `AsyncOpenAI` that AutoGen uses: `chat.completions.create`."""

    def __init__(self, client: openai.AsyncOpenAI) -> None:
        super().__init__()
        self._client = client
        self._without_usage = False
        self._without_names = False

    @property
    def chat(self) -> OpenAIDoor:
        return self

    @property
    def completions(self) -> OpenAIDoor:
        return self

    async def create(self, **arguments: Any) -> AsyncGenerator[Chunk, None]:  # noqa: ANN401 - AutoGen's
        stream = await self._ask(arguments)
        self.call.streams.append(stream.close)
        return self._kept(stream, self.call)

    async def _ask(self, arguments: Arguments) -> Any:  # noqa: ANN401 - the library's stream
        """Ask; where the server refuses a nicety by name, ask once more without it."""
        import openai

        for _ in range(2):
            try:
                return await self._client.chat.completions.create(**self._allowed(arguments))
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if not self._learned(arguments, f"{error} {error.body}".lower()):
                    raise
        return await self._client.chat.completions.create(**self._allowed(arguments))

    def _allowed(self, arguments: Arguments) -> Arguments:
        allowed = dict(arguments)
        if self._without_usage:
            allowed.pop("stream_options", None)
        if self._without_names:
            allowed["messages"] = [
                {key: value for key, value in message.items() if key != "name"}
                for message in arguments["messages"]
            ]
        return allowed

    def _learned(self, arguments: Arguments, words: str) -> bool:
        if "stream_options" in words or "include_usage" in words:
            learned = "stream_options" in arguments and not self._without_usage
            self._without_usage = True
            return learned
        named = any("name" in message for message in arguments["messages"])
        if named and not self._without_names and "name" in words:
            self._without_names = True
            return True
        return False

    async def _kept(self, stream: Chunks, call: ModelCall) -> AsyncGenerator[Chunk, None]:
        thinking = False
        empty = True
        async for chunk in stream:
            if chunk.usage is not None:
                call.usage = Usage(
                    prompt_tokens=chunk.usage.prompt_tokens or 0,
                    completion_tokens=chunk.usage.completion_tokens or 0,
                )
            if not chunk.choices:
                continue
            del chunk.choices[1:]
            choice = chunk.choices[0]
            call.finish_reason = choice.finish_reason or call.finish_reason
            if choice.delta is None:
                continue
            thinking = _mark_thought(choice.delta, thinking=thinking)
            empty = empty and not (choice.delta.content or choice.delta.tool_calls)
            if choice.delta.content and choice.delta.tool_calls:
                # AutoGen reads one of the two.
                text = chunk.model_copy(deep=True)
                text.choices[0].delta.tool_calls = None
                choice.delta.content = None
                yield text
            yield chunk
        if empty:
            raise EngineError(empty_reply(call))


class AnthropicDoor(_Calls):
    """Offers the part of `AsyncAnthropic` that AutoGen uses: `messages.create`."""

    def __init__(self, client: anthropic.AsyncAnthropic) -> None:
        super().__init__()
        self._client = client

    @property
    def messages(self) -> AnthropicDoor:
        return self

    async def create(self, **arguments: Any) -> AsyncGenerator[Chunk, None]:  # noqa: ANN401 - AutoGen's
        if arguments.get("temperature") == 1.0:
            # AutoGen always names the default; some models refuse any temperature.
            del arguments["temperature"]
        for message in arguments["messages"]:
            _fit_ids(message["content"])
        stream: Any = await self._client.messages.create(**arguments)
        self.call.streams.append(stream.close)
        return self._kept(stream, self.call)

    async def _kept(self, stream: Chunks, call: ModelCall) -> AsyncGenerator[Chunk, None]:
        thought: Chunk = None  # the last event of a thought that is not closed yet
        async for chunk in stream:
            match chunk.type:
                case "message_start":
                    call.usage = _anthropic_usage(chunk.message.usage, None)
                case "message_delta":
                    call.usage = _anthropic_usage(chunk.usage, call.usage)
                    call.finish_reason = chunk.delta.stop_reason or call.finish_reason
                case "content_block_delta" if chunk.delta.type == "thinking_delta":
                    if thought is None:
                        chunk.delta.thinking = THOUGHT_OPEN + chunk.delta.thinking
                    thought = chunk
                case "content_block_stop" if thought is not None:
                    thought.delta.thinking = THOUGHT_CLOSE
                    yield thought
                    thought = None
            yield chunk


class OllamaDoor(_Calls):
    """Offers the part of Ollama's `AsyncClient` that AutoGen uses: `chat`."""

    def __init__(self, client: ollama.AsyncClient) -> None:
        super().__init__()
        self._client = client

    async def chat(self, **arguments: Any) -> AsyncGenerator[Chunk, None]:  # noqa: ANN401 - AutoGen's
        stream: Any = await self._client.chat(**arguments)
        self.call.streams.append(stream.aclose)
        return self._kept(stream, self.call)

    async def _kept(self, stream: Chunks, call: ModelCall) -> AsyncGenerator[Chunk, None]:
        thinking = False
        async for chunk in stream:
            text, thought = chunk.message.content or "", chunk.message.thinking or ""
            if thought:
                text = (
                    ("" if thinking else THOUGHT_OPEN) + thought + (text and THOUGHT_CLOSE + text)
                )
                thinking = not (chunk.message.content or "")
            elif text and thinking:
                text = THOUGHT_CLOSE + text
                thinking = False
            chunk.message.content = text
            if chunk.done:
                call.finish_reason = chunk.done_reason or ""
                call.usage = Usage(
                    prompt_tokens=chunk.prompt_eval_count or 0,
                    completion_tokens=chunk.eval_count or 0,
                )
            yield chunk


def _fit_ids(blocks: Any) -> None:  # noqa: ANN401 - AutoGen's
    """Ids of calls that another provider has given may have signs that Anthropic refuses."""
    for block in blocks if isinstance(blocks, list) else ():
        if isinstance(block, dict):
            if "tool_use_id" in block:
                block["tool_use_id"] = fit_name(block["tool_use_id"])
        elif block.type == "tool_use":
            block.id = fit_name(block.id)


def empty_reply(call: ModelCall) -> Problem:
    """The problem of a reply in which nothing came."""
    filtered = call.finish_reason in ("content_filter", "refusal")
    kind = ProblemKind.CONTENT_FILTERED if filtered else ProblemKind.EMPTY_REPLY
    return Problem(kind=kind, detail=f"finish_reason: {call.finish_reason or 'none'}")


def _mark_thought(delta: Chunk, *, thinking: bool) -> bool:
    """Move a thought into the text, between marks; return whether it is still open."""
    extra = delta.model_extra or {}
    thought = extra.pop("reasoning_content", None)
    other = extra.pop("reasoning", None)
    thought = thought or other
    text = delta.content or ""
    if isinstance(thought, str) and thought:
        head = "" if thinking else THOUGHT_OPEN
        delta.content = head + thought + (THOUGHT_CLOSE + text if text else "")
        return not text
    if thinking and text:
        delta.content = THOUGHT_CLOSE + text
        return False
    return thinking


def _anthropic_usage(told: Any, before: Usage | None) -> Usage:  # noqa: ANN401 - the library's
    """Add up what Anthropic tells in parts; cached prompt tokens are prompt tokens too."""
    names = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")
    prompt = sum(getattr(told, name, None) or 0 for name in names)
    earlier = before or Usage()
    return Usage(
        prompt_tokens=prompt or earlier.prompt_tokens,
        completion_tokens=getattr(told, "output_tokens", None) or earlier.completion_tokens,
    )
