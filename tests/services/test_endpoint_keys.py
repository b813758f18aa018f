"""A key goes to the server it was given for, and to no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gui.model.endpoint import Endpoint, Protocol
from gui.services.discovery import found_in_environment
from gui.services.endpoint_keys import EndpointKeys
from gui.services.endpoints import Endpoints
from gui.services.model_catalog import ModelCatalog
from gui.services.secrets import KeyPlace, Secrets
from gui.services.settings import Settings

THERE = Endpoint(
    id="there", name="There", protocol=Protocol.OPENAI, base_url="https://host/v1", models=("m",)
)
NAMED = replace(THERE, key_variable="OPENAI_API_KEY", base_url="")


def keys(folder: Path, **environ: str) -> EndpointKeys:
    return EndpointKeys(Secrets(folder / "keys.json"), environ=environ)


async def test_a_kept_key_stays_with_its_server(tmp_path: Path) -> None:
    secrets = Secrets(tmp_path / "keys.json")
    await secrets.set(THERE, "k", place=KeyPlace.FILE)
    for used in (EndpointKeys(secrets, environ={}), keys(tmp_path)):
        assert await used.find(THERE) == "k"
        assert await used.find(replace(THERE, base_url="https://host/other")) == "k"
        for address in ("https://evil.example/v1", "http://host/v1", "https://host:1/v1", ""):
            assert await used.find(replace(THERE, base_url=address)) is None
        assert await used.find(replace(THERE, needs_key=False)) is None
        assert await used.find(replace(THERE, id="")) is None


async def test_the_catalog_asks_for_a_key_again_after_a_change_of_address(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    endpoints = Endpoints(settings)
    secrets = Secrets(tmp_path / "keys.json")
    catalog = ModelCatalog(endpoints, secrets, environ={})
    endpoints.put(THERE)
    await secrets.set(THERE, "k", place=KeyPlace.THIS_RUN)
    assert await catalog.key("there") == "k"
    endpoints.put(replace(THERE, base_url="https://evil.example/v1"))
    assert await catalog.key("there") is None
    await settings.flush()


@pytest.mark.parametrize(
    ("address", "base", "used"),
    [
        ("", "", True),
        ("https://api.openai.com/v1", "", True),
        ("", "https://gateway.example/v1", False),
        ("https://gateway.example/v1", "https://gateway.example", True),
        ("https://gateway.example/v1", "https://me:pw@gateway.example/v1", True),
        ("https://gateway.example/v1", "", False),
        ("https://gateway.example/v1", "http://[bad", False),
        ("http://127.0.0.1:8000/v1", "http://localhost:9000/v1", True),
        ("http://127.evil.example/v1", "http://127.0.0.1:9000/v1", False),
    ],
)
async def test_a_key_of_the_environment_goes_where_the_environment_says(
    tmp_path: Path, *, address: str, base: str, used: bool
) -> None:
    found = keys(tmp_path, OPENAI_API_KEY=" k\n", OPENAI_BASE_URL=base)
    assert await found.find(replace(NAMED, base_url=address)) == ("k" if used else None)


async def test_other_variables_and_other_protocols_get_nothing(tmp_path: Path) -> None:
    found = keys(tmp_path, OPENAI_API_KEY="k", PATH="/bin", ANTHROPIC_API_KEY="a")
    assert await found.find(replace(NAMED, key_variable="PATH")) is None
    assert await found.find(replace(NAMED, protocol=Protocol.ANTHROPIC)) is None
    assert await found.find(replace(NAMED, key_variable="ANTHROPIC_API_KEY")) is None


def take_over(settings: Settings, **environ: str) -> dict[str, Endpoint]:
    endpoints = Endpoints(settings)
    for found in found_in_environment(environ):
        endpoints.put(found.endpoint)
    return {endpoint.id: endpoint for endpoint in endpoints.list()}


async def test_the_environment_changes_between_two_starts(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    settings = Settings(file)
    first = take_over(settings, OPENAI_API_KEY="k", OPENAI_BASE_URL="https://one.example/v1")
    await settings.flush()
    (one,) = first

    again = Settings(file)
    second = take_over(again, OPENAI_API_KEY="k")
    assert second[one] == first[one]
    assert {e.base_url for e in second.values()} == {"https://one.example/v1", ""}
    assert await keys(tmp_path, OPENAI_API_KEY="k").find(second[one]) is None

    third = take_over(again, OPENAI_API_KEY="k", OPENAI_BASE_URL="https://two.example/v1")
    assert third[one] == first[one]
    assert len(third) == 3
    await again.flush()


async def test_a_server_on_this_computer_may_change_its_port(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    first = take_over(settings, OPENAI_API_KEY="k", OPENAI_BASE_URL="http://127.0.0.1:1/v1")
    second = take_over(settings, OPENAI_API_KEY="k", OPENAI_BASE_URL="http://localhost:2/v1")
    assert set(first) == set(second) == {"environment-openai-this-computer"}
    assert [e.base_url for e in second.values()] == ["http://localhost:2/v1"]
    await settings.flush()
