"""Why an MCP server gave nothing, in one sentence."""

from __future__ import annotations

from gui.model.mcp_report import McpError
from gui.model.problem import ParleyError
from gui.views.problem_text import problem_text


def sentence_of(error: ParleyError) -> str:
    if isinstance(error, McpError):
        from gui.views.settings.mcp_words import advice

        return advice(error.diagnosis).sentence
    return problem_text(error.problem).sentence
