"""What the trial of an installation looks for is what the installer and the program leave."""

import re
from pathlib import Path

import pytest

import run
from bundle import trial, trial_run
from bundle.plan import CHINESE_NAME
from db.lock import lock_path

ROOT = Path(run.ROOT)
SCRIPT = (ROOT / "packaging" / "bundle" / "installer.nsi").read_text(encoding="utf-8")


def test_a_register_is_open_where_its_lock_lies(tmp_path: Path) -> None:
    register = tmp_path / "双击 登记簿.djb"
    assert not trial_run._is_open(register)
    lock_path(register).touch()
    assert trial_run._is_open(register)


# As wine keeps it: what is not ASCII by its number, backslash and quote with a backslash.
REGISTRY = r"""
[Software\\Classes\\.djb] 1795988825
#time=1dd804b2cf81a5c
@="Banjiantai.Register"

[Software\\Classes\\.djb\\OpenWithProgids] 1795988825
"Banjiantai.Register"=""

[Software\\Classes\\Banjiantai.Register\\shell\\open\\command] 1795988825
@="\"C:\\Programs\\\x4f9d \x53f0\\banjiantai.exe\" open \"%1\""

[Software\\Classes\\.txt] 1
"""


def test_what_opens_a_file_is_read_from_the_registry() -> None:
    file = "Z:\\公开 办件\\双击 登记簿.djb"
    words = trial.entered_command(REGISTRY, ".djb", file)
    assert words == ["C:\\Programs\\依 台\\banjiantai.exe", "open", file]
    for ending in (".djs", ".txt"):
        with pytest.raises(trial.TrialError, match=ending):
            trial.entered_command(REGISTRY, ending, file)


def test_every_shortcut_and_key_of_the_installer_is_looked_for() -> None:
    defined = dict(re.findall(r'!define (\w+) "(.+)"', SCRIPT))
    linked = re.findall(r'CreateShortcut "\$(\w+)\\(?:\$\{NAME\}\\)?([^"]+)"', SCRIPT)
    names = [name.replace("${NAME}", CHINESE_NAME) for _, name in linked]
    assert sorted({*names}) == sorted(trial_run._SHORTCUTS)
    assert [place for place, _ in linked].count("DESKTOP") == 1
    types = {defined[name] for name in ("TYPE", "SHARED_TYPE", "EXCHANGE_TYPE")}
    assert types <= set(trial_run._IN_REGISTRY)
    keys = (
        defined["UNINSTALL_KEY"],
        defined["PATHS_KEY"].replace("${PROGRAM}", defined["PROGRAM"]),
    )
    for key in keys:
        # As the file of the registry writes it.
        written = key.partition("CurrentVersion\\")[2].replace("\\", "\\\\")
        assert written in trial_run._IN_REGISTRY


def test_each_line_of_the_checklist_says_what_to_do_to_see_and_to_send_back() -> None:
    text = (ROOT / "docs" / "pc-checklist.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) > 30
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 3, row
        assert all(cells), row
