"""Glass: Qt helpers that know nothing of chat."""

from gui.qt.plain_import import take_import_back

take_import_back()
