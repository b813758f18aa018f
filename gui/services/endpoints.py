"""The configured providers: kept in the settings, never with a key, the guide always at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

from gui.model.address import without_user_info
from gui.model.endpoint import (
    GUIDE_ENDPOINT_ID,
    GUIDE_MODEL,
    GUIDE_REF,
    Abilities,
    Endpoint,
    ModelRef,
    Protocol,
)
from gui.services.identifiers import Identifiers
from gui.services.settings import Json, Settings

ENDPOINTS = "endpoints"
DEFAULT_MODEL = "default_model"
LONGEST_SECONDS = 86_400

GUIDE = Endpoint(
    id=GUIDE_ENDPOINT_ID,
    name="Guide",
    protocol=Protocol.GUIDE,
    models=(GUIDE_MODEL,),
    needs_key=False,
)


class Endpoints:
    """`list` has what the user configured; `get` knows the guide too."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ids = Identifiers()

    def list(self) -> tuple[Endpoint, ...]:
        stored = self._settings.section(ENDPOINTS)
        rows = stored if isinstance(stored, list) else []
        read = (_endpoint_of(row) for row in rows if isinstance(row, dict))
        return tuple(endpoint for endpoint in read if endpoint is not None)

    def get(self, endpoint_id: str) -> Endpoint | None:
        if endpoint_id == GUIDE_ENDPOINT_ID:
            return GUIDE
        return next((e for e in self.list() if e.id == endpoint_id), None)

    def add(self, endpoint: Endpoint) -> Endpoint:
        """Append; one without an id gets one, which the returned endpoint has."""
        if not endpoint.id:
            endpoint = replace(endpoint, id=self._ids.new())
        self.put(endpoint)
        return endpoint

    def put(self, endpoint: Endpoint) -> None:
        """Add, or replace the one with the same id where it stands."""
        known = self.list()
        if any(e.id == endpoint.id for e in known):
            self._write(tuple(endpoint if e.id == endpoint.id else e for e in known))
        else:
            self._write((*known, endpoint))

    def update(self, endpoint: Endpoint) -> None:
        """Raises LookupError where there is none with that id."""
        if self.get(endpoint.id) is None or endpoint.id == GUIDE_ENDPOINT_ID:
            raise LookupError(endpoint.id)
        self.put(endpoint)

    def remove(self, endpoint_id: str) -> None:
        """The key is removed by whoever keeps it."""
        self._write(tuple(e for e in self.list() if e.id != endpoint_id))

    def default_model(self) -> ModelRef:
        """What a new chat uses: the user's choice, else the first model, else the guide."""
        chosen = self._settings.section(DEFAULT_MODEL)
        if isinstance(chosen, dict):
            ref = ModelRef(
                endpoint_id=str(chosen.get("endpoint_id")), model=str(chosen.get("model"))
            )
            if self.get(ref.endpoint_id) is not None:
                return ref
        for endpoint in self.list():
            if endpoint.models:
                return ModelRef(endpoint_id=endpoint.id, model=endpoint.models[0])
        return GUIDE_REF

    def set_default_model(self, ref: ModelRef) -> None:
        row: dict[str, Json] = {"endpoint_id": ref.endpoint_id, "model": ref.model}
        self._settings.set_section(DEFAULT_MODEL, row)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Hear that the list or the default is another; returns what ends the subscription."""

        def heard(name: str) -> None:
            if name in (ENDPOINTS, DEFAULT_MODEL):
                callback()

        return self._settings.subscribe(heard)

    def _write(self, endpoints: tuple[Endpoint, ...]) -> None:
        self._settings.set_section(ENDPOINTS, [_row_of(endpoint) for endpoint in endpoints])


def _row_of(endpoint: Endpoint) -> Json:
    row: dict[str, Json] = asdict(endpoint)
    row["protocol"] = endpoint.protocol.value
    row["base_url"] = without_user_info(endpoint.base_url)  # a password is no setting
    row["models"] = list(endpoint.models)
    return row


def _endpoint_of(row: dict[str, Json]) -> Endpoint | None:
    """None for a row that names no endpoint this version can speak to."""
    endpoint_id = _text(row, "id", "")
    protocol = _text(row, "protocol", "")
    if not endpoint_id or protocol not in {p.value for p in Protocol}:
        return None
    plain = Endpoint(id=endpoint_id, name=endpoint_id, protocol=Protocol(protocol))
    models = row.get("models")
    abilities = row.get("abilities")
    return replace(
        plain,
        name=_text(row, "name", plain.name),
        base_url=without_user_info(_text(row, "base_url", "")).rstrip("/"),
        key_variable=_text(row, "key_variable", ""),
        models=tuple(m for m in models if isinstance(m, str)) if isinstance(models, list) else (),
        needs_key=_flag(row, "needs_key", plain.needs_key),
        stream_usage=_flag(row, "stream_usage", plain.stream_usage),
        send_names=_flag(row, "send_names", plain.send_names),
        connect_timeout=_seconds(row, "connect_timeout", plain.connect_timeout),
        read_timeout=_seconds(row, "read_timeout", plain.read_timeout),
        abilities={m: _abilities_of(a) for m, a in abilities.items() if isinstance(a, dict)}
        if isinstance(abilities, dict)
        else {},
    )


def _abilities_of(row: dict[str, Json]) -> Abilities:
    usual = Abilities()
    return Abilities(
        vision=_flag(row, "vision", usual.vision),
        function_calling=_flag(row, "function_calling", usual.function_calling),
        json_output=_flag(row, "json_output", usual.json_output),
        structured_output=_flag(row, "structured_output", usual.structured_output),
        family=_text(row, "family", usual.family),
    )


def _text(row: dict[str, Json], name: str, otherwise: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else otherwise


def _flag(row: dict[str, Json], name: str, otherwise: bool) -> bool:  # noqa: FBT001 - a value, not a switch
    value = row.get(name)
    return value if isinstance(value, bool) else otherwise


def _seconds(row: dict[str, Json], name: str, otherwise: float) -> float:
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return otherwise
    return float(value) if 0 < value <= LONGEST_SECONDS else otherwise
