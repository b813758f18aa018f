"""Work: sessions, store, settings, keys and clean-up on asyncio and files; no Qt, no AutoGen."""
