"""What the blocks of every transcript on a chat page need: files, costs, links, the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.views.code_saving import CodeSaving

if TYPE_CHECKING:
    from gui.views.chat_page import ChatPage, ChatParts
    from gui.views.transcript.view import TranscriptView


def serve_transcript(transcript: TranscriptView, page: ChatPage, parts: ChatParts) -> None:
    """What its blocks want reaches the page, which tells it on."""
    service, tasks, outlet = parts.service, parts.tasks, transcript.around.outlet
    CodeSaving(transcript, tasks=tasks)
    transcript.link_activated.connect(page.link_activated)
    transcript.settings_wanted.connect(page.settings_wanted)
    outlet.read_attachment = service.attachment
    outlet.usage_of = service.usage.of_turn
    outlet.limits_wanted.connect(page.limits_wanted)
    outlet.summary_wanted.connect(page.summary_wanted)
    outlet.file_preview_wanted.connect(page.file_verbs.preview)
    outlet.file_open_wanted.connect(page.file_verbs.open)
    outlet.file_save_wanted.connect(page.file_verbs.save)
    page.gate.join(transcript)
