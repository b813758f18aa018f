"""What is built while the collector is held off makes no later collection longer."""

from __future__ import annotations

import gc

from gui.services.collector import collector_held_off


def test_it_is_on_again_and_leaves_what_was_built_alone() -> None:
    try:
        with collector_held_off():
            assert not gc.isenabled()
            built = [[number] for number in range(1000)]
        assert gc.isenabled()
        assert gc.get_freeze_count() >= len(built)
    finally:
        gc.unfreeze()


def test_it_stays_off_for_somebody_else() -> None:
    gc.disable()
    try:
        with collector_held_off():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
