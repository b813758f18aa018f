"""The floor of memory: a bare PySide6 window in a process that has imported AutoGen."""

import importlib

import psutil

SETTLE_MS = 3000
AUTOGEN = ("autogen_agentchat.agents", "autogen_agentchat.teams", "autogen_ext.models.openai")


def main() -> None:
    # Before PySide6, whose own import hook would keep the source of each module in memory.
    for name in AUTOGEN:
        importlib.import_module(name)
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1200, 800)
    window.show()
    QTimer.singleShot(SETTLE_MS, app.quit)
    app.exec()
    print(f"pss {psutil.Process().memory_full_info().pss}", flush=True)


main()
