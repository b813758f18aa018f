"""The tests of Parley; they mirror `gui/`, plus `e2e/` and `quality/`."""
