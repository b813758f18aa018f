"""The classes of AutoGen that a component may name: an allow-list, and why others are refused."""

from __future__ import annotations

from enum import StrEnum


class ComponentKind(StrEnum):
    AGENT = "agent"
    TEAM = "team"
    MODEL = "model"
    TOOL = "tool"
    WORKBENCH = "workbench"
    TERMINATION = "termination"
    CONTEXT = "chat_completion_context"
    MEMORY = "memory"
    EXECUTOR = "code_executor"


class RefusalReason(StrEnum):
    """Why Parley does not build a component."""

    FOREIGN = "foreign"  # a class outside AutoGen: naming it would run its code
    NOT_OFFERED = "not_offered"  # of AutoGen, but Parley does not build it
    CODE_IN_CONDITION = "code_in_condition"  # ends a run by a function that no file can carry
    FETCHES_TABLES = "fetches_tables"  # counts tokens with tables from the network
    HIDDEN = "hidden"  # it stands where no component belongs
    BAD_IMPORT = "bad_import"  # an import that is not just the name of a module


AGENTS = "autogen_agentchat.agents."
TEAMS = "autogen_agentchat.teams."
CONDITIONS = "autogen_agentchat.conditions."

ASSISTANT = AGENTS + "AssistantAgent"
USER_PROXY = AGENTS + "UserProxyAgent"
SOCIETY = AGENTS + "SocietyOfMindAgent"
CODE_EXECUTOR_AGENT = AGENTS + "CodeExecutorAgent"
ROUND_ROBIN = TEAMS + "RoundRobinGroupChat"
SELECTOR = TEAMS + "SelectorGroupChat"
SWARM = TEAMS + "Swarm"
GRAPH_FLOW = TEAMS + "GraphFlow"
MAGENTIC_ONE = TEAMS + "MagenticOneGroupChat"
STOP_MESSAGE = CONDITIONS + "StopMessageTermination"
MAX_MESSAGES = CONDITIONS + "MaxMessageTermination"
TEXT_MENTION = CONDITIONS + "TextMentionTermination"
TOKEN_USAGE = CONDITIONS + "TokenUsageTermination"
HANDOFF_END = CONDITIONS + "HandoffTermination"
TIMEOUT = CONDITIONS + "TimeoutTermination"
EXTERNAL = CONDITIONS + "ExternalTermination"
SOURCE_MATCH = CONDITIONS + "SourceMatchTermination"
TEXT_MESSAGE = CONDITIONS + "TextMessageTermination"
FUNCTION_CALL = CONDITIONS + "FunctionCallTermination"
ALL_OF = "autogen_agentchat.base.AndTerminationCondition"
ANY_OF = "autogen_agentchat.base.OrTerminationCondition"
UNBOUNDED = "autogen_core.model_context.UnboundedChatCompletionContext"
BUFFERED = "autogen_core.model_context.BufferedChatCompletionContext"
HEAD_AND_TAIL = "autogen_core.model_context.HeadAndTailChatCompletionContext"
LIST_MEMORY = "autogen_core.memory.ListMemory"
AGENT_TOOL = "autogen_agentchat.tools.AgentTool"
TEAM_TOOL = "autogen_agentchat.tools.TeamTool"
FUNCTION_TOOL = "autogen_core.tools.FunctionTool"
PYTHON_TOOL = "autogen_ext.tools.code_execution.PythonCodeExecutionTool"
HTTP_TOOL = "autogen_ext.tools.http.HttpTool"
LOCAL_EXECUTOR = "autogen_ext.code_executors.local.LocalCommandLineCodeExecutor"
DOCKER_EXECUTOR = "autogen_ext.code_executors.docker.DockerCommandLineCodeExecutor"
STATIC_WORKBENCH = "autogen_core.tools.StaticWorkbench"
STATIC_STREAM_WORKBENCH = "autogen_core.tools.StaticStreamWorkbench"
MCP_WORKBENCH = "autogen_ext.tools.mcp.McpWorkbench"
OPENAI_MODEL = "autogen_ext.models.openai.OpenAIChatCompletionClient"
AZURE_MODEL = "autogen_ext.models.openai.AzureOpenAIChatCompletionClient"
ANTHROPIC_MODEL = "autogen_ext.models.anthropic.AnthropicChatCompletionClient"
BEDROCK_MODEL = "autogen_ext.models.anthropic.AnthropicBedrockChatCompletionClient"
OLLAMA_MODEL = "autogen_ext.models.ollama.OllamaChatCompletionClient"
LLAMA_CPP_MODEL = "autogen_ext.models.llama_cpp.LlamaCppChatCompletionClient"
AZURE_AI_MODEL = "autogen_ext.models.azure.AzureAIChatCompletionClient"

_PROVIDERS = {
    ComponentKind.AGENT: (ASSISTANT, USER_PROXY, SOCIETY, CODE_EXECUTOR_AGENT),
    ComponentKind.TEAM: (ROUND_ROBIN, SELECTOR, SWARM, GRAPH_FLOW, MAGENTIC_ONE),
    ComponentKind.TERMINATION: (
        STOP_MESSAGE,
        MAX_MESSAGES,
        TEXT_MENTION,
        TOKEN_USAGE,
        HANDOFF_END,
        TIMEOUT,
        EXTERNAL,
        SOURCE_MATCH,
        TEXT_MESSAGE,
        FUNCTION_CALL,
        ALL_OF,
        ANY_OF,
    ),
    ComponentKind.CONTEXT: (UNBOUNDED, BUFFERED, HEAD_AND_TAIL),
    ComponentKind.MEMORY: (LIST_MEMORY,),
    ComponentKind.TOOL: (AGENT_TOOL, TEAM_TOOL, FUNCTION_TOOL, PYTHON_TOOL, HTTP_TOOL),
    ComponentKind.EXECUTOR: (LOCAL_EXECUTOR, DOCKER_EXECUTOR),
    ComponentKind.WORKBENCH: (STATIC_WORKBENCH, STATIC_STREAM_WORKBENCH, MCP_WORKBENCH),
    ComponentKind.MODEL: (
        OPENAI_MODEL,
        AZURE_MODEL,
        ANTHROPIC_MODEL,
        BEDROCK_MODEL,
        OLLAMA_MODEL,
        LLAMA_CPP_MODEL,
        AZURE_AI_MODEL,
    ),
}
KIND_OF = {name: kind for kind, names in _PROVIDERS.items() for name in names}
"""The kind of each known provider, by its public name."""

KNOWN_PROVIDERS = tuple(KIND_OF)

# Where AutoGen 0.7 keeps these classes itself; dumps of older versions name these modules.
_PRIVATE_MODULES = {
    ASSISTANT: "autogen_agentchat.agents._assistant_agent",
    USER_PROXY: "autogen_agentchat.agents._user_proxy_agent",
    SOCIETY: "autogen_agentchat.agents._society_of_mind_agent",
    CODE_EXECUTOR_AGENT: "autogen_agentchat.agents._code_executor_agent",
    ROUND_ROBIN: "autogen_agentchat.teams._group_chat._round_robin_group_chat",
    SELECTOR: "autogen_agentchat.teams._group_chat._selector_group_chat",
    SWARM: "autogen_agentchat.teams._group_chat._swarm_group_chat",
    GRAPH_FLOW: "autogen_agentchat.teams._group_chat._graph._digraph_group_chat",
    MAGENTIC_ONE: "autogen_agentchat.teams._group_chat._magentic_one._magentic_one_group_chat",
    ALL_OF: "autogen_agentchat.base._termination",
    ANY_OF: "autogen_agentchat.base._termination",
    UNBOUNDED: "autogen_core.model_context._unbounded_chat_completion_context",
    BUFFERED: "autogen_core.model_context._buffered_chat_completion_context",
    HEAD_AND_TAIL: "autogen_core.model_context._head_and_tail_chat_completion_context",
    LIST_MEMORY: "autogen_core.memory._list_memory",
    AGENT_TOOL: "autogen_agentchat.tools._agent",
    TEAM_TOOL: "autogen_agentchat.tools._team",
    FUNCTION_TOOL: "autogen_core.tools._function_tool",
    PYTHON_TOOL: "autogen_ext.tools.code_execution._code_execution",
    HTTP_TOOL: "autogen_ext.tools.http._http_tool",
    DOCKER_EXECUTOR: "autogen_ext.code_executors.docker._docker_code_executor",
    STATIC_WORKBENCH: "autogen_core.tools._static_workbench",
    STATIC_STREAM_WORKBENCH: "autogen_core.tools._static_workbench",
    MCP_WORKBENCH: "autogen_ext.tools.mcp._workbench",
    OPENAI_MODEL: "autogen_ext.models.openai._openai_client",
    AZURE_MODEL: "autogen_ext.models.openai._openai_client",
    ANTHROPIC_MODEL: "autogen_ext.models.anthropic._anthropic_client",
    BEDROCK_MODEL: "autogen_ext.models.anthropic._anthropic_client",
    OLLAMA_MODEL: "autogen_ext.models.ollama._ollama_client",
    LLAMA_CPP_MODEL: "autogen_ext.models.llama_cpp._llama_cpp_completion_client",
    AZURE_AI_MODEL: "autogen_ext.models.azure._azure_ai_client",
    **{
        name: CONDITIONS + "_terminations"
        for name in _PROVIDERS[ComponentKind.TERMINATION]
        if name.startswith(CONDITIONS)
    },
}
PUBLIC_NAMES = {
    f"{module}.{name.rpartition('.')[2]}": name for name, module in _PRIVATE_MODULES.items()
} | {
    "azure_openai_chat_completion_client": AZURE_MODEL,
    "AzureOpenAIChatCompletionClient": AZURE_MODEL,
    "openai_chat_completion_client": OPENAI_MODEL,
    "OpenAIChatCompletionClient": OPENAI_MODEL,
    "OllamaChatCompletionClient": OLLAMA_MODEL,
}
"""Other names that AutoGen takes for a known provider."""

NEWEST_VERSIONS = {ASSISTANT: 2}
"""The version of a provider's config in AutoGen 0.7 where it is not 1."""

_AUTOGEN = ("autogen_agentchat.", "autogen_core.", "autogen_ext.")
_SPECIAL = {
    "FunctionalTermination": RefusalReason.CODE_IN_CONDITION,
    "TokenLimitedChatCompletionContext": RefusalReason.FETCHES_TABLES,
}


def public_name(provider: str) -> str:
    """The public name of a known provider; any other as it is."""
    return PUBLIC_NAMES.get(provider, provider)


def refusal(provider: str) -> RefusalReason | None:
    """Why a provider is not built, by its public name; None for the known ones."""
    if provider in KIND_OF:
        return None
    if not provider.startswith(_AUTOGEN):
        return RefusalReason.FOREIGN
    return _SPECIAL.get(provider.rpartition(".")[2], RefusalReason.NOT_OFFERED)


def newest_version(provider: str) -> int:
    return NEWEST_VERSIONS.get(provider, 1)


def class_name(provider: str) -> str:
    return provider.rpartition(".")[2]
