"""What each problem is called in plain words, and what the user can do about it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from gui.model.mcp_report import McpDiagnosis, McpFault
from gui.model.problem import Problem, ProblemKind
from gui.model.words import QT_TRANSLATE_NOOP
from gui.qt.phrases import in_a_row
from gui.views.problem_steps import STEPS

translate = QCoreApplication.translate


class ProblemText(NamedTuple):
    """One sentence each: what happened, and the next step."""

    sentence: str
    next_step: str


def problem_text(problem: Problem) -> ProblemText:
    """The words for `problem`, in the language of the window."""
    if problem.kind is ProblemKind.STORE_DAMAGED and "sessions" in problem.facts:
        return _recovery_text(problem.facts)
    if problem.kind is ProblemKind.LIMIT_REACHED and "which" in problem.facts:
        return _limit_text(problem.facts)
    if problem.kind is ProblemKind.MCP_SERVER_FAILED and "fault" in problem.facts:
        return _server_text(problem.facts)
    sentence, next_step = _TEXTS[problem.kind]
    next_step = STEPS.get((problem.kind, problem.facts.get("reason", "")), next_step)
    facts = _known_facts() | {name: fact for name, fact in problem.facts.items() if fact}
    return ProblemText(
        _filled(translate("Problem", sentence), facts),
        _filled(translate("Problem", next_step), facts),
    )


def _server_text(facts: dict[str, str]) -> ProblemText:
    from gui.views.settings.mcp_words import advice  # no start needs the words

    said = advice(McpDiagnosis(fault=McpFault(facts["fault"]), facts=facts))
    which = _filled(translate("Problem", "The MCP server {server} cannot be used."), facts)
    return ProblemText(in_a_row(which, said.sentence), said.next_step)


def limit_sentence(which: str, limit: str) -> str:
    """`which` is a word of `LimitKind`."""
    sentence = {
        "turns": translate("Problem", "This chat has reached its limit of {limit} answers."),
        "tokens": translate("Problem", "This chat has reached its limit of {limit} tokens."),
        "cost": translate("Problem", "This chat has reached its limit of ${limit}."),
        "seconds": translate(
            "Problem", "This chat has reached its limit of {limit} seconds of answering."
        ),
    }.get(which, translate("Problem", "This chat has reached one of its limits."))
    number = f"{int(limit):,}" if limit.isdecimal() else limit
    return _filled(sentence, {"limit": number})


def _limit_text(facts: dict[str, str]) -> ProblemText:
    if "answers" in facts:
        left = max(0, int(facts["limit"]) - int(facts["used"]))
        sentence = translate("Problem", "This chat has %n answer(s) left.", "", left)
        return ProblemText(
            sentence,
            translate("Problem", "Raise the limit of this chat, or compare fewer at once."),
        )
    next_step = translate("Problem", "Raise the limit of this chat, or go on in a new one.")
    return ProblemText(limit_sentence(facts["which"], facts.get("limit", "")), next_step)


def _recovery_text(facts: dict[str, str]) -> ProblemText:
    """How much of a damaged file came back."""
    sessions, turns = int(facts["sessions"]), int(facts.get("turns", "0"))
    chats = translate("Problem", "%n chat(s)", "", sessions)
    messages = translate("Problem", "%n message(s)", "", turns)
    if not sessions:
        sentence = translate(
            "Problem",
            "The file with your chats was damaged, and nothing could be recovered from it.",
        )
        next_step = translate("Problem", "The damaged file is kept as {path}.")
    elif facts.get("copy"):
        sentence = translate(
            "Problem",
            "The file with your chats was damaged. {chats} with {messages} were recovered, "
            "some of it from the last copy.",
        )
        next_step = translate(
            "Problem",
            "What was written after that copy may be missing; the damaged file is kept as {path}.",
        )
    else:
        sentence = translate(
            "Problem",
            "The file with your chats was damaged. {chats} with {messages} were recovered.",
        )
        next_step = translate(
            "Problem",
            "What could not be read is gone from the list; the damaged file is kept as {path}.",
        )
    known = _known_facts() | facts | {"chats": chats, "messages": messages}
    return ProblemText(_filled(sentence, known), _filled(next_step, known))


def leads_to_settings(problem: Problem) -> bool:
    """Whether the settings of models are where the next step can be taken."""
    return problem.kind in _CURED_IN_SETTINGS


def _filled(words: str, facts: dict[str, str]) -> str:
    """Put facts in place of `{name}`; a fact is never read as a pattern itself."""
    return words.format_map(facts)


def _known_facts() -> dict[str, str]:
    """What stands for a fact that nobody knows."""
    return {
        "host": translate("Problem", "the server"),
        "model": translate("Problem", "this model"),
        "status": translate("Problem", "no status code"),
        "seconds": translate("Problem", "some"),
        "path": translate("Problem", "the data folder"),
        "file": translate("Problem", "this file"),
        "server": translate("Problem", "of this agent"),
        "tool": translate("Problem", "a tool"),
    }


_CURED_IN_SETTINGS = frozenset(
    {
        ProblemKind.KEY_MISSING,
        ProblemKind.KEY_REFUSED,
        ProblemKind.FORBIDDEN,
        ProblemKind.MODEL_NOT_FOUND,
        ProblemKind.ADDRESS_NOT_FOUND,
        ProblemKind.REQUEST_REFUSED,
        ProblemKind.NAME_NOT_RESOLVED,
        ProblemKind.CONNECTION_REFUSED,
        ProblemKind.TIMED_OUT,
        ProblemKind.NO_MODEL,
        ProblemKind.TEAM_NEEDS_MODEL,
        ProblemKind.MODEL_UNKNOWN,
        ProblemKind.PICTURES_NOT_SEEN,
        ProblemKind.SECRET_STORE_UNAVAILABLE,
    }
)

"""What to do instead of the usual step, where the fact `reason` says more."""

_TEXTS: dict[ProblemKind, tuple[str, str]] = {
    ProblemKind.KEY_MISSING: (
        QT_TRANSLATE_NOOP("Problem", "There is no key for {host} yet."),
        QT_TRANSLATE_NOOP("Problem", "Add one in Settings › Models, then try again."),
    ),
    ProblemKind.KEY_REFUSED: (
        QT_TRANSLATE_NOOP("Problem", "The key was refused by {host}."),
        QT_TRANSLATE_NOOP("Problem", "Check the key in Settings › Models, then try again."),
    ),
    ProblemKind.FORBIDDEN: (
        QT_TRANSLATE_NOOP("Problem", "Your key may not use {model} at {host}."),
        QT_TRANSLATE_NOOP("Problem", "Choose another model, or use a key that may use this one."),
    ),
    ProblemKind.MODEL_NOT_FOUND: (
        QT_TRANSLATE_NOOP("Problem", "There is no model called {model} at {host}."),
        QT_TRANSLATE_NOOP("Problem", "Choose another model, or correct its name in Settings."),
    ),
    ProblemKind.ADDRESS_NOT_FOUND: (
        QT_TRANSLATE_NOOP("Problem", "Nothing answers chats at this address of {host}."),
        QT_TRANSLATE_NOOP("Problem", "Check the address in Settings; many end in /v1."),
    ),
    ProblemKind.RATE_LIMITED: (
        QT_TRANSLATE_NOOP("Problem", "Too many requests were sent to {host}."),
        QT_TRANSLATE_NOOP("Problem", "Wait a moment, then try again."),
    ),
    ProblemKind.QUOTA_EXCEEDED: (
        QT_TRANSLATE_NOOP("Problem", "Your credit at {host} is used up."),
        QT_TRANSLATE_NOOP("Problem", "Add credit in your account there, or choose another model."),
    ),
    ProblemKind.SERVER_ERROR: (
        QT_TRANSLATE_NOOP("Problem", "There was an internal error at {host} ({status})."),
        QT_TRANSLATE_NOOP("Problem", "This often passes. Try again in a minute."),
    ),
    ProblemKind.REQUEST_REFUSED: (
        QT_TRANSLATE_NOOP("Problem", "The request was refused by {host}: {status}."),
        QT_TRANSLATE_NOOP("Problem", "Look at the details; a switch in Settings may help."),
    ),
    ProblemKind.CONTEXT_TOO_LONG: (
        QT_TRANSLATE_NOOP("Problem", "This chat has become too long for {model}."),
        QT_TRANSLATE_NOOP(
            "Problem",
            "Sum up earlier messages, choose a model with more room, or start a new chat.",
        ),
    ),
    ProblemKind.NAME_NOT_RESOLVED: (
        QT_TRANSLATE_NOOP("Problem", "The address of {host} could not be found."),
        QT_TRANSLATE_NOOP("Problem", "Check your internet connection and the address in Settings."),
    ),
    ProblemKind.TLS_FAILED: (
        QT_TRANSLATE_NOOP("Problem", "No secure connection to {host} could be made."),
        QT_TRANSLATE_NOOP(
            "Problem", "Check the clock of this computer, and whether a proxy stands between."
        ),
    ),
    ProblemKind.CONNECTION_REFUSED: (
        QT_TRANSLATE_NOOP("Problem", "Nothing is listening at {host}."),
        QT_TRANSLATE_NOOP("Problem", "Start the model server, or check the address in Settings."),
    ),
    ProblemKind.CONNECTION_CUT: (
        QT_TRANSLATE_NOOP("Problem", "The connection to {host} was lost."),
        QT_TRANSLATE_NOOP("Problem", "What had arrived is kept. Try again."),
    ),
    ProblemKind.SLEPT: (
        QT_TRANSLATE_NOOP("Problem", "The connection was lost while the computer slept."),
        QT_TRANSLATE_NOOP("Problem", "What had arrived is kept. Try again."),
    ),
    ProblemKind.TIMED_OUT: (
        QT_TRANSLATE_NOOP("Problem", "Nothing came from {host} for {seconds} seconds."),
        QT_TRANSLATE_NOOP("Problem", "Try again, or allow more time in Settings › Models."),
    ),
    ProblemKind.MALFORMED_REPLY: (
        QT_TRANSLATE_NOOP("Problem", "The reply of {host} could not be read."),
        QT_TRANSLATE_NOOP("Problem", "Try again; if it stays, the server may need an update."),
    ),
    ProblemKind.EMPTY_REPLY: (
        QT_TRANSLATE_NOOP("Problem", "The reply of {model} was empty."),
        QT_TRANSLATE_NOOP("Problem", "Try again, or ask in other words."),
    ),
    ProblemKind.CONTENT_FILTERED: (
        QT_TRANSLATE_NOOP("Problem", "The provider held the reply back because of its contents."),
        QT_TRANSLATE_NOOP("Problem", "Ask in other words, or choose another model."),
    ),
    ProblemKind.NO_MODEL: (
        QT_TRANSLATE_NOOP("Problem", "No model is chosen for this chat."),
        QT_TRANSLATE_NOOP("Problem", "Choose one at the top of the window, then try again."),
    ),
    ProblemKind.TEAM_NEEDS_MODEL: (
        QT_TRANSLATE_NOOP(
            "Problem",
            "The offline guide is not a language model, so it cannot play an agent or a team.",
        ),
        QT_TRANSLATE_NOOP(
            "Problem",
            "Choose a model at the top of the window, or Assistant to ask the guide itself.",
        ),
    ),
    ProblemKind.MODEL_UNKNOWN: (
        QT_TRANSLATE_NOOP("Problem", "Parley does not know what {model} can do."),
        QT_TRANSLATE_NOOP("Problem", "Tick its abilities in Settings › Models, then try again."),
    ),
    ProblemKind.TEAM_UNUSABLE: (
        QT_TRANSLATE_NOOP("Problem", "This agent or team cannot be used as it is written."),
        QT_TRANSLATE_NOOP(
            "Problem", "Correct it under Agents & teams; the details say which part is wrong."
        ),
    ),
    ProblemKind.CODE_NOT_ALLOWED: (
        QT_TRANSLATE_NOOP("Problem", "There is code in {tool} that you have not allowed."),
        QT_TRANSLATE_NOOP(
            "Problem", "Read the code under Agents & teams and allow it, or take the tool out."
        ),
    ),
    ProblemKind.TEAM_MISSING: (
        QT_TRANSLATE_NOOP("Problem", "The agent or team of this chat is not there any more."),
        QT_TRANSLATE_NOOP("Problem", "Choose another one for this chat, then try again."),
    ),
    ProblemKind.LIMIT_REACHED: (
        QT_TRANSLATE_NOOP("Problem", "This chat has reached one of its limits."),
        QT_TRANSLATE_NOOP("Problem", "Raise the limit of this chat, or go on in a new one."),
    ),
    ProblemKind.ENGINE_UNAVAILABLE: (
        QT_TRANSLATE_NOOP("Problem", "AutoGen, which runs the agents, could not be loaded."),
        QT_TRANSLATE_NOOP("Problem", "Install Parley again; the details say what is missing."),
    ),
    ProblemKind.STORE_NEWER: (
        QT_TRANSLATE_NOOP("Problem", "Your chats were written by a newer Parley."),
        QT_TRANSLATE_NOOP("Problem", "Update Parley to open them; nothing has been changed."),
    ),
    ProblemKind.STORE_DAMAGED: (
        QT_TRANSLATE_NOOP("Problem", "The file with your chats is damaged."),
        QT_TRANSLATE_NOOP("Problem", "It was set aside in {path}, and what can be read was saved."),
    ),
    ProblemKind.STORE_LOG_LOST: (
        QT_TRANSLATE_NOOP(
            "Problem",
            "The latest changes to your chats may be missing: their log, {path}, was gone when "
            "Parley started.",
        ),
        QT_TRANSLATE_NOOP(
            "Problem",
            "No backup has more. If the log was moved, put it back while Parley is closed; keep "
            "these files together when you copy them.",
        ),
    ),
    ProblemKind.STORE_UNWRITABLE: (
        QT_TRANSLATE_NOOP("Problem", "Your chats cannot be saved in {path}."),
        QT_TRANSLATE_NOOP("Problem", "Make room on the disk, or check who may write there."),
    ),
    ProblemKind.BACKUP_NEWER: (
        QT_TRANSLATE_NOOP("Problem", "That backup was made by a newer Parley."),
        QT_TRANSLATE_NOOP("Problem", "Update Parley to restore it; nothing has been changed."),
    ),
    ProblemKind.BACKUP_DAMAGED: (
        QT_TRANSLATE_NOOP("Problem", "The backup {path} is damaged; nothing has been changed."),
        QT_TRANSLATE_NOOP("Problem", "Restore another one."),
    ),
    ProblemKind.SECRET_STORE_UNAVAILABLE: (
        QT_TRANSLATE_NOOP("Problem", "This computer's keyring cannot be used."),
        QT_TRANSLATE_NOOP("Problem", "Choose in Settings › Models where keys are kept instead."),
    ),
    ProblemKind.CHAT_FILE_UNREADABLE: (
        QT_TRANSLATE_NOOP("Problem", "Parley cannot read {file}."),
        QT_TRANSLATE_NOOP("Problem", "Check that it is there, and that you may read it."),
    ),
    ProblemKind.CHAT_FILE_OTHER: (
        QT_TRANSLATE_NOOP("Problem", "There is no chat that Parley knows in {file}."),
        QT_TRANSLATE_NOOP(
            "Problem",
            "It can import its own chats (.parley), the exports of ChatGPT and Claude (the zip,"
            " or conversations.json in it), of Open WebUI and LibreChat (.json), and transcripts"
            " in Markdown.",
        ),
    ),
    ProblemKind.CHAT_FILE_NEWER: (
        QT_TRANSLATE_NOOP("Problem", "The chat in {file} was written by a newer Parley."),
        QT_TRANSLATE_NOOP("Problem", "Update Parley, then open the file again."),
    ),
    ProblemKind.CHAT_FILE_DAMAGED: (
        QT_TRANSLATE_NOOP("Problem", "The chat in {file} is damaged; nothing was imported."),
        QT_TRANSLATE_NOOP("Problem", "Copy the file again, or export the chat once more."),
    ),
    ProblemKind.CHAT_FILE_TOO_LARGE: (
        QT_TRANSLATE_NOOP("Problem", "The chat in {file} is larger than Parley imports."),
        QT_TRANSLATE_NOOP("Problem", "Up to 200 MB and 100,000 messages can be imported."),
    ),
    ProblemKind.CHAT_FILE_UNWRITABLE: (
        QT_TRANSLATE_NOOP("Problem", "The chat could not be written to {file}."),
        QT_TRANSLATE_NOOP("Problem", "Make room on the disk, or choose another folder."),
    ),
    ProblemKind.FILE_UNWRITABLE: (
        QT_TRANSLATE_NOOP("Problem", "The file {file} could not be written."),
        QT_TRANSLATE_NOOP("Problem", "Make room on the disk, or choose another folder."),
    ),
    ProblemKind.MCP_SERVER_FAILED: (
        QT_TRANSLATE_NOOP("Problem", "The MCP server {server} cannot be used."),
        QT_TRANSLATE_NOOP(
            "Problem", "The page MCP servers says why; “Check” there shows it step by step."
        ),
    ),
    ProblemKind.FILE_NOT_TAKEN: (
        QT_TRANSLATE_NOOP("Problem", "A message cannot take {file} along."),
        QT_TRANSLATE_NOOP(
            "Problem",
            "Pictures, text, PDF and the documents of Microsoft Office and LibreOffice can.",
        ),
    ),
    ProblemKind.FILE_LOST: (
        QT_TRANSLATE_NOOP("Problem", "The contents of {file} are not there any more."),
        QT_TRANSLATE_NOOP("Problem", "Restore a backup that has them, or send the file again."),
    ),
    ProblemKind.FILE_NOT_OPENED: (
        QT_TRANSLATE_NOOP("Problem", "No program on this computer opened {file}."),
        QT_TRANSLATE_NOOP("Problem", "Save it, then open it with a program of your choice."),
    ),
    ProblemKind.PICTURES_NOT_SEEN: (
        QT_TRANSLATE_NOOP("Problem", "Nothing was sent: {model} cannot see pictures."),
        QT_TRANSLATE_NOOP(
            "Problem",
            "Choose a model that can, or leave the pictures out. If it can, say so in Settings ›"
            " Models.",
        ),
    ),
    ProblemKind.UNEXPECTED: (
        QT_TRANSLATE_NOOP("Problem", "Something unexpected went wrong."),
        QT_TRANSLATE_NOOP("Problem", "Try again; the details help to report it."),
    ),
}
