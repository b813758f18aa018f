"""What happens to the requests to models in a turn: each begins, and ends with its answer."""

from __future__ import annotations

from dataclasses import replace

from gui.model.events import ModelAnswered, ModelAsked, ModelBegan
from gui.model.turn import ModelRequest

Requests = tuple[ModelRequest, ...]


def after(requests: Requests, event: ModelAsked | ModelBegan | ModelAnswered) -> Requests:
    if isinstance(event, ModelAsked):
        new = ModelRequest(source=event.source, model=event.model, started_at=event.at)
        return (*requests, new)
    for index in range(len(requests) - 1, -1, -1):
        request = requests[index]
        if request.source == event.source and request.ended_at is None:
            return (*requests[:index], _told(request, event), *requests[index + 1 :])
    return requests


def _told(request: ModelRequest, event: ModelBegan | ModelAnswered) -> ModelRequest:
    if isinstance(event, ModelBegan):
        return request if request.first_at is not None else replace(request, first_at=event.at)
    return replace(request, first_at=event.first_at, ended_at=event.at, usage=event.usage)


def ended(requests: Requests, *, at: float) -> Requests:
    """Nothing more will come for those that are open."""
    return tuple(
        request
        if request.ended_at is not None
        else replace(request, ended_at=max(at, request.started_at))
        for request in requests
    )
