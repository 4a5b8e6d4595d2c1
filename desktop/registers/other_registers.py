"""Other registers: opened in a window of their own beside this one, and the list of the last."""

from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from casework.programs import own_program
from desktop.base.work import LoneWork, Progress
from desktop.registers.registers import ENDING, KIND, as_register, recent_registers


def start(path: Path) -> bool:
    """Open a register in a window of its own; tell whether the program could be started."""
    program, *words = own_program.command("open", str(path.resolve()))
    with own_program.without_own_libraries():
        return bool(QProcess.startDetached(program, words, str(own_program.folder()))[0])


class OtherRegisters(QObject):
    """Asks which register to open or where to make one; `said` and `failed` carry sentences."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, own: Path, window: QWidget) -> None:
        super().__init__(window)
        self._own, self._window = own.resolve(), window

    def ask_and_open(self) -> None:
        """Ask for a register that is there, and open it."""
        path, _ = QFileDialog.getOpenFileName(
            self._window, "打开登记簿", str(self._own.parent), KIND
        )
        if path:
            self.open(Path(path))

    def ask_and_make(self) -> None:
        """Ask where a new register shall lie, and open it there."""
        path, _ = QFileDialog.getSaveFileName(
            self._window, "新建登记簿", str(self._own.parent / f"新登记簿{ENDING}"), KIND
        )
        if not path:
            return
        fresh = as_register(path)
        if fresh.exists():
            self.failed.emit(f"“{fresh.name}”已经存在，没有改动它；请换一个名称，或者直接打开它。")
            return
        self.open(fresh)

    def open(self, path: Path) -> None:
        """Open a register in a window of its own."""
        if path.resolve() == self._own:
            self.said.emit("这就是现在打开的登记簿。")
        elif start(path):
            self.said.emit(f"正在另一个窗口中打开“{path.stem}”。")
        else:
            self.failed.emit("没有能启动另一个窗口，请从桌面再启动一次本程序。")

    def recent(self) -> list[Path]:
        """Return the registers last opened that are still there, without this one."""
        return [path for path in recent_registers() if path != self._own]


class SampleRegister(QObject):
    """Makes the sample office in a folder of its own, beside the clerk's work, and opens it."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = LoneWork(self)

    def make(self) -> None:
        """Make a fresh sample and open it; asked again meanwhile, go on with the one."""
        if self._work.begin(_make_sample, self._open, self.failed):
            self.said.emit("正在生成样例登记簿，稍后在另一个窗口中打开。")

    @property
    def is_busy(self) -> bool:
        """Whether a sample is being made."""
        return self._work.is_busy

    def _open(self, path: Path) -> None:
        if start(path):
            self.said.emit("样例登记簿已在另一个窗口中打开，其中的人和事都是虚构的，可以随意试用。")
        else:
            self.failed.emit(f"样例登记簿已生成在“{path}”，但没有能启动另一个窗口，请自行打开。")


def _make_sample(progress: Progress) -> Path:
    import tempfile

    from casework.sample_office import make_sample_office

    progress.say(-1, "正在生成样例登记簿")
    path = Path(tempfile.mkdtemp(prefix="样例-")) / "样例登记簿.db"
    make_sample_office(path).close()
    return path
