"""A real model server on loopback that behaves, or misbehaves, as told.

It speaks OpenAI's chat completions (`/v1/chat/completions`), Anthropic's messages
(`/v1/messages`) and Ollama's chat (`/api/chat`), streaming or not, and lists models
(`/v1/models`, `/models`, `/api/tags`). Standard library only; it runs in threads of its own, so
it serves any event loop, and `stop()` joins them all.

    from tests.model_behaviours import rate_limited, text

    with ModelServer() as server:
        server.script(rate_limited(retry_after="1"), text("Hello.", fragments=3))
        ...  # ask server.openai_url / server.anthropic_url / server.ollama_url
        assert server.chats[0].body["stream"] is True

Each chat request takes the next behaviour of the script; the last one stays. `server.requests`
records every request with its JSON body, `server.chats` only those to a model; the event
`closed` of a record is set once the client has gone away or the answer is complete. With
`strict=True`, messages out of order (two of the user in a row, calls without results) get
status 400, as from the strictest providers. With `models=()` there is no list of models (404).

As a program, for tests in other processes and for benchmarks:

    python -m tests.model_servers --behaviour text --fragments 20000 --port 0
    python -m tests.model_servers --behaviour rate_limited,text --retry-after 2

It prints its address (`http://127.0.0.1:PORT`) as the first line, then one line of JSON for each
request, and runs until it is terminated or its standard input is closed (`--forever`: until
terminated). The behaviours are the names in `tests.model_behaviours.BEHAVIOURS`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import select
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.message_order import wrong_order
from tests.model_behaviours import Behaviour, bad_request, chosen, text
from tests.model_streams import CUT, STALL, JsonObject, events, listing, whole

_JOINED = 64 * 1024  # bytes written at a time where nothing pauses


@dataclass
class Recorded:
    """One request as it came in. `closed` is set when nobody listens to its answer any more."""

    method: str
    path: str
    headers: dict[str, str]
    body: JsonObject
    at: float
    closed: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def messages(self) -> list[dict[str, Any]]:
        return list(self.body.get("messages", []))


class ModelServer:
    """A server on 127.0.0.1; a context manager."""

    def __init__(
        self,
        *behaviours: Behaviour,
        strict: bool = False,
        models: tuple[str, ...] = ("test-model", "other-model"),
        port: int = 0,
    ) -> None:
        self.strict = strict
        self.models = models
        self.requests: list[Recorded] = []
        self.stopping = threading.Event()
        self.on_request: Callable[[Recorded], None] | None = None
        self._script = list(behaviours) or [text()]
        self._scripts: dict[str, list[Behaviour]] = {}
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._http = _Http(("127.0.0.1", port), self)
        self._thread = threading.Thread(
            target=self._http.serve_forever, args=(0.02,), name="model server", daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def openai_url(self) -> str:
        return f"{self.url}/v1"

    anthropic_url = url
    ollama_url = url

    @property
    def chats(self) -> list[Recorded]:
        return [request for request in self.requests if _protocol(request.path)]

    def script(self, *behaviours: Behaviour) -> None:
        """What the next chat requests get, one after the other; the last one stays."""
        with self._lock:
            self._script = list(behaviours)

    def script_for(self, word: str, *behaviours: Behaviour) -> None:
        """The same for requests whose system message, or else first message, has this word."""
        with self._lock:
            self._scripts[word] = list(behaviours)

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        """End all answers, close all connections and join all threads."""
        self.stopping.set()
        self._http.shutdown()
        with self._lock:
            for connection in self._sockets:
                _shut(connection)
        self._http.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def next_behaviour(self, body: JsonObject) -> Behaviour:
        told = json.dumps(body.get("messages", [""])[0], ensure_ascii=False)
        first = f"{body.get('system', '')} {told}"
        with self._lock:
            fitting = (script for word, script in self._scripts.items() if word in first)
            script = next(fitting, self._script)
            return script.pop(0) if len(script) > 1 else script[0]

    def note(self, request: Recorded) -> None:
        with self._lock:
            self.requests.append(request)
        if self.on_request is not None:
            self.on_request(request)

    def opened(self, connection: socket.socket) -> None:
        with self._lock:
            self._sockets.add(connection)

    def gone(self, connection: socket.socket) -> None:
        with self._lock:
            self._sockets.discard(connection)


class _Http(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], owner: ModelServer) -> None:
        self.owner = owner
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is nothing to print."""


class _CutError(Exception):
    """Ends an answer without its end."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.server.owner.opened(self.connection)

    def finish(self) -> None:
        self.server.owner.gone(self.connection)
        super().finish()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        self._record({})
        path = self.path.partition("?")[0]
        models = self.server.owner.models
        if path == "/api/tags":
            self._json(200, {"models": [{"model": name, "name": name} for name in models]})
        elif path.endswith("/models") and models:
            self._json(200, listing(models, anthropic="anthropic-version" in self.headers))
        else:
            self._json(404, {"error": {"message": "Not Found"}})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        try:
            body = json.loads(raw or b"{}")
        except ValueError:
            body = {"raw": raw.decode(errors="replace")}
        record = self._record(body)
        protocol = _protocol(self.path)
        try:
            if not protocol:
                self._json(404, {"error": {"message": "Not Found"}})
            else:
                self._chat(protocol, body, record)
        except (_CutError, OSError):
            self.close_connection = True
            _shut(self.connection)
        finally:
            record.closed.set()

    def _record(self, body: JsonObject) -> Recorded:
        record = Recorded(
            method=self.command,
            path=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
            at=time.time(),
        )
        self.server.owner.note(record)
        return record

    def _chat(self, protocol: str, body: JsonObject, record: Recorded) -> None:
        owner = self.server.owner
        if owner.strict and (wrong := wrong_order(protocol, body)):
            self._refuse(protocol, bad_request(wrong), body)
            return
        behaviour = owner.next_behaviour(body)
        streaming = body.get("stream", protocol == "ollama")
        match behaviour.kind:
            case "error":
                self._refuse(protocol, behaviour, body)
            case "silent":
                self._wait_for_end(record)
            case "headers_only":
                self._stream_head(protocol, behaviour)
                self._wait_for_end(record)
            case _ if streaming:
                self._stream(protocol, behaviour, body, record)
            case _:
                self._json(200, whole(protocol, behaviour, body.get("model", "")))

    def _refuse(self, protocol: str, behaviour: Behaviour, body: JsonObject) -> None:
        told = dict(behaviour.error)
        told["message"] = told["message"].replace("{model}", str(body.get("model", "")))
        headers = {"Retry-After": behaviour.retry_after} if behaviour.retry_after else {}
        answer: dict[str, Any] = {"error": told}
        if protocol == "anthropic":
            answer = {"type": "error", "error": told}
        elif protocol == "ollama":
            answer = {"error": told["message"]}
        self._json(behaviour.status, answer, headers)

    def _json(self, status: int, value: object, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, content in (headers or {}).items():
            self.send_header(name, content)
        self.end_headers()
        self.wfile.write(data)

    def _stream_head(self, protocol: str, behaviour: Behaviour) -> None:
        kind = "application/x-ndjson" if protocol == "ollama" else "text/event-stream"
        self.send_response(200)
        self.send_header("Content-Type", behaviour.content_type or kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _stream(
        self, protocol: str, behaviour: Behaviour, body: JsonObject, record: Recorded
    ) -> None:
        self._stream_head(protocol, behaviour)
        self._pause(behaviour.first_pause, record)
        waiting = bytearray()
        for event in events(protocol, behaviour, str(body.get("model", ""))):
            if event is CUT:
                self._write(waiting)
                raise _CutError
            if event is STALL:
                self._write(waiting)
                self._wait_for_end(record)
                raise _CutError
            waiting += b"%x\r\n%b\r\n" % (len(event), event)
            if behaviour.pause or len(waiting) > _JOINED:
                self._write(waiting)
                self._pause(behaviour.pause, record)
        waiting += b"0\r\n\r\n"
        self._write(waiting)

    def _write(self, data: bytearray) -> None:
        self.wfile.write(bytes(data))
        data.clear()

    def _pause(self, seconds: float, record: Recorded) -> None:
        if seconds and self._gone(seconds):
            record.closed.set()
            raise _CutError

    def _wait_for_end(self, record: Recorded) -> None:
        while not self.server.owner.stopping.is_set():
            if self._gone(0.02):
                break
        record.closed.set()
        raise _CutError

    def _gone(self, seconds: float) -> bool:
        """Wait; return whether the client closed its end meanwhile, or the server stops."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self.server.owner.stopping.is_set():
                return True
            ready, _, _ = select.select([self.connection], [], [], min(left, 0.05))
            if ready:
                try:
                    return not self.connection.recv(1, socket.MSG_PEEK)
                except OSError:
                    return True
        return False


def _protocol(path: str) -> str:
    path = path.partition("?")[0]
    if path.endswith("/chat/completions"):
        return "openai"
    if path.endswith("/v1/messages"):
        return "anthropic"
    return "ollama" if path == "/api/chat" else ""


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def main() -> None:
    """Serve until terminated."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--behaviour", default="text", help="names, separated by commas")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fragments", type=int)
    parser.add_argument("--pause", type=float)
    parser.add_argument("--first-pause", type=float)
    parser.add_argument("--after", type=int)
    parser.add_argument("--retry-after")
    parser.add_argument("--text", help="the reply")
    parser.add_argument("--text-file", help="a file with the reply")
    parser.add_argument("--characters", type=int, help="repeat the reply up to this length")
    parser.add_argument("--models", default="test-model,other-model")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--forever", action="store_true", help="do not watch standard input")
    options = parser.parse_args()
    server = ModelServer(
        *(chosen(name, options) for name in options.behaviour.split(",")),
        strict=options.strict,
        models=tuple(options.models.split(",")),
        port=options.port,
    )
    server.on_request = _print
    with server:
        print(server.url, flush=True)  # noqa: T201
        try:
            if options.forever:
                threading.Event().wait()
            else:
                sys.stdin.read()
        except KeyboardInterrupt:
            pass


def _print(request: Recorded) -> None:
    told = {"method": request.method, "path": request.path, "body": request.body}
    print(json.dumps(told, ensure_ascii=False), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
