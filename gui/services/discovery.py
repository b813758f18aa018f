"""Looks for models at hand: keys in the environment, and local servers that answer at once."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from gui.model.address import (
    THIS_COMPUTER,
    is_loopback,
    is_plain_http,
    origin_of,
    without_user_info,
)
from gui.model.endpoint import Endpoint, ModelRef, Protocol
from gui.services.secrets import KeyPlace
from gui.services.worker_thread import WorkerThread

_log = logging.getLogger(__name__)

# Fixed, so that chats find their model again at the next start. An address of its own is part
# of the id: a chat with one server must never go on with another, nor its key.
ENVIRONMENT = "environment-"
OPENAI_ID = f"{ENVIRONMENT}openai"
ANTHROPIC_ID = f"{ENVIRONMENT}anthropic"
OLLAMA_ID = "local-ollama"
LM_STUDIO_ID = "local-lm-studio"

OLLAMA_ADDRESS = "http://127.0.0.1:11434"
LM_STUDIO_ADDRESS = "http://127.0.0.1:1234"
DEFAULT_OPENAI_MODEL = "gpt-4.1-mini"
DEFAULT_ANTHROPIC_MODEL = "claude-sonnet-4-20250514"

LOCAL_LIMIT = 0.6  # seconds for a server on this computer
REMOTE_LIMIT = 3.0  # seconds for the address that the environment names
_IMPORT_ALLOWANCE = 4.0  # seconds for the HTTP library to be imported first, once


@dataclass(frozen=True, kw_only=True)
class Found:
    """An endpoint ready to be used, with the model to begin with."""

    endpoint: Endpoint
    model: str
    key_source: KeyPlace | None = None

    @property
    def ref(self) -> ModelRef:
        return ModelRef(endpoint_id=self.endpoint.id, model=self.model)


@dataclass(frozen=True, kw_only=True)
class LocalAddresses:
    """Where local servers are looked for; tests have their own."""

    ollama: str = OLLAMA_ADDRESS
    lm_studio: str = LM_STUDIO_ADDRESS


async def discover(
    *, environ: Mapping[str, str] = os.environ, local: LocalAddresses | None = None
) -> tuple[Found, ...]:
    """Everything that is there, the environment first; all places are asked at the same time."""
    places = local or LocalAddresses()
    found = found_in_environment(environ)
    asked: list[Coroutine[None, None, Found | None]] = [_complete(one, environ) for one in found]
    asked.append(_ollama(places.ollama))
    asked.append(_lm_studio(places.lm_studio))
    answers = await asyncio.gather(*asked)
    return tuple(answer for answer in answers if answer is not None)


def found_in_environment(environ: Mapping[str, str] = os.environ) -> tuple[Found, ...]:
    """What the environment says by itself, without any contact; "" as model: not said."""
    found = (_openai(environ), _anthropic(environ))
    return tuple(one for one in found if one is not None)


def _openai(environ: Mapping[str, str]) -> Found | None:
    key = environ.get("OPENAI_API_KEY", "").strip()
    address = _address(environ, "OPENAI_BASE_URL")
    if address is None or not (key or address):
        return None
    model = environ.get("OPENAI_MODEL", "").strip()
    if not model and not address:
        model = DEFAULT_OPENAI_MODEL
    endpoint = Endpoint(
        id=_id_at(OPENAI_ID, address),
        name=_host(address) or "OpenAI",
        protocol=Protocol.OPENAI,
        base_url=address,
        models=(model,) if model else (),
        needs_key=bool(key),
        key_variable="OPENAI_API_KEY" if key else "",
    )
    return Found(endpoint=endpoint, model=model, key_source=KeyPlace.ENVIRONMENT if key else None)


def _anthropic(environ: Mapping[str, str]) -> Found | None:
    address = _address(environ, "ANTHROPIC_BASE_URL")
    if address is None or not environ.get("ANTHROPIC_API_KEY", "").strip():
        return None
    endpoint = Endpoint(
        id=_id_at(ANTHROPIC_ID, address),
        name=_host(address) or "Anthropic",
        protocol=Protocol.ANTHROPIC,
        base_url=address,
        models=(DEFAULT_ANTHROPIC_MODEL,),
        key_variable="ANTHROPIC_API_KEY",
    )
    return Found(endpoint=endpoint, model=DEFAULT_ANTHROPIC_MODEL, key_source=KeyPlace.ENVIRONMENT)


def _address(environ: Mapping[str, str], variable: str) -> str | None:
    """The address in `variable`, without a password; "" for none, None for what is none."""
    named = environ.get(variable, "").strip().rstrip("/")
    address = without_user_info(named)
    if address != named:
        _log.warning("the user name and password in %s are not used", variable)
    probe = Endpoint(id="", name="", protocol=Protocol.OPENAI, base_url=address)
    if origin_of(probe):
        return address
    _log.warning("%s is no web address", variable)
    return None


async def _complete(found: Found, environ: Mapping[str, str]) -> Found | None:
    """Ask the address for its models where the environment names none."""
    if found.model:
        return found
    key = environ.get(found.endpoint.key_variable, "").strip()
    address = f"{found.endpoint.base_url}/models"
    limit = LOCAL_LIMIT if is_loopback(address) else REMOTE_LIMIT
    names = await _on_a_thread(lambda: _openai_models(address, key, limit), limit)
    models = names or (DEFAULT_OPENAI_MODEL,)
    return replace(found, endpoint=replace(found.endpoint, models=models), model=models[0])


async def _ollama(address: str) -> Found | None:
    names = await _on_a_thread(lambda: _ollama_models(address), LOCAL_LIMIT)
    if not names:
        return None
    endpoint = Endpoint(
        id=OLLAMA_ID,
        name="Ollama",
        protocol=Protocol.OLLAMA,
        base_url=address,
        models=names,
        needs_key=False,
    )
    return Found(endpoint=endpoint, model=names[0])


async def _lm_studio(address: str) -> Found | None:
    names = await _on_a_thread(
        lambda: _openai_models(f"{address}/v1/models", "", LOCAL_LIMIT), LOCAL_LIMIT
    )
    talking = tuple(name for name in names or () if "embed" not in name.lower())
    if not talking:
        return None
    endpoint = Endpoint(
        id=LM_STUDIO_ID,
        name="LM Studio",
        protocol=Protocol.OPENAI,
        base_url=f"{address}/v1",
        models=talking,
        needs_key=False,
    )
    return Found(endpoint=endpoint, model=talking[0])


def _openai_models(address: str, key: str, limit: float) -> tuple[str, ...]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return _names(_fetch(address, headers, limit), "data", "id")


def _ollama_models(address: str) -> tuple[str, ...]:
    return _names(_fetch(f"{address}/api/tags", {}, LOCAL_LIMIT), "models", "name")


def _names(answer: object, list_name: str, field: str) -> tuple[str, ...]:
    rows = answer.get(list_name) if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        return ()
    return tuple(str(row[field]) for row in rows if isinstance(row, dict) and row.get(field))


def _fetch(address: str, headers: dict[str, str], limit: float) -> object:
    """What the address answers as JSON, or None. Runs on a thread: the import alone takes 0.1 s."""
    import httpx2

    # Reading the certificates takes time that a plain connection need not spend.
    secure = not is_plain_http(address)
    try:
        with httpx2.Client(
            timeout=limit, trust_env=not is_loopback(address), verify=secure, headers=headers
        ) as client:
            answer = client.get(address)
            answer.raise_for_status()
            return answer.json()
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        _log.debug("nothing at %s: %s", _host(address), type(error).__name__)
        return None


async def _on_a_thread(work: Callable[[], tuple[str, ...]], limit: float) -> tuple[str, ...] | None:
    thread = WorkerThread("parley-discovery")
    future = thread.submit(work)
    thread.close()
    await asyncio.wait({future}, timeout=limit + _IMPORT_ALLOWANCE)
    if not future.done():
        future.cancel()
        return None
    return future.result()


def _id_at(provider_id: str, address: str) -> str:
    """Another host is another endpoint; a server on this computer may change its port."""
    if not address:
        return provider_id
    host = THIS_COMPUTER if is_loopback(address) else _host(address).lower()
    return f"{provider_id}-{host}"


def _host(address: str) -> str:
    return urlsplit(address).netloc
