"""The sidebar: new chat, search, the list of chats, settings."""
