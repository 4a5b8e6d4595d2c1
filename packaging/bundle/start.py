"""The first thing a frozen program does; whatever breaks before the program stands is said here."""

import sys


def say(sentence: str) -> None:
    """Say a sentence where somebody will see it: on the console, else in a box of Windows."""
    if sys.stderr is not None:
        sys.stderr.write(sentence + "\n")
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "依申请公开办件台", 0x10)


def main() -> int:
    """Start the program, and return its exit code."""
    try:
        from desktop.start.frozen import main as begin
    except Exception as error:  # noqa: BLE001 - a file that is missing or damaged shows here
        say(
            f"程序文件不完整或者已被改动（{type(error).__name__}: {error}），没有启动。"
            "登记簿不受影响，请重新安装本程序；反复出现的，请联系维护电脑的人员检查杀毒软件的隔离区。"
        )
        return 1
    return begin(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
