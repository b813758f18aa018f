"""Joins endpoints and keys for the session service: what models there are, how to reach them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from gui.model.endpoint import Endpoint, ModelRef
from gui.services.endpoint_keys import EndpointKeys

if TYPE_CHECKING:
    from gui.services.endpoints import Endpoints
    from gui.services.secrets import Secrets


class Catalog(Protocol):
    """What the session service needs to know of models."""

    def endpoint(self, endpoint_id: str) -> Endpoint | None: ...

    async def key(self, endpoint_id: str) -> str | None:
        """Raises SecretError when the place where keys are kept does not answer."""
        ...

    def default_model(self) -> ModelRef: ...


class ModelCatalog:
    """The catalog of the running program."""

    def __init__(
        self,
        endpoints: Endpoints,
        secrets: Secrets,
        *,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._endpoints = endpoints
        self._keys = EndpointKeys(secrets, environ=environ)

    def endpoint(self, endpoint_id: str) -> Endpoint | None:
        return self._endpoints.get(endpoint_id)

    async def key(self, endpoint_id: str) -> str | None:
        endpoint = self._endpoints.get(endpoint_id)
        return await self._keys.find(endpoint) if endpoint is not None else None

    def default_model(self) -> ModelRef:
        return self._endpoints.default_model()
