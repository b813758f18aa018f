"""Tests of MCP servers: stdio, HTTP, names, results, diagnoses."""
