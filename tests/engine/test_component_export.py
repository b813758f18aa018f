"""What Parley gives away and ships is loaded by AutoGen's own `load_component`."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from autogen_agentchat.base import ChatAgent, Team
from autogen_ext.models.openai._model_info import _MODEL_INFO, _MODEL_POINTERS

from gui.model import component_providers as names
from gui.model.component import read_component, read_components
from gui.model.component_cleaning import imported
from gui.model.component_export import WELL_KNOWN_MODELS, exported
from gui.model.component_providers import ComponentKind
from gui.model.found_server import FoundServer, ServerTransport
from gui.model.new_component import new_component
from gui.model.trust import Acceptance, TrustVerdict
from gui.model.trust_inspection import trust_report
from gui.resources import resource
from tests.components import GALLERY, assistant, model, part, round_robin, text_of
from tests.whole_mcp import import_whole_mcp

SHIPPED = sorted(resource("agents").glob("*.json"))


@pytest.fixture(autouse=True)
def _some_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clients of the SDKs cannot be built without one."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "none")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # AutoGen's about code in files
        yield


def load(text: str) -> Any:  # noqa: ANN401 - AutoGen's edge
    team = read_component(text).kind is ComponentKind.TEAM
    return (Team if team else ChatAgent).load_component(json.loads(text))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_team_is_loaded_as_it_is_and_as_it_is_given_away(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = read_component(text).config.get("name")
    assert load(text).name == name
    assert load(exported(text)).name == name


def test_what_comes_from_a_gallery_is_loaded_when_it_is_given_away() -> None:
    loaded = 0
    for node in read_components(GALLERY.read_text(encoding="utf-8")):
        report = trust_report(node)
        is_one = node.kind in {ComponentKind.AGENT, ComponentKind.TEAM}
        if is_one and report.verdict is not TrustVerdict.REFUSED:
            load(exported(imported(node, Acceptance.of_all(report)).component))
            loaded += 1
    assert loaded == 4


@pytest.mark.parametrize(
    "client",
    [
        model("some-model-of-ours"),
        part(names.AZURE_MODEL, model="gpt-4o"),
        part(names.ANTHROPIC_MODEL, model="claude-x"),
        part(names.OLLAMA_MODEL, model="qwen3:8b"),
        part(names.LLAMA_CPP_MODEL, model="x"),
        model("") | {"parley": {"endpoint": "e", "model": "bound"}},
    ],
    ids=lambda client: str(client["config"]["model"]),
)
def test_any_model_is_written_so_that_autogen_takes_it(client: dict[str, Any]) -> None:
    load(exported(text_of(assistant(model_client=client))))


def test_servers_and_token_limits_are_loaded() -> None:
    import_whole_mcp()
    agent = assistant() | {"parley": {"servers": ["a", "b"]}}
    servers = {
        "a": FoundServer(
            name="a", transport=ServerTransport.STDIO, command="x", environment=("K",)
        ),
        "b": FoundServer(name="b", transport=ServerTransport.SSE, url="https://x.example"),
    }
    end = part(names.TOKEN_USAGE, max_total_token=9)
    load(exported(text_of(round_robin(agent, termination_condition=end)), servers))


def test_the_models_that_are_well_known_are_known_to_autogen() -> None:
    known = {_MODEL_POINTERS.get(name, name) for name in WELL_KNOWN_MODELS}
    assert known <= set(_MODEL_INFO)


@pytest.mark.parametrize(
    "provider",
    [name for name, kind in names.KIND_OF.items() if kind.value in {"agent", "team"}],
)
def test_a_new_agent_or_team_is_loaded(provider: str) -> None:
    load(text_of(new_component(provider)))
