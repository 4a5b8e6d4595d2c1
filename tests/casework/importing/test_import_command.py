"""The command as a clerk or another program calls it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import casework
from tests.casework.importing.ledger_samples import plain_ledger, table, write

ROOT = Path(casework.__file__).resolve().parent.parent


def run(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, words)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=50,
        check=False,
    )


def test_a_ledger_is_imported_checked_and_reported(tmp_path):
    ledger = write(tmp_path / "台账.xlsx", plain_ledger())
    register = tmp_path / "登记簿.db"
    first = run("import", ledger, "--register", register, "--json", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    said = json.loads(first.stdout)
    assert (said["imported"], said["skipped"], said["problems"]) == (3, 0, [])
    assert said["columns"]["收到日期"] == "received_on"
    again = run("import", ledger, "--register", register, cwd=tmp_path)
    assert again.returncode == 0
    assert again.stdout.startswith("已导入0件，未导入3件（其中3件已在登记簿中或者重复）。")
    assert run("check", "--register", register, cwd=tmp_path).returncode == 0
    report = json.loads(
        run("report", "2025", "--register", register, "--json", cwd=tmp_path).stdout
    )
    assert report["table3"][0] == [2, 1, 0, 0, 0, 0, 3]
    assert report["table3"][12] == [0, 1, 0, 0, 0, 0, 1]
    assert report["problems"] == []


def test_a_ledger_that_is_all_wrong_or_none_ends_with_a_sentence(tmp_path):
    rows = table("登记编号|收到日期|申请人|申请内容\n2025-1|2025.2.30|张三|批复")
    register = tmp_path / "登记簿.db"
    bad = run("import", write(tmp_path / "坏.xlsx", rows), "--register", register, cwd=tmp_path)
    assert bad.returncode == 1
    assert "《台账》第2行“收到日期”：“2025.2.30”不是有效的日期" in bad.stdout
    none = run("import", tmp_path / "没有.xlsx", "--register", register, cwd=tmp_path)
    assert (none.returncode, none.stdout) == (1, "")
    assert "找不到文件“没有.xlsx”" in none.stderr
    assert "Traceback" not in none.stderr
