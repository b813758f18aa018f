"""Hypothesis strategies for turns, parts, events and sessions."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from gui.model.endpoint import ModelRef
from gui.model.events import (
    CodeRun,
    CodeWritten,
    DataSettled,
    EngineEvent,
    HandedOff,
    ImageShown,
    ModelAnswered,
    ModelAsked,
    ModelBegan,
    Noticed,
    QuestionAsked,
    Remembered,
    RetryScheduled,
    RunEnded,
    SpeakerChosen,
    SpeakerWeighed,
    TextAppended,
    TextSettled,
    ThoughtAppended,
    ThoughtSettled,
    ToolAsked,
    ToolDecided,
    ToolFinished,
    ToolRequested,
    ToolsSummed,
)
from gui.model.gate import DecidedBy, Effect, ToolFacts, Verdict
from gui.model.limits import Limits
from gui.model.problem import Problem, ProblemKind
from gui.model.session import Session, TitleBy
from gui.model.turn import (
    CodePart,
    CompactionPart,
    ExecutionPart,
    HandoffPart,
    ImagePart,
    MemoryPart,
    ModelRequest,
    NoticePart,
    Part,
    QuestionPart,
    Role,
    SpeakerPart,
    StopPart,
    StructuredPart,
    SummaryPart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
    TurnState,
    Usage,
)

texts = st.text(max_size=40)
names = st.sampled_from(["assistant", "planner", "编辑", ""])
calls = st.sampled_from(["c1", "c2", "c3"])
seconds = st.floats(min_value=0, max_value=4e9, allow_nan=False)
moments = st.integers(min_value=0, max_value=2**53)
problems = st.builds(
    Problem,
    kind=st.sampled_from(ProblemKind),
    facts=st.dictionaries(texts, texts, max_size=3),
    detail=texts,
)
usages = st.builds(
    Usage, prompt_tokens=st.integers(0, 2**40), completion_tokens=st.integers(0, 2**40)
)
attempts = st.integers(0, 9)
codes = st.integers(-300, 300)
sides = st.integers(0, 5_000)
memories = st.lists(texts, max_size=3).map(tuple)


def _picture(data: bytes, width: int, height: int, name: str) -> ImagePart:
    digest = hashlib.sha256(data).hexdigest()
    return ImagePart(
        source="a",
        digest=digest,
        media_type="image/png",
        width=width,
        height=height,
        name=name,
        data=data,
    )


facts = st.builds(
    ToolFacts,
    tool_id=texts,
    effect=st.sampled_from(Effect),
    place=texts,
    isolated=st.none() | st.booleans(),
    preview=texts,
)
verdicts = st.builds(
    Verdict,
    allowed=st.booleans(),
    by=st.sampled_from(DecidedBy),
    at=seconds,
    reason=texts,
    asked=texts,
)
requests = st.builds(
    ModelRequest,
    source=names,
    model=texts,
    started_at=seconds,
    first_at=st.none() | seconds,
    ended_at=st.none() | seconds,
    usage=st.none() | usages,
)
limits = st.builds(
    Limits,
    turns=st.none() | st.integers(0, 1000),
    tokens=st.none() | st.integers(0, 2**40),
    cost=st.none() | st.floats(0, 1000),
    seconds=st.none() | st.floats(0, 1e6),
)
images = st.builds(_picture, st.binary(max_size=40), sides, sides, texts)
parts: st.SearchStrategy[Part] = st.one_of(
    st.builds(TextPart, source=names, text=texts, open=st.booleans()),
    st.builds(
        ThoughtPart,
        source=names,
        text=texts,
        started_at=seconds,
        seconds=st.none() | seconds,
        open=st.booleans(),
    ),
    st.builds(
        ToolCallPart,
        source=names,
        call_id=calls,
        name=texts,
        arguments=texts,
        state=st.sampled_from(ToolState),
        result=texts,
        started_at=seconds,
        seconds=st.none() | seconds,
        facts=st.none() | facts,
        verdict=st.none() | verdicts,
    ),
    st.builds(HandoffPart, source=names, target=names, text=texts, context=texts),
    st.builds(SummaryPart, source=names, text=texts),
    st.builds(CompactionPart, source=names, text=texts, kept=attempts),
    st.builds(CodePart, source=names, text=texts, attempt=attempts),
    st.builds(ExecutionPart, source=names, output=texts, exit_code=codes, attempt=attempts),
    images,
    st.builds(StructuredPart, source=names, text=texts, type_name=texts, words=texts),
    st.builds(MemoryPart, source=names, memories=memories),
    st.builds(SpeakerPart, source=names, target=names, text=texts),
    st.builds(StopPart, source=names, text=texts),
    st.builds(QuestionPart, source=names, request_id=calls, text=texts, answer=st.none() | texts),
    st.builds(NoticePart, source=names, text=texts, kind=texts),
)
turns = st.builds(
    Turn,
    id=st.uuids().map(str),
    session_id=st.just("session"),
    parent_id=st.none() | st.uuids().map(str),
    role=st.sampled_from(Role),
    state=st.sampled_from(TurnState),
    created_at=moments,
    ended_at=st.none() | moments,
    parts=st.lists(parts, max_size=6).map(tuple),
    agent=names,
    model=texts,
    usage=st.none() | usages,
    problem=st.none() | problems,
    requests=st.lists(requests, max_size=3).map(tuple),
)
sessions = st.builds(
    Session,
    id=st.uuids().map(str),
    title=texts,
    title_by=st.sampled_from(TitleBy),
    created_at=moments,
    updated_at=moments,
    head_id=st.none() | st.uuids().map(str),
    model=st.none() | st.builds(ModelRef, endpoint_id=texts, model=texts),
    pinned=st.booleans(),
    archived=st.booleans(),
    unread=st.booleans(),
    draft=texts,
    team_id=st.none() | texts,
    folder=texts,
    limits=limits,
)
events: st.SearchStrategy[EngineEvent] = st.one_of(
    st.builds(TextAppended, source=names, text=texts),
    st.builds(TextSettled, source=names, text=texts),
    st.builds(ThoughtAppended, source=names, text=texts, at=seconds),
    st.builds(ThoughtSettled, source=names, at=seconds, text=st.none() | texts),
    st.builds(
        ToolRequested,
        source=names,
        call_id=calls,
        name=texts,
        arguments=texts,
        at=seconds,
        state=st.sampled_from([ToolState.RUNNING, ToolState.WAITING]),
    ),
    st.builds(
        ToolDecided,
        call_id=calls,
        state=st.sampled_from([ToolState.RUNNING, ToolState.DENIED]),
        arguments=texts,
        facts=st.none() | facts,
        verdict=st.none() | verdicts,
    ),
    st.builds(
        ToolAsked, source=names, call_id=calls, name=texts, arguments=texts, at=seconds, facts=facts
    ),
    st.builds(ModelAsked, source=names, model=texts, at=seconds),
    st.builds(ModelBegan, source=names, at=seconds),
    st.builds(ModelAnswered, source=names, at=seconds, usage=st.none() | usages),
    st.builds(
        ToolFinished,
        call_id=calls,
        result=texts,
        is_error=st.booleans(),
        at=seconds,
        source=names,
        name=names,
    ),
    st.builds(
        ToolsSummed,
        source=names,
        text=texts,
        results=st.lists(st.tuples(calls, texts), max_size=2).map(tuple),
    ),
    st.builds(CodeWritten, source=names, text=texts, attempt=attempts),
    st.builds(CodeRun, source=names, output=texts, exit_code=codes, attempt=attempts),
    st.builds(ImageShown, source=names, digest=texts, media_type=texts, data=st.binary()),
    st.builds(DataSettled, source=names, text=texts, type_name=texts, words=texts),
    st.builds(Remembered, source=names, memories=memories),
    st.builds(HandedOff, source=names, target=names, text=texts, context=texts),
    st.builds(SpeakerWeighed, source=names, text=texts),
    st.builds(SpeakerChosen, source=names, target=names),
    st.builds(RunEnded, source=names, text=texts),
    st.builds(QuestionAsked, source=names, request_id=calls, text=texts),
    st.builds(Noticed, source=names, text=texts),
    st.builds(RetryScheduled, until=seconds, attempt=st.integers(1, 9), problem=problems),
)
running = Turn(
    id="turn",
    session_id="session",
    parent_id="question",
    role=Role.AGENT,
    state=TurnState.RUNNING,
    created_at=1,
)
