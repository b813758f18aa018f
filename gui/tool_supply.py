"""What agents are given: Parley's own tools, documents, and the user's MCP servers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gui.late_mcp import LateMcp
from gui.model.found_server import FoundServer, ServerTransport
from gui.model.leaving import Hear, unheard
from gui.model.mcp_server import McpServer, Transport
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.services.child_process import ChildPlan, ChildProcess
from gui.services.child_table import ChildTable
from gui.services.mcp_servers import McpServers
from gui.services.user_memory import UserMemory

if TYPE_CHECKING:  # imported with the engine
    from gui.engine.agent_wants import AgentWants
    from gui.engine.bench_of_tools import Bench
    from gui.engine.code_executors import ExecutorWants
    from gui.engine.tools.code_executor import ChildCodeExecutor
    from gui.model.plan import ConversationPlan

PLAIN_TOOLS = ("date_and_time", "arithmetic")
"""What the assistant has that answers without a team, beside all servers that are switched on."""

CODE_IMAGE = "python:3-slim"
"""What code runs in that is to be isolated, where its author says nothing."""

_DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSupply:
    """`in_container` tells whether the user wants code to run apart from this computer,
    `hear` what requests leave it.
    """

    children: ChildTable
    memory: UserMemory
    servers: McpServers
    mcp: LateMcp
    in_container: Callable[[], bool] = bool
    hear: Hear = unheard

    def benches(self, wants: AgentWants, plan: ConversationPlan) -> Sequence[Bench]:
        """Fits `Benches` of the engine; raises EngineError for a tool that does not exist."""
        from gui.engine.tools.built_in import bench_of, built_in_tools
        from gui.engine.tools.surroundings import ToolOptions, ToolSurroundings
        from gui.model.tool_refusal import ToolRefusal

        tools = PLAIN_TOOLS if wants.plain else wants.tools
        if wants.documents:
            tools = (*tools, _DOCUMENTS)
        surroundings = ToolSurroundings(
            session_id=plan.session_id,
            folder=Path(plan.folder) if plan.folder else None,
            start_child=self.start_child,
            memories=self.memory,
            documents=tuple(map(Path, wants.documents)),
            hear=self.hear,
            options=ToolOptions(docker_image=CODE_IMAGE if self.in_container() else ""),
        )
        try:
            own = built_in_tools(tools, surroundings)
        except ToolRefusal as error:
            raise _unusable(wants, str(error)) from error
        names = [tool.name for tool in own]
        twice = ", ".join(sorted(set(names) & set(wants.taken)))
        if twice:
            raise _unusable(wants, f"two tools are called {twice}")
        benches = [bench_of(own)] if own else []
        pool, taken = self.mcp.open(), (*wants.taken, *names)
        if wants.plain:
            return [*benches, pool.ready_bench(self._switched_on, taken=taken)]
        return [*benches, *pool.bench(wants.servers, taken=taken)]

    def executor(self, wants: ExecutorWants, plan: ConversationPlan) -> ChildCodeExecutor:
        """Fits `Executors` of the engine: what it starts ends with it."""
        from gui.engine.tools.code_executor import ChildCodeExecutor
        from gui.engine.tools.code_runner import CodeRunner
        from gui.engine.tools.surroundings import ToolOptions
        from gui.engine.tools.work_folder import WorkFolder

        contained = wants.isolated or self.in_container()
        image = (wants.image or CODE_IMAGE) if contained else ""
        options = ToolOptions(docker_image=image)
        runner = CodeRunner(WorkFolder(Path(plan.folder)), self.start_child, options)
        return ChildCodeExecutor(runner, seconds=wants.timeout)

    async def start_child(
        self,
        name: str,
        command: tuple[str, ...],
        environment: Mapping[str, str],
        folder: Path | None,
    ) -> ChildProcess:
        return await self.children.start(
            ChildPlan(name=name, command=command, environment=environment, folder=folder)
        )

    def add_server(self, found: FoundServer) -> str:
        """Put a server that a file defines on the user's list, switched off; its id there."""
        known = next((one for one in self.servers.list() if _is_same(one, found)), None)
        if known is not None:
            return known.id
        is_program = found.transport.value == Transport.STDIO.value
        server = McpServer(
            id="",
            name=found.name,
            transport=Transport(found.transport.value),
            command=found.command,
            args=found.args,
            folder=found.folder,
            url=found.url,
            secrets=found.environment if is_program else found.headers,
        )
        return self.servers.add(server).id

    def given_servers(self) -> dict[str, FoundServer]:
        """By their ids, as a file may have them: without any value that the user has given."""
        return {server.id: _given(server) for server in self.servers.list()}

    def list_servers(self) -> tuple[tuple[str, str], ...]:
        """Ids and names."""
        return tuple((server.id, server.name) for server in self.servers.list())

    def server_names(self) -> dict[str, str]:
        """By their ids."""
        return dict(self.list_servers())

    def _switched_on(self) -> tuple[str, ...]:
        return tuple(server.id for server in self.servers.list() if server.enabled)


def _unusable(wants: AgentWants, why: str) -> EngineError:
    detail = f"{wants.source}: {why}"
    return EngineError(Problem(kind=ProblemKind.TEAM_UNUSABLE, detail=detail))


def _given(server: McpServer) -> FoundServer:
    names = (*server.plain, *server.secrets)
    is_program = server.transport is Transport.STDIO
    return FoundServer(
        name=server.name,
        transport=ServerTransport(server.transport.value),
        command=server.command,
        args=server.args,
        url=server.url,
        environment=names if is_program else (),
        headers=() if is_program else names,
    )


def _is_same(server: McpServer, found: FoundServer) -> bool:
    known = (server.transport.value, server.command, server.args, server.url)
    return known == (found.transport.value, found.command, found.args, found.url)
