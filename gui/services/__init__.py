"""Work: sessions, store, settings, secrets and clean-up on asyncio, SQLite and files; no Qt, no AutoGen."""
