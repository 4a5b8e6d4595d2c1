"""What a deletion leaves: every table, every file and every sentence, held against approval."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.cases.attachments import add_content
from casework.desk.desk import Desk
from casework.pages.register_check import problems
from casework.safekeeping import erasing
from casework.safekeeping.erasing import ErasureDone, checked_value, erase_value, places
from casework.safekeeping.retention import anonymise, keep_longer, over
from casework.word import paragraphs
from db import attachments, drafts, sealed_papers, settings
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.conftest import Clock
from tests.casework.doings import Do

WRONG = "320102198203056619"
WHO = {
    "applicant_name": "钱小满", "id_number": WRONG, "phone": "13900000000",
    "address": "临江市青岚区梧桐里6号", "information_sought": f"本人{WRONG}的征收补偿档案",
}  # fmt: skip
# What of the register a deletion may touch.
_LOOKED_AT = {
    "access": "kind, request_id, details", "attachment": "request_id, name, path",
    "attachment_text": "*", "document": "request_id, kind, title, status, path, text",
    "draft": "*", "entry": "notes", "erasure": "step_id, place, reason, erased_by",
    "request": "id, register_number, applicant_name, id_number, phone, address, matter, information_sought, remark, stage, due_on, closed_on",
    "setting": "*", "step": "request_id, kind, happened_on, details",
}  # fmt: skip
_MARK = re.compile(r"(?:〔已删除|\\u3014\\u5df2\\u5220\\u9664)[0-9a-f]{8}(?:〕|\\u3015)")
_SALTED = re.compile(r"校验值[0-9a-f]{64}　盐[0-9a-f]{32}")


def lasting_marks(line: str) -> str:
    return _MARK.sub("〔已删除〕", _SALTED.sub("校验值　盐", line))


def register_lines(desk: Desk) -> Iterator[str]:
    """Yield what lies in the tables a deletion may touch."""
    for table, columns in _LOOKED_AT.items():
        for row in desk.store.rows(f"select {columns} from {table}"):
            shown = [str(one) for one in row if one not in (None, "", "{}", "[]")]
            yield lasting_marks(f"{table}: {' | '.join(shown)}".replace("\n", "⏎"))


def file_lines(desk: Desk) -> Iterator[str]:
    """Yield each file beside the register, and what a letter says where words went."""
    for path in sorted(desk.beside.letters.rglob("*")):
        if not path.is_file():
            continue
        yield lasting_marks(path.relative_to(desk.beside.register.parent).as_posix())
        if path.suffix == ".docx":
            said = "\n".join(paragraphs(path.read_bytes()))
            yield from (f"  {lasting_marks(one)}" for one in said.splitlines() if "已删除" in one)


def done_lines(done: ErasureDone) -> Iterator[str]:
    yield from map(lasting_marks, done.sentences)
    yield from (lasting_marks(one).rstrip() for one in done.slip.splitlines())


@pytest.fixture
def mistyped(desk: Desk, do: Do) -> int:
    request_id = do("register", None, "2026-03-06", **WHO).request_id
    other = do(
        "register", None, "2026-03-06", applicant_name="江晓", information_sought="乙"
    ).request_id
    add_content(desk, request_id, f"身份证{WRONG}.txt", f"号码{WRONG}".encode())
    add_content(desk, other, "乙.txt", b"other")
    _named_by_the_number(desk)
    desk.looked("SEARCH", details=WRONG)
    desk.looks.write()
    drafts.keep(desk.store, "register", {"applicant_name": "周", "id_number": WRONG})
    settings.put(desk.store, "remembered", {"search": f"找{WRONG}"})
    do("decide", request_id, "2026-03-09", kind="ALREADY_PUBLIC", access="门户网站")
    return request_id


def _named_by_the_number(desk: Desk) -> None:
    """Let a paper lie under a name that tells the number, as older programs left it."""
    (file, *_) = attachments.everything(desk.store)
    old = desk.beside.at(file.path)
    named = old.with_name(f"身份证{WRONG}.txt")
    named.write_bytes(old.read_bytes())
    old.unlink()
    with desk.store.atomic():
        attachments.place(desk.store, file.id, desk.beside.kept_as(named))


def test_a_value_taken_out_of_everything(approved, desk: Desk, mistyped: int) -> None:
    def tell() -> Iterator[str]:
        yield from places(desk, f"  {WRONG} ")
        yield "== done"
        yield from done_lines(erase_value(desk, WRONG, " 录错，是他人的号码 "))
        yield "== register"
        yield from register_lines(desk)
        yield "== files"
        yield from file_lines(desk)
        yield f"== {list(problems(desk))} {places(desk, WRONG)}"

    approved("erased", tell())
    assert WRONG.encode() not in desk.store.path.read_bytes()


def test_files_that_stay_and_a_disk_that_is_full_are_told(
    approved, desk: Desk, mistyped: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_in_word(path: Path) -> None:
        raise PermissionError(13, "in use", str(path))

    def full(_store: object) -> None:
        raise ClerkError("磁盘已满。")

    monkeypatch.setattr(sealed_papers, "remove", open_in_word)
    monkeypatch.setattr("db.erasing.pack", full)
    approved("erased_files_stay", map(lasting_marks, erase_value(desk, WRONG, "录错").sentences))


def test_an_attachment_that_cannot_be_read_stops_a_deletion_whole(
    desk: Desk, mistyped: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {path: path.read_bytes() for path in desk.beside.letters.rglob("*.docx")}
    before = list(register_lines(desk))

    def unreadable(*_: object) -> bytes:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(Path, "read_bytes", unreadable)
    with pytest.raises(ClerkError) as refused:
        erase_value(desk, WRONG, "录错")
    monkeypatch.undo()
    assert refused.value.message == f"附件“身份证{WRONG}.txt”读不出来，没有改动任何内容。"
    assert {path: path.read_bytes() for path in desk.beside.letters.rglob("*.docx")} == kept
    assert list(register_lines(desk)) == before


def test_what_may_be_taken_out_and_what_is_too_common(desk: Desk, mistyped: int) -> None:
    assert checked_value(" 钱小满的事 ") == "钱小满的事"
    assert checked_value("a@bcd") == "a@bcd"
    for value in ("钱小满的", "abcdef", "1234", "2026-03", "〔2026〕", "    1   "):
        with pytest.raises(ClerkError) as refused:
            checked_value(value)
        assert refused.value.field == "value"
        assert refused.value.message == (
            f"“{value.strip()}”太短或者太常见，会误删别的内容；"
            "请填写至少5个字的完整号码、地址或者姓名。"
        )
    for reason in ("", "  ", f"录错{WRONG}"):
        with pytest.raises(ClerkError, match="请写明删除的原因") as refused:
            erase_value(desk, WRONG, reason)
        assert refused.value.field == "reason"
    with pytest.raises(ClerkError, match="没有找到“13812345678”，没有改动") as refused:
        erase_value(desk, "13812345678", "录错")
    assert refused.value.field == "value"


@pytest.mark.parametrize(("many", "said"), [(10, "10份文书的文件：1、2、3、4、5、6、7、8、9、10"), (11, "11份文书的文件：1、2、3、4、5、6、7、8、9、10等11份")])  # fmt: skip
def test_ten_letters_are_named_and_more_are_counted(
    desk: Desk, many: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(None, Path(str(number)), b"") for number in range(1, many + 1)]
    monkeypatch.setattr(erasing, "_letters_with", lambda *_: iter(found))
    assert places(desk, WRONG) == [said]


def test_a_new_name_stands_beside_those_that_are_there(tmp_path: Path) -> None:
    old = tmp_path / f"{WRONG}.txt"
    assert erasing._beside(old, "已删除").name == "已删除.txt"
    (tmp_path / "已删除.txt").touch()
    assert erasing._beside(old, "已删除").name == "已删除（2）.txt"
    (tmp_path / "已删除（2）.txt").touch()
    assert erasing._beside(old, "已删除").name == "已删除（3）.txt"


@pytest.fixture
def filed(desk: Desk, do: Do, clock: Clock, mistyped: int) -> Callable[[], list[int]]:
    """Three cases filed for ten years, for good, and for no period that was written down."""

    def filing() -> list[int]:
        made = []
        for number, retention in enumerate(("10年", "永久", "", "10年")):
            name = ("钱小满", "孙某", "李某", "欧")[number]
            request_id = (
                mistyped
                if not number
                else do(
                    "register", None, f"2026-03-{9 + number:02}", **(WHO | {"applicant_name": name})
                ).request_id
            )
            if number:
                do("decide", request_id, "2026-03-13", kind="ALREADY_PUBLIC", access="门户网站")
            do("serve", request_id, "2026-03-16", received_by="钱小满本人")
            do("file", request_id, f"2026-03-{20 - number}", retention=retention, pages=12)
            made.append(request_id)
        return made

    return filing


def test_which_files_are_over_and_until_when_they_stay(
    approved, desk: Desk, clock: Clock, filed: Callable[[], list[int]]
) -> None:
    def listed(name: str) -> Iterator[str]:
        yield f"== {name} {clock.day}"
        yield from told(over(desk))

    def tell() -> Iterator[str]:
        ids = filed()
        for day in (date(2036, 12, 31), date(2037, 1, 1)):
            clock.day = day
            yield from listed("as filed")
        for until in (clock.day - timedelta(days=1), clock.day):
            with pytest.raises(ClerkError) as refused:
                keep_longer(desk, ids, until, "涉诉")
            yield f"{refused.value.message} [{refused.value.field}]"
        with pytest.raises(ClerkError) as refused:
            keep_longer(desk, ids, date(2037, 1, 2), "  ")
        yield f"{refused.value.message} [{refused.value.field}]"
        yield keep_longer(desk, [ids[0]], clock.day + timedelta(days=1), " 涉诉 ")
        yield str(settings.value(desk.store, "retention_kept", {}))
        for _ in range(3):
            yield from listed("one kept longer")
            clock.day += timedelta(days=1)
        settings.put(desk.store, "retention_kept", {str(ids[0]): {"until": "某日"}, "x": 1})
        desk.forget_settings()
        yield from listed("kept to no day")
        yield from (
            str(one) for one in desk.store.rows("select notes from entry where notes <> '[]'")
        )

    approved("retention", tell())


def test_a_case_made_anonymous_leaves_its_course_alone(
    approved,
    desk: Desk,
    clock: Clock,
    filed: Callable[[], list[int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def tell() -> Iterator[str]:
        first, *_, last = filed()
        # Shared with a case that stays: its file stays as well.
        add_content(desk, last, "同一份.txt", b"shared")
        add_content(desk, first, "同一份.txt", b"shared")
        clock.day = date(2037, 1, 4)
        for reason in ("", "  "):
            with pytest.raises(ClerkError, match="请写明依据") as refused:
                anonymise(desk, first, reason)
            yield f"{refused.value.message} [{refused.value.field}]"
        yield from done_lines(anonymise(desk, first, " 鉴定小组2037年1月意见 "))
        yield from register_lines(desk)
        yield from file_lines(desk)
        yield f"{list(problems(desk))} {[one.request_id for one in over(desk)]}"
        with pytest.raises(ClerkError) as refused:
            anonymise(desk, first, "再来")
        yield refused.value.message
        monkeypatch.setattr(sealed_papers, "remove", _in_use)
        yield from done_lines(anonymise(desk, last, "鉴定"))
        yield str(len(attachments.everything(desk.store)))

    approved("anonymised", tell())


def _in_use(path: Path) -> None:
    raise PermissionError(13, "in use", str(path))
