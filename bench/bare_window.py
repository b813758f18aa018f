"""The floor of a start: a bare PySide6 window that says when it was painted, then leaves."""

import sys
import time

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    told = False

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self.told:
            self.told = True
            QTimer.singleShot(0, self._tell)
        return super().event(event)

    def _tell(self) -> None:
        print(f"shown {time.time():.6f}", flush=True)
        QApplication.exit()


app = QApplication(sys.argv)
window = Window()
window.resize(1200, 800)
window.show()
app.exec()
