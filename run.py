"""The one door: makes .venv from the lock file, then hands its words to the program.

It runs before anything is installed, on whatever Python is there: standard library only, and no
syntax that a Python older than 3.6 could not at least read far enough to be refused politely.
What it does lies in packaging/door, which such a Python never reads.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is turned away
    sys.stderr.write(
        f"本程序需要 Python 3.11 或更高版本（现在是 {sys.version.split()[0]}），"
        "请安装后用新版本重新运行 / This program needs Python 3.11 or newer: "
        "install one and run it again.\n"
    )
    raise SystemExit(1)

ROOT = os.path.dirname(os.path.realpath(__file__))

if __name__ == "__main__":
    # Last, so that nothing there can stand in for a module of the standard library.
    sys.path.append(os.path.join(ROOT, "packaging"))
    try:
        from door.opening import main
    except ModuleNotFoundError:
        sys.stderr.write(
            "程序文件夹不完整，缺少 packaging 里的文件，请重新取得完整的程序文件夹 / "
            "The folder lacks files of packaging: get the whole program folder again.\n"
        )
        raise SystemExit(1) from None
    raise SystemExit(main(sys.argv[1:], ROOT))
