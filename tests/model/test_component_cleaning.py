"""Importing and exporting components: nothing secret and nothing unasked gets in or out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from gui.model import component_providers as names
from gui.model.component import component_of, read_component, read_components
from gui.model.component_checks import problems_of, validate
from gui.model.component_cleaning import Imported, imported
from gui.model.component_export import exported
from gui.model.component_json import ComponentError, ComponentFault
from gui.model.component_writing import normalised, with_servers
from gui.model.found_server import FoundServer, ServerTransport
from gui.model.trust import NOTHING_ACCEPTED, Acceptance, TrustVerdict, code_digest
from gui.model.trust_inspection import trust_report
from tests.components import (
    GALLERIES,
    Data,
    assistant,
    function_tool,
    mcp_workbench,
    model,
    part,
    round_robin,
    static_workbench,
    stdio,
    swarm,
    text_of,
    values,
)
from tests.malicious import WAYS, malicious

SOURCE = "def compute() -> int:\n    return 1\n"
KEY = "sk-not-a-real-key-0123456789"


def take(component: Data, accepted: Acceptance | None = None) -> tuple[Data, Imported]:
    """What comes in with a yes to all, or to what is accepted."""
    node = component_of(component)
    found = imported(node, accepted or Acceptance.of_all(trust_report(node)))
    data: Data = json.loads(found.component)
    return data, found


def test_of_a_model_only_its_class_and_name_come_in() -> None:
    client = model(
        "gpt-4o", api_key=KEY, base_url="http://evil.example", default_headers={"A": KEY}
    )
    client["parley"] = {"endpoint": "mine", "model": "gpt-5"}
    data, _ = take(assistant(model_client=client))
    assert data["config"]["model_client"]["config"] == {"model": "gpt-4o"}
    assert "parley" not in data["config"]["model_client"]


def test_secrets_in_unexpected_places_are_left_behind() -> None:
    component = assistant(
        metadata={"api_key": KEY, "note": "kept"},
        memory=[
            part(
                names.LIST_MEMORY,
                memory_contents=[{"content": "kept", "metadata": {"password": KEY}}],
            )
        ],
    )
    data, found = take(component)
    assert KEY not in found.component
    assert data["config"]["metadata"] == {"note": "kept"}
    (memory,) = data["config"]["memory"]
    assert memory["config"]["memory_contents"] == [{"content": "kept", "metadata": {}}]


def test_servers_are_taken_out_and_named() -> None:
    files = stdio("npx", "-y", "@scope/server-files@1.0", env={"TOKEN": KEY}, cwd="/srv")
    web = mcp_workbench(url=f"https://mcp.example/x?key={KEY}", headers={"X-Key": KEY})
    other = stdio("npx", "server-files", "/home")
    team = round_robin(
        assistant("one", workbench=[files, web]), assistant("two", workbench=[files, other])
    )
    data, found = take(team)
    one, two = data["config"]["participants"]
    assert one["parley"] == {"servers": ["server-files", "mcp.example"]}
    assert two["parley"] == {"servers": ["server-files", "server-files-2"]}
    assert one["config"]["workbench"] == []
    assert KEY not in found.component
    first = found.servers[0]
    assert first.transport is ServerTransport.STDIO
    assert (first.command, first.args) == ("npx", ("-y", "@scope/server-files@1.0"))
    assert (first.environment, first.folder) == (("TOKEN",), "/srv")
    assert found.servers[1].headers == ("X-Key",)
    assert found.servers[1].transport is ServerTransport.HTTP


def test_servers_that_would_have_one_name_get_several() -> None:
    commands = ("tool-2", "tool", "bin/tool", "lib/tool", "tool")
    _, found = take(assistant(workbench=[stdio(command) for command in commands]))
    assert [server.name for server in found.servers] == ["tool-2", "tool", "tool-3", "tool-4"]


def test_names_of_servers_become_ids() -> None:
    _, found = take(assistant(workbench=[stdio("tool"), stdio("other")]))
    renamed = with_servers(read_component(found.component), {"tool": "id-7"})
    assert renamed["parley"] == {"servers": ["id-7"]}


def test_what_the_user_does_not_allow_stays_out() -> None:
    component = assistant(
        workbench=[static_workbench(function_tool(SOURCE)), stdio("tool")],
        tools=[
            part(names.HTTP_TOOL, name="x", host="h", port=1, json_schema={}, description=None),
            part(names.PYTHON_TOOL, executor=part(names.LOCAL_EXECUTOR)),
        ],
    )
    data, found = take(component, NOTHING_ACCEPTED)
    assert data["config"]["tools"] == []
    assert [bench["config"]["tools"] for bench in data["config"]["workbench"]] == [[]]
    assert found.servers == ()
    assert "parley" not in data


def test_allowed_code_is_named_at_the_root() -> None:
    component = assistant(workbench=[static_workbench(function_tool(SOURCE))])
    data, _ = take(component)
    assert data["parley"] == {"allowed_code": [code_digest(SOURCE)]}
    (tool,) = data["config"]["workbench"][0]["config"]["tools"]
    assert tool["config"]["source_code"] == SOURCE


def test_a_file_cannot_allow_itself_anything() -> None:
    component = assistant() | {
        "parley": {
            "allowed_code": [code_digest(SOURCE)],
            "servers": ["mine"],
            "documents": ["/etc/passwd"],
            "endpoint": "mine",
            "tools": ["files.read", 7],
            "title": {"en": "Helper", "zh_CN": "助手", "x": 7},
        }
    }
    data, _ = take(component)
    assert data["parley"] == {
        "title": {"en": "Helper", "zh_CN": "助手"},
        "tools": ["files.read"],
    }


def test_an_agent_that_only_runs_code_cannot_do_without() -> None:
    runner = part(
        names.CODE_EXECUTOR_AGENT,
        name="runner",
        code_executor=part(
            names.DOCKER_EXECUTOR,
            image="python:3",
            init_command="curl x",
            extra_volumes={"/": {}},
            timeout=9,
        ),
    )
    with pytest.raises(ComponentError) as raised:
        take(round_robin(runner), NOTHING_ACCEPTED)
    assert raised.value.fault is ComponentFault.NOT_ACCEPTED
    data, _ = take(round_robin(runner))
    (agent,) = data["config"]["participants"]
    assert agent["config"]["code_executor"]["config"] == {"image": "python:3", "timeout": 9}


@pytest.mark.parametrize("way", WAYS)
def test_malicious_files_do_nothing_on_their_way_in(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    component, marker = malicious(way, tmp_path)
    if way == "source":
        data, _ = take(component, NOTHING_ACCEPTED)
        assert data["config"]["workbench"][0]["config"]["tools"] == []
    else:
        with pytest.raises(ComponentError) as raised:
            take(component)
        assert raised.value.fault is ComponentFault.REFUSED
    assert not marker.exists()


@pytest.mark.parametrize("path", GALLERIES, ids=lambda path: path.name)
def test_what_a_gallery_has_works_once_it_is_in(path: Path) -> None:
    taken = 0
    for node in read_components(path.read_text(encoding="utf-8")):
        report = trust_report(node)
        if report.verdict is not TrustVerdict.REFUSED:
            found = imported(node, Acceptance.of_all(report))
            blocking = [problem for problem in validate(found.component) if problem.blocking]
            assert blocking == [], node.path
            taken += 1
    assert taken


def test_an_assistant_of_version_1_is_written_anew() -> None:
    old = assistant(workbench=static_workbench(), model_context=None, handoffs=["two"]) | {
        "component_version": 1
    }
    del old["config"]["reflect_on_tool_use"]
    data = normalised(component_of(old))
    config = data["config"]
    assert isinstance(config, dict)
    assert isinstance(config["workbench"], list)
    assert (data["component_version"], config["reflect_on_tool_use"]) == (2, False)
    assert "model_context" not in config
    assert config["handoffs"] == [{"target": "two"}]
    assert normalised(component_of(data)) == data


def test_what_is_given_away_has_neither_keys_nor_local_ids() -> None:
    agent = assistant("one", tools=[function_tool(SOURCE)], model_client=model(api_key=KEY))
    agent["config"]["model_client"]["parley"] = {"endpoint": "local-7", "model": "qwen3:8b"}
    agent["parley"] = {
        "tools": ["files.read"],
        "servers": ["id-1", "id-2"],
        "documents": ["/srv/me/notes.txt"],
    }
    team = round_robin(agent)
    team["parley"] = {"title": {"en": "Pair"}, "allowed_code": [code_digest(SOURCE)]}
    server = FoundServer(
        name="files",
        transport=ServerTransport.STDIO,
        command="files",
        args=("--token", KEY, "/home"),
        environment=("TOKEN",),
    )
    text = exported(text_of(team), {"id-1": server})
    for local in (KEY, "local-7", "id-1", "id-2", "notes.txt", "allowed_code"):
        assert local not in text
    data = json.loads(text)
    assert data["parley"] == {"title": {"en": "Pair"}}
    (given_away,) = data["config"]["participants"]
    assert given_away["parley"] == {"tools": ["files.read"]}
    assert given_away["config"]["model_client"]["config"]["model"] == "qwen3:8b"
    tools, bench = given_away["config"]["workbench"]
    assert [tool["config"]["name"] for tool in tools["config"]["tools"]] == ["compute"]
    assert bench["config"]["server_params"]["env"] == {"TOKEN": ""}
    assert bench["config"]["server_params"]["args"][0] == "--token"


def test_what_is_given_away_comes_in_again() -> None:
    team = swarm(assistant("one", handoffs=["two"]), assistant("two"))
    server = FoundServer(name="web", transport=ServerTransport.HTTP, url="https://mcp.example/x")
    team["config"]["participants"][0]["parley"] = {"servers": ["id"], "tools": ["web.read"]}
    data, found = take(json.loads(exported(text_of(team), {"id": server})))
    assert data["config"]["participants"][0]["parley"] == {
        "tools": ["web.read"],
        "servers": ["mcp.example"],
    }
    assert [server.url for server in found.servers] == ["https://mcp.example/x"]
    assert not any(problem.blocking for problem in problems_of(component_of(data)))


@given(values)
def test_any_json_comes_in_clean_or_is_refused(value: object) -> None:
    try:
        nodes = read_components(text_of(value))
        taken = [imported(node, Acceptance.of_all(trust_report(node))).component for node in nodes]
    except ComponentError:
        return
    for text in taken:
        node = read_component(text)
        assert not trust_report(node).keys
        read_component(exported(text))
