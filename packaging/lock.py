"""Remake the lock files from pyproject.toml, those of the optional components too.

    python -m pip install uv
    python packaging/lock.py [--upgrade]

uv resolves once for every system and every Python that pyproject.toml allows, and writes what
only one of them needs with its marker. Pins already in a lock file stay unless --upgrade is given.
The development lock holds the runtime lock whole, so that tests run on what the clerk runs on.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUNTIME = HERE / "requirements.lock"
OCR = HERE / "ocr.lock"
CIPHER = HERE / "cipher.lock"
SERVER = HERE / "server.lock"
BUNDLE = HERE / "requirements-bundle.lock"
DEVELOPMENT = HERE / "requirements-dev.lock"
HEADER = "# Made by packaging/lock.py from pyproject.toml. Do not edit.\n"
# run.py takes a file without it for one that was cut short.
LAST_LINE = "# end\n"


def compile_lock(target: Path, *words: str) -> None:
    """Write every pin and hash that pyproject.toml and `words` ask for into `target`."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-progress"),
            *("--universal", "--python-version", "3.11", "--only-binary", ":all:"),
            *("--generate-hashes", "--no-header", "--no-annotate", "--no-config"),
            *("--no-emit-index-url", "--no-emit-find-links"),
            *("--output-file", str(target), *words),
        ],
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.returncode)
    pins = target.read_text(encoding="utf-8")
    target.write_text(HEADER + pins + LAST_LINE, encoding="utf-8", newline="\n")


def main(words: list[str]) -> None:
    """Write the lock files."""
    project = str(HERE.parent / "pyproject.toml")
    compile_lock(RUNTIME, *words, project)
    compile_lock(DEVELOPMENT, "--constraint", str(RUNTIME), "--group", "dev", *words, project)
    compile_lock(OCR, "--group", f"{project}:ocr", *words)
    compile_lock(CIPHER, "--group", f"{project}:cipher", *words)
    # Parts both have are the same: the program finds its own first.
    server = ("--constraint", str(RUNTIME), "--group", f"{project}:server")
    compile_lock(SERVER, *server, *words)
    # What a bundle is made with is no part of it.
    compile_lock(BUNDLE, "--group", f"{project}:bundle", *words)


if __name__ == "__main__":
    main(sys.argv[1:])
