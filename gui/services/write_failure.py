"""Why a file with chats could not be written, as far as the system says it."""

from __future__ import annotations

import errno
from pathlib import Path

from gui.model.problem import Problem, ProblemKind


def write_problem(path: Path, error: OSError) -> Problem:
    """With the fact `reason`, where the system says one that there are words for."""
    facts = {"file": path.name or str(path)}
    reason = _REASONS.get(error.errno or 0)
    if reason is not None:
        facts["reason"] = reason
    detail = f"{type(error).__name__}: {error}"
    return Problem(kind=ProblemKind.CHAT_FILE_UNWRITABLE, facts=facts, detail=detail)


_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.ENOENT: "gone",
    errno.ENOTDIR: "gone",
    errno.ENAMETOOLONG: "name",
    errno.EFBIG: "large",
}
