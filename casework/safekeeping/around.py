"""What lies where a register should be, and the ways on from there; nothing is written.

Read at the start, before anything is opened: an empty register is never begun beside letters or
copies of one that was there before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from db import requests
from db.beside import Beside
from db.copies import Copy, chosen_copy, copies
from db.files import HALF
from db.opening import check_pages, kept_beside, lies_at, open_store
from db.store import is_locked
from rules.errors import ClerkError


class RegisterState(Enum):
    """How a register is found, with the words for it."""

    SOUND = "完好"
    OLDER_PROGRAM = "由更新版本的程序建立"
    DAMAGED = "已损坏"
    EMPTY = "是空文件"
    FOREIGN = "不是登记簿文件"
    MISSING = "不在原来的位置"
    LOCKED = "已加密，没有密钥"
    OUT_OF_REACH = "打不开"
    NEW = "还没有建立"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that was found, what it is, and how it is."""

    path: Path
    words: str
    is_sound: bool
    cases: int | None = None


class Way(Enum):
    """A way on, with its words; `RESTORE` and the others name a file or none."""

    RESTORE = "恢复"
    PUT_BACK = "换回"
    ELSEWHERE = "从别处恢复"
    SALVAGE = "抢救"
    LOOK = "只读查看"
    OTHER = "打开其他登记簿"
    AGAIN = "再试一次"
    FRESH = "新建登记簿"
    SEND = "存检查结果"


# What a console does it by.
_COMMANDS = {
    Way.RESTORE: "restore", Way.PUT_BACK: "restore", Way.ELSEWHERE: "restore",
    Way.SALVAGE: "salvage",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WayOn:
    """One way on: what is done with which file, and what comes of it."""

    way: Way
    words: str
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """Everything found around a register, and the ways on, the best first."""

    register: Path
    state: RegisterState
    sentence: str
    letters: int
    copies: tuple[Copy, ...]
    asides: tuple[FoundFile, ...]
    halves: tuple[Path, ...]
    steps: tuple[WayOn, ...]

    @property
    def may_begin(self) -> bool:
        """Whether an empty register may be begun here: nothing speaks of one that was."""
        return self.state is RegisterState.NEW

    def lines(self) -> Iterator[str]:
        """Yield what a console prints: what happened, what was found, the ways on."""
        yield self.sentence
        yield "程序没有改动任何文件。"
        if self.letters:
            yield f"文书文件夹：{self.letters}个文件。"
        for copy in self.copies[:5]:
            yield f"备份：{copy_words(copy)}"
        if len(self.copies) > 5:
            yield f"……另有{len(self.copies) - 5}份备份。"
        for one in self.asides:
            yield f"{one.path.name}：{one.words}"
        if self.halves:
            yield f"没有写完的文件{len(self.halves)}个，恢复时会清理。"
        for place, step in enumerate(self.steps, start=1):
            command = _COMMANDS.get(step.way)
            hint = f"（命令：{command}）" if command else ""
            yield f"{place}. {step.way.value}：{step.words}{hint}"


def look_around(register: Path, *, now: datetime, was_there: bool = False) -> Around:
    """Return what lies around a register. Never raises for what it finds.

    `was_there` says that one was opened at this place before.
    """
    register = lies_at(register)
    state, sentence = _state(register)
    if state is RegisterState.NEW and was_there:
        state, sentence = RegisterState.MISSING, f"登记簿“{register}”不在原来的位置。"
    beside = Beside(register)
    found = tuple(_copies(beside))
    letters = sum(1 for path in _walk(beside.letters) if path.suffix != HALF)
    asides = tuple(_asides(register))
    halves = tuple(path for path in (register.with_name(register.name + HALF),) if _is_file(path))
    if state is RegisterState.NEW and (found or letters or asides):
        state = RegisterState.MISSING
        what = "它的文书" if letters else "它的备份" if found else "以前改名保留的"
        sentence = (
            f"登记簿“{register.name}”不在了，{what}还在原处。"
            "没有另建空白登记簿：那样编号会从1重新开始。"
        )
    if state is RegisterState.EMPTY and not (found or letters or asides):
        state, sentence = RegisterState.NEW, f"“{register.name}”还没有内容。"
    steps = tuple(_steps(register, state, found, asides, now))
    return Around(register, state, sentence, letters, found, asides, halves, steps)


def _state(register: Path) -> tuple[RegisterState, str]:
    name = register.name
    try:
        if not register.exists():
            if not register.parent.is_dir():
                return (
                    RegisterState.OUT_OF_REACH,
                    f"登记簿所在的文件夹“{register.parent}”现在打不开。",
                )
            return RegisterState.NEW, f"登记簿“{name}”还没有建立。"
        if not register.is_file():
            return RegisterState.FOREIGN, f"“{name}”不是文件，不能作为登记簿。请改选登记簿文件。"
        size = register.stat().st_size
    except (OSError, ValueError):
        return RegisterState.OUT_OF_REACH, f"登记簿“{register}”现在打不开，可能在没有接通的磁盘上。"
    if size == 0:
        return RegisterState.EMPTY, f"登记簿“{name}”是空文件，原来的内容不在里面了。"
    try:
        with open_store(register, read_only=True) as store:
            check_pages(store)
    except ClerkError as error:
        if type(error).__name__ == "KeyNeededError":
            return RegisterState.LOCKED, error.message
        if "更新版本" in error.message:
            return RegisterState.OLDER_PROGRAM, error.message
        if "不是本程序" in error.message or "其他程序" in error.message:
            return RegisterState.FOREIGN, error.message
        if "权限" in error.message:
            return RegisterState.OUT_OF_REACH, error.message
        return RegisterState.DAMAGED, error.message
    return RegisterState.SOUND, f"登记簿“{name}”可以打开。"


def _copies(beside: Beside) -> list[Copy]:
    return copies(beside.copies, beside.register.stem, beside.register.suffix)


def _walk(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.rglob("*") if path.is_file())
    except OSError:
        return


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _asides(register: Path) -> Iterator[FoundFile]:
    """Yield the registers put aside by a restore or an upgrade, the latest first."""
    for path in sorted(kept_beside(register), key=lambda one: one.name, reverse=True):
        yield _looked_at(path)


def _looked_at(path: Path) -> FoundFile:
    try:
        with open_store(path, read_only=True) as store:
            cases = requests.how_many(store)
            return FoundFile(path, f"{cases}件申请，可以打开", True, cases)
    except ClerkError:
        return FoundFile(path, "打不开", False)


def copy_words(copy: Copy) -> str:
    """Return what a copy is, in a line: when it was made, how many cases and files."""
    if copy.is_broken:
        return f"{copy.path.stem}，清单已损坏"
    if copy.manifest is None:
        return f"{copy.path.stem}，只有登记簿，没有文书"
    kept = copy.manifest
    return f"{kept.made_at[:16].replace('T', ' ')}，{kept.cases}件申请，{kept.files}个文件"


def age_words(copy: Copy, now: datetime) -> str:
    """Return how old a copy is, in days."""
    if copy.made_on is None:
        return "日期不详"
    days = (now.date() - copy.made_on).days
    if days < 0:
        # The clock of this computer, or of the one it was made on, is wrong.
        return "日期比今天晚"
    return "今天" if days == 0 else "昨天" if days == 1 else f"{days}天前"


def _restoring_words(copy: Copy, now: datetime) -> str:
    return (
        f"从{age_words(copy, now)}的备份恢复（{copy_words(copy)}）。"
        "恢复前先列出会少哪些申请；现在的文件改名保留。"
    )


def from_elsewhere(folder: Path, register: Path, now: datetime) -> WayOn:
    """Return the way back from the latest copy in a folder of another disk.

    Raises `ClerkError` where there is none.
    """
    copy = chosen_copy(folder, register.stem)
    return WayOn(Way.RESTORE, f"“{folder}”：{_restoring_words(copy, now)}", copy.path)


def _steps(
    register: Path,
    state: RegisterState,
    found: tuple[Copy, ...],
    asides: tuple[FoundFile, ...],
    now: datetime,
) -> Iterator[WayOn]:
    gone = state in (
        RegisterState.MISSING,
        RegisterState.EMPTY,
        RegisterState.DAMAGED,
        RegisterState.FOREIGN,
    )
    usable = [copy for copy in found if not copy.is_broken]
    if state is RegisterState.LOCKED:
        # Copies made since are encrypted by the same key: they open no sooner.
        usable = [copy for copy in usable if not is_locked(copy.path)]
        yield WayOn(Way.AGAIN, "输入打印保存的恢复码再打开（命令：key）。", register)
    if state is RegisterState.OUT_OF_REACH:
        yield WayOn(Way.AGAIN, "磁盘接通、权限取得后再试。", register)
    if gone and usable:
        yield WayOn(
            Way.RESTORE,
            _restoring_words(usable[0], now),
            usable[0].path,
        )
    if gone:
        for one in asides:
            if one.is_sound:
                yield WayOn(Way.PUT_BACK, f"换回“{one.path.name}”（{one.words}）。", one.path)
                break
    if state is RegisterState.MISSING:
        yield WayOn(Way.AGAIN, "磁盘或者网络盘接通以后再试。", register)
    if state in (RegisterState.DAMAGED, RegisterState.FOREIGN) and register.is_file():
        yield WayOn(
            Way.SALVAGE,
            "把还读得出来的内容另存为一个新登记簿，并列出读不出来的；现在的文件不动。",
            register,
        )
    if gone or state is RegisterState.NEW:
        yield WayOn(Way.ELSEWHERE, "从移动硬盘、U盘或者共享文件夹中的备份恢复，先列出会少什么。")
    if usable and state is not RegisterState.SOUND:
        yield WayOn(Way.LOOK, "只读打开最近的备份，先查今天要办的。", usable[0].path)
    elif gone and found and not usable:
        # Its list says nothing sure of the letters any more; the register in it may be whole.
        yield WayOn(
            Way.LOOK, "只读打开清单已损坏的备份：登记内容可以查，文书不能确认。", found[0].path
        )
    yield WayOn(Way.OTHER, "选择另一个登记簿文件。")
    if state in (
        RegisterState.NEW,
        RegisterState.MISSING,
        RegisterState.EMPTY,
        RegisterState.OUT_OF_REACH,
        RegisterState.FOREIGN,
    ):
        yield WayOn(Way.FRESH, "在另一处新建一个空白登记簿。")
    if state is not RegisterState.NEW:
        yield WayOn(Way.SEND, "存一份检查结果交给信息技术人员，不含申请人的信息。", register)
