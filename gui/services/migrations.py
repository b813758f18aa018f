"""The shape of the session file: an append-only list of steps, counted by `user_version`."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from gui.services.backups import back_up
from gui.services.database import version
from gui.services.search_schema import SEARCH_MIGRATION
from gui.services.transaction import transaction

Migration = tuple[str, ...]

_FIRST: Migration = (
    """
    CREATE TABLE session (
        id TEXT PRIMARY KEY NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        title_by TEXT NOT NULL DEFAULT 'nobody',
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        head_id TEXT,
        endpoint_id TEXT,
        model TEXT,
        pinned INTEGER NOT NULL DEFAULT 0,
        archived INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0,
        draft TEXT NOT NULL DEFAULT '',
        deleted_at INTEGER
    )
    """,
    # `parent_id` is no foreign key: after a recovery a parent may be missing.
    """
    CREATE TABLE turn (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        parent_id TEXT,
        role TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        ended_at INTEGER,
        agent TEXT NOT NULL DEFAULT '',
        model TEXT NOT NULL DEFAULT '',
        prompt_tokens INTEGER,
        completion_tokens INTEGER,
        problem TEXT
    )
    """,
    "CREATE INDEX turn_by_session ON turn (session_id)",
    "CREATE INDEX turn_running ON turn (state) WHERE state = 'running'",
    """
    CREATE TABLE part (
        turn_id TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        source TEXT NOT NULL DEFAULT '',
        text TEXT NOT NULL DEFAULT '',
        data TEXT NOT NULL DEFAULT '{}',
        PRIMARY KEY (turn_id, position)
    )
    """,
    """
    CREATE TABLE turn_state (
        turn_id TEXT PRIMARY KEY NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
        data BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE queued (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        text TEXT NOT NULL
    )
    """,
    "CREATE INDEX queued_by_session ON queued (session_id)",
    "CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)",
)

# `length` counts up to a NUL, which is near enough for old rows; `data` may be damaged.
FILL_SIZES = """
    UPDATE turn SET size = (
        SELECT ifnull(sum(length(text) + CASE WHEN json_valid(data)
            THEN ifnull(length(json_extract(data, '$.arguments')), 0) ELSE 0 END), 0)
        FROM part WHERE part.turn_id = turn.id
    )
    """
_SIZES: Migration = (
    "ALTER TABLE turn ADD COLUMN size INTEGER NOT NULL DEFAULT 0",
    FILL_SIZES,
    # Holds all that is read of the turns that nobody looks at, so that opening a long chat
    # does not touch their rows.
    """
    CREATE INDEX turn_outline ON turn
    (session_id, id, parent_id, role, size, prompt_tokens, completion_tokens)
    """,
    "DROP INDEX turn_by_session",
    # What a long text has grown by since its part was written; gone when it has ended.
    """
    CREATE TABLE piece (
        turn_id TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        start INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (turn_id, position, start)
    )
    """,
)

_ATTACHMENTS: Migration = (
    # Parts name them by their digests: what is shown in many places is kept once.
    """
    CREATE TABLE attachment (
        digest TEXT PRIMARY KEY NOT NULL,
        media_type TEXT NOT NULL DEFAULT '',
        data BLOB NOT NULL,
        size INTEGER NOT NULL
    )
    """,
)

_TEAMS: Migration = (
    "ALTER TABLE session ADD COLUMN team_id TEXT",
    "ALTER TABLE session ADD COLUMN folder TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE session ADD COLUMN limits TEXT NOT NULL DEFAULT '{}'",
    # What a running turn must not do twice; gone when it has ended.
    """
    CREATE TABLE run_record (
        turn_id TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        source TEXT NOT NULL,
        number INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (turn_id, kind, source, number)
    )
    """,
    # Times are Unix seconds.
    """
    CREATE TABLE model_request (
        turn_id TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        source TEXT NOT NULL,
        model TEXT NOT NULL,
        started_at REAL NOT NULL,
        first_at REAL,
        ended_at REAL,
        prompt_tokens INTEGER,
        completion_tokens INTEGER,
        PRIMARY KEY (turn_id, position)
    )
    """,
    "CREATE INDEX model_request_by_time ON model_request (started_at)",
    # Decisions are found without reading all that was ever said.
    """
    CREATE INDEX part_decided ON part (turn_id)
    WHERE kind = 'tool' AND instr(data, '"allowed"') > 0
    """,
    # What the user wants of a tool in one chat.
    """
    CREATE TABLE tool_policy (
        session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        tool_id TEXT NOT NULL,
        policy TEXT NOT NULL,
        PRIMARY KEY (session_id, tool_id)
    )
    """,
)

_ENCLOSURES: Migration = (
    # What is to go with the next message, or with a queued one.
    """
    CREATE TABLE enclosure (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        queued_id TEXT REFERENCES queued (id) ON DELETE SET NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        digest TEXT NOT NULL,
        width INTEGER NOT NULL DEFAULT 0,
        height INTEGER NOT NULL DEFAULT 0,
        size INTEGER NOT NULL
    )
    """,
    "CREATE INDEX enclosure_by_session ON enclosure (session_id)",
)

_HOSTS: Migration = (
    # What was sent stays told when a chat is deleted, so that `session_id` refers to nothing.
    """
    CREATE TABLE host_ledger (
        session_id TEXT NOT NULL,
        host TEXT NOT NULL,
        kind TEXT NOT NULL,
        requests INTEGER NOT NULL,
        size INTEGER NOT NULL,
        first_at REAL NOT NULL,
        last_at REAL NOT NULL,
        PRIMARY KEY (session_id, host, kind)
    )
    """,
)

_IMPORTED: Migration = (
    # Where a chat comes from that another program has written, and what was in it then.
    """
    CREATE TABLE imported (
        session_id TEXT PRIMARY KEY NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        source TEXT NOT NULL,
        original_id TEXT NOT NULL,
        digest TEXT NOT NULL,
        turns INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX imported_by_origin ON imported (source, original_id)",
)

_ORDER: Migration = (
    # The folder of chats that it lies in, and what its agents are told in addition.
    "ALTER TABLE session ADD COLUMN filed_in TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE session ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE session ADD COLUMN instructions TEXT NOT NULL DEFAULT ''",
    # `parent_id` and `filed_in` are no foreign keys: after a recovery a folder may be missing.
    """
    CREATE TABLE folder (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        parent_id TEXT NOT NULL DEFAULT '',
        team_id TEXT,
        endpoint_id TEXT,
        model TEXT,
        instructions TEXT NOT NULL DEFAULT '',
        work TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX session_by_use ON session (updated_at, id) WHERE deleted_at IS NULL",
    "CREATE INDEX session_filed ON session (filed_in) WHERE filed_in <> ''",
    "CREATE INDEX session_deleted ON session (deleted_at) WHERE deleted_at IS NOT NULL",
)

_CAME: Migration = (
    # When the chat came here or back from the bin, in Unix milliseconds: what somebody has just
    # imported or restored is not old, whenever it was written.
    "ALTER TABLE session ADD COLUMN came_at INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TRIGGER session_came AFTER INSERT ON session WHEN NEW.came_at = 0 BEGIN
        UPDATE session
        SET came_at = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) WHERE id = NEW.id;
    END
    """,
)

_EDITS: Migration = (
    # What the user has begun to write in place of an earlier message.
    """
    CREATE TABLE edit (
        turn_id TEXT PRIMARY KEY NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
        text TEXT NOT NULL
    )
    """,
)

MIGRATIONS: tuple[Migration, ...] = (
    _FIRST,
    _SIZES,
    _ATTACHMENTS,
    _TEAMS,
    _ENCLOSURES,
    _HOSTS,
    _IMPORTED,
    _ORDER,
    SEARCH_MIGRATION,
    _CAME,
    _EDITS,
)
TABLES = (
    "session",
    "turn",
    "part",
    "piece",
    "turn_state",
    "queued",
    "meta",
    "attachment",
    "run_record",
    "model_request",
    "tool_policy",
    "enclosure",
    "host_ledger",
    "imported",
    "folder",
    "edit",
)


def migrate(
    connection: sqlite3.Connection, migrations: tuple[Migration, ...], backups: Path
) -> None:
    """Bring the file up to date; one that holds data is backed up first."""
    old = version(connection)
    if 0 < old < len(migrations):
        back_up(connection, backups / f"parley-v{old}-{time.strftime('%Y%m%d-%H%M%S')}.db")
    step_up(connection, migrations)


def step_up(connection: sqlite3.Connection, migrations: tuple[Migration, ...]) -> None:
    """The same for a file that is a copy itself."""
    old = version(connection)
    for number, statements in enumerate(migrations[old:], start=old + 1):
        with transaction(connection, durable=True):
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
