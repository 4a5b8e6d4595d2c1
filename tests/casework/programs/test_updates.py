import hashlib
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.programs import updates
from casework.programs.updates import NOTE, PLACE, folder_of_updates, offered
from rules.errors import ClerkError

SETUP = "办件台-0.2.0-安装.exe"


def laid_ready(folder: Path, **changed: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / SETUP).write_bytes(b"MZ new")
    note = {
        "version": "0.2.0",
        "file": SETUP,
        "sha256": hashlib.sha256(b"MZ new").hexdigest(),
        "news": ["期限：征求意见期间不再计入首日。"],
        **changed,
    }
    (folder / NOTE).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
    return folder


def test_a_newer_version_is_offered_with_what_is_new(tmp_path):
    update = offered(laid_ready(tmp_path / "更新 文件夹"), "0.1.0")
    assert update is not None
    assert (update.version, update.installer.name) == ("0.2.0", SETUP)
    assert update.news == ("期限：征求意见期间不再计入首日。",)


@pytest.mark.parametrize("present", ["0.2.0", "0.2", "0.10.0", "1.0"])
def test_the_same_or_an_older_one_is_not(tmp_path, present):
    assert offered(laid_ready(tmp_path / "a"), present) is None


def test_an_empty_folder_offers_nothing(tmp_path):
    assert offered(tmp_path, "0.1.0") is None


def test_an_installer_that_is_not_the_notes_own_must_not_be_run(tmp_path):
    folder = laid_ready(tmp_path / "a")
    (folder / SETUP).write_bytes(b"MZ changed")
    with pytest.raises(ClerkError, match="校验值不符"):
        offered(folder, "0.1.0")


def test_a_missing_installer_is_told(tmp_path):
    folder = laid_ready(tmp_path / "a")
    (folder / SETUP).unlink()
    with pytest.raises(ClerkError, match="没有安装文件"):
        offered(folder, "0.1.0")


@pytest.mark.parametrize(
    "changed",
    [
        {"file": "../别处.exe"},
        {"file": "C:\\别处\\a.exe"},
        {"file": ""},
        {"version": "新版"},
        {"version": 2},
        {"sha256": None},
    ],
    ids=str,
)
def test_a_note_that_leads_elsewhere_or_says_nothing_is_refused(tmp_path, changed):
    with pytest.raises(ClerkError, match="写得不对"):
        offered(laid_ready(tmp_path / "a", **changed), "0.1.0")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 200_000, b" " * 70_000])
def test_bytes_that_are_no_note_are_refused(tmp_path, content):
    (tmp_path / NOTE).write_bytes(content)
    with pytest.raises(ClerkError, match="写得不对"):
        offered(tmp_path, "0.1.0")


def test_a_share_that_is_not_there_is_told_and_nothing_else(tmp_path):
    with pytest.raises(ClerkError, match="现在打不开"):
        offered(tmp_path / "网络盘", "0.1.0")


def test_the_department_names_the_folder_in_a_note(tmp_path, monkeypatch):
    assert folder_of_updates(tmp_path) is None
    monkeypatch.setenv("SHARE", "/共享")
    (tmp_path / PLACE).write_text("\ufeff$SHARE/办件台\n", encoding="utf-8")
    assert folder_of_updates(tmp_path) == Path("/共享/办件台")


def test_a_policy_goes_before_the_note(tmp_path, monkeypatch):
    monkeypatch.setenv("SHARE", "/共享")
    monkeypatch.setattr(updates, "_by_policy", lambda: "$SHARE/策略")
    (tmp_path / PLACE).write_text("/另一处", encoding="utf-8")
    assert folder_of_updates(tmp_path) == Path("/共享/策略")


@pytest.mark.skipif(sys.platform != "win32", reason="Windows' own registry")
def test_windows_policies_are_asked_in_their_order(tmp_path):
    # By name: types are checked as on Linux, where it has nothing in it.
    winreg: Any = import_module("winreg")
    made = []
    try:
        for policy in reversed(updates._POLICIES):
            # The name of a folder of this test, so that a policy of this computer would show.
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, policy) as key:
                winreg.SetValueEx(key, "UpdateFolder", 0, winreg.REG_SZ, f" C:\\{len(made)} ")
            made.append(policy)
            assert folder_of_updates(tmp_path) == Path(f"C:\\{len(made) - 1}")
    finally:
        for policy in made:
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, policy)
    assert folder_of_updates(tmp_path) is None


@given(st.tuples(*[st.integers(0, 30)] * 3), st.tuples(*[st.integers(0, 30)] * 3))
def test_versions_are_compared_as_numbers(tmp_path_factory, one, other):
    folder = tmp_path_factory.mktemp("a")
    version = ".".join(map(str, one))
    found = offered(laid_ready(folder, version=version), ".".join(map(str, other)))
    assert (found is not None) == (one > other)


@pytest.mark.parametrize("name", ["装\0.exe", "装\ud800.exe", "装\n.exe", "../装.exe", "a\\装.exe"])
def test_a_name_no_file_can_have_is_a_bad_note(tmp_path, name):
    folder = laid_ready(tmp_path, version="9.9")
    note = json.loads((folder / NOTE).read_text("utf-8"))
    (folder / NOTE).write_text(json.dumps({**note, "file": name}), encoding="utf-8")
    with pytest.raises(ClerkError, match="写得不对"):
        offered(folder, "0.3.0")
