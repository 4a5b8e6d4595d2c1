"""The commands as another program calls them: words in, JSON out, an exit code."""

import io
import json
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casework.desk.desk import open_desk
from desktop.start import command_line


class Console(io.TextIOWrapper):
    """A stream that can be reconfigured, as a real one can."""

    def __init__(self, text: str = "") -> None:
        super().__init__(io.BytesIO(text.encode("utf-8")), encoding="utf-8", newline="")

    @property
    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


class Ran:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    def running(*words: str, given: str = "") -> Ran:
        out, err = Console(), Console()
        monkeypatch.setattr("sys.stdin", Console(given))
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setattr("sys.stderr", err)
        code = command_line.main(words)
        return Ran(code, out.text, err.text)

    return running


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, sample_office: Any) -> Path:
    desk = sample_office(tmp_path_factory.mktemp("样例 登记"))
    desk.close()
    return Path(desk.store.path)


def test_due_answers_line_by_line(run: Any) -> None:
    ran = run("due", given='{"from":"2026-02-13","working_days":20}\n{"from":1}\n')
    assert ran.code == 1
    assert ran.lines[0] == {"due_on": "2026-03-19"}
    assert "from" in ran.lines[1]["error"]
    assert run("due", given='{"from":"2026-02-13","working_days":1}').code == 0
    assert run("due").code == 0


def test_fee_answers_as_the_contract_says(run: Any) -> None:
    ran = run("fee", given='{"pages":120}\n{"nth_in_month":41}\n')
    by_page, by_request = ran.lines
    assert ran.code == 0
    assert (by_page["yuan"], by_page["cumulative_yuan"]) == (1100, 1100)
    assert by_page["lines"][0] == {"from": 31, "to": 100, "units": 70, "rate_yuan": 10, "yuan": 700}
    assert (by_request["yuan"], by_request["cumulative_yuan"]) == (300, 4300)


def test_notice_lists_the_days(run: Any) -> None:
    ran = run("notice", "2026", given="4月4日（周六）至6日（周一）放假，共3天。")
    assert ran.code == 0
    assert ran.json == [
        {"date": "2026-04-04", "is_working_day": False},
        {"date": "2026-04-05", "is_working_day": False},
        {"date": "2026-04-06", "is_working_day": False},
    ]
    bad = run("notice", "2026", given="祝大家节日愉快")
    assert (bad.code, bad.json) == (1, [])
    assert bad.err.strip().endswith("。")


def test_notice_gives_what_is_sure_and_says_what_is_not(run: Any) -> None:
    ran = run("notice", "2026", given="1月1日放假。2月14日上午上班。")
    assert (ran.code, ran.json) == (1, [{"date": "2026-01-01", "is_working_day": False}])
    assert "“2月14日上午上班”写的是“上午”" in ran.err


def test_report_and_check_report_agree(run: Any, register: Path) -> None:
    report = run("report", "2026", "--register", str(register))
    assert report.code == 0
    assert report.json["year"] == 2026
    assert report.json["table3"][0] == [18, 6, 2, 3, 2, 2, 33]
    assert len(report.json["table3"]) == 25
    assert len(report.json["table4"]) == 15
    checked = run("check-report", given=report.out)
    assert (checked.code, checked.json) == (0, {"problems": []})


def test_a_wrong_report_is_told_what_does_not_add_up(run: Any, register: Path) -> None:
    report = run("report", "2026", "--register", str(register)).json
    report["table3"][2][0] += 1
    ran = run("check-report", given=json.dumps(report))
    assert ran.code == 1
    assert ran.json["problems"]
    assert run("check-report", given="{").code == 1


def test_the_report_is_written_to_files(run: Any, register: Path, tmp_path: Path) -> None:
    for option, name in (("--xlsx", "年 报.xlsx"), ("--docx", "年 报.docx")):
        ran = run("report", "2026", "--register", str(register), option, str(tmp_path / name))
        assert ran.code == 0
        assert (tmp_path / name).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("year", ["0", "0000", "-1", "99999", "今年", ""])
def test_what_is_no_year_is_said(run: Any, register: Path, year: str) -> None:
    report = run("report", "--register", str(register), "--", year)
    assert (report.code, report.out) == (1, "")
    assert "不是年份，请填写四位数字，如2026。" in report.err
    notice = run("notice", "--", year, given="4月5日放假。")
    assert (notice.code, notice.json) == (1, [])
    assert "不是年份" in notice.err


@pytest.mark.parametrize("option", ["--xlsx", "--docx", "--html"])
def test_a_report_that_cannot_be_written_is_said_so(
    run: Any, register: Path, tmp_path: Path, option: str
) -> None:
    ran = run("report", "2026", "--register", str(register), option, str(tmp_path / "无" / "年报"))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("“年报”写不进去")


def test_check_finds_a_sound_register_sound(run: Any, register: Path) -> None:
    ran = run("check", "--register", str(register))
    assert (ran.code, ran.out.strip()) == (
        0,
        "登记簿完整，经过的校验链完好，列表与经过一致，文书和附件齐全。",
    )


def test_check_says_what_was_altered(run: Any, tmp_path: Path, sample_office: Any) -> None:
    import sqlite3

    desk = sample_office(tmp_path)
    desk.close()
    path = Path(desk.store.path)
    with sqlite3.connect(path) as connection:
        connection.execute("update request set due_on = '2030-01-01' where id = 25")
    connection.close()
    ran = run("check", "--register", str(path))
    assert ran.code == 1
    assert "依申请〔2026〕24号" in ran.out


def test_a_register_that_is_not_there_is_said(run: Any, tmp_path: Path) -> None:
    ran = run("check", "--register", str(tmp_path / "没有.db"))
    assert ran.code == 1
    assert "找不到登记簿" in ran.err


@pytest.mark.parametrize(
    ("baseline", "ratio", "words"),
    [(2.0, 0.5, "对照 2 秒，比值 0.5"), (None, None, "没有对照")],
)
def test_a_benchmark_says_its_baseline_or_that_there_is_none(
    run: Any, monkeypatch: pytest.MonkeyPatch, baseline: float, ratio: float, words: str
) -> None:
    row = {"name": "样例", "ours": 1.0, "baseline": baseline, "ratio": ratio, "unit": "秒"}
    monkeypatch.setattr("desktop.start.bench.run_all", lambda: iter([row]))
    ran = run("bench")
    assert ran.out.strip() == f"样例：1 秒，{words}"
    assert run("bench", "--json").json == [row]


def test_an_office_goes_away_and_comes_back_whole(run: Any, register: Path, tmp_path: Path) -> None:
    kept = run("backup", "--register", str(register), "--to", str(tmp_path / "备份"), "--json")
    assert kept.code == 0
    assert kept.json["cases"] == 34
    back = tmp_path / "新机" / "登记簿.db"
    looked = run("restore", str(tmp_path / "备份"), "--register", str(back), "--look")
    assert looked.code == 0
    assert not back.exists()
    ran = run("restore", kept.json["copy"], "--register", str(back))
    assert (ran.code, "34件申请" in ran.out) == (0, True)
    checked = run("check", "--register", str(back), "--anchor", kept.json["anchor"])
    assert checked.code == 0


def test_a_damaged_register_is_told_what_lies_around_it(
    run: Any, register: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.db"
    data = bytearray(register.read_bytes())
    data[:8192] = bytes(8192)
    broken.write_bytes(data)
    ran = run("check", "--register", str(broken))
    assert ran.code == 1
    assert "抢救" in ran.err
    saved = run("salvage", "--register", str(broken), "--to", str(tmp_path / "救.db"))
    assert (saved.code, "已抢救到“救.db”：34件申请" in saved.out) == (0, True)
    again = run("salvage", "--register", str(broken), "--to", str(tmp_path / "救.db"))
    assert (again.code, "已经存在" in again.err) == (1, True)


def test_an_export_is_written_whole(run: Any, register: Path, tmp_path: Path) -> None:
    ran = run("export", "--register", str(register), "--to", str(tmp_path / "导出"))
    assert ran.code == 0
    assert (tmp_path / "导出" / "全部表格.xlsx").is_file()


def test_what_a_command_takes_out_stands_in_the_log_of_looks(
    run: Any, register: Path, tmp_path: Path
) -> None:
    path = tmp_path / "登记簿.db"
    path.write_bytes(register.read_bytes())
    for words in (
        ("export", "--to", str(tmp_path / "导出")),
        ("as-of", "2026-03-06"),
        ("access",),
    ):
        ran = run(*words, "--register", str(path))
        assert ran.code == 0, ran.err
    # They only read: the next seat that writes takes in what they left beside it.
    desk = open_desk(path, clock=lambda: datetime(2026, 11, 20, 10), clerk="周敏")  # noqa: DTZ001
    desk.looks.write()
    desk.close()
    log = run("access", "--register", str(path)).out
    for said in ("全部表格和文书", "登记簿2026-03-06的样子", "查阅记录"):
        assert f"导出　只读窗口记下：{said}" in log


def test_a_bundle_a_command_makes_is_a_look_at_its_case(
    run: Any, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "登记簿.db"
    path.write_bytes(register.read_bytes())
    made = SimpleNamespace(folder="", pdf="", archive="", pages=1, papers=(), notes=())
    monkeypatch.setattr("casework.commands.bundle.archive_order", lambda *_: None)
    monkeypatch.setattr("casework.commands.bundle.make", lambda *_: made)
    assert run("bundle", "2026-6", "--register", str(path), "--to", str(tmp_path)).code == 0
    (left,) = tmp_path.glob("登记簿 查阅 *.jsonl")
    assert "归档案卷" in left.read_text(encoding="utf-8")


def test_nothing_is_cleaned_away_while_another_window_may_write(
    run: Any, register: Path, tmp_path: Path
) -> None:
    path = tmp_path / "登记簿.db"
    path.write_bytes(register.read_bytes())
    # As an act leaves it for a moment, before its row is committed.
    letter = tmp_path / "登记簿 文书" / "2026" / "新的" / "答复书.docx"
    letter.parent.mkdir(parents=True, exist_ok=True)
    letter.write_bytes(b"PK")
    desk = open_desk(path, clock=lambda: datetime(2026, 11, 20, 10), clerk="周敏")  # noqa: DTZ001
    ran = run("check", "--clean", "--register", str(path))
    assert (ran.code, "已在另一个窗口" in ran.err) == (1, True)
    assert letter.exists()
    desk.close()
    run("check", "--clean", "--register", str(path))
    assert not letter.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "--register", "没有.db", "--to", "备份"),
        ("restore", "没有", "--register", "登记簿.db"),
        ("salvage", "--register", "没有.db", "--to", "救.db"),
        ("export", "--register", "没有.db", "--to", "导出"),
        ("check", "--register", "."),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*words)
    assert ran.code == 1
    assert ran.err.strip().endswith("。")
    assert list(tmp_path.iterdir()) == []
