"""A tool that sends one kind of request to one address, as a component describes it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from autogen_core import CancellationToken
from autogen_core.tools import BaseTool, ParametersSchema, ToolSchema
from pydantic import BaseModel, Field, RootModel

from gui.engine.client_pool import proxy_of
from gui.model.leaving import ASKING_CHAT, Hear, Sent, SentKind, host_in, unheard

if TYPE_CHECKING:
    import httpx

_MOST_CHARACTERS = 200_000  # of an answer; more is of no use to a model
_MOST_BYTES = 5 * 1024 * 1024
_GAP = re.compile(r"\{(\w+)\}")  # in a path, for an argument


class SiteToolConfig(BaseModel):
    """The fields of AutoGen's `HttpTool`, without headers: those of a file may hold keys."""

    name: str
    description: str | None = None
    scheme: Literal["http", "https"] = "http"
    host: str = Field(pattern=r"^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])$")
    port: int = Field(ge=1, le=65535)
    path: str = "/"
    method: Literal["GET", "POST", "PUT", "DELETE", "PATCH"] = "POST"
    json_schema: dict[str, Any]
    return_type: Literal["text", "json"] | None = "text"
    timeout: float = Field(default=20.0, gt=0, le=600)

    @property
    def place(self) -> str:
        usual = {"http": 80, "https": 443}[self.scheme]
        return self.host if self.port == usual else f"{self.host}:{self.port}"

    @property
    def mark(self) -> str:
        """Tells one kind of request to a place from another."""
        kind = f"{self.method} {self.scheme} {self.path}"
        return hashlib.sha256(kind.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class SiteArguments(BaseModel):
    """Whatever the tool's own schema allows."""

    model_config = {"extra": "allow"}


class SiteAnswer(RootModel[str]):
    """What came back, as a model is told it."""


class SiteTool(BaseTool[SiteArguments, SiteAnswer]):
    def __init__(self, config: SiteToolConfig, hear: Hear = unheard) -> None:
        super().__init__(
            args_type=SiteArguments,
            return_type=SiteAnswer,
            name=config.name,
            description=config.description or "",
        )
        self._config = config
        self._hear = hear

    @property
    def schema(self) -> ToolSchema:
        stated = self._config.json_schema
        parameters = ParametersSchema(type="object", properties=stated.get("properties", {}))
        if isinstance(stated.get("required"), list):
            parameters["required"] = stated["required"]
        return ToolSchema(
            name=self.name, description=self.description, parameters=parameters, strict=False
        )

    async def run_json(
        self,
        args: Mapping[str, Any],
        cancellation_token: CancellationToken,
        call_id: str | None = None,
    ) -> SiteAnswer:
        del call_id
        return await self.run(SiteArguments.model_validate(dict(args)), cancellation_token)

    async def run(self, args: SiteArguments, cancellation_token: CancellationToken) -> SiteAnswer:
        """Follows no redirect: it would lead to a place that nobody has agreed to."""
        import httpx

        del cancellation_token  # the call is cancelled as a task
        config, values = self._config, dict(args.model_extra or {})
        taken = {name: _segment(values.pop(name, "")) for name in set(_GAP.findall(config.path))}
        path = _GAP.sub(lambda gap: taken[gap[1]], config.path)
        url = f"{config.scheme}://{config.place}/{path.lstrip('/')}"
        body: dict[str, Any] = (
            {"params": values} if config.method in ("GET", "DELETE") else {"json": values}
        )
        self._hear(
            Sent(
                host=host_in(url),
                kind=SentKind.SITE,
                size=len(json.dumps(values, ensure_ascii=False).encode(errors="replace")),
                session_id=ASKING_CHAT.get(),
            )
        )
        async with (
            httpx.AsyncClient(
                timeout=config.timeout, follow_redirects=False, trust_env=False, proxy=proxy_of(url)
            ) as client,
            client.stream(config.method, url, **body) as response,
        ):
            if response.is_error or response.is_redirect:
                raise RuntimeError(f"{config.place} answered {response.status_code}")
            data = await _bounded(response, config.place)
            text = data.decode(response.charset_encoding or "utf-8", "replace")
        if config.return_type == "json":
            text = json.dumps(json.loads(text), ensure_ascii=False)
        return SiteAnswer(text[:_MOST_CHARACTERS])

    def return_value_as_string(self, value: Any) -> str:  # noqa: ANN401 - AutoGen's signature
        return str(value.root)


def _segment(value: object) -> str:
    """One part of a path, which leads neither up nor elsewhere."""
    quoted = quote(str(value), safe="")
    return quoted.replace(".", "%2E") if quoted.strip(".") == "" else quoted


async def _bounded(response: httpx.Response, place: str) -> bytes:
    data = bytearray()
    async for piece in response.aiter_bytes():
        data += piece
        if len(data) > _MOST_BYTES:
            raise RuntimeError(f"{place} answered with more than {_MOST_BYTES:,} bytes")
    return bytes(data)
