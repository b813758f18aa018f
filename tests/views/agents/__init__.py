"""Tests of the agents page in real windows."""
