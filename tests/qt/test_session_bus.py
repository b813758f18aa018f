"""No bus is launched on the side: it would be left running when Parley is gone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gui.qt.session_bus import use_existing_bus_only

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"


@pytest.mark.parametrize("runtime", [None, "empty"])
def test_without_a_bus_none_is_launched(tmp_path: Path, runtime: str | None) -> None:
    environ = {} if runtime is None else {"XDG_RUNTIME_DIR": str(tmp_path)}
    use_existing_bus_only(environ)
    assert environ.get(ADDRESS) == ("disabled:" if sys.platform.startswith("linux") else None)


def test_a_bus_that_is_there_is_used(tmp_path: Path) -> None:
    (tmp_path / "bus").touch()
    found = {"XDG_RUNTIME_DIR": str(tmp_path)}
    named = {ADDRESS: "unix:path=/run/somewhere"}
    use_existing_bus_only(found)
    use_existing_bus_only(named)
    assert ADDRESS not in found
    assert named == {ADDRESS: "unix:path=/run/somewhere"}
