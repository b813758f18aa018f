"""The update check asks rarely, says nothing of the user, believes little, and only tells."""

from __future__ import annotations

import asyncio
import json
import runpy
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gui.services.distribution import Distribution, read_distribution
from gui.services.release_page import Fault, host_of, is_askable
from gui.services.setting import CHECK_UPDATES, UPDATE_ADDRESS
from gui.services.settings import Settings
from gui.services.update_check import INTERVAL, Outcome, Release, UpdateCheck, follow
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Page:
    """What the server answers at one path."""

    body: bytes = b"{}"
    status: int = 200
    location: str = ""
    cookie: str = ""


@dataclass
class Publisher:
    """A server on loopback that keeps the headers of each request."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = ""

    def say(self, value: object, path: str = "/latest") -> None:
        self.pages[path] = Page(body=json.dumps(value).encode())


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    publisher = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            publisher.asked.append((self.path, headers))
            page = publisher.pages.get(self.path, Page(status=404))
            self.send_response(page.status)
            if page.location:
                self.send_header("Location", page.location)
            if page.cookie:
                self.send_header("Set-Cookie", page.cookie)
            self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    publisher.address = f"http://127.0.0.1:{server.server_address[1]}/latest"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield publisher
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Bench:
    settings: Settings
    check: UpdateCheck
    clock: list[float]


@pytest.fixture
async def bench(tmp_path: Path, publisher: Publisher) -> Bench:
    settings = Settings(tmp_path / "settings.json")
    clock = [1_700_000_000.0]
    distribution = Distribution(homepage="https://parley.invalid/", updates=publisher.address)
    check = UpdateCheck(settings, distribution, version="1.2.0", now=lambda: clock[0])
    return Bench(settings=settings, check=check, clock=clock)


@pytest.mark.parametrize(
    "answer",
    [
        {"tag_name": "v1.3.0", "html_url": "https://parley.invalid/1.3", "id": 7},
        {"version": "1.3.0", "url": "https://parley.invalid/1.3"},
    ],
)
async def test_a_newer_version_is_found_and_told_once(
    bench: Bench, publisher: Publisher, answer: object
) -> None:
    publisher.say(answer)
    known = await bench.check.ask()
    release = Release(version="1.3.0", page="https://parley.invalid/1.3")
    assert (known.outcome, known.release, known.at) == (Outcome.NEWER, release, bench.clock[0])
    assert bench.check.take_untold() == release
    assert bench.check.take_untold() is None
    assert bench.check.known() == known
    publisher.say({"version": "1.4.0"})
    await bench.check.ask()
    untold = bench.check.take_untold()
    assert untold is not None
    assert untold == Release(version="1.4.0", page="https://parley.invalid/")


@pytest.mark.parametrize("version", ["1.2.0", "1.1.9", "v1.2.0rc1"])
async def test_nothing_newer(bench: Bench, publisher: Publisher, version: str) -> None:
    publisher.say({"version": version})
    assert (await bench.check.ask()).outcome is Outcome.CURRENT
    assert bench.check.take_untold() is None


async def test_nothing_of_the_user_is_sent(bench: Bench, publisher: Publisher) -> None:
    publisher.pages["/latest"] = Page(status=302, location="/next", cookie="id=7; Path=/")
    publisher.say({"version": "1.3"}, "/next")
    assert (await bench.check.ask()).outcome is Outcome.NEWER
    assert [path for path, _ in publisher.asked] == ["/latest", "/next"]
    for _, headers in publisher.asked:
        assert headers.pop("user-agent") == "Parley"
        assert headers.pop("accept") == "application/json"
        assert set(headers) == {"host", "connection", "accept-encoding"}


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (Page(body=b"<html>"), Fault.UNREADABLE),
        (Page(body=b"[1]"), Fault.UNREADABLE),
        (Page(body=b'{"version": "newest"}'), Fault.UNREADABLE),
        (Page(body=b'{"version": "1.' + b"3" * 100 + b'"}'), Fault.UNREADABLE),
        (Page(body=b'{"version": "9", "x": "' + b"y" * 300_000 + b'"}'), Fault.UNREADABLE),
        (Page(body=b'{"version": "\xff"}'), Fault.UNREADABLE),
        (Page(status=403), Fault.REFUSED),
        (Page(status=302, location="http://localhost:9/latest"), Fault.ELSEWHERE),
        (Page(status=302, location="https://elsewhere.invalid/"), Fault.ELSEWHERE),
        (Page(status=302, location="file:///etc/passwd"), Fault.ELSEWHERE),
        (Page(status=302, location="/latest"), Fault.ELSEWHERE),
        (Page(body=b"[" * 200_000), Fault.UNREADABLE),
    ],
)
async def test_what_cannot_be_believed(
    bench: Bench, publisher: Publisher, page: Page, fault: Fault
) -> None:
    publisher.pages["/latest"] = page
    known = await bench.check.ask()
    assert (known.outcome, known.fault) == (Outcome.FAILED, fault)
    assert bench.check.take_untold() is None


async def test_a_page_that_is_no_web_page_is_not_offered(
    bench: Bench, publisher: Publisher
) -> None:
    for url in ("file:///etc/passwd", "javascript:alert(1)", "http://elsewhere.invalid/", 7):
        publisher.say({"version": "1.3", "url": url})
        known = await bench.check.ask()
        assert known.release is not None
        assert known.release.page == "https://parley.invalid/"


async def test_nobody_there(bench: Bench) -> None:
    bench.settings.set(UPDATE_ADDRESS, "http://127.0.0.1:9/latest")
    assert (await bench.check.ask()).fault is Fault.UNREACHABLE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SSL_CERT_FILE", "/nowhere/certificates.pem"),
        ("HTTPS_PROXY", "socks5://127.0.0.1:9"),
        ("HTTPS_PROXY", "socks4://127.0.0.1:9"),
        ("HTTPS_PROXY", "http://127.0.0.1:99999"),
    ],
)
async def test_surroundings_that_lead_nowhere_are_no_crash(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    bench.settings.set(UPDATE_ADDRESS, "https://elsewhere.invalid/latest")
    assert (await bench.check.ask()).fault is Fault.UNREACHABLE


async def test_a_failure_does_not_forget_what_was_found(bench: Bench, publisher: Publisher) -> None:
    publisher.say({"version": "1.3"})
    await bench.check.ask()
    publisher.pages.clear()
    known = await bench.check.ask()
    assert (known.outcome, known.fault) == (Outcome.NEWER, Fault.REFUSED)


async def test_another_address_is_another_story(bench: Bench, publisher: Publisher) -> None:
    publisher.say({"version": "1.3"})
    await bench.check.ask()
    bench.settings.set(UPDATE_ADDRESS, "https://elsewhere.invalid/latest")
    assert bench.check.known().outcome is Outcome.NEVER
    assert bench.check.host == "elsewhere.invalid"


async def test_it_asks_by_itself_only_where_wanted_and_once_a_day(
    bench: Bench, publisher: Publisher
) -> None:
    publisher.say({"version": "1.3"})
    following = asyncio.get_running_loop().create_task(follow(bench.check, first=0.0, every=0.01))
    await asyncio.sleep(0.1)
    assert not publisher.asked
    bench.settings.set(CHECK_UPDATES, True)
    await until(lambda: bench.check.known().release)
    await asyncio.sleep(0.1)
    assert len(publisher.asked) == 1
    bench.clock[0] += INTERVAL + 1
    await until(lambda: len(publisher.asked) == 2)
    following.cancel()
    await asyncio.wait({following})


def test_without_an_address_nobody_is_asked(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    check = UpdateCheck(settings, Distribution(), version="1.2.0")
    settings.set(CHECK_UPDATES, True)
    assert (check.usable, check.wanted, check.due, check.host) == (False, False, False, "")
    settings.wait(10)


@pytest.mark.parametrize(
    ("address", "askable"),
    [
        ("https://api.github.invalid/repos/x/y/releases/latest", True),
        ("http://127.0.0.1:8000/x", True),
        ("http://example.invalid/x", False),
        ("https://user:word@example.invalid/x", False),
        ("ftp://example.invalid/x", False),
        ("https://exa mple.invalid/", False),
        ("https://example.invalid:port/", False),
        ("example.invalid", False),
        ("", False),
    ],
)
def test_only_some_addresses_may_be_asked(address: str, askable: bool) -> None:
    assert is_askable(address) is askable
    assert bool(host_of(address)) is askable


def test_the_publisher_is_written_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "distribution.py"))
    main: Callable[[list[str]], int] = script["main"]
    file = tmp_path / "distribution.toml"
    monkeypatch.setenv("PARLEY_HOMEPAGE", "https://parley.invalid/")
    monkeypatch.setenv("PARLEY_UPDATES", 'https://parley.invalid/"latest"')
    assert main([str(file)]) == 0
    assert read_distribution(file) == Distribution(
        homepage="https://parley.invalid/", updates='https://parley.invalid/"latest"'
    )
    named: Callable[..., list[tuple[str, str, str]]] = script["named"]
    rows = [("gui/_resources/distribution.toml", "empty", "DATA"), ("gui/x.toml", "x", "DATA")]
    (first, other) = named(rows, tmp_path)
    assert Path(first[1]).read_text(encoding="utf-8") == file.read_text(encoding="utf-8")
    assert other == rows[1]
    monkeypatch.setenv("PARLEY_UPDATES", "http://parley.invalid/")
    assert main([str(file)]) == 2


def test_the_source_tree_names_no_publisher(tmp_path: Path) -> None:
    assert read_distribution(ROOT / "resources" / "distribution.toml") == Distribution()
    assert read_distribution(tmp_path / "missing.toml") == Distribution()
