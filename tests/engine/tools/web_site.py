"""A small web site on this computer, with pages that behave and pages that do not."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html><head><title>A  page</title><style>p { color: red }</style>
<script>document.write("<p>no</p>")</script></head><body><nav><a href="/top">Top</a></nav>
<h1>Head &amp; shoulders</h1><p>Some <b>bold</b>
words.<br>Next.</p><ul><li>one<li>two <a href="sub/x?a=1">link</a></ul></body></html>"""


@dataclass
class Site:
    """`heard` are the requests: their paths and Host headers."""

    port: int
    heard: list[tuple[str, str]] = field(default_factory=list)

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


Answer = tuple[int, dict[str, str], bytes]


def _answers(site: Site) -> dict[str, Callable[[], Answer]]:
    html = {"Content-Type": "text/html; charset=utf-8"}
    return {
        "/": lambda: (200, html, PAGE.encode()),
        "/latin": lambda: (
            200,
            {"Content-Type": "text/html"},
            '<meta charset="latin-1"><p>größe'.encode("latin-1"),
        ),
        "/json": lambda: (200, {"Content-Type": "application/json"}, b'{"a": 1}'),
        "/text": lambda: (200, {"Content-Type": "text/plain"}, b"0123456789" * 10_000),
        "/picture": lambda: (200, {"Content-Type": "image/png"}, b"\x89PNG"),
        "/large": lambda: (200, {"Content-Type": "text/plain"}, b"x" * 6_000_000),
        "/bomb": lambda: (
            200,
            {"Content-Type": "text/plain", "Content-Encoding": "gzip"},
            gzip.compress(b"x" * 100_000_000),
        ),
        "/scripts": lambda: (200, html, b"<script>all()</script>"),
        "/hop": lambda: (302, {"Location": "/"}, b""),
        "/loop": lambda: (302, {"Location": "/loop"}, b""),
        "/elsewhere": lambda: (307, {"Location": site.at("/", "inner.test")}, b""),
        "/file": lambda: (302, {"Location": "file:///etc/passwd"}, b""),
        "/gone": lambda: (410, {}, b"gone"),
    }


@contextmanager
def web_site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            site.heard.append((path, self.headers["Host"]))
            status, headers, body = answers.get(path, lambda: (404, {}, b""))()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return  # the reader has had enough

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = Site(server.server_address[1])
        answers = _answers(site)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def mute_port() -> Iterator[int]:
    """Someone listens and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
