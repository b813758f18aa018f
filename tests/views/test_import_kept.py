"""What a chat file says of how its chat was kept: shown, and taken over where that is safe."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QCheckBox, QLabel

from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.services.chat_keeping import ChatNames
from gui.services.identifiers import Identifiers
from gui.views.opening import Opening
from tests.views.test_opening import Run, Stage, stage
from tests.waiting import until


def team(team_id: str, title: str) -> TeamSpec:
    return TeamSpec(
        id=team_id, title=title, about="", component="{}", origin=SpecOrigin.OWN, team=True
    )


async def kept_chat(on: Stage, path: Path, work: Path) -> str:
    """In a folder, with all that a chat can be kept by; `path` has it as a file."""
    service = on.desk.house.service
    session_id = await on.exported(path)
    folder = await service.folders.create("Reise")
    await service.order.file_in((session_id,), folder.id)
    await service.order.set_tags((session_id,), add=("sea",), remove=())
    await service.order.set_instructions(session_id, "Be <b>short</b>.")
    await service.shelf.set_pinned(session_id, pinned=True)
    await service.set_team(session_id, "t1")
    await service.set_folder(session_id, str(work))
    names = ChatNames(provider="Server", team="Crew", folder=("Reise",))
    await service.exchange.write(session_id, path, names=names)
    return session_id


def foreign(path: Path) -> None:
    """As if another installation had written it."""
    data = json.loads(path.read_text("utf-8"))
    data["work_seal"] = "0" * 64
    data["chat"]["id"] = Identifiers().new()
    data["chat"]["created_at"] += 1
    path.write_text(json.dumps(data), "utf-8")


def work_box(on: Stage) -> QCheckBox:
    assert on.preview is not None
    box = on.preview.findChild(QCheckBox, "importWork")
    assert isinstance(box, QCheckBox)
    return box


def test_a_foreign_working_folder_is_shown_and_not_taken_unasked(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        path = tmp_path / "x.parley"
        async with stage(qapp, tmp_path) as on:
            parts = replace(on.parts, teams=lambda: (team("t2", "Crew"), team("t3", "Other")))
            opening = Opening(parts, quick_ask=lambda: None)
            original = await kept_chat(on, path, tmp_path)
            foreign(path)
            opening.open((str(path),))
            preview = await on.previewed()
            label = preview.findChild(QLabel, "importKept")
            assert isinstance(label, QLabel)
            shown = label.text().replace("\u200b", "").splitlines()
            assert shown == [
                "Folder: Reise",
                "Tags: sea",
                "It is pinned.",
                "Agent: Crew",
                f"Working folder: {tmp_path}",
                "Its agents are told: Be <b>short</b>.",
            ]
            assert not work_box(on).isHidden()
            assert not work_box(on).isChecked()
            on.press("importButton")
            await until(lambda: on.desk.shown() not in (None, original))
            session = on.desk.workspace.chat.session
            assert session is not None
            assert (session.folder, session.team_id, session.tags) == ("", "t2", ("sea",))
            assert session.pinned
            assert len(on.desk.house.service.folders.folders) == 1

    run(work())


def test_a_working_folder_of_ones_own_comes_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        path = tmp_path / "x.parley"
        async with stage(qapp, tmp_path) as on:
            original = await kept_chat(on, path, tmp_path)
            await on.desk.house.service.shelf.delete(original)
            on.opening.open((str(path),))
            preview = await on.previewed()
            label = preview.findChild(QLabel, "importKept")
            assert isinstance(label, QLabel)
            assert "Agent: Crew is not here, the assistant will answer." in label.text()
            assert work_box(on).isChecked()
            on.press("importButton")
            await until(lambda: on.desk.shown() not in (None, original))
            session = on.desk.workspace.chat.session
            assert session is not None
            assert (session.folder, session.team_id) == (str(tmp_path), None)

    run(work())


def test_no_other_computer_is_asked_for_a_working_folder(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        path = tmp_path / "x.parley"
        async with stage(qapp, tmp_path) as on:
            await kept_chat(on, path, tmp_path)
            foreign(path)
            data = json.loads(path.read_text("utf-8"))
            data["chat"]["kept"]["work"] = f"/{tmp_path}"
            path.write_text(json.dumps(data), "utf-8")
            on.opening.open((str(path),))
            await on.previewed()
            assert work_box(on).isHidden()

    run(work())


def test_a_working_folder_that_is_not_here_is_not_offered(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        path, gone = tmp_path / "x.parley", tmp_path / "gone"
        gone.mkdir()
        async with stage(qapp, tmp_path) as on:
            await on.desk.house.service.shelf.delete(await kept_chat(on, path, gone))
            gone.rmdir()
            on.opening.open((str(path),))
            await on.previewed()
            assert work_box(on).isHidden()
            assert not work_box(on).isChecked()

    run(work())
