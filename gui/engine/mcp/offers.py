"""What a server offers: its tools, prompts and resources, page by page, within bounds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from gui.model.mcp_report import McpPrompt, McpResource, McpStep, McpTool

if TYPE_CHECKING:
    from mcp import types
    from mcp.client.session import ClientSession

    Offered = tuple[McpTool, ...] | tuple[McpPrompt, ...] | tuple[McpResource, ...]

T = TypeVar("T")

_MOST_PAGES = 50
_MOST = 1000
LONGEST = 4000  # letters of a description


async def offers(
    session: ClientSession,
    capabilities: types.ServerCapabilities,
    begin: Callable[[McpStep], None],
) -> AsyncIterator[tuple[McpStep, Offered]]:
    """One after the other; nothing of what the server does not claim to have is asked for."""
    begin(McpStep.TOOLS)
    tools = await _paged(session.list_tools, _tools) if capabilities.tools else ()
    yield McpStep.TOOLS, tuple(map(_tool, filter(_can_be_called, tools)))
    begin(McpStep.PROMPTS)
    prompts = await _paged(session.list_prompts, _prompts) if capabilities.prompts else ()
    yield McpStep.PROMPTS, tuple(map(_prompt, prompts))
    begin(McpStep.RESOURCES)
    resources = await _paged(session.list_resources, _resources) if capabilities.resources else ()
    yield McpStep.RESOURCES, tuple(map(_resource, resources))


# Any: a method of mcp's session with overloads, of which the one with `params` is meant.
async def _paged(ask: Callable[..., Awaitable[Any]], items: Callable[[Any], list[T]]) -> list[T]:
    from mcp.types import PaginatedRequestParams

    found: list[T] = []
    cursor: str | None = None
    for _ in range(_MOST_PAGES):
        page = await ask(params=PaginatedRequestParams(cursor=cursor))
        found += items(page)
        cursor = page.nextCursor
        if not cursor or len(found) >= _MOST:
            break
    return found[:_MOST]


def _tools(page: types.ListToolsResult) -> list[types.Tool]:
    return page.tools


def _prompts(page: types.ListPromptsResult) -> list[types.Prompt]:
    return page.prompts


def _resources(page: types.ListResourcesResult) -> list[types.Resource]:
    return page.resources


def _can_be_called(tool: types.Tool) -> bool:
    """Some can only be begun as tasks, an experiment that the protocol has taken back."""
    return tool.execution is None or tool.execution.taskSupport != "required"


def _tool(tool: types.Tool) -> McpTool:
    hints = tool.annotations
    return McpTool(
        name=tool.name,
        title=tool.title or (hints.title if hints else "") or "",
        description=(tool.description or "")[:LONGEST],
        reads_only=hints.readOnlyHint if hints else None,
        destroys=hints.destructiveHint if hints else None,
        schema=tool.inputSchema,
    )


def _prompt(prompt: types.Prompt) -> McpPrompt:
    return McpPrompt(
        name=prompt.name,
        title=prompt.title or "",
        description=(prompt.description or "")[:LONGEST],
        arguments=tuple((a.name, bool(a.required)) for a in prompt.arguments or ()),
    )


def _resource(resource: types.Resource) -> McpResource:
    return McpResource(
        uri=str(resource.uri),
        name=resource.title or resource.name,
        description=(resource.description or "")[:LONGEST],
        mime=resource.mimeType or "",
        size=resource.size,
    )
