"""One part of each kind, as a reader may meet it."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from gui.model.turn import (
    CodePart,
    ExecutionPart,
    HandoffPart,
    ImagePart,
    MemoryPart,
    NoticePart,
    Part,
    QuestionPart,
    SpeakerPart,
    StopPart,
    StructuredPart,
    SummaryPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
)

_CALL = '{"path": "logs/auth.log", "limit": 200}'
_JSON = (
    '{"day": "2026-11-22", "failed": 240, "hosts": [{"name": "a", "count": 238}, {"name": "b"}]}'
)
_TABLE = "day,failed,host\n2026-11-21,12,a\n2026-11-22,240,a\n2026-11-23,9,b\n"
_ANSI = "\x1b[32mPASSED\x1b[0m test_login\n\x1b[31mFAILED\x1b[0m test_logout \u202eend\n"


def one_of_each() -> tuple[Part, ...]:
    me = "assistant"
    return (
        ThoughtPart(source=me, text="Lines, days, a counter.", seconds=3.2),
        _call(_JSON, "1"),
        _call(_TABLE, "2"),
        _call(_ANSI + "line\n" * 60, "3"),
        _call("", "4", ToolState.WAITING),
        SummaryPart(source=me, text="240 logins failed on the 22nd."),
        CodePart(source=me, text="```python\nprint(sum(range(10)))\n```"),
        ExecutionPart(source="runner", output="45\n", exit_code=0),
        StructuredPart(source=me, text=_JSON, type_name="Report"),
        MemoryPart(source=me, memories=("The user writes Python.", "The logs lie in logs/.")),
        picture(),
        HandoffPart(source="planner", target="coder", text="Please write it."),
        SpeakerPart(source="selector", target="reviewer"),
        QuestionPart(source=me, request_id="q", text="May I read the other log as well?"),
        NoticePart(source="system", text="The context was shortened.", kind="ContextEvent"),
        StopPart(source="system", text="Maximum number of turns 12 reached."),
    )


def picture() -> ImagePart:
    image = QImage(480, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#E3EFEA"))
    painter = QPainter(image)
    for number in range(12):
        height = 30 + number * 37 % 140
        area = QRect(20 + number * 38, 190 - height, 26, height)
        painter.fillRect(area, QColor("#2F6F5E"))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    written = bytes(data.data())
    return ImagePart(
        source="assistant",
        digest=hashlib.sha256(written).hexdigest(),
        media_type="image/png",
        width=480,
        height=200,
        name="failed logins",
        data=written,
    )


def _call(result: str, call_id: str, state: ToolState = ToolState.DONE) -> ToolCallPart:
    return ToolCallPart(
        source="assistant",
        call_id=call_id,
        name="read_log",
        arguments=_CALL,
        state=state,
        result=result,
        seconds=0.4,
    )
