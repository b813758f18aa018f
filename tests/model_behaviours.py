"""What the model server of the tests can do with a request: replies, refusals, and misbehaviour."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field, replace

DEFAULT_TEXT = "Hello from the model: 你好, **world**."
CONTEXT_WORDS = "This model's maximum context length is 8192 tokens. (context_length_exceeded)"


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """What one chat request gets. Made by the functions below; `replace` changes details."""

    kind: str = "reply"  # reply | error | silent | headers_only
    text: str = DEFAULT_TEXT
    fragments: int = 8
    pause: float = 0.0  # seconds between fragments
    first_pause: float = 0.0  # seconds before the first one
    thoughts: str = ""
    tool_calls: tuple[tuple[str, str], ...] = ()  # name and JSON arguments
    call_ids: tuple[str, ...] = ()  # in OpenAI's stream; counted where there are none
    usage: tuple[int, int] | None = (11, 7)
    finish: str = "stop"  # in OpenAI's words
    status: int = 200
    error: dict[str, str] = field(default_factory=dict)  # code, type, message
    retry_after: str = ""
    after: int | None = None  # fragments until `then` happens
    then: str = ""  # cut | cut_clean | stall | malformed | error
    content_type: str = ""


def text(text: str = DEFAULT_TEXT, *, fragments: int = 8, pause: float = 0.0) -> Behaviour:
    """A good reply in `fragments` pieces."""
    return Behaviour(text=text, fragments=fragments, pause=pause)


def thoughts(thought: str = "Let me think.", text: str = DEFAULT_TEXT) -> Behaviour:
    """Thoughts in the provider's own field, then a reply."""
    return Behaviour(thoughts=thought, text=text)


def tools(*calls: tuple[str, str], text: str = "") -> Behaviour:
    """Calls of tools, each a name and JSON arguments."""
    return Behaviour(tool_calls=calls, text=text, finish="tool_calls")


def error(status: int, message: str, *, code: str = "", type: str = "error") -> Behaviour:  # noqa: A002
    """Any refusal."""
    told = {"message": message, "code": code, "type": type}
    return Behaviour(kind="error", status=status, error=told)


def key_refused() -> Behaviour:
    return error(401, "Incorrect API key provided.", code="invalid_api_key")


def forbidden() -> Behaviour:
    return error(403, "Your country is not supported.", type="permission_error")


def no_model() -> Behaviour:
    return error(404, "The model `{model}` does not exist", code="model_not_found")


def no_path() -> Behaviour:
    return error(404, "Not Found")


def rate_limited(*, retry_after: str = "") -> Behaviour:
    refused = error(429, "Rate limit reached.", type="rate_limit_error", code="rate_limit_exceeded")
    return replace(refused, retry_after=retry_after)


def quota() -> Behaviour:
    return error(429, "You exceeded your current quota.", code="insufficient_quota")


def server_error(status: int = 500) -> Behaviour:
    return error(status, "The server had an error.", type="server_error")


def too_long() -> Behaviour:
    return error(400, CONTEXT_WORDS, code="context_length_exceeded", type="invalid_request_error")


def bad_request(message: str = "Something is wrong with this request.") -> Behaviour:
    return error(400, message, type="invalid_request_error")


def no_stream_options() -> Behaviour:
    return bad_request("Unrecognized request argument supplied: stream_options")


def filtered() -> Behaviour:
    """A reply that was filtered away whole."""
    return Behaviour(text="", fragments=0, finish="content_filter")


def cut(*, after: int = 3, clean: bool = False) -> Behaviour:
    """The connection ends in mid-stream; `clean` ends it as if the reply were complete."""
    return Behaviour(after=after, then="cut_clean" if clean else "cut")


def malformed(*, after: int = 3) -> Behaviour:
    """A chunk that is no JSON, between good ones."""
    return Behaviour(after=after, then="malformed")


def error_event(*, after: int = 3) -> Behaviour:
    """An error told inside a stream that began well."""
    told = {"message": "Overloaded", "type": "overloaded_error", "code": "server_error"}
    return Behaviour(after=after, then="error", error=told)


def silent() -> Behaviour:
    """The request is taken, and nothing ever comes."""
    return Behaviour(kind="silent")


def headers_only() -> Behaviour:
    """Status 200 and headers, and nothing ever comes."""
    return Behaviour(kind="headers_only")


def stall(*, after: int = 3) -> Behaviour:
    """Some fragments, and then nothing, with the connection open."""
    return Behaviour(after=after, then="stall")


def empty() -> Behaviour:
    """A reply that ends at once, without a word."""
    return Behaviour(text="", fragments=0)


BEHAVIOURS: dict[str, Callable[[], Behaviour]] = {
    "text": text,
    "thoughts": thoughts,
    "key_refused": key_refused,
    "forbidden": forbidden,
    "no_model": no_model,
    "no_path": no_path,
    "rate_limited": rate_limited,
    "quota": quota,
    "server_error": server_error,
    "too_long": too_long,
    "bad_request": bad_request,
    "no_stream_options": no_stream_options,
    "filtered": filtered,
    "cut": cut,
    "cut_clean": lambda: cut(clean=True),
    "malformed": malformed,
    "error_event": error_event,
    "silent": silent,
    "headers_only": headers_only,
    "stall": stall,
    "empty": empty,
    "tools": lambda: tools(("date_and_time", "{}")),
}


def chosen(name: str, options: argparse.Namespace) -> Behaviour:
    """The behaviour of this name, with what the command line says of it."""
    behaviour = BEHAVIOURS[name]()
    reply = options.text
    if options.text_file:
        with open(options.text_file, encoding="utf-8") as file:  # noqa: PTH123
            reply = file.read()
    if options.characters:
        reply = reply or DEFAULT_TEXT + "\n"
        reply = (reply * (options.characters // len(reply) + 1))[: options.characters]
    elif options.fragments and not reply:
        reply = "word " * options.fragments
    wanted = {
        "text": reply if behaviour.text else None,
        "fragments": options.fragments if behaviour.text else None,
        "pause": options.pause,
        "first_pause": options.first_pause,
        "after": options.after if behaviour.then else None,
        "retry_after": options.retry_after if behaviour.status == 429 else None,
    }
    return replace(behaviour, **{key: value for key, value in wanted.items() if value is not None})
