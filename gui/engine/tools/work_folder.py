"""The working folder of a chat: reads and writes files in it, and nowhere else."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from gui.engine.tools.anchor import anchored
from gui.model.tool_refusal import ToolRefusal
from gui.model.work_path import parts_inside

LARGEST_READ = 16 * 1024 * 1024
LARGEST_WRITTEN = 2 * 1024 * 1024
_HEAD = 8 * 1024  # bytes that tell whether a file is text
_BYTE_ORDER_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """`name` is relative to the folder, with "/"; `data` is cut at the limit of reading."""

    name: str
    data: bytes
    size: int

    @property
    def whole(self) -> bool:
        return len(self.data) == self.size

    @property
    def binary(self) -> bool:
        head = self.data[:_HEAD]
        return b"\0" in head and not head.startswith(_BYTE_ORDER_16)

    @property
    def text(self) -> str:
        """What is no UTF-8 is replaced, line ends are kept."""
        if self.data.startswith(_BYTE_ORDER_16):
            return self.data.decode("utf-16", "replace")
        return self.data.decode("utf-8-sig", "replace")


class WorkFolder:
    """Every method blocks, and raises ToolRefusal in words for a model.

    A link is followed as long as it leads to a place inside. Between the look and the deed
    nothing can be put in the way: the folder is walked again with every link refused.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def place(self, text: str) -> Path:
        """The real path of what `text` names, which may not exist."""
        real = Path(os.path.realpath(self.root))
        parts = parts_inside(text, (str(self.root), str(real)), windows=sys.platform == "win32")
        target = Path(os.path.realpath(real.joinpath(*parts)))
        if not target.is_relative_to(real):
            raise ToolRefusal(f"{text!r} is a link that leads out of the working folder.")
        return target

    def name_of(self, place: Path) -> str:
        """What `place` is called in answers."""
        return place.relative_to(os.path.realpath(self.root)).as_posix()

    def read(self, text: str, *, most: int = LARGEST_READ) -> FoundFile:
        """The first `most` bytes of a file."""
        real, parts = self._parts(text)
        if not parts:
            raise ToolRefusal("This is the working folder itself; name a file in it.")
        with _in_words(text), anchored(real, parts[:-1]) as folder:
            # A pipe without a writer would be waited for.
            descriptor = folder.open(parts[-1], os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(descriptor, "rb") as file:
                facts = os.fstat(file.fileno())
                if not stat.S_ISREG(facts.st_mode):
                    raise ToolRefusal(f"{text!r} is no ordinary file.")
                data = file.read(most)
                size = max(facts.st_size, len(data)) if len(data) == most else len(data)
        return FoundFile(name="/".join(parts), data=data, size=size)

    def read_if_there(self, text: str) -> FoundFile | None:
        """None for a file that does not exist."""
        try:
            if not self.place(text).exists():
                return None
        except OSError:
            return None
        return self.read(text)

    def write(self, text: str, data: bytes) -> str:
        """Whole or not at all, with the folders that are missing; the file's name."""
        if len(data) > LARGEST_WRITTEN:
            raise ToolRefusal(
                f"{text!r} would have {len(data):,} bytes; at most {LARGEST_WRITTEN:,} are written."
            )
        real, parts = self._parts(text)
        if not parts:
            raise ToolRefusal("This is the working folder itself; name a file in it.")
        if self.place(text).is_dir():
            raise ToolRefusal(f"{text!r} is a folder; name a file.")
        mode = self._mode(real.joinpath(*parts))
        unfinished = f".parley-{secrets.token_hex(6)}.unfinished"
        with _in_words(text), anchored(real, parts[:-1], make=True) as folder:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            descriptor = folder.open(unfinished, flags)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(data)
                    file.flush()
                    if mode is not None and sys.platform != "win32":
                        os.fchmod(file.fileno(), mode)
                    os.fsync(file.fileno())
                folder.rename(unfinished, parts[-1])
            except BaseException:
                with suppress(OSError):
                    folder.remove(unfinished)
                raise
        return "/".join(parts)

    def remove(self, text: str) -> None:
        real, parts = self._parts(text)
        with _in_words(text), anchored(real, parts[:-1]) as folder:
            folder.remove(parts[-1])

    def _parts(self, text: str) -> tuple[Path, tuple[str, ...]]:
        real = Path(os.path.realpath(self.root))
        return real, self.place(text).relative_to(real).parts

    @staticmethod
    def _mode(place: Path) -> int | None:
        try:
            return stat.S_IMODE(place.stat(follow_symlinks=False).st_mode)
        except OSError:
            return None


@contextmanager
def _in_words(text: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ToolRefusal(_words(error, text)) from error


def _words(error: OSError, text: str) -> str:
    match error.errno:
        case errno.ENOENT:
            return f"There is no {text!r} in the working folder. list_files shows what there is."
        case errno.ENOTDIR:
            return f"A part of {text!r} is a file, not a folder."
        case errno.EISDIR:
            return f"{text!r} is a folder; name a file."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"{text!r} may not be opened: {error.strerror}."
        case errno.ELOOP:
            return f"{text!r} is a link that leads nowhere."
        case errno.ENAMETOOLONG:
            return f"A name in {text!r} is too long."
        case _:
            return f"{text!r} cannot be used: {error.strerror or error}."
