"""Walks a component and reports what it asks for; nothing is imported, nothing runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gui.model import component_providers as names
from gui.model.address import without_user_info
from gui.model.component import ComponentNode
from gui.model.component_json import Json, item, member
from gui.model.component_providers import ComponentKind, RefusalReason, refusal
from gui.model.found_server import FoundServer, found_server, host_of
from gui.model.redaction import redacted
from gui.model.secret_fields import secret_places
from gui.model.trust import (
    CodeItem,
    CommandItem,
    CommandKind,
    GraphCondition,
    HostItem,
    HostUse,
    ModelItem,
    ProviderItem,
    TrustReport,
    code_digest,
    import_lines,
)

AZURE_TOKEN = "autogen_ext.auth.azure.AzureTokenProvider"  # a name, not a token
"""A way to log in, inside a model: dropped like a key, and so no reason to refuse a file."""

_MODEL_ADDRESSES = ("base_url", "azure_endpoint", "host", "endpoint")
_LONGEST_ADDRESS = 4_000
_ASKED_OF_SYSTEM = re.compile(
    r"\bos\.(?:environ(?:\.get\(|\[)|getenv\()[ \t]{0,8}['\"]([A-Za-z_]\w{0,200})['\"]"
)


def trust_report(node: ComponentNode) -> TrustReport:
    """Raises ComponentError where the file does not even say what it asks for."""
    found = _Findings()
    for part in node.walk():
        found.look_at(part)
    return TrustReport(
        providers=tuple(found.providers),
        code=tuple(found.code),
        commands=tuple(found.commands),
        hosts=tuple(found.hosts),
        environment=tuple(dict.fromkeys(found.environment)),
        keys=tuple(found.keys),
        models=tuple(found.models),
        conditions=tuple(found.conditions),
        tools=tuple(dict.fromkeys(found.tools)),
    )


@dataclass
class _Findings:
    providers: list[ProviderItem] = field(default_factory=list)
    code: list[CodeItem] = field(default_factory=list)
    commands: list[CommandItem] = field(default_factory=list)
    hosts: list[HostItem] = field(default_factory=list)
    environment: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    models: list[ModelItem] = field(default_factory=list)
    conditions: list[GraphCondition] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)

    def look_at(self, node: ComponentNode) -> None:
        self.keys += secret_places(node.config, node.config_path)
        if node.provider == AZURE_TOKEN and node.path.endswith(".azure_ad_token_provider"):
            self.keys.append(node.path)
            return
        reason = RefusalReason.HIDDEN if node.hidden else refusal(node.provider)
        self.providers.append(
            ProviderItem(path=node.path, provider=node.provider, kind=node.kind, refusal=reason)
        )
        tools = node.extras.get("tools")
        if node.kind is ComponentKind.AGENT and isinstance(tools, list):
            self.tools += (tool for tool in tools if isinstance(tool, str))
        if node.kind is ComponentKind.MODEL:
            self._look_at_model(node)
        elif node.provider == names.FUNCTION_TOOL:
            self._look_at_function(node)
        elif node.provider == names.HTTP_TOOL:
            self.hosts.append(_http_host(node))
        elif node.kind is ComponentKind.EXECUTOR:
            self.commands.append(_executor(node))
        elif node.provider == names.MCP_WORKBENCH:
            self._look_at_server(found_server(node))
        elif node.provider == names.GRAPH_FLOW:
            self.conditions += graph_conditions(node)

    def _look_at_model(self, node: ComponentNode) -> None:
        model = _text(node.config, "model")
        self.models.append(ModelItem(path=node.path, provider=node.provider, model=model))
        for name in _MODEL_ADDRESSES:
            if address := _text(node.config, name):
                self.hosts.append(_host(node.path, HostUse.MODEL, address))

    def _look_at_function(self, node: ComponentNode) -> None:
        source = _text(node.config, "source_code")
        try:
            imports = import_lines(node.config.get("global_imports"))
        except ValueError:
            imports = ()
            path = member(node.config_path, "global_imports")
            self.providers.append(
                ProviderItem(
                    path=path,
                    provider=node.provider,
                    kind=node.kind,
                    refusal=RefusalReason.BAD_IMPORT,
                )
            )
        self.environment += _ASKED_OF_SYSTEM.findall(source)
        self.code.append(
            CodeItem(
                path=node.path,
                name=node.name,
                description=_text(node.config, "description"),
                source=source,
                digest=code_digest(source, imports),
                imports=imports,
            )
        )

    def _look_at_server(self, server: FoundServer) -> None:
        self.environment += server.environment
        if server.command:
            self.commands.append(
                CommandItem(
                    path=server.path,
                    kind=CommandKind.MCP_SERVER,
                    words=(server.command, *server.args),
                    folders=(server.folder,) if server.folder else (),
                    environment=server.environment,
                )
            )
        if server.url:
            self.hosts.append(_host(server.path, HostUse.MCP_SERVER, server.url))


def graph_conditions(node: ComponentNode) -> Iterator[GraphCondition]:
    """The words that edges of a GraphFlow wait for."""
    graph = node.config.get("graph")
    nodes = graph.get("nodes") if isinstance(graph, dict) else None
    path = member(member(node.config_path, "graph"), "nodes")
    for name, value in nodes.items() if isinstance(nodes, dict) else ():
        edges = value.get("edges") if isinstance(value, dict) else None
        for number, edge in enumerate(edges if isinstance(edges, list) else ()):
            if isinstance(edge, dict) and (text := _text(edge, "condition")):
                yield GraphCondition(
                    path=item(member(member(path, name), "edges"), number),
                    source=name,
                    target=_text(edge, "target"),
                    text=text,
                )


def _executor(node: ComponentNode) -> CommandItem:
    local = node.provider == names.LOCAL_EXECUTOR
    fields = ("work_dir",) if local else ("work_dir", "bind_dir")
    volumes = node.config.get("extra_volumes")
    mounted = tuple(volumes) if isinstance(volumes, dict) and not local else ()
    words = ("image", "init_command") if not local else ()
    return CommandItem(
        path=node.path,
        kind=CommandKind.LOCAL_CODE if local else CommandKind.CONTAINER_CODE,
        words=tuple(word for name in words if (word := _text(node.config, name))),
        folders=(*(text for name in fields if (text := _text(node.config, name))), *mounted),
    )


def _http_host(node: ComponentNode) -> HostItem:
    config = node.config
    scheme = _text(config, "scheme") or "http"
    port = config.get("port")
    place = f":{port}" if isinstance(port, int) else ""
    address = f"{scheme}://{_text(config, 'host')}{place}{_text(config, 'path') or '/'}"
    return _host(node.path, HostUse.HTTP_TOOL, address)


def _host(path: str, use: HostUse, address: str) -> HostItem:
    shown = redacted(without_user_info(address)[:_LONGEST_ADDRESS])
    return HostItem(path=path, use=use, url=shown, host=host_of(address))


def _text(values: Mapping[str, Json], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
