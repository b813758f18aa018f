"""The classes of AutoGen that Parley builds from a file, by every name a file may give them."""

from __future__ import annotations

from autogen_agentchat import agents, base, conditions, teams, tools
from autogen_core import memory, model_context
from autogen_core import tools as core_tools

_CLASSES: tuple[type, ...] = (
    agents.AssistantAgent,
    agents.UserProxyAgent,
    agents.SocietyOfMindAgent,
    agents.CodeExecutorAgent,
    teams.RoundRobinGroupChat,
    teams.SelectorGroupChat,
    teams.Swarm,
    teams.GraphFlow,
    teams.MagenticOneGroupChat,
    conditions.StopMessageTermination,
    conditions.MaxMessageTermination,
    conditions.TextMentionTermination,
    conditions.TokenUsageTermination,
    conditions.HandoffTermination,
    conditions.TimeoutTermination,
    conditions.ExternalTermination,
    conditions.SourceMatchTermination,
    conditions.TextMessageTermination,
    conditions.FunctionCallTermination,
    base.AndTerminationCondition,
    base.OrTerminationCondition,
    model_context.UnboundedChatCompletionContext,
    model_context.BufferedChatCompletionContext,
    model_context.HeadAndTailChatCompletionContext,
    memory.ListMemory,
    tools.AgentTool,
    tools.TeamTool,
    core_tools.FunctionTool,
    core_tools.StaticWorkbench,
    core_tools.StaticStreamWorkbench,
)
# Of AutoGen's extensions: named only, since their modules are imported late or not at all.
_EXTENSIONS = {
    "PythonCodeExecutionTool": (
        "autogen_ext.tools.code_execution.PythonCodeExecutionTool",
        "autogen_ext.tools.code_execution._code_execution.PythonCodeExecutionTool",
    ),
    "HttpTool": (
        "autogen_ext.tools.http.HttpTool",
        "autogen_ext.tools.http._http_tool.HttpTool",
    ),
    "LocalCommandLineCodeExecutor": (
        "autogen_ext.code_executors.local.LocalCommandLineCodeExecutor",
    ),
    "DockerCommandLineCodeExecutor": (
        "autogen_ext.code_executors.docker.DockerCommandLineCodeExecutor",
        "autogen_ext.code_executors.docker._docker_code_executor.DockerCommandLineCodeExecutor",
    ),
}


def _names_of(kind: type) -> set[str]:
    package = ".".join(part for part in kind.__module__.split(".") if not part.startswith("_"))
    public = {f"{package}.{kind.__name__}", f"{kind.__module__}.{kind.__name__}"}
    stated = getattr(kind, "component_provider_override", None)
    return public | ({stated} if stated else set())


_KNOWN = {name: kind.__name__ for kind in _CLASSES for name in _names_of(kind)}
_KNOWN |= {
    f"{package}.{kind.__name__}": kind.__name__
    for package, kinds in (
        ("autogen_agentchat.teams", teams.__all__),
        ("autogen_agentchat.conditions", conditions.__all__),
    )
    for kind in _CLASSES
    if kind.__name__ in kinds
}
_KNOWN |= {name: kind for kind, names in _EXTENSIONS.items() for name in names}


def known_as(provider: str) -> str:
    """The name of the class that `provider` means, or "" where Parley does not build it."""
    return _KNOWN.get(provider, "")
