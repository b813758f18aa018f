"""What lanes and spans of a timeline are called, for the eye and for those who read a list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.timeline import Lane, Span, SpanKind
from gui.views.transcript.durations import count_text, duration_text
from gui.views.transcript.speaker_header import shown_name

translate = QCoreApplication.translate

TOOL_MARK = "↳"


def lane_words(lane: Lane) -> str:
    words = f"{TOOL_MARK} {lane.tool}" if lane.tool else shown_name(lane.agent)
    calls = len({span.part for span in lane.spans})
    if lane.tool and calls > 1:
        words = f"{words} × {count_text(calls)}"
    if lane.tool and lane.waits:
        return translate("Inspector", "{name} · waiting").format(name=words)
    return words


def span_words(lane: Lane, span: Span, *, now: float) -> str:
    """One span as a line of its own."""
    end = now if span.end is None else span.end
    length = duration_text(max(0.0, end - span.start))
    name = shown_name(lane.agent)
    if lane.tool:
        of = translate("Inspector", "{tool} of {agent}")
        name = of.format(tool=lane.tool, agent=name)
    match span.kind:
        case SpanKind.WAITS if lane.tool and span.end is not None:
            words = translate("Inspector", "{name}: waited for you, {length}")
        case SpanKind.WAITS if lane.tool:
            words = translate("Inspector", "{name}: waits for you, {length}")
        case SpanKind.WAITS:
            words = translate("Inspector", "{name}: waited for the model, {length}")
        case SpanKind.FAILED:
            words = translate("Inspector", "{name}: failed after {length}")
        case SpanKind.WORKS if span.end is None:
            words = translate("Inspector", "{name}: at work for {length}")
        case _:
            words = translate("Inspector", "{name}: worked for {length}")
    return words.format(name=name, length=length)
