"""Addresses: which are one and the same server, and what is taken out of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.address import is_loopback, origin_of, without_user_info
from gui.model.endpoint import Endpoint, Protocol


def origin(address: str, protocol: Protocol = Protocol.OPENAI) -> str:
    return origin_of(Endpoint(id="x", name="X", protocol=protocol, base_url=address))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", "https://api.openai.com/v1"),
        ("https://host/v1", "HTTPS://HOST:443/other"),
        ("http://host/v1", "http://host:80"),
        ("http://127.0.0.1:8000/v1", "http://localhost:9000"),
        ("http://127.0.0.1:8000/v1", "http://[::1]:1"),
    ],
)
def test_the_same_server(one: str, other: str) -> None:
    assert origin(one) == origin(other) != ""


@pytest.mark.parametrize(
    "other",
    [
        "http://host/v1",
        "https://host:8443/v1",
        "https://host.evil.example/v1",
        "https://host.",
        "",
        "http://127.0.0.1",
    ],
)
def test_another_server(other: str) -> None:
    assert origin("https://host/v1") != origin(other)


def test_each_provider_has_an_address_of_its_own() -> None:
    own = {origin("", protocol) for protocol in (Protocol.OPENAI, Protocol.ANTHROPIC)}
    assert own == {"https://api.openai.com:443", "https://api.anthropic.com:443"}


@pytest.mark.parametrize(
    "address",
    [
        "host/v1",
        "ftp://host",
        "https://",
        "http://host:port",
        "http://[bad",
        "https://me:secret@host",
        "https://host\\@evil.example",
        "https://host\\.evil.example",
        "https://a b",
    ],
)
def test_what_is_no_plain_address_has_no_origin(address: str) -> None:
    assert origin(address) == ""


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1", "http://127.8.9.1", "https://LOCALHOST/v1", "http://[::1]:3"]
)
def test_this_computer(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.evil.example",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://127.0.0.1@evil.example",
        "http://10.0.0.1",
        "http://[bad",
        "",
    ],
)
def test_another_computer(address: str) -> None:
    assert not is_loopback(address)


def test_user_names_and_passwords_are_taken_out() -> None:
    assert without_user_info("http://me:secret@host:1/v1?x#y") == "http://host:1/v1?x#y"
    assert without_user_info("http://a@b@host") == "http://host"
    assert without_user_info("http://host/a@b") == "http://host/a@b"
    assert without_user_info("me:secret@host/v1") == "host/v1"
    assert "secret" not in without_user_info("http://me:secret@[bad")


@given(st.text() | st.from_regex(r"https?://[a-z@:\\/\[\]%.0-9]*", fullmatch=True))
def test_any_text_is_judged(address: str) -> None:
    assert isinstance(origin(address), str)
    assert isinstance(is_loopback(address), bool)
    assert "@" not in origin(without_user_info(address))
