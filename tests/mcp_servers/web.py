"""A server of the library itself: `web.py stdio`, or `web.py http|sse PORT [TOKEN]` on loopback."""

from __future__ import annotations

import sys

import uvicorn
from mcp.server.fastmcp import FastMCP
from mcp.types import ToolAnnotations
from starlette.types import ASGIApp, Receive, Scope, Send


def made() -> FastMCP:
    server = FastMCP("web", stateless_http=False)

    @server.tool(annotations=ToolAnnotations(readOnlyHint=True))
    def add(a: int, b: int) -> int:
        """Adds two numbers."""
        return a + b

    @server.prompt()
    def greet(name: str) -> str:
        """Greets somebody."""
        return f"Say hello to {name}."

    @server.resource("memo://today")
    def today() -> str:
        """What is on today."""
        return "Nothing."

    return server


class Doorman:
    """Lets in who shows the token."""

    def __init__(self, inner: ASGIApp, token: str) -> None:
        self._inner = inner
        self._token = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = dict(scope.get("headers", ())).get(b"authorization") == self._token
        if scope["type"] != "http" or known:
            await self._inner(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 401, "headers": []})
        await send({"type": "http.response.body", "body": b"who are you?"})


def main() -> None:
    transport, *rest = sys.argv[1:]
    server = made()
    if transport == "stdio":
        server.run("stdio")
        return
    port, *token = rest
    app: ASGIApp = server.sse_app() if transport == "sse" else server.streamable_http_app()
    if token:
        app = Doorman(app, token[0])
    config = uvicorn.Config(
        app, host="127.0.0.1", port=int(port), log_level="warning", timeout_graceful_shutdown=1
    )
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main()
