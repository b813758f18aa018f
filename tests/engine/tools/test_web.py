"""Reading the web: pages of a real server on this computer, and the door to the own network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from gui.engine.bench_of_tools import Bench
from gui.engine.tools import web
from gui.engine.tools.built_in import bench_of, built_in_bench
from gui.engine.tools.hosts import Hosts
from gui.engine.tools.surroundings import ToolSurroundings
from gui.engine.tools.web import WebTools
from gui.model.gate import Effect
from tests.engine.tools.bench import answer, called, refusal
from tests.engine.tools.web_site import Site, mute_port, tls_site, web_site

PUBLIC = "93.184.216.34"


@pytest.fixture
def site() -> Iterator[Site]:
    with web_site() as running:
        yield running


@pytest.fixture
def bench() -> Bench:
    return built_in_bench(["web.read"], ToolSurroundings(session_id="chat"))


def bench_with(names: dict[str, list[str]]) -> Bench:
    """With a name server of its own: each look-up takes the next address, the last one stays."""

    def resolve(host: str, port: int) -> tuple[str, ...]:
        del port
        if host not in names:
            raise OSError("unknown")
        found = names[host]
        return (found.pop(0) if len(found) > 1 else found[0],)

    return bench_of([WebTools(Hosts(resolve)).reading()])


async def test_a_page_comes_as_text_with_links(bench: Bench, site: Site) -> None:
    said = await answer(bench, "read_web_page", address=site.at("/#part"))
    assert said == (
        f"{site.at('/')}\n\nA page\n\n[Top]({site.at('/top')})\n\n# Head & shoulders\n\n"
        f"Some bold words.\nNext.\n\n- one\n- two [link]({site.at('/sub/x?a=1')})"
    )


@pytest.mark.parametrize(("path", "words"), [("/latin", "größe"), ("/json", '{"a": 1}')])
async def test_other_encodings_and_kinds(bench: Bench, site: Site, path: str, words: str) -> None:
    assert words in await answer(bench, "read_web_page", address=site.at(path))


async def test_the_pages_of_a_pdf(bench: Bench, site: Site) -> None:
    said = await answer(bench, "read_web_page", address=site.at("/paper"))
    assert said.endswith("[page 1]\nFirst.\n\n[page 2]\nSecond.")


async def test_a_certificate_is_checked_against_the_name(site: Site) -> None:
    bench = bench_with({"secure.test": ["127.0.0.1"]})
    with tls_site() as port:
        said = await refusal(bench, "read_web_page", address=f"https://secure.test:{port}/")
    assert "certificate" in said.lower()


async def test_a_long_page_comes_in_parts(bench: Bench, site: Site) -> None:
    said = await answer(bench, "read_web_page", address=site.at("/text"))
    assert "characters 0 to 40000 of 100000; go on with start=40000" in said
    said = await answer(bench, "read_web_page", address=site.at("/text"), start=99_995)
    assert said.endswith("characters 99995 to 100000 of 100000\n\n56789")
    said = await refusal(bench, "read_web_page", address=site.at("/text"), start=100_000)
    assert "has 100,000 characters" in said


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/picture", "image/png"),
        ("/large", "too much"),
        ("/bomb", "too much"),
        ("/loop", "more than 5 times"),
        ("/file", "no address of the web"),
        ("/gone", "410"),
    ],
)
async def test_what_cannot_be_read_is_explained(
    bench: Bench, site: Site, path: str, words: str
) -> None:
    assert words in await refusal(bench, "read_web_page", address=site.at(path))


async def test_a_page_of_scripts_has_no_text(bench: Bench, site: Site) -> None:
    assert "has no text" in await answer(bench, "read_web_page", address=site.at("/scripts"))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://x/",
        "",
        "no address",
        "http://a:b@x/",
        "http://",
        "http://[x",
        "http://a b/",
    ],
)
async def test_only_addresses_of_the_web_are_taken(bench: Bench, address: str) -> None:
    said = await called(bench, "read_web_page", address=address)
    assert said.failed
    assert (said.facts.effect, said.facts.place) == (Effect.READ, "")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "x.invalid"])
def test_what_is_not_public_needs_a_yes(bench: Bench, host: str) -> None:
    facts = bench.facts("read_web_page", {"address": f"http://{host}/"})
    assert (facts.effect, facts.place) == (Effect.WRITE, host.strip("[]"))


def test_what_is_public_is_only_read() -> None:
    bench = bench_with({"public.test": [PUBLIC]})
    facts = bench.facts("read_web_page", {"address": "https://public.test/x"})
    assert (facts.effect, facts.place) == (Effect.READ, "public.test")
    assert facts.tool_id == "web/read_web_page"


async def test_a_name_that_changes_its_mind_is_not_followed_home(site: Site) -> None:
    bench = bench_with({"rebind.test": [PUBLIC, "127.0.0.1"]})
    said = await called(bench, "read_web_page", address=site.at("/", "rebind.test"))
    assert said.facts.effect is Effect.READ
    assert said.failed
    assert "leads to this computer or its network" in said.text
    assert site.heard == []


async def test_a_redirect_to_the_own_network_is_asked_for(site: Site) -> None:
    bench = bench_with({"known.test": ["127.0.0.1"], "inner.test": ["127.0.0.1"]})
    said = await refusal(bench, "read_web_page", address=site.at("/elsewhere", "known.test"))
    assert site.at("/", "inner.test") in said
    assert "Call the tool with that address" in said
    assert site.heard == [("/elsewhere", f"known.test:{site.port}")]
    await answer(bench, "read_web_page", address=site.at("/", "inner.test"))
    # Whether the user has said yes to that or not: it was for that one call.
    assert said == await refusal(
        bench, "read_web_page", address=site.at("/elsewhere", "known.test")
    )


async def test_a_yes_to_a_name_that_led_nowhere_is_none_for_the_next_call(site: Site) -> None:
    bench = bench_with({"rebind.test": ["10.0.0.1", PUBLIC, "127.0.0.1"]})
    address = site.at("/", "rebind.test")
    assert bench.facts("read_web_page", {"address": address}).effect is Effect.WRITE
    said = await called(bench, "read_web_page", address=address)
    assert said.facts.effect is Effect.READ
    assert said.failed
    assert site.heard == []


async def test_a_redirect_is_followed_to_its_end(bench: Bench, site: Site) -> None:
    said = await answer(bench, "read_web_page", address=site.at("/hop"))
    assert said.startswith(site.at("/"))


async def test_a_server_that_is_mute_or_away(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_LIMIT", 0.3)
    with mute_port() as port:
        said = await refusal(bench, "read_web_page", address=f"http://127.0.0.1:{port}/")
    assert "did not answer within 0.3 seconds" in said or "cannot be read" in said
    said = await refusal(bench, "read_web_page", address=f"http://127.0.0.1:{port}/")
    assert "cannot be read" in said
    said = await refusal(bench, "read_web_page", address="http://x.invalid/")
    assert "There is no host 'x.invalid'" in said


async def test_a_call_can_be_cancelled(bench: Bench) -> None:
    with mute_port() as port:
        arguments = {"address": f"http://127.0.0.1:{port}/"}
        await asyncio.to_thread(bench.facts, "read_web_page", arguments)
        task = asyncio.get_running_loop().create_task(
            bench.workbench.call_tool("read_web_page", arguments)
        )
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()
