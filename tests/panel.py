"""A panel's tray on a private bus: it collects the icons of programs and reads their menus."""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.desktop_bus import LIMIT, Answer, Called, PrivateBus

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"
VALUES: dict[str, tuple[str, object]] = {
    "IsStatusNotifierHostRegistered": ("b", True),
    "ProtocolVersion": ("i", 0),
    "RegisteredStatusNotifierItems": ("as", []),
}


class FakePanel:
    """The watcher and its only host; `close` takes it away, as when a panel ends."""

    def __init__(self, bus: PrivateBus) -> None:
        self._watcher = bus.serve(
            WATCHER,
            "/StatusNotifierWatcher",
            WATCHER,
            {
                "RegisterStatusNotifierItem": lambda _name: Answer(),
                "Get": lambda _interface, name: Answer(signature="v", arguments=(VALUES[name],)),
                "GetAll": lambda _interface: Answer(signature="a{sv}", arguments=(VALUES,)),
            },
        )
        self._connection: DBusConnection = open_dbus_connection(bus.address)

    def wait_for_icon(self, *, times: int = 1) -> Called:
        return self._watcher.wait_for("RegisterStatusNotifierItem", times=times, within=30)

    def tooltip(self) -> str:
        (value,) = self._call("/StatusNotifierItem", PROPERTIES, "Get", "ss", ITEM, "ToolTip")
        return str(value[1][2])

    def click(self) -> None:
        self._call("/StatusNotifierItem", ITEM, "Activate", "ii", 0, 0)

    def lines(self) -> dict[str, int]:
        """The menu as it is when it opens: its visible texts, and the number of each."""
        self._menu("AboutToShow", "i", 0)
        _, layout = self._menu("GetLayout", "iias", 0, -1, [])
        found = {}
        for _, (number, values, _children) in layout[2]:
            label = str(values.get("label", ("s", ""))[1])
            if label and values.get("visible", ("b", True))[1]:
                found[label] = number
        return found

    def choose(self, label: str) -> None:
        number = self.lines()[label]
        self._menu("Event", "isvu", number, "clicked", ("s", ""), 0)

    def close(self) -> None:
        """The panel ends."""
        self._watcher.close()
        self._connection.close()

    def _menu(self, method: str, signature: str, *arguments: object) -> tuple[Any, ...]:
        return self._call("/MenuBar", MENU, method, signature, *arguments)

    def _call(
        self, path: str, interface: str, method: str, signature: str, *arguments: object
    ) -> tuple[Any, ...]:
        sender = self._watcher.called("RegisterStatusNotifierItem")[-1].sender
        target = DBusAddress(path, sender, interface)
        call = new_method_call(target, method, signature, arguments)
        reply = self._connection.send_and_get_reply(call, timeout=LIMIT)
        body: tuple[Any, ...] = reply.body  # of any shape: whoever asks knows it
        return body
