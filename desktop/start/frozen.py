"""The packed program's start: like that of a folder of sources, and no fault of it in English.

Until a window stands nobody else catches what breaks: it is written down beside the other notes
of the program, without what was in it, and one sentence says where.
"""

from collections.abc import Sequence
from pathlib import Path


def main(words: Sequence[str]) -> int:
    """Carry out the words of a packed program; return the exit code."""
    try:
        return _carried_out(list(words))
    except SystemExit as end:
        return _left(end)
    except KeyboardInterrupt:
        return 130
    except BaseException as error:  # noqa: BLE001 - the last hand that can say anything in Chinese
        from desktop.start.telling import tell

        tell(sentence_of(error))
        return 1


def _carried_out(words: list[str]) -> int:
    # What runs apart is itself read where it may be asked for, and not before a window.
    if len(words) == 2 and words[0].startswith("--"):
        from db.server import packed_door

        if words[0] == packed_door.PRIVATE:
            return packed_door.main(words[1])
    if len(words) == 1 and words[0].startswith("--"):
        from casework.foreign.worker import PRIVATE
        from casework.foreign.worker import main as read_apart

        if words == [PRIVATE]:
            return read_apart()
    from desktop.start.command_line import main as begin

    return begin(words)


def _left(end: SystemExit) -> int:
    return end.code if isinstance(end.code, int) else (0 if end.code is None else 1)


def sentence_of(error: BaseException) -> str:
    """Return what to say of a fault before any window stands, having written it down."""
    kind = type(error).__name__
    if isinstance(error, MemoryError):
        return "内存不足，办件台没有启动。请关闭一些程序后再打开，登记簿不受影响。"
    try:
        noted = _write_down(error)
    except Exception:  # noqa: BLE001 - a sentence without its file is better than none
        noted = None
    where = f"请把“{noted}”交给维护人员，其中不含申请人信息。" if noted else f"故障类型：{kind}。"
    return (
        "办件台没有启动成功，登记簿里已保存的内容不受影响。请再打开一次；"
        f"仍然打不开的，重新安装本程序不会改动登记簿。{where}"
    )


def _write_down(error: BaseException) -> Path:
    from platformdirs import user_config_path

    from desktop.start.telling import NAME
    from desktop.window.crash import fault_report

    folder = user_config_path(NAME, appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "启动故障.txt"
    path.write_text(fault_report(type(error), error.__traceback__) + "\n", encoding="utf-8")
    return path
