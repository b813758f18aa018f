"""The floor of a team: AutoGen's own round robin, on plain asyncio, with as many agents as told."""

import asyncio
import sys
import time

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.messages import ModelClientStreamingChunkEvent
from autogen_agentchat.teams import RoundRobinGroupChat

from bench.bare_autogen import client_of


async def main(base_url: str, agents: str) -> None:
    count = int(agents)
    clients = [client_of("openai", base_url) for _ in range(count)]
    members = [
        AssistantAgent(f"agent_{n}", model_client=client, model_client_stream=True)
        for n, client in enumerate(clients)
    ]
    team = RoundRobinGroupChat(list(members), max_turns=count)
    started = time.process_time()
    characters = 0
    async for message in team.run_stream(task="go"):
        if isinstance(message, ModelClientStreamingChunkEvent):
            characters += len(message.content)
    print(f"cpu {time.process_time() - started:.3f} characters {characters}", flush=True)
    for client in clients:
        await client.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
