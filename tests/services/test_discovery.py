"""Looking for models at hand, against real servers on this computer."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gui.model.endpoint import Protocol
from gui.services.discovery import (
    DEFAULT_OPENAI_MODEL,
    LocalAddresses,
    discover,
    found_in_environment,
)
from gui.services.secrets import KeyPlace

NOWHERE = LocalAddresses(ollama="http://127.0.0.1:1", lm_studio="http://127.0.0.1:1")
SELF_SIGNED = Path(__file__).with_name("self_signed.pem")  # for 127.0.0.1, known to nobody
MODELS = {"data": [{"id": "text-embedding-x"}, {"id": "m1"}, {"id": "m2"}]}


@contextmanager
def server(
    answers: dict[str, object], *, silent: bool = False, certificate: Path | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Answers paths with JSON; yields its address and the authorisations it has seen."""
    seen: list[str] = []
    enough = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers.get("Authorization", ""))
            if silent:
                enough.wait()
                return
            body = json.dumps(answers.get(self.path)).encode()
            self.send_response(200 if self.path in answers else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            http.socket = context.wrap_socket(http.socket, server_side=True)
        thread = threading.Thread(target=http.serve_forever, args=(0.01,))
        thread.start()
        try:
            scheme = "https" if certificate else "http"
            yield f"{scheme}://127.0.0.1:{http.server_port}", seen
        finally:
            enough.set()
            http.shutdown()
            thread.join()


async def test_nothing_at_hand() -> None:
    assert await discover(environ={}, local=NOWHERE) == ()


async def test_a_key_alone_means_the_providers_own_address_and_no_contact() -> None:
    (found,) = await discover(environ={"OPENAI_API_KEY": "sk-x"}, local=NOWHERE)
    assert (found.endpoint.base_url, found.model) == ("", DEFAULT_OPENAI_MODEL)
    assert found.key_source is KeyPlace.ENVIRONMENT
    assert found.endpoint.key_variable == "OPENAI_API_KEY"
    assert "sk-x" not in repr(found)


@pytest.mark.parametrize("provider", ["OPENAI", "ANTHROPIC"])
async def test_a_password_in_an_address_is_left_out(
    provider: str, caplog: pytest.LogCaptureFixture
) -> None:
    environ = {
        f"{provider}_API_KEY": "sk-x",
        f"{provider}_BASE_URL": "http://me:hush@host.example:1/v1",
        "OPENAI_MODEL": "m",
    }
    (found,) = found_in_environment(environ)
    assert found.endpoint.base_url == "http://host.example:1/v1"
    assert "hush" not in repr(found)
    assert f"{provider}_BASE_URL" in caplog.text
    assert "hush" not in caplog.text


@pytest.mark.parametrize("address", ["host/v1", "http://[bad", "http://host:port", "http://"])
async def test_an_address_that_is_none_is_left_alone_with_its_key(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    environ = {"OPENAI_API_KEY": "sk-x", "OPENAI_BASE_URL": address}
    assert await discover(environ=environ, local=NOWHERE) == ()
    assert "OPENAI_BASE_URL" in caplog.text


async def test_a_certificate_is_checked_on_this_computer_too() -> None:
    with server({"/v1/models": MODELS}, certificate=SELF_SIGNED) as (address, seen):
        assert address.startswith("https:")
        (found,) = await discover(environ={"OPENAI_BASE_URL": f"{address}/v1"}, local=NOWHERE)
        assert seen == []
    assert found.model == DEFAULT_OPENAI_MODEL


async def test_address_and_model_from_the_environment_need_no_contact() -> None:
    environ = {
        "OPENAI_API_KEY": "sk-x",
        "OPENAI_BASE_URL": "http://127.0.0.1:1/v1/",
        "OPENAI_MODEL": "mine",
    }
    (found,) = found_in_environment(environ)
    assert (found.endpoint.base_url, found.ref.model) == ("http://127.0.0.1:1/v1", "mine")
    assert (found,) == await discover(environ=environ, local=NOWHERE)


async def test_an_address_without_a_model_is_asked_for_one() -> None:
    with server({"/v1/models": MODELS}) as (address, seen):
        environ = {"OPENAI_BASE_URL": f"{address}/v1", "OPENAI_API_KEY": "sk-x"}
        (found,) = await discover(environ=environ, local=NOWHERE)
        assert seen == ["Bearer sk-x"]
    assert found.model == "text-embedding-x"
    assert found.endpoint.models == ("text-embedding-x", "m1", "m2")


async def test_an_address_without_a_key_needs_none() -> None:
    (found,) = await discover(environ={"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, local=NOWHERE)
    assert not found.endpoint.needs_key
    assert (found.key_source, found.model) == (None, DEFAULT_OPENAI_MODEL)


async def test_an_anthropic_key() -> None:
    (found,) = await discover(environ={"ANTHROPIC_API_KEY": "k"}, local=NOWHERE)
    assert found.endpoint.protocol is Protocol.ANTHROPIC
    assert found.endpoint.key_variable == "ANTHROPIC_API_KEY"


async def test_local_servers_are_found_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # must not count for this computer
    tags = {"models": [{"name": "llama3:8b"}]}
    with (
        server({"/api/tags": tags}) as (ollama, _),
        server({"/v1/models": MODELS}) as (lm_studio, _),
    ):
        found = await discover(environ={}, local=LocalAddresses(ollama=ollama, lm_studio=lm_studio))
    assert [(one.endpoint.name, one.model) for one in found] == [
        ("Ollama", "llama3:8b"),
        ("LM Studio", "m1"),
    ]
    assert found[0].endpoint.protocol is Protocol.OLLAMA
    assert not any(one.endpoint.needs_key for one in found)


async def test_a_silent_server_is_given_up_soon() -> None:
    await discover(environ={}, local=NOWHERE)  # the HTTP library is imported by now
    with server({}, silent=True) as (address, _):
        begun = time.monotonic()
        places = LocalAddresses(ollama=address, lm_studio=address)
        assert await discover(environ={}, local=places) == ()
        assert time.monotonic() - begun < 2.0


@pytest.mark.parametrize("answer", [None, [], {"models": 3}, {"models": [{"x": 1}, "y"]}])
async def test_an_answer_of_another_kind_is_nothing(answer: object) -> None:
    with server({"/api/tags": answer, "/v1/models": answer}) as (address, _):
        places = LocalAddresses(ollama=address, lm_studio=address)
        assert await discover(environ={}, local=places) == ()
