"""Parley, a native desktop client for talking to AutoGen agents and teams."""

__version__ = "0.1.0"
