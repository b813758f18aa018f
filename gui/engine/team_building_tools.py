"""Builds the tools of an agent, each behind the gate: those of its file, and Parley's own."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from autogen_agentchat.base import ChatAgent
from autogen_agentchat.teams import BaseGroupChat
from autogen_agentchat.tools import AgentTool, TeamTool
from autogen_core.tools import (
    BaseTool,
    FunctionTool,
    StaticStreamWorkbench,
    StaticWorkbench,
    ToolOverride,
)

from gui.engine.agent_wants import AgentWants
from gui.engine.bench_of_tools import Bench
from gui.engine.code_executors import ExecutorWants, LazyExecutor
from gui.engine.component_node import Node
from gui.engine.crew import ending
from gui.engine.gate_workbench import GateWorkbench
from gui.engine.gated_calls import GatedCalls
from gui.engine.known_providers import known_as
from gui.engine.site_tool import SiteTool, SiteToolConfig
from gui.engine.workshop import Workshop
from gui.model.gate import Effect, ToolFacts
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.model.trust import code_digest, import_lines

_CODE_TIME = 60  # seconds for a block of code where the file says nothing


@dataclass(slots=True)
class _Found:
    """Tools of a file, by name: what is said of each, and what ends those that are teams."""

    tools: list[BaseTool[Any, Any]] = field(default_factory=list)
    facts: dict[str, ToolFacts] = field(default_factory=dict)
    runners: dict[str, Callable[[], None]] = field(default_factory=dict)

    def add(self, tool: BaseTool[Any, Any], facts: ToolFacts) -> None:
        self.tools.append(tool)
        self.facts[tool.name] = facts


def workbenches_of(
    node: Node, name: str, path: str, shop: Workshop, *, taken: Iterable[str] = ()
) -> tuple[list[GateWorkbench], GatedCalls]:
    """`taken` are names of tools that the agent has beside those of its workbenches."""
    calls = shop.new_calls(name, path)
    benches = []
    names = set(taken)
    loose = _found(node.children("tools"), path, shop)
    if loose.tools:
        benches.append(_gated(StaticStreamWorkbench(loose.tools), loose, calls))
        names |= loose.facts.keys()
    stated = node.config.get("workbench")
    several = node if isinstance(stated, list) else None
    nodes = several.children("workbench") if several else _single(node)
    for inner in nodes:
        bench, own = _of_file(inner, path, shop, calls)
        benches.append(bench)
        names.update(own)
    wants = AgentWants(
        source=name,
        tools=node.words("tools"),
        servers=node.words("servers"),
        documents=node.words("documents"),
        taken=tuple(sorted(names)),
    )
    if wants.tools or wants.servers or wants.documents:
        given = shop.supplies.benches(wants, shop.supplies.plan)
        benches += [GateWorkbench(bench, calls) for bench in given]
    return benches, calls


def executor_of(node: Node, shop: Workshop) -> LazyExecutor:
    """What runs the code of the component `node`; raises EngineError where it cannot be had."""
    match known_as(node.provider):
        case "LocalCommandLineCodeExecutor":
            kind = "local"
        case "DockerCommandLineCodeExecutor":
            kind = "docker"
        case _:
            raise node.refused(f"Parley does not know the executor {node.provider}")
    seconds, image = node.config.get("timeout"), node.config.get("image")
    wants = ExecutorWants(
        kind=kind,
        timeout=seconds if isinstance(seconds, int) and seconds > 0 else _CODE_TIME,
        image=image if isinstance(image, str) else "",
    )
    try:
        inner = shop.supplies.executors(wants, shop.supplies.plan)
    except OSError as error:
        raise node.refused(f"code cannot be run there: {error}") from error
    executor = LazyExecutor(inner, wants)
    shop.executors.append(executor)
    return executor


def _single(node: Node) -> list[Node]:
    inner = node.child("workbench")
    return [inner] if inner is not None else []


def _gated(workbench: StaticWorkbench, found: _Found, calls: GatedCalls) -> GateWorkbench:
    def facts(name: str, arguments: Mapping[str, Any]) -> ToolFacts:
        del arguments
        return found.facts[name]

    bench = Bench(workbench=workbench, facts=facts)
    return GateWorkbench(bench, calls, runners=found.runners)


def _of_file(
    node: Node, path: str, shop: Workshop, calls: GatedCalls
) -> tuple[GateWorkbench, Collection[str]]:
    """And the names of its tools."""
    if known_as(node.provider) not in ("StaticWorkbench", "StaticStreamWorkbench"):
        raise node.refused(
            f"Parley does not build the workbench {node.provider};"
            " MCP servers are added in the settings and named by the agent"
        )
    found = _found(node.children("tools"), path, shop)
    config = node.validated(StaticWorkbench.component_config_schema)
    overrides: dict[str, ToolOverride] = config.tool_overrides
    if not overrides:
        return _gated(StaticStreamWorkbench(found.tools), found, calls), found.facts.keys()
    names = {tool.name: tool.name for tool in found.tools}
    names |= {old: new.name for old, new in overrides.items() if new.name and old in names}
    found.facts = {new: found.facts[old] for old, new in names.items()}
    # AutoGen's streaming workbench does not know its tools by their new names.
    found.runners.clear()
    try:
        bench = _gated(StaticWorkbench(found.tools, overrides), found, calls)
    except ValueError as error:
        raise node.refused(str(error)) from error
    return bench, found.facts.keys()


def _found(nodes: list[Node], path: str, shop: Workshop) -> _Found:
    found = _Found()
    for node in nodes:
        _add(node, path, shop, found)
        if len(found.facts) < len(found.tools):
            raise node.refused(f"two tools are called {found.tools[-1].name}")
    return found


def _add(node: Node, path: str, shop: Workshop, found: _Found) -> None:
    match known_as(node.provider):
        case "AgentTool" | "TeamTool":
            _add_runner(node, path, shop, found)
        case "FunctionTool":
            tool, facts = _function(node, shop)
            found.add(tool, facts)
        case "PythonCodeExecutionTool":
            _add_code(node, path, shop, found)
        case "HttpTool":
            config = node.validated(SiteToolConfig)
            facts = ToolFacts(
                tool_id=f"http/{config.place}/{config.name}/{config.mark}",
                effect=Effect.WRITE,
                place=config.place,
            )
            found.add(SiteTool(config, shop.supplies.hear), facts)
        case _:
            raise node.refused(f"Parley does not know the tool {node.provider}")


def _add_runner(node: Node, path: str, shop: Workshop, found: _Found) -> None:
    """An agent or a team that works as a tool; it remembers what it was asked before."""
    teams = len(shop.teams)
    inner = node.child("agent") or node.child("team")
    if inner is None:
        raise node.refused("an agent or a team is expected")
    last = node.config.get("return_value_as_last_message") is True
    below = f"{path}/{node.name or inner.name}"
    tool: AgentTool | TeamTool
    runner: ChatAgent | BaseGroupChat
    if "agent" in node.config:
        runner = shop.make_agent(inner, below, shop, kept=True)
        tool = AgentTool(runner, return_value_as_last_message=last)  # type: ignore[arg-type]
    else:
        runner = shop.make_team(inner, below, shop)
        about = node.config.get("description")
        tool = TeamTool(
            runner,
            name=node.name or runner.name,
            description=about if isinstance(about, str) else runner.description,
            return_value_as_last_message=last,
        )
    shop.roots[below] = runner
    found.runners[tool.name] = ending(tuple(shop.teams[teams:]))
    found.add(tool, ToolFacts(tool_id=f"agent/{tool.name}", effect=Effect.READ))


def _add_code(node: Node, path: str, shop: Workshop, found: _Found) -> None:
    from autogen_ext.tools.code_execution import PythonCodeExecutionTool

    inner = node.child("executor")
    if inner is None:
        raise node.refused("an executor is expected")
    executor = executor_of(inner, shop)
    tool = PythonCodeExecutionTool(executor)
    facts = ToolFacts(
        tool_id=f"team_code/{executor.wants.kind}/{path.rpartition('/')[2]}",
        effect=Effect.RUN,
        place=shop.supplies.plan.folder,
        isolated=executor.wants.isolated,
    )
    found.add(tool, facts)


def _function(node: Node, shop: Workshop) -> tuple[BaseTool[Any, Any], ToolFacts]:
    """Runs the source of the tool: only where the user has allowed exactly this text."""
    config = node.validated(
        FunctionTool.component_config_schema, has_cancellation_support=False, global_imports=[]
    )
    source: str = config.source_code
    try:
        imports = import_lines(node.config.get("global_imports"))
    except ValueError as error:
        raise node.refused(f"an import is no plain name: {error}") from error
    digest = code_digest(source, imports)
    if digest not in shop.allowed_code:
        facts = {"tool": node.name, "part": node.where, "sha256": digest}
        raise EngineError(
            Problem(
                kind=ProblemKind.CODE_NOT_ALLOWED,
                facts=facts,
                detail="\n".join([node.where, *imports, source]),
            )
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # the user has read the code
            tool = FunctionTool._from_config(config)  # noqa: SLF001 - the one way to run it
    except Exception as error:
        raise node.refused(f"the code does not load: {type(error).__name__}: {error}") from error
    about = ToolFacts(
        tool_id=f"function/{digest[:16]}/{tool.name}", effect=Effect.RUN, isolated=False
    )
    return tool, about
