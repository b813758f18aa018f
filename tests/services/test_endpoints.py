"""Endpoints: kept with the settings, without keys; the guide is always there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.endpoint import GUIDE_ENDPOINT_ID, GUIDE_REF, Abilities, Endpoint, ModelRef, Protocol
from gui.services.endpoints import ENDPOINTS, GUIDE, Endpoints
from gui.services.model_catalog import ModelCatalog
from gui.services.presets import read_presets
from gui.services.secrets import KeyPlace, Secrets
from gui.services.settings import Settings

LOCAL = Endpoint(
    id="local",
    name="Here",
    protocol=Protocol.OPENAI,
    base_url="http://127.0.0.1:1",
    models=("a", "b"),
    needs_key=False,
    stream_usage=False,
    send_names=True,
    connect_timeout=3.0,
    read_timeout=30.0,
    abilities={"a": Abilities(vision=True, function_calling=False, family="gpt-4o")},
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


async def test_they_come_back_as_they_were(settings: Settings, tmp_path: Path) -> None:
    Endpoints(settings).add(LOCAL)
    await settings.flush()
    assert Endpoints(Settings(tmp_path / "settings.json")).list() == (LOCAL,)


async def test_add_update_put_and_remove(settings: Settings) -> None:
    endpoints = Endpoints(settings)
    heard: list[int] = []
    endpoints.subscribe(lambda: heard.append(1))
    added = endpoints.add(replace(LOCAL, id=""))
    assert added.id
    endpoints.update(replace(added, name="There"))
    assert endpoints.get(added.id) == replace(added, name="There")
    endpoints.put(LOCAL)
    endpoints.remove(added.id)
    assert endpoints.list() == (LOCAL,)
    assert len(heard) == 4
    with pytest.raises(LookupError):
        endpoints.update(added)
    with pytest.raises(LookupError):
        endpoints.update(GUIDE)
    await settings.flush()


async def test_the_default_is_the_choice_then_the_first_model_then_the_guide(
    settings: Settings,
) -> None:
    endpoints = Endpoints(settings)
    assert endpoints.get(GUIDE_ENDPOINT_ID) == GUIDE
    assert endpoints.default_model() == GUIDE_REF
    endpoints.add(LOCAL)
    assert endpoints.default_model() == ModelRef(endpoint_id="local", model="a")
    endpoints.set_default_model(ModelRef(endpoint_id="local", model="b"))
    assert endpoints.default_model().model == "b"
    endpoints.remove("local")
    assert endpoints.default_model() == GUIDE_REF
    await settings.flush()


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(
    st.fixed_dictionaries(
        {"id": st.just("x"), "protocol": st.just("openai")},
        optional=dict.fromkeys(
            ("name", "models", "abilities", "read_timeout", "base_url", "key_variable"),
            json_values,
        ),
    )
)
def test_rows_that_somebody_edited_never_stop_a_start(row: dict[str, object]) -> None:
    settings = Settings(Path("there is no such file"))
    settings._values[ENDPOINTS] = [row, {"id": 7}, "nonsense"]  # type: ignore[list-item]
    (endpoint,) = Endpoints(settings).list()
    assert 0 < endpoint.read_timeout < float("inf")


@pytest.mark.parametrize(
    "row",
    [
        {"id": "x", "protocol": ["openai"]},
        {"id": "x", "protocol": {"openai": 1}},
        {"id": "x", "protocol": None},
        {"id": "x", "protocol": "telepathy"},
        {"id": ["x"], "protocol": "openai"},
        {"id": "", "protocol": "openai"},
    ],
)
def test_a_row_that_names_no_endpoint_is_left_out(row: dict[str, object]) -> None:
    settings = Settings(Path("there is no such file"))
    settings._values[ENDPOINTS] = [row]  # type: ignore[list-item]
    assert Endpoints(settings).list() == ()


@pytest.mark.parametrize(
    "seconds", [float("nan"), float("inf"), pytest.param(10**400, id="huge"), -1, True, "5"]
)
def test_a_time_that_is_none_is_the_usual_one(seconds: object) -> None:
    settings = Settings(Path("there is no such file"))
    row = {"id": "x", "protocol": "openai", "read_timeout": seconds}
    settings._values[ENDPOINTS] = [row]  # type: ignore[list-item]
    assert Endpoints(settings).list()[0].read_timeout == 120.0


async def test_a_password_in_an_address_is_not_kept(settings: Settings, tmp_path: Path) -> None:
    endpoints = Endpoints(settings)
    endpoints.put(replace(LOCAL, base_url="http://me:secret@host/v1"))
    await settings.flush()
    assert "secret" not in (tmp_path / "settings.json").read_text()
    assert endpoints.list()[0].base_url == "http://host/v1"


async def test_the_catalog_finds_keys_where_they_are(settings: Settings, tmp_path: Path) -> None:
    endpoints = Endpoints(settings)
    secrets = Secrets(tmp_path / "keys.json")
    catalog = ModelCatalog(endpoints, secrets, environ={"OPENAI_API_KEY": "from-the-environment"})
    endpoints.add(LOCAL)
    endpoints.add(replace(LOCAL, id="env", base_url="", key_variable="OPENAI_API_KEY"))
    kept = endpoints.add(replace(LOCAL, id="kept", needs_key=True))
    await secrets.set(kept, "a kept key", place=KeyPlace.THIS_RUN)
    assert await catalog.key("local") is None
    assert await catalog.key("env") == "from-the-environment"
    assert await catalog.key("kept") == "a kept key"
    assert await catalog.key("nothing") is None
    assert catalog.endpoint("nothing") is None
    assert catalog.default_model().endpoint_id == "local"
    await settings.flush()
    assert "kept key" not in (tmp_path / "settings.json").read_text()


def test_presets_are_complete() -> None:
    presets = {preset.id: preset for preset in read_presets()}
    assert list(presets) == [
        "openai", "anthropic", "ollama", "deepseek", "gemini", "mistral", "moonshot",
        "openrouter", "qwen", "zhipu", "lm_studio", "llama_cpp", "vllm", "custom",
    ]  # fmt: skip
    for preset in presets.values():
        assert not preset.base_url.endswith("/")
        assert preset.base_url == "" or preset.base_url.startswith(("https://", "http://127.0.0.1"))
        if preset.needs_key and preset.id != "custom":
            assert preset.key_page.startswith("https://")
            assert preset.key_variable
        assert preset.endpoint().id == ""
