"""A trial is worth what it refuses: each beside a program in which just that is broken."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casework import trials
from casework.trials import Bench, NotHereError

Stand = Callable[[dict[str, Any]], None]


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Put stand-ins in place of what a trial asks, each by its dotted name."""

    def stand(answers: dict[str, Any]) -> None:
        for name, value in answers.items():
            monkeypatch.setattr(name, value if callable(value) else _saying(value))

    return stand


def _saying(value: Any) -> Callable[..., Any]:
    return lambda *_asked, **_named: value


class RegisterAsked:
    """What a trial needs of an open register."""

    store, clock = "register", staticmethod(lambda: "now")

    def __init__(self) -> None:
        self.closed = 0

    def forget_settings(self) -> None:
        pass

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path / "试")
    register: Any = RegisterAsked()
    made.open(register)
    return made


def failing(trial: Callable[[Bench], str], bench: Bench) -> str:
    with pytest.raises(RuntimeError) as failed:
        trial(bench)
    return str(failed.value)


def not_here(trial: Callable[[Bench], str], bench: Bench) -> str:
    with pytest.raises(NotHereError) as failed:
        trial(bench)
    return str(failed.value)


def test_a_bench_closes_what_it_opened_and_once(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    register: Any = RegisterAsked()
    bench.close()
    bench.open(register)
    assert bench.desk == register
    bench.close()
    bench.close()
    assert register.closed == 1
    assert "没有登记簿" in failing(lambda one: str(one.desk), bench)


def test_a_program_whose_templates_are_not_all_there(stand, bench, tmp_path, monkeypatch) -> None:
    read: list[str] = []
    monkeypatch.setattr("casework.letters.rendering.SHIPPED", tmp_path)
    stand({"casework.word.placeholders": lambda path: read.append(path.name)})
    (tmp_path / "下级").mkdir()
    for number in range(39):
        (tmp_path / "下级" / f"{number:02}.docx").touch()
    assert failing(trials.templates, bench) == "只找到39份模板"
    (tmp_path / "39.docx").touch()
    assert trials.templates(bench) == "40份模板都能读"
    assert sorted(read) == [f"{number:02}.docx" for number in range(40)]


def test_a_time_limit_that_is_counted_wrong(stand, bench) -> None:
    stand({"casework.commands.due.due_line": {"due_on": "2026-03-20"}})
    assert failing(trials.commands, bench).endswith("算成2026-03-20")


def test_an_office_without_a_request_or_without_one_that_is_closed(stand, tmp_path) -> None:
    made: list[Path] = []

    def make(path: Path) -> RegisterAsked:
        made.append(path)
        return RegisterAsked()

    stand({"casework.sample_office.make_sample_office": make})
    opened, closed = SimpleNamespace(closed_on=None), SimpleNamespace(closed_on="2026-03-20")
    for number, (rows, said) in enumerate(
        (((), "0件中没有办结的"), ((opened, opened), "2件中没有办结的"))
    ):
        stand({"db.requests.every": rows})
        assert failing(trials.office, Bench(tmp_path / "上级" / str(number))) == said
    stand({"db.requests.every": (opened, closed, opened)})
    bench = Bench(tmp_path / "上级" / "好")
    assert trials.office(bench) == "办了3件申请，办结1件"
    assert made[-1] == bench.register
    assert isinstance(bench.desk, RegisterAsked)


def test_a_search_that_finds_nothing(stand, bench) -> None:
    stand({"db.requests.ids": []})
    assert failing(trials.search, bench) == "检索不到样例里有的文字"


def test_letters_that_were_not_made_or_not_filled(stand, bench) -> None:
    row, text = SimpleNamespace(id=1), ["第一行", "第二行"]
    stand(
        {
            "db.requests.every": [row, row],
            "db.documents.of_request": [],
            "casework.papers.issuing.file_of": Path("答复书.docx"),
            "docx.Document": lambda path: SimpleNamespace(
                paragraphs=[SimpleNamespace(text=one) for one in text]
            ),
        }
    )
    assert failing(trials.letters, bench) == "一份文书也没有生成"
    stand({"db.documents.of_request": ["一", "二", "三"]})
    assert trials.letters(bench) == "6份文书都能打开，没有空着的位置"
    text[1] = "答复于{{日期}}"
    assert failing(trials.letters, bench) == "“答复书.docx”里有没填的位置"


def test_a_report_that_does_not_add_up(stand, bench) -> None:
    made = SimpleNamespace(as_json=lambda: {"problems": ["第1行"]})
    stand({"casework.year.year_report.year_report": made})
    assert failing(trials.report, bench) == "勾稽关系不成立：['第1行']"


def test_a_ledger_that_is_not_taken_over_whole(stand, bench) -> None:
    register = RegisterAsked()
    bench.folder.mkdir()
    outcome = SimpleNamespace(is_fine=False, words="已导入19件，未导入1件。\n第3行")
    stand(
        {
            "casework.desk.desk.open_desk": register,
            "db.settings.put": None,
            "casework.importing.import_ledger": outcome,
        }
    )
    assert failing(trials.ledger, bench) == outcome.words
    outcome.is_fine = True
    assert trials.ledger(bench) == "已导入19件，未导入1件。"
    # Closed whether all went well or not: the next trial moves the folder away.
    assert register.closed == 2


def test_what_reads_apart_and_does_not(stand, bench) -> None:
    folder = str(bench.folder)
    for process, words in ((os.getpid(), folder), (os.getpid() + 1, "别的")):
        stand({"casework.foreign.read_apart": (process, words)})
        assert failing(trials.foreign, bench) == f"答非所问：{process} {words}"
    stand({"casework.foreign.read_apart": lambda door, *words: (os.getpid() + 1, *words)})
    assert trials.foreign(bench) == f"读取进程{os.getpid() + 1}已应答"


@pytest.mark.skipif(sys.platform == "win32", reason="another program is named there")
def test_another_program_that_does_not_start_or_gets_our_libraries(
    stand, bench, monkeypatch
) -> None:
    asked: list[tuple[list[str], float]] = []
    said = SimpleNamespace(
        returncode=127, stdout=b"HOME=/ours\nld_library_path=/ours:/lib\nPATH=/bin\n"
    )

    def run(words: list[str], seconds: float) -> Any:
        asked.append((words, seconds))
        return said

    stand({"casework.programs.own_program.run": run})
    assert failing(trials.others, bench) == "/usr/bin/env没有运行起来，代码127"
    assert asked[0][0] == ["/usr/bin/env"]
    said.returncode = 0
    # A folder of sources has no libraries of its own to give away.
    assert trials.others(bench) == "环境干净"
    monkeypatch.setattr(sys, "_MEIPASS", "/ours", raising=False)
    assert failing(trials.others, bench) == "它会装入本程序的库"
    said.stdout = b"HOME=/ours\nPATH=/usr/bin\n"
    assert trials.others(bench) == "环境干净"
    stand({"casework.trials._library_folder": "/ours"})
    assert failing(trials.others, bench) == "它会从本程序的文件夹装入库"


def test_a_copy_that_lacks_a_case(stand, bench) -> None:
    counted = iter([2, 3, 2, 3, 3])
    stand(
        {
            "db.backup.back_up": lambda store, folder, at: folder,
            "db.copies.chosen_copy": lambda copy: copy,
            "db.restoring.restore": None,
            "db.backup.check_copy": lambda _: next(counted),
            "db.requests.every": ("一", "二", "三"),
        }
    )
    assert failing(trials.copies, bench) == "备份里的件数与登记簿不同"
    assert failing(trials.copies, bench) == "恢复出来的件数与备份不同"
    assert trials.copies(bench) == "3件备份后恢复，件数相同"


def test_a_register_that_does_not_agree_with_itself(stand, bench) -> None:
    stand({"casework.pages.register_check.problems": ["校验链断开", "列表不同"]})
    assert failing(trials.check, bench) == "2处不一致：校验链断开"


def test_an_encrypted_copy_opens_with_its_own_key_and_no_other(stand, bench) -> None:
    fits: set[str] = set()
    keys = iter(("一", "二") * 3)
    converted: list[tuple[Any, ...]] = []
    stand(
        {
            "db.cipher.is_available": False,
            "db.backup.back_up": lambda store, folder, at: folder / "副本.djb",
            "db.keys.fresh": lambda: next(keys),
            "db.cipher.convert": lambda *paths, key, lock: converted.append((*paths, key, lock)),
            "db.cipher.opens": lambda path, key: path.name == "加密 的.djb" and key in fits,
            "db.cipher.engine_of_locked": "SQLCipher 4",
        }
    )
    assert not_here(trials.encryption, bench) == "加密组件没有安装"
    stand({"db.cipher.is_available": True})
    assert failing(trials.encryption, bench) == "密钥对不上加密的登记簿"
    assert converted == [
        (bench.folder / "加密 前" / "副本.djb", bench.folder / "加密 的.djb", "一", True)
    ]
    keys = iter(("一", "二") * 2)
    fits |= {"一", "二"}
    assert failing(trials.encryption, bench) == "密钥对不上加密的登记簿"
    fits.discard("二")
    assert trials.encryption(bench) == "SQLCipher 4，加密的副本只有自己的密钥能打开"


def test_a_place_for_keys_that_keeps_nothing(stand, bench) -> None:
    stand({"db.keys.where": "凭据管理器", "db.keys.keeps_what_it_is_given": False})
    assert failing(trials.key_store, bench) == "凭据管理器存不进东西，加密的密钥没有地方放"
    stand({"db.keys.keeps_what_it_is_given": True})
    assert trials.key_store(bench) == "凭据管理器能存能取"


def test_what_speaks_with_a_server_is_named_or_is_not_here(stand, bench) -> None:
    driver = SimpleNamespace(pq=SimpleNamespace(version=lambda: 180004))
    stand(
        {
            "db.server.component.is_available": False,
            "db.server.component.driver": driver,
            "db.server.component.version": "3.2.1",
        }
    )
    assert not_here(trials.server_driver, bench) == "服务器组件没有安装"
    assert trials.lacks_server_driver()
    stand({"db.server.component.is_available": True, "db.server.component.driver": lambda: driver})
    assert trials.server_driver(bench) == "psycopg 3.2.1，libpq 18，没有连接任何服务器"
    assert not trials.lacks_server_driver()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no root there")
def test_a_database_of_its_own_needs_both_components_and_no_root(stand, bench) -> None:
    tried: list[Path] = []

    def try_out(folder: Path) -> str:
        tried.append(folder)
        return "建库、启停都正常"

    stand(
        {
            "os.geteuid": 1000,
            "db.server.local.try_out": try_out,
            "db.server.outward.try_out": "证书能做",
        }
    )
    for programs, is_available in ((None, True), ("bin", False), (None, False)):
        stand(
            {
                "db.server.component.programs": programs,
                "db.server.component.is_available": is_available,
            }
        )
        assert not_here(trials.own_database, bench) == "数据库组件没有安装"
    stand({"db.server.component.programs": "bin", "db.server.component.is_available": True})
    assert trials.own_database(bench) == "建库、启停都正常；证书能做"
    assert tried == [bench.folder / "本机的 数据库"]
    stand({"os.geteuid": 0})
    assert not_here(trials.own_database, bench) == "root账户不能运行数据库，没有试"
