"""Where Parley's files lie: by platform convention, or all in one folder that the user names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "PARLEY_DATA_DIR"


@dataclass(frozen=True, kw_only=True)
class Folders:
    """Folders are not created here; who writes first does that."""

    data: Path
    config: Path
    log: Path

    @property
    def database(self) -> Path:
        return self.data / "parley.db"

    @property
    def backups(self) -> Path:
        """Copies of the database."""
        return self.data / "backups"

    @property
    def drafts(self) -> Path:
        """Agents and teams that are being edited."""
        return self.data / "drafts"

    @property
    def work(self) -> Path:
        """Where each chat has a folder of its own for its tools."""
        return self.data / "work"

    @property
    def opened(self) -> Path:
        """Copies of files of chats, for other programs to show."""
        return self.data / "opened"

    @property
    def teams(self) -> Path:
        """The agents and teams of the user's own, one file each."""
        return self.data / "teams"

    @property
    def memory(self) -> Path:
        """What agents remember across chats."""
        return self.data / "memory.json"

    @property
    def mirror(self) -> Path:
        """Which text file each chat was written to."""
        return self.data / "mirror.json"

    @property
    def seal(self) -> Path:
        """By which Parley knows the chat files that it wrote itself."""
        return self.data / "seal.key"

    @property
    def settings(self) -> Path:
        return self.config / "settings.json"

    @property
    def keys(self) -> Path:
        """The private file for keys, for who has no keyring and agrees to it."""
        return self.config / "keys.json"


def find_folders(
    data_dir: str | None = None, *, environ: Mapping[str, str] = os.environ
) -> Folders:
    """`data_dir` is what the command line says; next counts the environment, then the platform."""
    named = data_dir or environ.get(VARIABLE)
    if named:
        data = Path(named).expanduser().absolute()
        return Folders(data=data, config=data, log=data / "logs")
    import platformdirs

    places = platformdirs.PlatformDirs("Parley", appauthor=False)
    data = Path(places.user_data_dir)
    return Folders(data=data, config=Path(places.user_config_dir), log=data / "logs")
