"""Tests of the services, without Qt."""
