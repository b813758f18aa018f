"""Gives a component away: as AutoGen loads it, without keys and without what is only known here."""

from __future__ import annotations

from collections.abc import Mapping

from gui.model import component_providers as names
from gui.model.address import without_user_info
from gui.model.component import EXTRAS, ComponentNode, read_component
from gui.model.component_cleaning import tools_in, without_secrets, words_in
from gui.model.component_json import Json, json_text
from gui.model.component_providers import ComponentKind
from gui.model.component_writing import (
    Component,
    set_tools_on_bench,
    written,
    written_config,
)
from gui.model.found_server import FoundServer, server_params
from gui.model.redaction import redacted
from gui.model.secret_fields import harmless_headers

WELL_KNOWN_MODELS = frozenset(
    {
        *("gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano"),
        *("gpt-5", "gpt-5-mini", "gpt-5-nano", "o3", "o3-mini", "o4-mini"),
    }
)
"""Models of OpenAI whose abilities AutoGen knows; of any other it must be told them."""

DEFAULT_MODEL = "gpt-4o-mini"
_ABILITIES: Component = {
    "vision": False,
    "function_calling": True,
    "json_output": True,
    "structured_output": False,
    "family": "unknown",
}
_LOADED_WITHOUT_MORE = {names.OPENAI_MODEL, names.ANTHROPIC_MODEL, names.OLLAMA_MODEL}


def exported(text: str, servers: Mapping[str, FoundServer] | None = None) -> str:
    """JSON for a file, of the component in `text`; AutoGen's `load_component` takes it.

    `servers` are the MCP servers, by the ids that agents name; they become workbenches with empty
    places for secrets. Of "parley" there stay the words and the ids of Parley's own tools.
    Raises ComponentError where the text is no component.
    """
    node = read_component(text)
    component = _Export(servers or {}).part(node)
    extras = component.pop(EXTRAS, None)
    words = {**words_in(node.extras), **(extras if isinstance(extras, dict) else {})}
    if words:
        component[EXTRAS] = words
    return json_text(component) + "\n"


class _Export:
    def __init__(self, servers: Mapping[str, FoundServer]) -> None:
        self._servers = servers

    def part(self, node: ComponentNode) -> Component:
        if node.kind is ComponentKind.MODEL:
            return _model(node)
        config = without_secrets(written_config(node, self.part), node.config_path)
        extras: Component = {}
        if node.provider == names.HTTP_TOOL:
            config["headers"] = harmless_headers(node.config.get("headers"))
        if node.provider == names.MCP_WORKBENCH:
            config["server_params"] = without_values(node.config.get("server_params"))
        if node.kind is ComponentKind.AGENT and (tools := tools_in(node.extras)):
            extras["tools"] = tools
        if node.provider == names.ASSISTANT and (benches := self._benches(node)):
            set_tools_on_bench(config)
            before = config.get("workbench")
            config["workbench"] = [*(before if isinstance(before, list) else []), *benches]
        return written(node, config=config, extras=extras)

    def _benches(self, agent: ComponentNode) -> list[Json]:
        named = agent.extras.get("servers")
        return [
            _bench(self._servers[name])
            for name in (named if isinstance(named, list) else ())
            if isinstance(name, str) and name in self._servers
        ]


def without_values(params: Json) -> Component:
    """The parameters of an MCP server without what may be secret in them."""
    values = dict(params) if isinstance(params, dict) else {}
    for name in ("env", "headers"):
        found = values.get(name)
        if isinstance(found, dict):
            values[name] = dict.fromkeys(found, "")
    args = values.get("args")
    if isinstance(args, list):
        values["args"] = [redacted(arg) if isinstance(arg, str) else arg for arg in args]
    url = values.get("url")
    if isinstance(url, str):
        values["url"] = redacted(without_user_info(url))
    return values


def _bench(server: FoundServer) -> Component:
    return {
        "provider": names.MCP_WORKBENCH,
        "component_type": ComponentKind.WORKBENCH.value,
        "version": 1,
        "component_version": 1,
        "label": server.name,
        "config": {
            "server_params": without_values(server_params(server)),
            "tool_overrides": {},
        },
    }


def _model(node: ComponentNode) -> Component:
    """A class that needs an address too is written as the one that speaks OpenAI's protocol."""
    bound = node.extras.get("model")
    model = bound if isinstance(bound, str) and bound else node.config.get("model")
    name = model if isinstance(model, str) and model else DEFAULT_MODEL
    provider = node.provider if node.provider in _LOADED_WITHOUT_MORE else names.OPENAI_MODEL
    if bound:
        provider = names.OPENAI_MODEL
    config: Component = {"model": name}
    if provider != names.OPENAI_MODEL or name not in WELL_KNOWN_MODELS:
        config["model_info"] = dict(_ABILITIES)
    return {
        "provider": provider,
        "component_type": ComponentKind.MODEL.value,
        "version": 1,
        "component_version": 1,
        "config": config,
    }
