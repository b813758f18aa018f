"""The tools that come with Parley, by their ids, on one bench."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from autogen_core.tools import StaticWorkbench

from gui.engine.bench_of_tools import Bench
from gui.engine.children import Child
from gui.engine.tools.code_runner import CodeRunner
from gui.engine.tools.code_tools import CodeTools
from gui.engine.tools.documents import DocumentTools
from gui.engine.tools.everyday import arithmetic, date_and_time
from gui.engine.tools.file_search import FileSearch
from gui.engine.tools.files import FileTools
from gui.engine.tools.kit import BuiltInTool
from gui.engine.tools.memory_tools import MemoryTools
from gui.engine.tools.offered_tool import OfferedTool
from gui.engine.tools.surroundings import ToolSurroundings
from gui.engine.tools.web import WebTools
from gui.engine.tools.work_folder import WorkFolder
from gui.model.gate import Effect, ToolFacts
from gui.model.tool_refusal import ToolRefusal

_NO_FOLDER = "This chat has no working folder, which this tool needs. The user can choose one."

_Makes = Callable[[ToolSurroundings], tuple[BuiltInTool, ...]]


def built_in_bench(ids: Sequence[str], surroundings: ToolSurroundings) -> Bench:
    """Raises ToolRefusal, a ValueError, for an id that is unknown.

    A tool for which something is missing, such as a folder, is there and says so when called.
    """
    return bench_of(built_in_tools(ids, surroundings))


def built_in_tools(ids: Sequence[str], surroundings: ToolSurroundings) -> tuple[BuiltInTool, ...]:
    """Raises ToolRefusal for an id that is unknown."""
    tools: list[BuiltInTool] = []
    for tool_id in dict.fromkeys(ids):
        makes = _TOOLS.get(tool_id)
        if makes is None:
            raise ToolRefusal(f"There is no built-in tool {tool_id!r}.")
        tools += makes(surroundings)
    return tuple(tools)


def bench_of(tools: Sequence[BuiltInTool]) -> Bench:
    """The facts may look at files and names of hosts, which takes a moment: for a thread."""
    known = {tool.name: tool for tool in tools}

    def facts(name: str, arguments: Mapping[str, Any]) -> ToolFacts:
        tool = known.get(name)
        if tool is None:
            return ToolFacts(tool_id=f"unknown/{name}", effect=Effect.RUN)
        return tool.facts(arguments)

    offered = [OfferedTool(tool) for tool in tools]
    return Bench(workbench=StaticWorkbench(tools=[*offered]), facts=facts)


def _in_folder(make: Callable[[WorkFolder], BuiltInTool]) -> _Makes:
    def makes(surroundings: ToolSurroundings) -> tuple[BuiltInTool, ...]:
        if surroundings.folder is None:
            return (replace(make(WorkFolder(Path())), place="", look=None, refusal=_NO_FOLDER),)
        return (make(WorkFolder(surroundings.folder)),)

    return makes


def _running(make: Callable[[CodeTools], BuiltInTool]) -> _Makes:
    def makes(surroundings: ToolSurroundings) -> tuple[BuiltInTool, ...]:
        start = surroundings.start_child or _nobody
        folder = WorkFolder(surroundings.folder or Path())
        tools = CodeTools(CodeRunner(folder, start, surroundings.options))
        if surroundings.folder is None:
            return (replace(make(tools), look=None, refusal=_NO_FOLDER),)
        if surroundings.start_child is None:
            return (replace(make(tools), refusal="Parley cannot run code here."),)
        return (make(tools),)

    return makes


async def _nobody(
    name: str, command: tuple[str, ...], environment: Mapping[str, str], folder: Path | None
) -> Child:
    del command, environment, folder
    raise OSError(f"nothing can start {name}")


def _everyday(function: Callable[..., Any]) -> tuple[BuiltInTool, ...]:  # Any: what it awaits
    return (BuiltInTool(run=function, family="everyday", effect=Effect.READ),)


_TOOLS: dict[str, _Makes] = {
    "files.list": _in_folder(lambda folder: FileTools(folder).listing()),
    "files.read": _in_folder(lambda folder: FileTools(folder).reading()),
    "files.search": _in_folder(lambda folder: FileSearch(folder).tool()),
    "files.write": _in_folder(lambda folder: FileTools(folder).writing()),
    "files.patch": _in_folder(lambda folder: FileTools(folder).patching()),
    "python.run": _running(CodeTools.python),
    "shell.run": _running(CodeTools.shell),
    "web.read": lambda around: (WebTools(hear=around.hear, chat=around.session_id).reading(),),
    "memory": lambda around: MemoryTools(around.memories).all(),
    "documents": lambda around: (DocumentTools(around.documents).searching(),),
    "arithmetic": lambda _: _everyday(arithmetic),
    "date_and_time": lambda _: _everyday(date_and_time),
}
BUILT_IN_IDS = tuple(_TOOLS)
