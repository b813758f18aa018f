"""A notification service on a private bus that shows nothing and remembers everything."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from tests.desktop_bus import Answer, Called, FakeService, PrivateBus

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

MARKUP = ("actions", "body", "body-markup")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A call of Notify, by the names of its arguments."""

    id: int
    replaces: int
    icon: str
    title: str
    body: str
    actions: list[str]
    hints: dict[str, tuple[str, object]]


class FakeNotifications:
    """Gives numbers from 1 on; `click` is what the user does."""

    def __init__(self, bus: PrivateBus, *capabilities: str) -> None:
        self._numbers = count(1)
        self._ids: list[int] = []
        self.service: FakeService = bus.serve(
            NAME,
            PATH,
            NAME,
            {
                "GetCapabilities": lambda: Answer(
                    signature="as", arguments=(list(capabilities or MARKUP),)
                ),
                "Notify": self._notify,
                "CloseNotification": self._close,
            },
        )

    @property
    def shown(self) -> list[Shown]:
        return [self._read(call, n) for n, call in enumerate(self.service.called("Notify"))]

    @property
    def closed(self) -> list[int]:
        return [int(str(call.arguments[0])) for call in self.service.called("CloseNotification")]

    def wait(self, times: int = 1) -> Shown:
        """The `times`-th notification, once it has come."""
        self.service.wait_for("Notify", times=times)
        return self.shown[times - 1]

    def click(self, number: int, *, token: str = "") -> None:
        if token:
            self.service.emit("ActivationToken", "us", number, token)
        self.service.emit("ActionInvoked", "us", number, "default")

    def dismiss(self, number: int) -> None:
        self.service.emit("NotificationClosed", "uu", number, 2)

    def _notify(self, *arguments: object) -> Answer:
        number = int(str(arguments[1])) or next(self._numbers)
        self._ids.append(number)
        return Answer(signature="u", arguments=(number,))

    def _close(self, number: int) -> Answer:
        self.service.emit("NotificationClosed", "uu", number, 3)
        return Answer()

    def _read(self, call: Called, place: int) -> Shown:
        _, replaces, icon, title, body, actions, hints, _ = call.arguments
        assert isinstance(actions, list)
        assert isinstance(hints, dict)
        return Shown(
            id=self._ids[place] if place < len(self._ids) else 0,
            replaces=int(str(replaces)),
            icon=str(icon),
            title=str(title),
            body=str(body),
            actions=actions,
            hints=hints,
        )
