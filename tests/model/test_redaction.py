"""Keys are taken out of texts; other words stay."""

from __future__ import annotations

import time

import pytest

from gui.model.redaction import HIDDEN, redacted


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect API key provided: sk-abc123def456.",
        "Incorrect API key provided: abc123def456. See our page.",
        "The api_key that was given = 'abc123def456'",
        "Wrong token abc123def456",
        "invalid secret: abc123def456",
        "Authorization: Bearer abc123def456.ijkl",
        "Authorization: Basic abc123def456",
        "x-api-key: abc123def456",
        "nvapi-abc123def456",
        "key-abc123def456",
        "key_abc123def456",
        "https://host/path?key=AIzaSyAabc123def456",
        "https://host/path?x=1&key=abc123def456&y",
        "http://me:abc123def456@host/v1",
        "http://abc123def456@host/v1",
        "{'api_key': 'abc123def456'}",
        'OPENAI_API_KEY="abc123def456"',
    ],
)
def test_keys_are_taken_out(text: str) -> None:
    clean = redacted(text)
    assert HIDDEN in clean
    assert "abc123" not in clean


def test_the_key_itself_is_taken_out_however_it_looks() -> None:
    assert redacted("wrong my-own-odd-key here", " my-own-odd-key\n") == f"wrong {HIDDEN} here"
    assert redacted("a word", "word") == "a word"


@pytest.mark.parametrize(
    "text",
    [
        "clean-up: answers took 0.01 s",
        "session 018f-abc was idle",
        "KeyError: 'some_long_name'",
        "The key was refused for model gpt-4.1-mini-2025-04-14",
        "maximum context length is 128000 tokens, you asked for 130000 tokens",
        "max_tokens: 8192",
        "failed: key_refused, host example.org",
        "https://host:8443/v1/models",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "using {} now",
        "Authorization: Bearer {}",
        "{{'api_key': '{}'}}",
        "OPENAI_API_KEY={}",
        'x-api-key: "{}"',
        "https://user:{}@host/path",
    ],
)
@pytest.mark.parametrize("key", ["sk-proj-abcDEF123456789", "sk-ant-api03-abc_DEF-1234567890"])
def test_keys_are_taken_out_of_lines(line: str, key: str) -> None:
    assert key not in redacted(line.format(key))
    assert HIDDEN in redacted(line.format(key))


@pytest.mark.parametrize("key", ["0123456789abcdef0123456789abcdef", "QUJDREVGR0hJSktMTU5P+/=="])
def test_long_values_behind_the_word_key_are_hidden(key: str) -> None:
    assert key not in redacted(f"api key={key}")
    assert key not in redacted(f"token: {key}")


@pytest.mark.parametrize("unit", ["a", "sk-", "key", "key_", "key/", "key ", "token error "])
def test_a_long_word_does_not_hold_up_the_window(unit: str) -> None:
    """Whoever writes to a log or an error has the interpreter stand still for as long as this."""
    before = time.perf_counter()
    redacted(unit * (16_000 // len(unit)))
    assert time.perf_counter() - before < 1.0
