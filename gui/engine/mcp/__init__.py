"""MCP servers: started or reached, kept for all chats, and what their tools become."""
