"""The providers' own clients, one for each endpoint and key, built late and closed together."""

from __future__ import annotations

import asyncio
import logging
import ssl
import urllib.request
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gui.engine.errors import Asked
from gui.engine.importing import import_library
from gui.engine.wake_limit import WakeLimits
from gui.model.address import OWN_ADDRESSES, is_loopback, is_plain_http
from gui.model.endpoint import Endpoint, Protocol
from gui.model.key_text import can_be_key
from gui.model.leaving import ASKING_CHAT, Hear, Sent, SentKind, host_in, unheard
from gui.model.problem import EngineError, Problem, ProblemKind

if TYPE_CHECKING:
    import anthropic
    import httpx
    import httpx2
    import ollama
    import openai

    AnyRequest = httpx.Request | httpx2.Request
    SdkClient = openai.AsyncOpenAI | anthropic.AsyncAnthropic | ollama.AsyncClient

log = logging.getLogger(__name__)

CLOSE_LIMIT = 2.0  # seconds for each client; they close side by side
_NO_KEY = "none"  # the libraries insist on one; its header is taken out again
_KEY_HEADERS = ("authorization", "x-api-key")


@dataclass(frozen=True, slots=True)
class _ClientKey:
    """All that a client is built from; two endpoints that agree in it share one."""

    protocol: Protocol
    base_url: str
    connect_timeout: float
    read_timeout: float
    key: str | None = field(repr=False)


class ClientPool:
    """Owns the clients and their connections. A key goes to the endpoint it belongs to only."""

    def __init__(self, limits: WakeLimits | None = None, hear: Hear = unheard) -> None:
        self._limits = limits or WakeLimits()
        self._hear = hear
        self._clients: dict[_ClientKey, SdkClient] = {}
        self._lock = asyncio.Lock()

    async def client(self, endpoint: Endpoint, key: str | None) -> SdkClient:
        """The client for `endpoint`, built in a thread on first use.

        Building reads the certificates of the system and imports the provider's library.
        Raises EngineError for a key that no request can carry.
        """
        key = (key or "").strip() or None
        if key is not None and not can_be_key(key):
            raise EngineError(_unsendable(endpoint))
        wanted = _ClientKey(
            protocol=endpoint.protocol,
            base_url=base_url_of(endpoint),
            connect_timeout=endpoint.connect_timeout,
            read_timeout=endpoint.read_timeout,
            key=key,
        )
        async with self._lock:
            if wanted not in self._clients:
                await import_library(wanted.protocol)
                self._clients[wanted] = await asyncio.to_thread(
                    _build, wanted, self._limits, self._hear
                )
            return self._clients[wanted]

    def woke(self) -> None:
        """The computer slept: trust no connection that is older until something comes of it."""
        self._limits.woke()

    async def close(self) -> None:
        """Close all clients side by side; one that is late is named in the log and left."""
        clients, self._clients = self._clients, {}
        if not clients:
            return
        loop = asyncio.get_running_loop()
        tasks = {
            loop.create_task(client.close(), name=urlsplit(key.base_url).netloc)
            for key, client in clients.items()
        }
        done, late = await asyncio.wait(tasks, timeout=CLOSE_LIMIT)
        for task in late:
            task.cancel()
            log.warning("the client of %s did not close in time", task.get_name())
        for task in done:
            if not task.cancelled() and (error := task.exception()) is not None:
                log.warning("closing the client of %s failed: %r", task.get_name(), error)


def base_url_of(endpoint: Endpoint) -> str:
    """The address to call, in the form that the provider's library expects."""
    url = endpoint.base_url.rstrip("/")
    match endpoint.protocol:
        case Protocol.ANTHROPIC:
            return url.removesuffix("/v1") or OWN_ADDRESSES[Protocol.ANTHROPIC]
        case Protocol.OLLAMA:
            return url.removesuffix("/v1").removesuffix("/api") or OWN_ADDRESSES[Protocol.OLLAMA]
        case _:
            return url or OWN_ADDRESSES[Protocol.OPENAI]


def proxy_of(url: str) -> str | None:
    """The proxy that the system asks for; never one for this computer itself."""
    parts = urlsplit(url)
    if is_loopback(url) or urllib.request.proxy_bypass(parts.hostname or ""):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return proxy if proxy is None or "://" in proxy else f"http://{proxy}"


def _unsendable(endpoint: Endpoint) -> Problem:
    return Problem(
        kind=ProblemKind.KEY_REFUSED,
        facts={"host": Asked(endpoint=endpoint).host},
        detail="the key contains characters that no key has; nothing was sent",
    )


def _build(wanted: _ClientKey, limits: WakeLimits, hear: Hear) -> SdkClient:
    match wanted.protocol:
        case Protocol.ANTHROPIC:
            return _anthropic_client(wanted, _http2(wanted, limits, hear))
        case Protocol.OLLAMA:
            return _ollama_client(wanted, limits, hear)
        case _:
            return _openai_client(wanted, _http2(wanted, limits, hear))


def _openai_client(wanted: _ClientKey, http: httpx2.AsyncClient) -> openai.AsyncOpenAI:
    import openai

    client = openai.AsyncOpenAI(
        api_key=wanted.key or _NO_KEY,
        base_url=wanted.base_url,
        max_retries=0,
        http_client=http,
    )
    client.chat.completions  # noqa: B018 - imports what it needs here, in the thread
    client._custom_headers = {}  # noqa: SLF001 - from the environment, for any address
    if wanted.base_url != OWN_ADDRESSES[Protocol.OPENAI]:
        # Taken from the environment, and no business of another provider.
        client.organization = None
        client.project = None
    return client


def _anthropic_client(wanted: _ClientKey, http: httpx2.AsyncClient) -> anthropic.AsyncAnthropic:
    import anthropic

    client = anthropic.AsyncAnthropic(
        api_key=wanted.key or _NO_KEY,
        base_url=wanted.base_url,
        max_retries=0,
        http_client=http,
    )
    client._custom_headers = {}  # noqa: SLF001 - from the environment, for any address
    client.messages  # noqa: B018 - imports what it needs here, in the thread
    return client


def _ollama_client(wanted: _ClientKey, limits: WakeLimits, hear: Hear) -> ollama.AsyncClient:
    import httpx
    import ollama

    from gui.engine.ollama_transport import OllamaTransport
    from gui.engine.stream_shapes import SHAPES

    inner = httpx.AsyncHTTPTransport(
        verify=_certificates(wanted.base_url), proxy=proxy_of(wanted.base_url), trust_env=False
    )
    client = ollama.AsyncClient(
        host=wanted.base_url,
        headers={"authorization": f"Bearer {wanted.key}"} if wanted.key else None,
        follow_redirects=False,
        timeout=httpx.Timeout(wanted.read_timeout, connect=wanted.connect_timeout),
        transport=OllamaTransport(inner, SHAPES[Protocol.OLLAMA], limits),
        event_hooks={"request": [_telling(hear)]},
        trust_env=False,
    )
    if not wanted.key:
        # The library takes OLLAMA_API_KEY from the environment for any address.
        client._client.headers.pop("authorization", None)  # noqa: SLF001
    return client


def _http2(wanted: _ClientKey, limits: WakeLimits, hear: Hear) -> httpx2.AsyncClient:
    import httpx2

    from gui.engine.merging_transport import MergingTransport
    from gui.engine.stream_shapes import SHAPES

    inner = httpx2.AsyncHTTPTransport(
        verify=_certificates(wanted.base_url), proxy=proxy_of(wanted.base_url), trust_env=False
    )
    return httpx2.AsyncClient(
        transport=MergingTransport(inner, SHAPES[wanted.protocol], limits),
        timeout=httpx2.Timeout(wanted.read_timeout, connect=wanted.connect_timeout),
        event_hooks={"request": [_telling(hear), *([] if wanted.key else [_without_key])]},
        # Redirects would carry the key to another host.
        follow_redirects=False,
        trust_env=False,
    )


def _telling(hear: Hear) -> Callable[[AnyRequest], Awaitable[None]]:
    async def tell(request: AnyRequest) -> None:
        length = request.headers.get("content-length", "0")
        hear(
            Sent(
                host=host_in(str(request.url)),
                kind=SentKind.MODEL,
                size=int(length) if length.isdecimal() else 0,
                session_id=ASKING_CHAT.get(),
            )
        )

    return tell


async def _without_key(request: httpx2.Request) -> None:
    for name in _KEY_HEADERS:
        request.headers.pop(name, None)


def _certificates(url: str) -> ssl.SSLContext | bool:
    import httpx2

    # Reading the certificates takes time that a plain connection need not spend.
    return False if is_plain_http(url) else httpx2.create_ssl_context()
