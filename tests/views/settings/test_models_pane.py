"""Adding, editing, testing and removing providers, by clicking, with real settings and keys."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from gui.engine.autogen_engine import AutoGenEngine
from gui.model.endpoint import GUIDE_REF, Abilities, Endpoint, ModelRef, Protocol
from gui.model.plan import EndpointReport
from gui.model.problem import Problem, ProblemKind
from gui.qt.form_controls import Choices, Lines, Number, SecretLine, Switch, TextLine
from gui.services.secrets import KeyPlace
from gui.views.settings.settings_page import SettingsPage
from tests.model_behaviours import key_refused, text
from tests.model_servers import ModelServer
from tests.views.settings.bench import (
    Bench,
    NoKeyring,
    choose,
    click,
    find,
    is_shown,
    open_bench,
    says,
    shown,
)
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

OLLAMA = Endpoint(
    id="local",
    name="Ollama",
    protocol=Protocol.OLLAMA,
    base_url="http://127.0.0.1:11434",
    models=("qwen3:8b",),
    needs_key=False,
)
GATEWAY = Endpoint(
    id="gateway",
    name="Company gateway",
    protocol=Protocol.OPENAI,
    base_url="https://llm.internal/v1",
    models=("m-1", "m-2"),
)
SECRET = "sk-test-1234567890-4f2a"


def models_page(bench: Bench) -> SettingsPage:
    page = SettingsPage(bench.parts)
    page.show_page("models")
    return page


def type_key(page: QWidget, key: str) -> None:
    QTest.keyClicks(find(page, SecretLine, "key").line, key)


def connections_to(port: int | None) -> list[object]:
    """What this process still holds open towards `port`."""
    held = psutil.Process().net_connections(kind="tcp")
    return [each for each in held if each.raddr and each.raddr.port == port]


def test_a_provider_is_added_tested_and_saved(
    run: Run, qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(models_page(bench)) as page:
            assert says(page, "No provider yet")
            click(page, "addProviderButton")
            await until(lambda: is_shown(page, "providerEditor"))
            choose(page, "preset", "custom")
            name = find(page, TextLine, "name")
            name.selectAll()
            QTest.keyClicks(name, "Mine")
            QTest.keyClicks(find(page, TextLine, "address"), "http://127.0.0.1:9/v1/")
            type_key(page, SECRET)
            click(page, "testProviderButton")
            await until(lambda: says(page, "Ready · 2 models · 0.4 s"))
            assert find(page, Lines, "models").toPlainText() == "first\nsecond"
            click(page, "saveProviderButton")
            await until(lambda: not is_shown(page, "providerEditor"))
            (made,) = bench.endpoints.list()
            assert (made.name, made.base_url) == ("Mine", "http://127.0.0.1:9/v1")
            assert (made.models, made.needs_key) == (("first", "second"), True)
            assert bench.key(made.id) == SECRET
            assert bench.trial.asked[0][2] == SECRET
            await until(lambda: says(page, "127.0.0.1:9/v1 · key ••••4f2a"))
            await bench.parts.settings.flush()
            assert SECRET not in (tmp_path / "settings.json").read_text(encoding="utf-8")
            assert not (tmp_path / "keys.json").exists()

    caplog.set_level(logging.DEBUG)
    run(story())
    assert SECRET not in caplog.text


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(models_page(bench)) as page:
            click(page, "addProviderButton")
            await until(lambda: is_shown(page, "providerEditor"))
            click(page, "saveProviderButton")
            assert says(page, "This provider needs an API key.")
            choose(page, "preset", "custom")
            assert not says(page, "This provider needs an API key.")
            QTest.keyClicks(find(page, TextLine, "address"), "somewhere")
            click(page, "saveProviderButton")
            assert says(page, "The address must begin with https:// or http://.")
            assert says(page, "Press Test to fetch the list, or enter a model.")
            assert find(page, TextLine, "address").hasFocus()
            assert bench.endpoints.list() == ()
            assert bench.trial.asked == []

    run(story())


def test_a_known_provider_is_edited_and_keeps_its_key(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            await bench.parts.providers.save(GATEWAY, key=SECRET, place=KeyPlace.KEYRING)
            async with shown(models_page(bench)) as page:
                await until(lambda: says(page, "llm.internal/v1 · key ••••4f2a"))
                click(page, "editButton")
                await until(lambda: is_shown(page, "providerEditor"))
                assert find(page, SecretLine, "key").line.text() == ""
                click(page, "moreOptionsButton")
                find(page, Switch, "streamUsage").click()
                find(page, Number, "readTimeout").setValue(300)
                choose(page, "abilityModel", "m-2")
                find(page, Switch, "abilityVision").click()
                QTest.keyClicks(find(page, TextLine, "abilityFamily"), "r1")
                click(page, "saveProviderButton")
                await until(lambda: not is_shown(page, "providerEditor"))
            (kept,) = bench.endpoints.list()
            assert not kept.stream_usage
            assert kept.read_timeout == 300.0
            assert kept.abilities == {"m-2": Abilities(vision=True, family="r1")}
            assert bench.key("gateway") == SECRET

    run(story())


def test_esc_leaves_the_form_first_and_then_the_settings(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(models_page(bench)) as page:
            left: list[bool] = []
            page.closed.connect(lambda: left.append(True))
            click(page, "addProviderButton")
            await until(lambda: is_shown(page, "providerEditor"))
            QTest.keyClick(find(page, TextLine, "name"), Qt.Key.Key_Escape)
            assert not is_shown(page, "providerEditor")
            assert not left
            QTest.keyClick(find(page, QPushButton, "addProviderButton"), Qt.Key.Key_Escape)
            assert left == [True]

    run(story())


def test_a_provider_is_removed_with_its_key_only_after_a_question(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            await bench.parts.providers.save(GATEWAY, key=SECRET, place=KeyPlace.KEYRING)
            async with shown(models_page(bench)) as page:
                click(page, "removeButton")
                assert says(page, "Remove Company gateway and its key?")
                click(page, "removeCancelButton")
                assert bench.endpoints.list() == (GATEWAY,)
                click(page, "removeButton")
                click(page, "removeConfirmButton")
                await until(lambda: bench.key("gateway") is None)
                assert bench.endpoints.list() == ()
                assert says(page, "No provider yet")

    run(story())


def test_a_test_shows_progress_and_can_be_cancelled(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            bench.endpoints.put(OLLAMA)
            bench.trial.gate.clear()
            async with shown(models_page(bench)) as page:
                click(page, "testButton")
                await until(lambda: bench.trial.asked)
                assert says(page, "Testing…")
                click(page, "testButton")
                await until(lambda: bench.trial.cancelled == 1)
                await until(lambda: not says(page, "Testing…"))
                bench.trial.gate.set()
                click(page, "testButton")
                await until(lambda: says(page, "Ready · 2 models · 0.4 s"))
                assert bench.endpoints.list()[0].models == ("first", "second")

    run(story())


def test_a_failed_test_says_what_happened_and_what_to_do(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            bench.endpoints.put(OLLAMA)
            facts = {"host": "127.0.0.1:11434"}
            problem = Problem(kind=ProblemKind.KEY_REFUSED, facts=facts, detail="<b>401</b>")
            bench.trial.report = EndpointReport(problem=problem)
            async with shown(models_page(bench)) as page:
                click(page, "testButton")
                await until(lambda: says(page, "The key was refused by 127.0.0.1:11434."))
                assert says(page, "Check the key")
                assert find(page, QPushButton, "editButton").text() == "Fix…"
                click(page, "editButton")
                await until(lambda: is_shown(page, "providerEditor"))
                click(page, "testProviderButton")
                await until(lambda: is_shown(page, "testDetailsButton"))
                click(page, "testDetailsButton")
                assert says(page, "<b>401</b>")

    run(story())


def test_without_a_keyring_the_fallbacks_are_offered_and_named(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with (
            open_bench(qapp, tmp_path, backend=NoKeyring()) as bench,
            shown(models_page(bench)) as page,
        ):
            await until(lambda: says(page, "This computer has no system keyring"))
            click(page, "addProviderButton")
            await until(lambda: is_shown(page, "providerEditor"))
            place = find(page, Choices, "place")
            assert [place.itemText(n) for n in range(place.count())] == [
                "For this run only",
                "In a file, unencrypted",
            ]
            choose(page, "place", KeyPlace.FILE)
            type_key(page, SECRET)
            click(page, "saveProviderButton")
            await until(lambda: says(page, "key ••••4f2a, in a file"))
            file = tmp_path / "keys.json"
            assert SECRET in file.read_text(encoding="utf-8")
            assert file.stat().st_mode & 0o777 == 0o600
            assert len(bench.endpoints.list()) == 1

    run(story())


def test_a_key_of_the_environment_is_named_and_used(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            named = Endpoint(
                id="e",
                name="E",
                protocol=Protocol.OPENAI,
                models=("m",),
                key_variable="OPENAI_API_KEY",
            )
            bench.endpoints.put(named)
            async with shown(models_page(bench)) as page:
                await until(lambda: says(page, "key from OPENAI_API_KEY"))
                click(page, "testButton")
                await until(lambda: bench.trial.asked)
                assert bench.trial.asked[0][1:] == ("m", "from-the-environment")

    run(story())


def test_the_model_for_new_chats_is_chosen(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            bench.endpoints.put(OLLAMA)
            bench.endpoints.put(GATEWAY)
            async with shown(models_page(bench)) as page:
                box = find(page, Choices, "defaultModel")
                labels = [box.itemText(n) for n in range(box.count())]
                assert labels == [
                    "qwen3:8b · Ollama",
                    "m-1 · Company gateway",
                    "m-2 · Company gateway",
                    "Offline guide",
                ]
                choose(page, "defaultModel", "2")
                assert bench.endpoints.default_model() == ModelRef(
                    endpoint_id="gateway", model="m-2"
                )
                choose(page, "defaultModel", "3")
                assert bench.endpoints.default_model() == GUIDE_REF

    run(story())


def test_a_real_server_is_tested_and_its_refusal_put_in_plain_words(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story(server: ModelServer) -> None:
        engine = AutoGenEngine()
        async with open_bench(qapp, tmp_path, engine=engine) as bench:
            address = server.openai_url
            new = Endpoint(id="", name="Server", protocol=Protocol.OPENAI, base_url=address)
            await bench.parts.providers.save(new, key=SECRET, place=KeyPlace.THIS_RUN)
            async with shown(models_page(bench)) as page:
                click(page, "testButton")
                await until(lambda: says(page, "Ready · 2 models"))
                assert bench.endpoints.list()[0].models == ("test-model", "other-model")
                server.script(key_refused())
                click(page, "testButton")
                await until(lambda: says(page, "The key was refused"))
        await engine.close()
        port = urlsplit(server.url).port
        await until(lambda: not connections_to(port))

    with ModelServer(text("ready")) as server:
        run(story(server))


def test_a_key_is_hidden_while_it_is_typed(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(models_page(bench)) as page:
            click(page, "addProviderButton")
            await until(lambda: is_shown(page, "providerEditor"))
            line = find(page, SecretLine, "key").line
            assert line.echoMode() == QLineEdit.EchoMode.Password

    run(story())
