"""The trust report: whatever a file asks for is shown or refused, and nothing of it runs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given

from gui.model import component_providers as names
from gui.model.component import read_component, read_components
from gui.model.component_json import ComponentError, ComponentFault
from gui.model.component_providers import RefusalReason
from gui.model.trust import (
    Acceptance,
    CommandKind,
    HostUse,
    TrustReport,
    TrustVerdict,
    code_digest,
    import_lines,
)
from gui.model.trust_inspection import trust_report
from tests.components import (
    GALLERIES,
    Data,
    assistant,
    ends_after,
    function_tool,
    graph_flow,
    mcp_workbench,
    model,
    part,
    round_robin,
    static_workbench,
    stdio,
    text_of,
    values,
)
from tests.malicious import malicious

SOURCE = "import os\ndef key() -> str:\n    return os.environ['SEARCH_KEY']\n"


def report_of(component: Data) -> TrustReport:
    return trust_report(read_component(text_of(component)))


def test_plain_components_are_safe() -> None:
    report = report_of(round_robin(assistant("one"), assistant("two", tools=[])))
    assert report.verdict is TrustVerdict.SAFE
    assert report.safe
    assert [found.model for found in report.models] == ["gpt-4o-mini"] * 2


@pytest.mark.parametrize("way", ["provider", "source", "import", "import_name", "hidden"])
def test_the_ways_to_run_code_are_seen_and_not_taken(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    component, marker = malicious(way, tmp_path)
    report = report_of(component)
    assert not report.safe
    assert (report.verdict is TrustVerdict.NEEDS_YES) == (way == "source")
    assert not marker.exists()
    assert "tempting_module" not in sys.modules


def test_code_is_shown_whole_with_its_imports() -> None:
    tool = function_tool(
        SOURCE,
        "key",
        ["math", {"module": "os.path", "imports": ["join", {"name": "a", "alias": "b"}]}],
    )
    report = report_of(assistant(workbench=[static_workbench(tool)]))
    (code,) = report.code
    assert (code.name, code.source) == ("key", SOURCE)
    assert code.digest == code_digest(SOURCE, code.imports) != code_digest(SOURCE)
    assert code.imports == ("import math", "from os.path import join, a as b")
    assert code.path == "config.workbench[0].config.tools[0]"
    assert report.environment == ("SEARCH_KEY",)
    assert report.asked == (code,)


@pytest.mark.parametrize(
    "imports",
    [
        ["os; import sys"],
        ["os\nprint()"],
        [{"module": "os", "imports": ["path\nprint()"]}],
        [{"module": "os\nprint()#", "imports": ["path"]}],
        [{"name": "os", "alias": "x\nprint()"}],
        [{"module": "os", "imports": []}],
        [{"module": "os", "imports": ["path"], "more": 1}],
        ["os as x"],
        [""],
        [7],
        "os",
    ],
)
def test_an_import_that_is_no_name_is_refused(imports: object) -> None:
    with pytest.raises(ValueError, match="no "):
        import_lines(imports)
    tool = function_tool("def f(): ...")
    tool["config"]["global_imports"] = imports
    report = report_of(assistant(workbench=[static_workbench(tool)]))
    assert [found.refusal for found in report.refused] == [RefusalReason.BAD_IMPORT]


@pytest.mark.parametrize(
    ("provider", "reason"),
    [
        ("subprocess.Popen", RefusalReason.FOREIGN),
        ("autogen_agentchat_evil.Agent", RefusalReason.FOREIGN),
        ("autogen_ext.agents.web_surfer.MultimodalWebSurfer", RefusalReason.NOT_OFFERED),
        (names.CONDITIONS + "FunctionalTermination", RefusalReason.CODE_IN_CONDITION),
        (
            "autogen_core.model_context.TokenLimitedChatCompletionContext",
            RefusalReason.FETCHES_TABLES,
        ),
    ],
)
def test_what_is_not_known_is_refused_with_the_reason(provider: str, reason: RefusalReason) -> None:
    report = report_of(round_robin(assistant(model_context=part(provider))))
    (refused,) = report.refused
    assert (refused.provider, refused.refusal) == (provider, reason)
    assert refused.path == "config.participants[0].config.model_context"
    assert report.verdict is TrustVerdict.REFUSED


def test_programs_and_addresses_need_a_yes() -> None:
    files = stdio("npx", "-y", "server-files", "/home", env={"FILES_TOKEN": "abc"}, cwd="/srv")
    web = mcp_workbench(
        type="StreamableHttpServerParams",
        url="https://me:word@mcp.example/mcp",
        headers={"Authorization": "Bearer abc", "Accept": "text/plain"},
    )
    report = report_of(assistant(workbench=[files, web]))
    (command,) = report.commands
    assert command.kind is CommandKind.MCP_SERVER
    assert command.words == ("npx", "-y", "server-files", "/home")
    assert (command.environment, command.folders) == (("FILES_TOKEN",), ("/srv",))
    (host,) = report.hosts
    assert (host.use, host.host) == (HostUse.MCP_SERVER, "mcp.example")
    assert host.url == "https://mcp.example/mcp"
    params = "config.workbench[{}].config.server_params"
    assert report.keys == (
        f"{params.format(0)}.env.FILES_TOKEN",
        f"{params.format(1)}.url",
        f"{params.format(1)}.headers.Authorization",
    )
    assert report.asked == (command, host)
    assert Acceptance.of_all(report).places == {command.path, host.path}


def test_an_http_tool_needs_a_yes_for_its_host() -> None:
    tool = part(
        names.HTTP_TOOL,
        name="ask",
        host="api.example",
        port=8443,
        scheme="https",
        path="/v1/{id}",
        headers={"X-Api-Key": "k"},
        json_schema={"properties": {"api_key": {"type": "string"}}},
    )
    report = report_of(assistant(tools=[tool]))
    (host,) = report.asked
    assert (host, host.path) == (report.hosts[0], "config.tools[0]")
    assert report.hosts[0].url == "https://api.example:8443/v1/{id}"
    assert report.keys == ("config.tools[0].config.headers.X-Api-Key",)


def test_places_where_code_runs_need_a_yes() -> None:
    local = part(names.LOCAL_EXECUTOR, work_dir="/srv/me")
    container = part(
        names.DOCKER_EXECUTOR,
        image="python:3",
        init_command="pip install x",
        extra_volumes={"/etc": {"bind": "/etc"}},
    )
    report = report_of(
        round_robin(
            part(names.CODE_EXECUTOR_AGENT, name="runner", code_executor=local),
            assistant(tools=[part(names.PYTHON_TOOL, executor=container)]),
        )
    )
    here, apart = report.commands
    assert (here.kind, here.folders) == (CommandKind.LOCAL_CODE, ("/srv/me",))
    assert (apart.kind, apart.words) == (CommandKind.CONTAINER_CODE, ("python:3", "pip install x"))
    assert apart.folders == ("/etc",)
    assert report.verdict is TrustVerdict.NEEDS_YES


def test_keys_and_addresses_of_models_are_told_and_need_no_yes() -> None:
    client = model(
        api_key="sk-not-a-key-0000",
        base_url="http://evil.example/v1",
        default_headers={"Authorization": "x"},
        max_tokens=5,
    )
    report = report_of(assistant(model_client=client))
    assert report.safe
    assert [(host.use, host.host) for host in report.hosts] == [(HostUse.MODEL, "evil.example")]
    place = "config.model_client.config"
    assert report.keys == (f"{place}.api_key", f"{place}.default_headers.Authorization")


def test_azure_log_ins_are_dropped_like_keys() -> None:
    login = {"provider": "autogen_ext.auth.azure.AzureTokenProvider", "config": {}}
    client = part(names.AZURE_MODEL, model="m", azure_ad_token_provider=login)
    assert report_of(assistant(model_client=client)).safe


def test_conditions_and_own_tools_are_told() -> None:
    members = [assistant("one") | {"parley": {"tools": ["shell.run"]}}, assistant("two")]
    edges = {"one": [{"target": "two", "condition": "YES"}], "two": []}
    report = report_of(graph_flow(members, edges))
    (condition,) = report.conditions
    assert (condition.source, condition.target, condition.text) == ("one", "two", "YES")
    assert condition.path == "config.graph.nodes.one.edges[0]"
    assert report.tools == ("shell.run",)
    assert report.safe


def test_a_server_that_does_not_say_what_it_is_is_a_fault_with_its_place() -> None:
    for params in ({}, {"type": "x"}, {"type": "StdioServerParams", "command": ["rm"]}):
        with pytest.raises(ComponentError) as raised:
            report_of(assistant(workbench=[mcp_workbench(**params)]))
        assert raised.value.fault is ComponentFault.WRONG_TYPE
        assert raised.value.path.startswith("config.workbench[0].config.server_params.")


@pytest.mark.parametrize("path", GALLERIES, ids=lambda path: path.name)
def test_each_part_of_a_gallery_gets_its_verdict(path: Path) -> None:
    reports = [trust_report(node) for node in read_components(path.read_text(encoding="utf-8"))]
    assert {report.verdict for report in reports} == set(TrustVerdict)
    refused = {found.provider for report in reports for found in report.refused}
    assert refused == {"autogen_ext.agents.web_surfer.MultimodalWebSurfer"}


def test_a_condition_is_looked_at_like_any_other_part() -> None:
    team = round_robin(
        assistant(),
        termination_condition=part(names.ANY_OF, conditions=[ends_after(), part("evil.End")]),
    )
    assert [found.provider for found in report_of(team).refused] == ["evil.End"]


@given(values)
def test_any_json_gets_a_report_or_a_fault(value: object) -> None:
    try:
        reports = [trust_report(node) for node in read_components(text_of(value))]
    except ComponentError:
        return
    for report in reports:
        assert report.safe == (not report.refused and not report.asked)
