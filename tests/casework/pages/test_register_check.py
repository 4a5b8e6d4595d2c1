"""The check of an office: what it looks at, what it says of a history, a copy and an anchor."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from casework.acts import Done
from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk, open_desk
from casework.pages.register_check import against, copies_of, problems, unlike_copies
from casework.safekeeping.marking import begin_marking
from db import history, keys, settings, steps
from db.copies import list_of, manifest_text, read_files, read_manifest
from rules.errors import ClerkError
from tests.casework.conftest import Clock
from tests.engines import outside

Do = Callable[..., Done]
of_file = pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISCLOSURE_DESK_KEYS", str(tmp_path / "钥" / "密钥.json"))
    keys.forget_held()
    yield
    keys.forget_held()


def other_office(folder: Path, clock: Clock, entries: int) -> Path:
    """Another register, whose history has so many entries more than a new one."""
    desk = open_desk(folder / "另一本.db", clock=clock, clerk="何清")
    for number in range(entries):
        settings.put(desk.store, "clerk", str(number))
    desk.close()
    return folder / "另一本.db"


def test_each_part_is_named_and_counted(desk: Desk, do: Do, registered: int) -> None:
    do("register", None, "2026-03-06", applicant_name="钱某", information_sought="批复")
    do("assign", registered, "2026-03-09", section="规划科")
    parts: list[str] = []
    told: list[tuple[str, int, int]] = []
    seen = problems(desk, on_part=parts.append, told=lambda *many: told.append((parts[-1], *many)))
    assert list(seen) == []
    first, cases, papers, copies = (
        "登记簿文件和历史",
        "列表与办理记录",
        "文书和附件",
        "备份中的校验锚点",
    )
    assert parts == [first, cases, papers, copies]
    assert {(done, many) for part, done, many in told if part == first} == {(0, 0)}
    assert [many for part, *many in told if part == cases] == [[0, 2], [1, 2]]
    assert [many for part, *many in told if part == papers] == [[0, 2], [1, 2]]


def test_a_step_no_form_can_read_is_said_once(desk: Desk, registered: int) -> None:
    steps.append(
        desk.store, registered, kind="unheard_of", on=desk.today, details={},
        recorded_at=desk.now, recorded_by="周敏",
    )  # fmt: skip
    (said,) = problems(desk)
    assert said == (
        "有的办理记录已读不成登记时的样子，登记簿被人从程序之外改动过。请与最近的备份核对。"
    )


def test_what_was_harmed_is_not_said_twice(desk: Desk, registered: int) -> None:
    with outside(desk.store.path) as plain, plain.unguarded():
        plain.execute("update step set details = '{' where id = 1")
    found = list(problems(desk))
    assert not any("已读不成登记时的样子" in one for one in found)
    assert any("第1条办理记录" in one for one in found)
    assert len(found) == len(set(found))


class TestAnchors:
    """What is held against the history: a paper, a copy, its list, a file of exchange."""

    def test_what_is_none(self, desk: Desk) -> None:
        for words in ("", "见附件" * 30, "没有\0的", "x" * 5000, "12-ab"):
            with pytest.raises(ClerkError) as refused:
                list(against(desk, words))
            assert refused.value.message == (
                f"“{words[:60]}”不是校验锚点，请照卷内目录或者期限计算书上印的填写，如"
                "“128-3f2a-9c01-77de-410b-5a6e-0c2d”，也可以给出备份的清单或者登记簿文件。"
            )

    @of_file
    def test_a_register_beside(self, desk: Desk, clock: Clock, tmp_path: Path) -> None:
        shutil.copyfile(desk.store.path, tmp_path / "同一本.db")
        assert list(against(desk, str(tmp_path / "同一本.db"))) == []
        head = history.anchor(desk.store).entries
        longer = other_office(tmp_path, clock, head + 3)
        (said,) = against(desk, str(longer))
        assert said.startswith("“另一本.db”记有第")
        assert "现在的登记簿没有这么多：第1条以后的历史已被截去或者重写。" in said

    @of_file
    def test_a_list_and_a_file_of_exchange(self, desk: Desk, tmp_path: Path) -> None:
        copy = list_of(back_up(desk))
        assert list(against(desk, str(copy))) == []
        settings.put(desk.store, "clerk", "何清")
        exchange = tmp_path / "交换.json"
        differs = (
            "“交换.json”记的第1条操作记录与现在的登记簿不同：历史从第1条至第1条之间起已被重写。"
            "请与最近的备份核对。"
        )
        for anchor, said in (
            (history.anchor(desk.store).words, []),
            ("1-0000-0000-0000-0000", [differs]),
        ):
            exchange.write_text(json.dumps({"anchor": anchor}), encoding="utf-8")
            assert list(against(desk, str(exchange))) == said
        for content in ("[]", "{", json.dumps({"anchor": "没有"}), json.dumps({"anchor": 3})):
            exchange.write_text(content, encoding="utf-8")
            with pytest.raises(ClerkError, match="交换"):
                list(against(desk, str(exchange)))

    def test_a_printed_one(self, desk: Desk) -> None:
        printed = history.anchor(desk.store).words
        begin_marking(desk, keys.fresh())
        assert list(against(desk, f"校验锚点：{printed}")) == []
        number, _, first = printed.partition("-")
        changed = f"{number}-{'0' if first[0] != '0' else '1'}{first[1:]}"
        (said,) = against(desk, changed)
        assert said.startswith(f"锚点“{changed}”记的第{number}条操作记录与现在的登记簿不同")
        # A mark is held against what is here: of an anchor beyond the end nothing more is said.
        (said,) = against(desk, f"9{printed} 验0000-0000")
        assert said.startswith(f"锚点“9{printed}”记有第9{number}条操作记录")
        (said,) = against(desk, f"{printed} 验0000-0000")
        assert said == (
            f"锚点“{printed}”旁边的校验字“验0000-0000”不是用本登记簿的密钥印的，这张纸可能是伪造的。"
        )

    def test_a_mark_without_a_key(self, desk: Desk, tmp_path: Path) -> None:
        printed = f"{history.anchor(desk.store).words} 验0000-0000"
        # No key was ever here: nothing can be said of the mark.
        assert list(against(desk, printed)) == []
        begin_marking(desk, keys.fresh())
        (tmp_path / "钥" / "密钥.json").unlink()
        keys.forget_held()
        (said,) = against(desk, printed)
        assert said == (
            f"锚点“{printed.split()[0]}”旁边有校验字“验0000-0000”，这个账户没有核对它的密钥，"
            "请先在“设置—安全”输入恢复码。"
        )


@of_file
class TestCopies:
    """What is said of the copies beside the register."""

    def test_none_and_a_sound_one(self, desk: Desk) -> None:
        assert copies_of(desk) == []
        copy = back_up(desk)
        assert [one.path for one in copies_of(desk)] == [copy]
        assert list(unlike_copies(desk, copies_of(desk))) == []
        begin_marking(desk, keys.fresh())
        assert list(unlike_copies(desk, [])) == []

    def test_a_broken_list(self, desk: Desk) -> None:
        begin_marking(desk, keys.fresh())
        copy = back_up(desk)
        list_of(copy).write_text("{", encoding="utf-8")
        assert list(problems(desk)) == [
            f"备份“{copy.stem}”的清单读不出来或者已被改动，请重新备份。"
        ]

    def test_lists_of_other_keys(self, desk: Desk, clock: Clock) -> None:
        first = keys.fresh()
        begin_marking(desk, first)
        copy = back_up(desk)
        kept, files = read_manifest(list_of(copy)), read_files(list_of(copy))
        begin_marking(desk, keys.fresh())
        # A key of before is as good; one of nobody here is not; no mark at all is the worst.
        written = {
            manifest_text(kept, files, first): [],
            manifest_text(kept, files, keys.fresh()): [
                f"备份“{copy.stem}”的清单不是用本登记簿的密钥写的，可能被人重写过，请重新备份。"
            ],
            manifest_text(kept, files): [
                f"最近的备份“{copy.stem}”的清单没有本登记簿的校验字：做这份备份的账户没有密钥，"
                "或者清单被人重写过。请用这个账户重新备份。"
            ],
        }
        for text, said in written.items():
            list_of(copy).write_text(text, encoding="utf-8", newline="\n")
            assert list(problems(desk)) == said
        # Only of the latest: what is older may be of before.
        clock.day = desk.today.replace(day=9)
        back_up(desk)
        assert list(problems(desk)) == []

    def test_a_copy_of_another_history(self, desk: Desk, clock: Clock, tmp_path: Path) -> None:
        copy = back_up(desk)
        kept, files = read_manifest(list_of(copy)), read_files(list_of(copy))
        strange = history.Anchor(kept.anchor.entries, "00" * 32)
        text = manifest_text(replace(kept, anchor=strange), files)
        list_of(copy).write_text(text, encoding="utf-8", newline="\n")
        (said,) = problems(desk)
        assert said.startswith(
            f"备份“{copy.stem}”记的第{strange.entries}条操作记录与现在的登记簿不同"
        )

    def test_a_history_that_cannot_be_read_is_said_without_its_copies(self, desk: Desk) -> None:
        copies = (back_up(desk), copies_of(desk))[1]
        with outside(desk.store.path) as plain, plain.unguarded():
            plain.execute("update entry set notes = '{restored' where id = 1")
        assert list(unlike_copies(desk, copies)) == []
