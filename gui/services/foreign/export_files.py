"""An export as files: a zip, which is never unpacked, a folder, or a document in its folder."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Protocol

from gui.model.problem import ChatFileError, Problem, ProblemKind
from gui.services.chat_file import SUFFIX
from gui.services.row_mapping import storable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LARGEST_DOCUMENT = 4_000_000_000
"""Bytes, unpacked."""

LARGEST_FILE = 50_000_000
"""Bytes of one picture or file that went with a message."""

MOST_MEMBERS = 300_000
MOST_DOCUMENTS = 20_000
_RATIO = 300
"""What text is packed to at best, in exports that somebody has written; bombs reach 1000."""

_EASY = 50_000_000
"""Bytes up to which nobody asks how tightly they were packed."""

_MAIN = re.compile(r"(?:^|/)conversations(?:[-_]\d{1,6})?\.json$")
_ASSET = re.compile(r"^(file[-_][A-Za-z0-9]+)")
_DOCUMENTS = (SUFFIX, ".json", ".md", ".markdown")
_BESIDE = 20_000
"""Entries of the folder of a document that are looked at."""

_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading a zip may raise beside OSError; it is RuntimeError where a member is encrypted."""


class _Bytes(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...

    def close(self) -> None: ...


class ExportFiles(Protocol):
    """`open` may raise ChatFileError, and reading OSError; `close` may be called at any time."""

    @property
    def name(self) -> str: ...

    @property
    def documents(self) -> tuple[str, ...]: ...

    @property
    def size(self) -> int: ...

    def open(self, document: str) -> CountedBytes: ...

    def holds(self, entry: str) -> int | None: ...

    def read(self, entry: str) -> bytes | None: ...

    def close(self) -> None: ...


class CountedBytes(io.RawIOBase):
    """Bytes of a document, counted; more than a document may have end in ChatFileError."""

    def __init__(self, source: _Bytes, *, name: str, packed: int | None) -> None:
        super().__init__()
        self.count = 0
        self._source = source
        self._name = name
        self._most = LARGEST_DOCUMENT
        if packed is not None:
            self._most = min(self._most, max(_EASY, packed * _RATIO))

    def allow(self, most: int) -> None:
        """No more bytes than these."""
        self._most = min(self._most, most)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        try:
            data = self._source.read(len(view))
        except _FAULTS as error:
            raise failure(ProblemKind.CHAT_FILE_DAMAGED, self._name, error) from error
        self.count += len(data)
        if self.count > self._most:
            raise failure(ProblemKind.CHAT_FILE_TOO_LARGE, self._name)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._source.close()
        super().close()


def open_export(path: Path) -> ExportFiles:
    """Raises ChatFileError."""
    name = storable(path.name)
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            return _FolderFiles(path)
        if not stat.S_ISREG(about.st_mode):
            raise failure(ProblemKind.CHAT_FILE_UNREADABLE, name)
        stream = path.open("rb")
    except (OSError, ValueError) as error:  # ValueError: a sign that no path may hold
        raise failure(ProblemKind.CHAT_FILE_UNREADABLE, name, error) from error
    try:
        is_zip = stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
        stream.seek(0)
    except OSError as error:
        stream.close()
        raise failure(ProblemKind.CHAT_FILE_UNREADABLE, name, error) from error
    if is_zip:
        return _ZippedFiles(stream, name)
    if about.st_size > LARGEST_DOCUMENT:
        stream.close()
        raise failure(ProblemKind.CHAT_FILE_TOO_LARGE, name)
    return _LooseFiles(stream, path, about.st_size)


class _LooseFiles:
    def __init__(self, stream: BinaryIO, path: Path, size: int) -> None:
        self.name = storable(path.name)
        self.documents = (self.name,)
        self.size = size
        self._stream = stream
        self._path = path
        self._beside: dict[str, Path] | None = None

    def open(self, document: str) -> CountedBytes:
        self._stream.seek(0)
        return CountedBytes(_Shared(self._stream), name=document, packed=None)

    def holds(self, entry: str) -> int | None:
        found = self._found(entry)
        return _size_of(found) if found is not None else None

    def read(self, entry: str) -> bytes | None:
        found = self._found(entry)
        return _content_of(found) if found is not None else None

    def close(self) -> None:
        self._stream.close()

    def _found(self, entry: str) -> Path | None:
        if self._beside is None:
            self._beside = dict(reversed(list(_assets_beside(self._path.parent))))
        return self._beside.get(entry)


class _FolderFiles:
    """Like a zip of that folder; what is linked to from it is not read."""

    def __init__(self, folder: Path) -> None:
        self.name = storable(folder.name)
        self._files = dict(_files_within(folder))
        self.documents = _documents(self._files)
        self.size = sum(_size_of(self._files[one]) or 0 for one in self.documents)
        self._assets: dict[str, Path] = {}
        for path in self._files.values():
            if found := _ASSET.match(path.name):
                self._assets.setdefault(found[1], path)

    def open(self, document: str) -> CountedBytes:
        try:
            stream = self._files[document].open("rb")
        except OSError as error:
            raise failure(ProblemKind.CHAT_FILE_UNREADABLE, document, error) from error
        return CountedBytes(stream, name=document, packed=None)

    def holds(self, entry: str) -> int | None:
        found = self._assets.get(entry)
        return _size_of(found) if found is not None else None

    def read(self, entry: str) -> bytes | None:
        found = self._assets.get(entry)
        return _content_of(found) if found is not None else None

    def close(self) -> None:
        pass


class _ZippedFiles:
    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.name = name
        self._stream = stream
        try:
            self._zip = zipfile.ZipFile(stream)
            members = self._zip.infolist()
        except (*_FAULTS, ValueError, OSError) as error:
            stream.close()
            raise failure(ProblemKind.CHAT_FILE_DAMAGED, name, error) from error
        if len(members) > MOST_MEMBERS:
            self.close()
            raise failure(ProblemKind.CHAT_FILE_TOO_LARGE, name)
        self._members = {one.filename: one for one in members if _is_plain(one)}
        self.documents = _documents(self._members)
        self.size = sum(self._members[one].file_size for one in self.documents)
        self._assets: dict[str, zipfile.ZipInfo] = {}
        for one in self._members.values():
            if found := _ASSET.match(PurePosixPath(one.filename).name):
                self._assets.setdefault(found[1], one)

    def open(self, document: str) -> CountedBytes:
        member = self._members[document]
        try:
            source = self._zip.open(member)
        except (*_FAULTS, OSError) as error:
            raise failure(ProblemKind.CHAT_FILE_DAMAGED, self.name, error) from error
        return CountedBytes(source, name=self.name, packed=member.compress_size)

    def holds(self, entry: str) -> int | None:
        found = self._assets.get(entry)
        return found.file_size if found is not None else None

    def read(self, entry: str) -> bytes | None:
        found = self._assets.get(entry)
        if found is None or found.file_size > LARGEST_FILE:
            return None
        try:
            with self._zip.open(found) as file:
                return file.read(LARGEST_FILE)
        except (*_FAULTS, OSError):
            return None

    def close(self) -> None:
        self._zip.close()
        self._stream.close()


class _Shared:
    """A stream that stays open when this one is closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._shared = stream

    def read(self, size: int = -1, /) -> bytes:
        return self._shared.read(size)

    def close(self) -> None:
        pass


def failure(kind: ProblemKind, file: str, error: Exception | None = None) -> ChatFileError:
    detail = f"{type(error).__name__}: {error}" if error else ""
    return ChatFileError(Problem(kind=kind, facts={"file": file}, detail=detail))


def _documents(members: Iterable[str]) -> tuple[str, ...]:
    """The files that all chats are in, or, where there is none, every document."""
    main = [name for name in members if _MAIN.search(name)]
    found = main or [name for name in members if name.lower().endswith(_DOCUMENTS)]
    return tuple(sorted(found)[:MOST_DOCUMENTS])


def _is_plain(member: zipfile.ZipInfo) -> bool:
    """Whether it is a file whose name stays inside; such names are all that is used of paths."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    leads_out = path.is_absolute() or ".." in path.parts or ":" in member.filename
    return not member.is_dir() and not leads_out


def _assets_beside(folder: Path) -> Iterator[tuple[str, Path]]:
    """What lies where an export was unpacked: in its folder, and in the folders in there."""
    seen = 0
    folders = [folder]
    for place, one in enumerate(folders):
        try:
            for entry in one.iterdir():
                seen += 1
                if seen > _BESIDE:
                    return
                if found := _ASSET.match(entry.name):
                    yield found[1], entry
                elif place == 0 and entry.is_dir() and not entry.is_symlink():
                    folders.append(entry)
        except OSError:
            continue


def _files_within(folder: Path) -> Iterator[tuple[str, Path]]:
    """By their names from the folder on."""
    seen = 0
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            seen += 1
            if seen > _BESIDE:
                return
            path = Path(place, name)
            if not path.is_symlink() and path.is_file():
                yield storable(path.relative_to(folder).as_posix()), path


def _size_of(path: Path) -> int | None:
    """None where it is no file that can be read."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_size if stat.S_ISREG(about.st_mode) else None


def _content_of(path: Path) -> bytes | None:
    size = _size_of(path)
    if size is None or size > LARGEST_FILE:
        return None
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE)
    except OSError:
        return None
