"""Folders, tags, the bin and the list of chats: kept through a restart, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from gui.engine.scripted import Step, echo
from gui.model.chat_folder import FolderDefaults
from gui.model.plan import ConversationPlan
from gui.model.session import Session
from gui.services.migrations import MIGRATIONS
from gui.services.recovery import recover
from gui.services.service_facts import FoldersChanged, SessionChanged
from gui.services.session_service import SessionService
from tests.services.house import LARGE, House


async def _listed(service: SessionService) -> list[Session]:
    return [session async for page in service.listing.pages() for session in page]


async def _chat(house: House, text: str = "Hello") -> str:
    session = await house.begin(text)
    await house.idle(session.id)
    return session.id


async def test_chats_are_filed_tagged_and_marked_and_stay_so(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        one, two = await _chat(house, "One"), await _chat(house, "Two")
        folder = await house.service.folders.create("Work")
        inner = await house.service.folders.create("Reports", parent_id=folder.id)
        before = await house.service.order.file_in([one, two], inner.id)
        assert before == {one: "", two: ""}
        await house.service.order.set_tags([one, two], add=["#Plan", "plan", " "], remove=[])
        await house.service.order.set_tags([two], add=[], remove=["PLAN"])
        await house.service.order.set_unread([two], unread=True)
    async with House(tmp_path) as house:
        found = {session.id: session for session in await _listed(house.service)}
        assert {found[one].filed_in, found[two].filed_in} == {inner.id}
        assert (found[one].tags, found[two].tags) == (("Plan",), ())
        assert found[two].unread
        assert await house.service.order.all_tags() == ("Plan",)
        assert house.service.folders.folders == {folder.id: folder, inner.id: inner}


async def test_a_deleted_folder_gives_its_chats_and_folders_to_the_one_around_it(
    tmp_path: Path,
) -> None:
    async with House(tmp_path) as house:
        service = house.service
        outer = await service.folders.create("Outer")
        middle = await service.folders.create("Middle", parent_id=outer.id)
        inner = await service.folders.create("Inner", parent_id=middle.id)
        chat, binned = await _chat(house, "One"), await _chat(house, "Two")
        await service.order.file_in([chat, binned], middle.id)
        await service.shelf.delete(binned)
        house.facts.clear()
        removed = await service.folders.delete(middle.id)
        assert service.folders.folders[inner.id].parent_id == outer.id
        told = [fact.session.id for fact in house.facts if isinstance(fact, SessionChanged)]
        assert told == [chat]
        assert [session.filed_in for session in await _listed(service)] == [outer.id]
        await service.folders.undelete(removed)
        assert service.folders.folders[inner.id].parent_id == middle.id
        assert [session.filed_in for session in await _listed(service)] == [middle.id]
        await service.folders.delete(outer.id)
        await service.folders.delete(middle.id)
        await service.shelf.undelete(binned)
    async with House(tmp_path) as house:
        assert {session.filed_in for session in await _listed(house.service)} == {""}
        assert [one.name for one in house.service.folders.folders.values()] == ["Inner"]


async def test_a_folder_never_lies_in_itself(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        folders = house.service.folders
        outer = await folders.create("Outer")
        inner = await folders.create("Inner", parent_id=outer.id)
        assert not await folders.move(outer.id, inner.id)
        assert not await folders.move(outer.id, outer.id)
        assert await folders.move(inner.id, "")
        with pytest.raises(ValueError, match="name"):
            await folders.rename(inner.id, "  ")


async def test_a_new_chat_in_a_folder_starts_with_what_its_folders_say(tmp_path: Path) -> None:
    plans: list[ConversationPlan] = []

    def script(plan: ConversationPlan, message: str) -> Iterable[Step]:
        plans.append(plan)
        return echo(plan, message)

    async with House(tmp_path, script) as house:
        service = house.service
        outer = await service.folders.create("Outer")
        inner = await service.folders.create("Inner", parent_id=outer.id)
        await service.folders.set_defaults(
            outer.id,
            FolderDefaults(model=LARGE, instructions="Answer in verse.", work=str(tmp_path)),
        )
        await service.folders.set_defaults(inner.id, FolderDefaults(instructions="Be brief."))
        plain = await service.create()
        session = await service.folders.new_chat(inner.id)
        again = await service.folders.new_chat(inner.id)
        assert session.id == again.id != plain.id
        assert (session.model, session.folder) == (LARGE, str(tmp_path))
        await house.talk(session.id, "Hello")
        assert plans[-1].addition == "Answer in verse.\n\nBe brief."
        with pytest.raises(ValueError, match="absolute"):
            await service.folders.set_defaults(outer.id, FolderDefaults(work="here"))


async def test_the_bin_shows_restores_and_forgets(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        service = house.service
        kept, gone, back = [await _chat(house, text) for text in ("Kept", "Gone", "Back")]
        for session_id in (gone, back):
            await service.shelf.delete(session_id)
        found = await service.bin.chats()
        assert [one.session.id for one in found] == [back, gone]
        assert found[0].gone_at - found[0].deleted_at == 30 * 24 * 3600 * 1000
        await service.shelf.undelete(back)
        await service.order.set_unread([gone], unread=True)
        await service.bin.forget([gone, kept])
        assert await service.bin.chats() == ()
        with pytest.raises(LookupError):
            await service.open(gone)
    async with House(tmp_path) as house:
        assert {session.id for session in await _listed(house.service)} == {kept, back}


async def test_archived_chats_are_listed_apart(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        one, two = await _chat(house, "One"), await _chat(house, "Two")
        await house.service.shelf.set_archived(one, archived=True)
        assert [session.id for session in await house.service.listing.archived()] == [one]
        assert [session.id for session in await _listed(house.service)] == [two]
        found = await house.service.listing.find(one)
        assert found is not None
        assert found.archived
        await house.service.shelf.delete(one)
        assert await house.service.listing.find(one) is None


async def test_folders_survive_a_damaged_file(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        folder = await house.service.folders.create("Work")
        chat = await _chat(house)
        await house.service.order.file_in([chat], folder.id)
    recover(tmp_path / "parley.db", tmp_path / "backups", MIGRATIONS)
    async with House(tmp_path) as house:
        assert house.service.folders.folders == {folder.id: folder}
        assert [session.filed_in for session in await _listed(house.service)] == [folder.id]
        assert any(isinstance(fact, FoldersChanged) for fact in house.facts)


async def test_pages_bring_every_chat_once_also_those_of_one_moment(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        first = await house.service.shelf.create_beside()
        many = [replace(first, id=f"chat-{number:04}", title="x") for number in range(1300)]
        await house.store.save(many, ())
        ids = [session.id for session in await _listed(house.service)]
        assert len(ids) == len(set(ids)) == 1301
