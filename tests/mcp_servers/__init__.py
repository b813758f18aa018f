"""MCP servers that behave well and badly, each a program of its own."""
