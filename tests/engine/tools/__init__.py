"""Tests of the built-in tools, with real files, servers and processes."""
