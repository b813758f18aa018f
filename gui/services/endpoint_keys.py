"""The key of an endpoint, from where it is kept or from the environment, for its server only."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from gui.model.address import origin_of, without_user_info
from gui.model.endpoint import Endpoint, Protocol

if TYPE_CHECKING:
    from gui.services.secrets import Secrets

# The server that the key of a variable is for: what the other variable says, or the
# provider's own.
_SERVERS = {
    "OPENAI_API_KEY": ("OPENAI_BASE_URL", Protocol.OPENAI),
    "ANTHROPIC_API_KEY": ("ANTHROPIC_BASE_URL", Protocol.ANTHROPIC),
}


class EndpointKeys:
    """Finds keys; one that was given for another server is as good as none."""

    def __init__(self, secrets: Secrets, *, environ: Mapping[str, str] = os.environ) -> None:
        self._secrets = secrets
        self._environ = environ

    async def find(self, endpoint: Endpoint) -> str | None:
        """Raises SecretError when the place where keys are kept does not answer."""
        if endpoint.key_variable:
            return self._named(endpoint)
        if not endpoint.id or not endpoint.needs_key:
            return None
        return await self._secrets.get(endpoint)

    def _named(self, endpoint: Endpoint) -> str | None:
        if endpoint.key_variable not in _SERVERS:
            return None
        variable, protocol = _SERVERS[endpoint.key_variable]
        address = without_user_info(self._environ.get(variable, "").strip())
        named = Endpoint(id="", name="", protocol=protocol, base_url=address)
        if origin_of(endpoint) != origin_of(named) or not origin_of(named):
            return None
        return self._environ.get(endpoint.key_variable, "").strip() or None
