"""An MCP server over stdio without any library, so that it starts at once: `plain.py BEHAVIOUR`."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcS"
    "JAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
EMPTY: dict[str, object] = {"type": "object", "properties": {}}
TEXT = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
TOOLS: list[dict[str, Any]] = [
    {
        "name": "echo",
        "description": "Says it again",
        "inputSchema": TEXT,
        "annotations": {"readOnlyHint": True},
    },
    {"name": "write.file", "inputSchema": TEXT, "annotations": {"destructiveHint": True}},
    {"name": "picture", "inputSchema": EMPTY},
    {"name": "silent_failure", "inputSchema": EMPTY},
    {"name": "nothing", "inputSchema": EMPTY},
    {"name": "structured", "inputSchema": EMPTY},
    {"name": "environment", "inputSchema": TEXT},
    {"name": "sleep", "inputSchema": EMPTY},
    {"name": "die", "inputSchema": EMPTY},
    {"name": "huge", "inputSchema": EMPTY},
    {"name": "refuse", "inputSchema": EMPTY},
    {"name": "cancelled", "inputSchema": EMPTY},
    {"name": "pid", "inputSchema": EMPTY},
    {"name": "another", "inputSchema": EMPTY},
]
cancelled: list[int] = []
lock = threading.Lock()


class RefusedError(Exception):
    """Answered as an error of the protocol."""


def send(message: dict[str, Any]) -> None:
    with lock:
        sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        sys.stdout.flush()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_error(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def text(words: str, *, failed: bool = False) -> dict[str, Any]:
    return {"content": [{"type": "text", "text": words}], "isError": failed}


def die() -> None:
    say_error("something broke badly")
    os._exit(3)


def add_tool() -> dict[str, Any]:
    TOOLS.append({"name": "new_one", "inputSchema": EMPTY})
    send({"method": "notifications/tools/list_changed"})
    return text("added")


CALLS: dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]] = {
    "echo": lambda arguments: text(arguments["text"]),
    "picture": lambda _: {
        "content": [
            {"type": "text", "text": "Look:"},
            {"type": "image", "data": PIXEL, "mimeType": "image/png"},
        ]
    },
    "silent_failure": lambda _: text("", failed=True),
    "nothing": lambda _: {"content": []},
    "structured": lambda _: {"content": [], "structuredContent": {"degrees": 21}},
    "environment": lambda arguments: text(os.environ.get(arguments["text"], "(unset)")),
    "sleep": lambda _: None,
    "die": lambda _: die(),
    "huge": lambda _: text("x" * 3_000_000),
    "cancelled": lambda _: text(json.dumps(cancelled)),
    "pid": lambda _: text(str(os.getpid())),
    "another": lambda _: add_tool(),
}


def call(params: dict[str, Any]) -> dict[str, Any] | None:
    if params["name"] not in CALLS:
        raise RefusedError(f"no such tool: {params['name']}")
    return CALLS[params["name"]](params.get("arguments") or {})


def greet(params: dict[str, Any]) -> dict[str, Any]:
    return {
        "protocolVersion": params["protocolVersion"],
        "capabilities": {"tools": {"listChanged": True}, "prompts": {}, "resources": {}},
        "serverInfo": {"name": "plain", "version": "1.0"},
    }


def list_tools(params: dict[str, Any]) -> dict[str, Any]:
    half = len(TOOLS) // 2
    if not params.get("cursor"):
        return {"tools": TOOLS[:half], "nextCursor": "rest"}
    return {"tools": TOOLS[half:]}


def list_prompts(params: dict[str, Any]) -> dict[str, Any]:
    argument = {"name": "topic", "required": True}
    return {"prompts": [{"name": "explain", "arguments": [argument]}]}


def get_prompt(params: dict[str, Any]) -> dict[str, Any]:
    content = {"type": "text", "text": f"Explain {params['arguments']['topic']}."}
    return {"messages": [{"role": "user", "content": content}]}


def list_resources(params: dict[str, Any]) -> dict[str, Any]:
    rows = [("memo://one", "One", "text/plain"), ("memo://two", "Two", "image/png")]
    return {"resources": [{"uri": u, "name": n, "mimeType": m} for u, n, m in rows]}


def read_resource(params: dict[str, Any]) -> dict[str, Any]:
    uri = params["uri"]
    if uri == "memo://one":
        return {"contents": [{"uri": uri, "mimeType": "text/plain", "text": "the memo"}]}
    if uri == "memo://two":
        blob = base64.b64encode(b"\x00\x01").decode()
        return {"contents": [{"uri": uri, "mimeType": "image/png", "blob": blob}]}
    raise RefusedError("no such resource")


METHODS: dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]] = {
    "initialize": greet,
    "tools/list": list_tools,
    "tools/call": call,
    "prompts/list": list_prompts,
    "prompts/get": get_prompt,
    "resources/list": list_resources,
    "resources/read": read_resource,
    "ping": lambda _: {},
}


def answer(method: str, params: dict[str, Any]) -> dict[str, Any] | None:
    if method not in METHODS:
        raise RefusedError(f"no such method: {method}")
    return METHODS[method](params)


def serve(*, babble: bool = False) -> None:
    for line in sys.stdin:
        message = json.loads(line)
        if message.get("method") == "notifications/cancelled":
            cancelled.append(message["params"]["requestId"])
        if "id" not in message or "method" not in message:
            continue
        if babble:
            say("Just so that you know: all is well")
        try:
            result = answer(message["method"], message.get("params") or {})
        except RefusedError as error:
            send({"id": message["id"], "error": {"code": -32601, "message": str(error)}})
            continue
        if result is not None:
            send({"id": message["id"], "result": result})


def hang() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(1)


def wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.01)


def main() -> None:
    behaviour = sys.argv[1] if len(sys.argv) > 1 else "good"
    if len(sys.argv) > 2 and behaviour not in ("slow", "naming"):
        Path(sys.argv[2]).write_text(str(os.getpid()))
    match behaviour:
        case "hung":
            hang()
        case "crash":
            say_error("ModuleNotFoundError: No module named 'weather'")
            sys.exit(2)
        case "wrong":
            for line in sys.stdin:
                say(f"Unknown command: {line.strip()[:20]}")
        case "slow":
            wait_for(Path(sys.argv[2]))
            serve()
        case "naming":
            TOOLS[:] = [{"name": name, "inputSchema": EMPTY} for name in sys.argv[2:]]
            serve()
        case "grandchild":
            code = "import time; time.sleep(600)"
            subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.DEVNULL)
            serve()
        case _:
            say_error("plain server on stdio")
            serve(babble=behaviour == "babble")


if __name__ == "__main__":
    main()
