"""A built-in tool as AutoGen calls it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autogen_core import CancellationToken
from autogen_core.tools import FunctionTool
from pydantic import ValidationError

from gui.engine.tools.kit import BuiltInTool
from gui.model.tool_refusal import ToolRefusal


class OfferedTool(FunctionTool):
    """Says in words what is wrong with a call, and refuses where there is a reason to."""

    def __init__(self, tool: BuiltInTool) -> None:
        super().__init__(tool.run, description=tool.description, name=tool.name)
        self._refusal = tool.refusal

    async def run_json(
        self,
        args: Mapping[str, Any],
        cancellation_token: CancellationToken,
        call_id: str | None = None,
    ) -> object:
        if self._refusal:
            raise ToolRefusal(self._refusal)
        try:
            self.args_type().model_validate(args)
        except ValidationError as error:
            raise ToolRefusal(_words(error)) from error
        unknown = ", ".join(sorted(set(args) - set(self.args_type().model_fields)))
        if unknown:
            raise ToolRefusal(f"{self.name} has no argument {unknown}.")
        return await super().run_json(args, cancellation_token, call_id)


def _words(error: ValidationError) -> str:
    faults = [
        f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
        for fault in error.errors(include_url=False, include_input=False)
    ]
    return f"The arguments do not fit. {'; '.join(faults)}."
