"""The floor of a reply: AutoGen's own agent reads the stream on plain asyncio."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING, Any, cast

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.messages import ModelClientStreamingChunkEvent
from autogen_core.models import ChatCompletionClient, ModelInfo

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

INFO = ModelInfo(
    vision=False,
    function_calling=True,
    json_output=False,
    family="unknown",
    structured_output=False,
)


class _WithoutTemperature:
    """Drops an argument that AutoGen's client always passes and this `anthropic` refuses.

    All else of both is as it is.
    """

    def __init__(self, sdk: AsyncAnthropic) -> None:
        self.messages = self
        self._create = sdk.messages.create

    async def create(self, *, temperature: float, **arguments: Any) -> object:  # noqa: ANN401 - AutoGen's
        del temperature
        return await self._create(**arguments)

    async def close(self) -> None:
        pass


def client_of(protocol: str, base_url: str) -> ChatCompletionClient:
    if protocol == "ollama":
        from autogen_ext.models.ollama import OllamaChatCompletionClient

        return OllamaChatCompletionClient(model="bench", host=base_url, model_info=INFO)
    if protocol == "anthropic":
        from anthropic import AsyncAnthropic
        from autogen_ext.models.anthropic import BaseAnthropicChatCompletionClient

        sdk = AsyncAnthropic(base_url=base_url, api_key="none")
        return BaseAnthropicChatCompletionClient(
            client=cast("AsyncAnthropic", _WithoutTemperature(sdk)),
            create_args={"model": "bench"},
            model_info=INFO,
        )
    from autogen_ext.models.openai import OpenAIChatCompletionClient

    return OpenAIChatCompletionClient(
        model="bench", base_url=base_url, api_key="none", model_info=INFO
    )


async def main(protocol: str, base_url: str) -> None:
    client = client_of(protocol, base_url)
    agent = AssistantAgent("assistant", model_client=client, model_client_stream=True)
    started = time.process_time()
    characters = 0
    async for message in agent.run_stream(task="go"):
        if isinstance(message, ModelClientStreamingChunkEvent):
            characters += len(message.content)
    print(f"cpu {time.process_time() - started:.3f} characters {characters}", flush=True)
    await client.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
