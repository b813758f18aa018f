"""The library of agents and teams: what is shipped, what is the user's own, what comes in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gui.model.component_checks import validate
from gui.model.component_json import MOST_CHARACTERS, ComponentError, ComponentFault
from gui.model.found_server import FoundServer
from gui.model.problem import ProblemKind, StoreError
from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.model.trust import NOTHING_ACCEPTED, Acceptance, TrustVerdict
from gui.services.team_library import TeamLibrary
from tests.components import (
    GALLERIES,
    GALLERY,
    assistant,
    ends_after,
    part,
    round_robin,
    stdio,
    text_of,
)


class Place:
    """A library in a folder of its own, in a language that can be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "teams"
        self.language = "en"
        self.library = self.opened()

    def opened(self) -> TeamLibrary:
        return TeamLibrary(self.folder, language=lambda: self.language)

    def own(self) -> list[TeamSpec]:
        return [spec for spec in self.opened().list() if spec.origin is SpecOrigin.OWN]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def spec_of(component: object, title: str = "") -> TeamSpec:
    return TeamSpec(
        id="",
        title=title,
        about="",
        component=text_of(component),
        origin=SpecOrigin.OWN,
        team=False,
    )


def test_the_shipped_ones_come_first_and_are_in_order(place: Place) -> None:
    specs = place.library.list()
    assert [spec.id for spec in specs][:2] == ["shipped.assistant", "shipped.writer-and-critic"]
    assert {spec.origin for spec in specs} == {SpecOrigin.SHIPPED}
    assert [spec.team for spec in specs] == [False] + [True] * 5
    for spec in specs:
        assert validate(spec.component) == ()
        assert place.library.get(spec.id) == spec


def test_titles_follow_the_language(place: Place) -> None:
    assert place.library.list()[1].title == "Writer and critic"
    place.language = "zh_CN"
    assert place.library.list()[1].title == "写作者与评论者"
    assert all(spec.about for spec in place.library.list())
    english = {spec.title for spec in place.library.list()}
    place.language = "fr"
    assert english.isdisjoint(spec.title for spec in place.library.list())


def test_what_is_saved_is_there_the_next_time(place: Place) -> None:
    saved = place.library.save(spec_of(round_robin(assistant()), "Mine"))
    assert saved.id
    assert saved.team
    assert place.library.get(saved.id) == saved
    assert place.own() == [saved]
    (path,) = place.folder.iterdir()
    content = json.loads(path.read_text(encoding="utf-8"))
    assert (content["parley_spec"], content["id"]) == (1, saved.id)


def test_a_change_replaces_and_is_told(place: Place) -> None:
    told: list[str] = []
    stop = place.library.changed(lambda: told.append("changed"))
    saved = place.library.save(spec_of(assistant("one"), "First"))
    again = place.library.save(replace(saved, title="Second", about="What it is for."))
    assert (again.id, again.title, again.about) == (saved.id, "Second", "What it is for.")
    assert place.own() == [again]
    place.library.remove(saved.id)
    assert told == ["changed"] * 3
    stop()
    place.library.save(again)
    assert len(told) == 3
    assert place.own() == [again]


def test_a_shipped_one_is_changed_as_a_copy(place: Place) -> None:
    shipped = place.library.list()[1]
    mine = place.library.save(replace(shipped, title="My pair"))
    assert mine.id != shipped.id
    assert (mine.title, mine.origin) == ("My pair", SpecOrigin.OWN)
    assert place.library.get(shipped.id) == shipped
    copy = place.library.duplicate(shipped.id)
    place.language = "zh_CN"
    renamed, copied = place.own()
    assert (renamed.title, copied.id, copied.title) == ("My pair", copy.id, "写作者与评论者")
    with pytest.raises(LookupError):
        place.library.remove(shipped.id)
    with pytest.raises(LookupError):
        place.library.duplicate("nobody")


@pytest.mark.parametrize("text", ["", "[]", text_of(ends_after()), text_of(part("os.system"))])
def test_what_cannot_answer_is_not_saved(place: Place, text: str) -> None:
    with pytest.raises(ComponentError):
        place.library.save(replace(spec_of({}), component=text))
    assert place.own() == []


def test_an_id_cannot_leave_the_folder(place: Place) -> None:
    with pytest.raises(ValueError, match="no id"):
        place.library.save(replace(spec_of(assistant()), id="../elsewhere"))


def test_a_damaged_file_is_set_aside_and_never_deleted(place: Place) -> None:
    kept = place.library.save(spec_of(assistant()))
    for content in (b'{"half": ', b"\xff", text_of(ends_after()).encode()):
        (place.folder / "bad.json").write_bytes(content)
        library = place.opened()
        assert [spec.id for spec in library.list() if spec.origin is SpecOrigin.OWN] == [kept.id]
        (aside,) = library.set_aside
        assert aside.read_bytes() == content
        assert place.opened().set_aside == ()
    assert len(list(place.folder.iterdir())) == 4


def test_a_file_of_a_newer_parley_is_left_alone(place: Place) -> None:
    place.folder.mkdir()
    path = place.folder / "new.json"
    path.write_text('{"parley_spec": 2, "component": {}}', encoding="utf-8")
    assert place.own() == []
    assert path.exists()


def test_a_folder_that_cannot_be_written_is_told(place: Place) -> None:
    place.folder.write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError) as raised:
        place.library.save(spec_of(assistant()))
    assert raised.value.problem.kind is ProblemKind.STORE_UNWRITABLE


@pytest.mark.parametrize("path", GALLERIES, ids=lambda path: path.name)
def test_agents_and_teams_of_a_gallery_can_be_taken(place: Place, path: Path) -> None:
    candidates = place.library.read_file(path)
    assert {candidate.report.verdict for candidate in candidates} >= {
        TrustVerdict.NEEDS_YES,
        TrustVerdict.REFUSED,
    }
    taken = [
        place.library.accept(candidate, Acceptance.of_all(candidate.report))
        for candidate in candidates
        if candidate.report.verdict is not TrustVerdict.REFUSED
    ]
    assert place.own() == taken
    assert [spec.title for spec in taken] == [
        candidate.title
        for candidate in candidates
        if candidate.report.verdict is not TrustVerdict.REFUSED
    ]


def test_the_titles_of_candidates_say_what_they_are(place: Place) -> None:
    titles = [candidate.title for candidate in place.library.read_file(GALLERY)]
    assert titles == [
        "counter",
        "surfer",
        "Counting team",
        "SelectorGroupChat",
        "SelectorGroupChat",
    ]


def test_a_title_is_one_short_line(place: Place) -> None:
    component = assistant() | {"label": "A\n\u202eteam " + "x" * 1_000_000, "description": "a\nb"}
    (candidate,) = place.library.read_file(text_of(component))
    assert candidate.title.startswith("A team x")
    assert len(candidate.title) < 130
    assert place.library.accept(candidate, NOTHING_ACCEPTED).about == "a b"


def test_servers_of_a_file_go_to_the_users_own(place: Place) -> None:
    added: list[FoundServer] = []

    def add(server: FoundServer) -> str:
        added.append(server)
        return f"id-{len(added)}"

    text = text_of(assistant(workbench=[stdio("files-server")]))
    (candidate,) = place.library.read_file(text)
    accepted = Acceptance.of_all(candidate.report)
    spec = place.library.accept(candidate, accepted, add_server=add)
    assert json.loads(spec.component)["parley"] == {"servers": ["id-1"]}
    assert [server.command for server in added] == ["files-server"]
    refusing = place.library.accept(candidate, NOTHING_ACCEPTED, add_server=add)
    assert "servers" not in refusing.component
    assert len(added) == 1


def test_a_refused_file_is_not_taken(place: Place) -> None:
    (candidate,) = place.library.read_file(text_of(round_robin(assistant(), part("evil.Agent"))))
    with pytest.raises(ComponentError) as raised:
        place.library.accept(candidate, Acceptance.of_all(candidate.report))
    assert raised.value.fault is ComponentFault.REFUSED
    assert place.own() == []


def test_a_file_that_cannot_be_read_says_why(place: Place, tmp_path: Path) -> None:
    path = tmp_path / "team.json"
    for content, fault in (
        (b"\xff\xfe", ComponentFault.NOT_TEXT),
        (b" " * (4 * MOST_CHARACTERS + 1), ComponentFault.TOO_LARGE),
        (text_of(ends_after()).encode(), ComponentFault.NOBODY_ANSWERS),
    ):
        path.write_bytes(content)
        with pytest.raises(ComponentError) as raised:
            place.library.read_file(path)
        assert raised.value.fault is fault
    for missing in (tmp_path / "none.json", tmp_path, Path("a\0b")):
        with pytest.raises(ComponentError) as raised:
            place.library.read_file(missing)
        assert raised.value.fault is ComponentFault.UNREADABLE


def test_what_is_given_away_can_be_taken_again(place: Place, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    for spec in place.library.list():
        place.library.write_file(spec.id, path)
        (candidate,) = place.library.read_file(path)
        assert candidate.report.safe
        taken = place.library.accept(candidate, NOTHING_ACCEPTED)
        assert (taken.title, taken.about, taken.team) == (spec.title, spec.about, spec.team)
        assert json.loads(taken.component) == json.loads(spec.component)
    with pytest.raises(StoreError) as raised:
        place.library.write_file("shipped.assistant", tmp_path / "none" / "out.json")
    assert raised.value.problem.kind is ProblemKind.FILE_UNWRITABLE
