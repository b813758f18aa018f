"""The floor of a reply: AutoGen's own agent reads the stream on plain asyncio."""

import asyncio
import sys
import time

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.messages import ModelClientStreamingChunkEvent
from autogen_core.models import ChatCompletionClient, ModelInfo

INFO = ModelInfo(
    vision=False,
    function_calling=True,
    json_output=False,
    family="unknown",
    structured_output=False,
)


def client_of(protocol: str, base_url: str) -> ChatCompletionClient:
    if protocol == "ollama":
        from autogen_ext.models.ollama import OllamaChatCompletionClient

        return OllamaChatCompletionClient(model="bench", host=base_url, model_info=INFO)
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
