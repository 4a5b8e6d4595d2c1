"""What whoever shares, keeps or finds a register is told at each turn, told without a server."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casework.desk.daily_copy import back_up
from casework.safekeeping import paper_place, sharing, sharing_sheet
from casework.safekeeping.around import FoundFile, RegisterState, _steps
from db.copies import Copy
from db.server import outward, place, shared_folder
from rules.errors import ClerkError
from tests.casework.approved.office_files import document_lines

NOON = datetime(2026, 3, 6, 12)  # noqa: DTZ001 - the office's own clock
REGISTER = Path("办件/登记簿.djs")


def desk_of(**more: Any) -> Any:
    store = SimpleNamespace(path=REGISTER)
    return SimpleNamespace(beside=SimpleNamespace(register=REGISTER, **more), store=store)


def refused(doing: Callable[..., object], *asked: object) -> str:
    try:
        return f"not refused: {doing(*asked)}"
    except ClerkError as refusal:
        return f"{refusal} {refusal.field or ''}".strip()


def test_the_sheet_beside_a_shared_register(
    approved, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    REGISTER.parent.mkdir()
    server = place.Server("db.qingfeng.gov.cn", 6543, "ysq")
    monkeypatch.setattr(place, "read", lambda path: server)
    monkeypatch.setattr(shared_folder, "folder", lambda: Path("数据"))
    monkeypatch.setattr(outward, "own_address", lambda: "10.1.2.3")
    desk = desk_of()
    accounts = [(f"账号{number}", "周敏", "经办人", "") for number in range(9)]

    def tell() -> Iterator[str]:
        for port, is_told in ((0, False), (5434, False), (5434, True)):
            monkeypatch.setattr(outward, "heard_outward", lambda port=port: port)
            if is_told:
                (REGISTER.parent / "登记簿 其他电脑.djs").touch()
            yield f"== this computer, door {port}, address told {is_told}"
            for head, words in sharing_sheet._of_this_computer(desk, 5433):
                yield f"{head}：{words}"
        yield "== a server"
        rows = list(sharing_sheet._of_a_server(desk))
        yield from (f"{head}：{words}" for head, words in rows)
        for many in (0, 8, 9):
            yield f"== {many} accounts"
            sheet = sharing_sheet._word("青枫区", rows[:2], accounts[:many], "2026年3月6日")
            yield from document_lines(sheet)

    approved("sharing_sheets", tell())


def test_what_is_not_done_with_a_register_and_why(
    approved, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(paper_place, "owned", lambda desk: desk.store)
    monkeypatch.setattr(paper_place, "Beside", lambda _: SimpleNamespace(letters=Path("登记簿 文书"), templates=Path("登记簿 模板")))  # fmt: skip

    REGISTER.parent.mkdir()
    place.write(REGISTER, place.Server("db.qingfeng.gov.cn"))

    def tell() -> Iterator[str]:
        yield refused(sharing.share_here, REGISTER, lambda: NOON)
        yield refused(sharing.share_here, Path("没有.db"), lambda: NOON)
        yield refused(back_up, SimpleNamespace(keeps_the_register=False))
        inside, outside = desk_of(are_in_folder=False), desk_of(are_in_folder=True)
        yield f"{paper_place.are_in_database(inside)} {paper_place.are_in_database(outside)}"
        yield refused(paper_place.keep_in_database, inside)
        yield refused(paper_place.keep_in_folder, outside)
        for name in ("登记簿 文书", "登记簿 模板"):
            Path(name).mkdir()
            (Path(name) / "旧.docx").touch()
            yield refused(paper_place.keep_in_folder, inside)
            (Path(name) / "旧.docx").unlink()

        def not_owned(_desk: object) -> None:
            raise ClerkError("不是建库账号。")

        monkeypatch.setattr(paper_place, "owned", not_owned)
        yield refused(paper_place.keep_in_database, outside)
        yield refused(paper_place.keep_in_folder, inside)

    approved("keeping_refused", tell())


def test_the_ways_on_from_every_state(approved, tmp_path: Path) -> None:
    register = tmp_path / "登记簿.db"
    whole = Copy(tmp_path / "登记簿 备份 2026-03-05 101112.db", date(2026, 3, 5), None)
    broken = Copy(tmp_path / "登记簿 备份 2026-03-04 101112.db", date(2026, 3, 4), None, True)
    asides = (
        FoundFile(tmp_path / "登记簿 恢复前 甲.db", "打不开", False),
        FoundFile(tmp_path / "登记簿 恢复前 乙.db", "2件申请，可以打开", True, 2),
        FoundFile(tmp_path / "登记簿 恢复前 丙.db", "1件申请，可以打开", True, 1),
    )

    def tell() -> Iterator[str]:
        for lies in (False, True):
            if lies:
                register.write_bytes(b"x")
            # What lies there is salvaged where it is harmed or something else.
            few = (RegisterState.DAMAGED, RegisterState.FOREIGN, RegisterState.MISSING)
            for state in few if lies else RegisterState:
                for found in ((), (whole,), (broken,), (broken, whole)):
                    names = "，".join(one.path.stem[-17:] for one in found) or "no copies"
                    yield f"== {state.name}, {names}, {'lies there' if lies else 'gone'}"
                    for one in _steps(register, state, found, asides, NOON):
                        path = one.path.name if one.path else "—"
                        yield f"{one.way.name} {path}: {one.words}"

    approved("ways_on", tell())
