"""How a provider is spoken to: what is sent along, and how long to wait."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.model.endpoint import Endpoint
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.theme import Theme

translate = QCoreApplication.translate

LONGEST_CONNECT_SECONDS = 120
LONGEST_SILENCE_SECONDS = 3600


class ConnectionFields(QWidget):
    """The switches and time-outs of an endpoint."""

    def __init__(self, endpoint: Endpoint, theme: Theme) -> None:
        super().__init__()
        self._rows = {field.id: FieldRow(field, theme) for field in self._fields()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_3"))
        for row in self._rows.values():
            column.addWidget(row)
        self._rows["streamUsage"].show_value(endpoint.stream_usage)
        self._rows["sendNames"].show_value(endpoint.send_names)
        self._rows["connectTimeout"].show_value(round(endpoint.connect_timeout))
        self._rows["readTimeout"].show_value(round(endpoint.read_timeout))

    def applied_to(self, endpoint: Endpoint) -> Endpoint:
        return replace(
            endpoint,
            stream_usage=bool(self._rows["streamUsage"].value),
            send_names=bool(self._rows["sendNames"].value),
            connect_timeout=float(self._rows["connectTimeout"].value),
            read_timeout=float(self._rows["readTimeout"].value),
        )

    def retranslate(self) -> None:
        for field in self._fields():
            self._rows[field.id].describe(field)

    def _fields(self) -> tuple[Field, ...]:
        seconds = translate("Models", " s", "unit after a number of seconds")
        return (
            Field(
                id="streamUsage",
                kind=FieldKind.SWITCH,
                title=translate("Models", "Ask for token counts"),
                help=translate(
                    "Models", "Sends stream_options. Turn it off if the server refuses requests."
                ),
            ),
            Field(
                id="sendNames",
                kind=FieldKind.SWITCH,
                title=translate("Models", "Send agents' names"),
                help=translate("Models", "Puts a name on each message. Some servers refuse it."),
            ),
            Field(
                id="connectTimeout",
                kind=FieldKind.NUMBER,
                title=translate("Models", "Wait for a connection"),
                minimum=1,
                maximum=LONGEST_CONNECT_SECONDS,
                suffix=seconds,
            ),
            Field(
                id="readTimeout",
                kind=FieldKind.NUMBER,
                title=translate("Models", "Wait in silence"),
                help=translate(
                    "Models", "How long the server may say nothing before it counts as lost."
                ),
                minimum=1,
                maximum=LONGEST_SILENCE_SECONDS,
                step=10,
                suffix=seconds,
            ),
        )
