"""Nothing of the program asks a network for anything but a server's register."""

import re
from collections.abc import Iterator
from pathlib import Path

import run
from bundle.plan import FOLDERS

ROOT = Path(run.ROOT)
# Modules of Python that speak to other computers.
SPEAK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "imaplib", "poplib"}
SPEAK |= {"socketserver", "xmlrpc", "telnetlib", "nntplib", "asyncio", "requests", "httpx"}
# Between two windows of one computer; on Windows a named pipe.
BESIDE = {"QLocalServer", "QLocalSocket"}


def imported(words: str) -> Iterator[tuple[str, str]]:
    """Yield each file that imports a module of these, with what the line says."""
    line = re.compile(rf"^\s*(?:import|from) +((?:{words})\b.*)$", re.M)
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            for said in line.findall(path.read_text(encoding="utf-8")):
                yield path.relative_to(ROOT).as_posix(), said


def test_only_what_opens_a_register_on_a_server_speaks_to_another_computer() -> None:
    found = {path for path, _ in imported("|".join(map(re.escape, SPEAK)))}
    assert found
    assert all(path.startswith("db/server/") for path in found), found


def test_qt_speaks_to_this_computer_alone() -> None:
    said = {words for _, words in imported(r"PySide6\.(?:QtNetwork|QtWebSockets|QtWebEngine\w*)")}
    assert said
    assert all(re.fullmatch(r"PySide6\.QtNetwork import (\w+)", words) for words in said), said
    assert {words.rpartition(" ")[2] for words in said} <= BESIDE
