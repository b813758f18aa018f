"""The welcome page: each way to start is one click, whatever is found on the computer."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTextEdit

from gui.model.endpoint import Endpoint, ModelRef, Protocol
from gui.model.plan import EndpointReport
from gui.model.problem import Problem, ProblemKind
from gui.qt.form_controls import SecretLine, TextLine
from gui.qt.translation import Translation
from gui.services.discovery import Found
from gui.services.secrets import KeyPlace
from gui.views.welcome.welcome_page import WelcomePage
from tests.views.settings.bench import (
    NoKeyring,
    choose,
    click,
    find,
    is_shown,
    open_bench,
    says,
    shown,
)
from tests.views.settings.test_settings_page import cut_off
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

LOCAL = Found(
    endpoint=Endpoint(
        id="local-ollama",
        name="Ollama",
        protocol=Protocol.OLLAMA,
        base_url="http://127.0.0.1:11434",
        models=("qwen3:8b", "llama3.2:3b"),
        needs_key=False,
    ),
    model="qwen3:8b",
)
KEYED = Found(
    endpoint=Endpoint(
        id="environment-openai",
        name="OpenAI",
        protocol=Protocol.OPENAI,
        models=("gpt-4.1-mini",),
        key_variable="OPENAI_API_KEY",
    ),
    model="gpt-4.1-mini",
    key_source=KeyPlace.ENVIRONMENT,
)
SECRET = "sk-test-1234567890-4f2a"


class Place:
    """What is there to be found, and how often somebody looked."""

    def __init__(self, *found: Found) -> None:
        self.found = found
        self.looks = 0

    async def discover(self) -> tuple[Found, ...]:
        self.looks += 1
        return self.found


def test_a_local_server_is_offered_first_and_taken_with_one_click(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        place = Place(LOCAL)
        async with (
            open_bench(qapp, tmp_path) as bench,
            shown(WelcomePage(bench.parts, place.discover)) as page,
        ):
            chosen: list[ModelRef] = []
            page.model_chosen.connect(chosen.append)
            await until(lambda: says(page, "Running at 127.0.0.1:11434 with 2 models."))
            button = find(page, QPushButton, "localCardButton")
            assert button.text() == "Start with qwen3:8b"
            assert button.property("accent") is True
            click(page, "localCardButton")
            assert chosen == [LOCAL.ref]
            assert bench.endpoints.list() == (LOCAL.endpoint,)
            assert bench.endpoints.default_model() == LOCAL.ref

    run(story())


def test_without_a_server_it_says_so_and_looks_again(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        place = Place()
        async with (
            open_bench(qapp, tmp_path) as bench,
            shown(WelcomePage(bench.parts, place.discover)) as page,
        ):
            await until(lambda: says(page, "No local server found"))
            place.found = (LOCAL,)
            click(page, "localCardButton")
            await until(lambda: says(page, "Use Ollama"))
            assert place.looks == 2
            assert bench.endpoints.list() == ()

    run(story())


def test_looking_again_is_seen_and_says_what_came_of_it(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        place = Place()
        async with (
            open_bench(qapp, tmp_path) as bench,
            shown(WelcomePage(bench.parts, place.discover)) as page,
        ):
            await until(lambda: says(page, "No local server found"))
            button = find(page, QPushButton, "localCardButton")
            button.setFocus()
            click(page, "localCardButton")
            assert says(page, "Looking…")
            click(page, "localCardButton")
            await until(lambda: says(page, "Still nothing found at 127.0.0.1:11434"))
            assert not says(page, "Looking…")
            assert button.hasFocus()
            assert place.looks == 2

    run(story())


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_titles_of_the_cards_are_on_one_line(
    run: Run, qapp: QApplication, tmp_path: Path, language: str
) -> None:
    async def story() -> None:
        translation = Translation(qapp, choice=language)
        try:
            async with (
                open_bench(qapp, tmp_path) as bench,
                shown(WelcomePage(bench.parts, Place().discover)) as page,
            ):
                labels = page.findChildren(QLabel)
                titles = [one for one in labels if one.property("role") == "cardTitle"]
                await until(lambda: len({one.mapTo(page, one.pos()).y() for one in titles}) == 1)
                chips = [one for one in labels if one.property("role") == "chip"]
                assert len({chip.height() for chip in chips}) == 1
        finally:
            translation.choose("en")

    run(story())


def test_another_provider_takes_back_what_was_said_about_the_one_before(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with (
            open_bench(qapp, tmp_path) as bench,
            shown(WelcomePage(bench.parts, Place().discover)) as page,
        ):
            problem = Problem(kind=ProblemKind.KEY_REFUSED, facts={"host": "api.openai.com"})
            bench.trial.report = EndpointReport(problem=problem)
            click(page, "keyCardButton")
            click(page, "saveKeyButton")
            assert says(page, "This provider needs an API key.")
            QTest.keyClicks(find(page, SecretLine, "keyLine").line, SECRET)
            click(page, "saveKeyButton")
            await until(lambda: says(page, "The key was refused"))
            choose(page, "keyProvider", "anthropic")
            assert not says(page, "The key was refused")
            assert not is_shown(page, "anywayKeyButton")
            bench.trial.gate.clear()
            click(page, "saveKeyButton")
            await until(lambda: len(bench.trial.asked) == 2)
            choose(page, "keyProvider", "deepseek")
            await until(lambda: bench.trial.cancelled == 1)
            assert bench.endpoints.list() == ()

    run(story())


def test_a_server_of_ones_own_is_asked_for_its_address_and_gives_its_models(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with (
            open_bench(qapp, tmp_path) as bench,
            shown(WelcomePage(bench.parts, Place().discover)) as page,
        ):
            click(page, "keyCardButton")
            assert not is_shown(page, "keyAddress")
            choose(page, "keyProvider", "custom")
            click(page, "saveKeyButton")
            assert says(page, "Enter the server's address")
            QTest.keyClicks(find(page, TextLine, "keyAddress"), "https://llm.internal/v1")
            bench.trial.report = EndpointReport()
            click(page, "saveKeyButton")
            await until(lambda: says(page, "This server lists no models."))
            assert bench.endpoints.list() == ()
            bench.trial.report = EndpointReport(models=("m-1", "m-2"))
            click(page, "saveKeyButton")
            await until(bench.endpoints.list)
            (made,) = bench.endpoints.list()
            assert (made.name, made.base_url) == ("llm.internal", "https://llm.internal/v1")
            assert (made.models, made.needs_key) == (("m-1", "m-2"), False)
            assert bench.endpoints.default_model().model == "m-1"

    run(story())


def test_the_guide_is_one_click_away(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with (
            open_bench(qapp, tmp_path) as bench,
            shown(WelcomePage(bench.parts, Place().discover)) as page,
        ):
            chosen: list[bool] = []
            page.guide_chosen.connect(lambda: chosen.append(True))
            click(page, "guideCardButton")
            assert chosen == [True]

    run(story())


def test_a_key_of_the_environment_is_taken_with_one_click(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with (
            open_bench(qapp, tmp_path) as bench,
            shown(WelcomePage(bench.parts, Place(KEYED).discover)) as page,
        ):
            chosen: list[ModelRef] = []
            page.model_chosen.connect(chosen.append)
            await until(lambda: says(page, "The key in OPENAI_API_KEY is used where it is"))
            click(page, "keyCardButton")
            assert chosen == [KEYED.ref]
            assert bench.endpoints.list() == (KEYED.endpoint,)

    run(story())


def test_a_key_is_tested_kept_and_its_model_chosen(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with (
            open_bench(qapp, tmp_path) as bench,
            shown(WelcomePage(bench.parts, Place().discover)) as page,
        ):
            chosen: list[ModelRef] = []
            page.model_chosen.connect(chosen.append)
            click(page, "keyCardButton")
            await until(lambda: is_shown(page, "keyForm"))
            click(page, "saveKeyButton")
            assert says(page, "This provider needs an API key.")
            QTest.keyClicks(find(page, SecretLine, "keyLine").line, SECRET)
            click(page, "saveKeyButton")
            await until(lambda: chosen)
            (made,) = bench.endpoints.list()
            assert chosen == [ModelRef(endpoint_id=made.id, model="gpt-4.1-mini")]
            assert bench.endpoints.default_model() == chosen[0]
            assert bench.key(made.id) == SECRET
            assert bench.trial.asked[0][2] == SECRET
            assert not is_shown(page, "keyForm")

    run(story())


def test_a_key_that_fails_is_not_kept_unless_the_user_says_so(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with (
            open_bench(qapp, tmp_path, backend=NoKeyring()) as bench,
            shown(WelcomePage(bench.parts, Place().discover)) as page,
        ):
            problem = Problem(kind=ProblemKind.KEY_REFUSED, facts={"host": "api.openai.com"})
            bench.trial.report = EndpointReport(problem=problem)
            click(page, "keyCardButton")
            await until(lambda: is_shown(page, "keyForm"))
            await until(lambda: says(page, "the key is kept for this run only"))
            QTest.keyClicks(find(page, SecretLine, "keyLine").line, SECRET)
            click(page, "saveKeyButton")
            await until(lambda: says(page, "The key was refused by api.openai.com."))
            assert bench.endpoints.list() == ()
            click(page, "anywayKeyButton")
            await until(bench.endpoints.list)
            assert not (tmp_path / "keys.json").exists()

    run(story())


def test_the_composer_has_its_place_below(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            page = WelcomePage(bench.parts, Place().discover)
            composer = QTextEdit()
            composer.setObjectName("composer")
            page.set_composer(composer)
            async with shown(page):
                below = find(page, QTextEdit, "composer")
                assert below.mapTo(page, below.rect().bottomLeft()).y() > page.height() * 0.7

    run(story())


@pytest.mark.parametrize("scale", [80, 100, 200])
@pytest.mark.parametrize("width", [560, 1100])
def test_nothing_is_cut_off_at_any_size(
    run: Run, qapp: QApplication, tmp_path: Path, *, scale: int, width: int
) -> None:
    async def story() -> None:
        async with (
            open_bench(qapp, tmp_path, scale=scale) as bench,
            shown(WelcomePage(bench.parts, Place(LOCAL).discover), width=width) as page,
        ):
            await until(lambda: says(page, "Use Ollama"))
            await until(lambda: not cut_off(page))
            click(page, "keyCardButton")
            await until(lambda: is_shown(page, "keyForm"))
            await until(lambda: not cut_off(page))

    run(story())
