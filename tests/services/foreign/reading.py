"""Reads exports whole, for tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from gui.services.foreign.export_files import CountedBytes, ExportFiles, open_export
from gui.services.foreign.export_reader import ExportReader, Read
from gui.services.foreign.foreign_chat import ForeignChat
from gui.services.foreign.foreign_turns import whole_chat
from gui.services.identifiers import Identifiers
from gui.services.whole_chats import WholeChat
from tests.services.foreign import exports
from tests.services.foreign.exports import Said

BUILDERS: tuple[Callable[[Sequence[Said]], exports.Record], ...] = (
    exports.chatgpt,
    exports.claude,
    exports.open_webui,
    exports.librechat,
    lambda tree: exports.librechat(tree, recursive=True),
)
TALK = (Said(None, True, "Hello"), Said(0, False, "Hi!"), Said(1, True, "More"))


def read(path: Path) -> list[Read]:
    files = open_export(path)
    try:
        return list(ExportReader(files).chats())
    finally:
        files.close()


def whole(path: Path) -> WholeChat:
    files = open_export(path)
    try:
        (chat,) = ExportReader(files).chats()
        assert isinstance(chat, ForeignChat), chat
        return whole_chat(chat, files, new_id=Identifiers().new, now=5)
    finally:
        files.close()


class _NoFiles:
    name = "none"
    documents: tuple[str, ...] = ()
    size = 0

    def open(self, document: str) -> CountedBytes:
        raise AssertionError(document)

    def holds(self, entry: str) -> int | None:
        del entry
        return None

    def read(self, entry: str) -> bytes | None:
        del entry
        return None

    def close(self) -> None:
        pass


NO_FILES: ExportFiles = _NoFiles()
