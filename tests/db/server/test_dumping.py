"""What pg_dump makes of a register goes with its copy, under the same anchor, and comes back."""

import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from casework.desk.accounts import give_account
from casework.desk.daily_copy import back_up
from casework.desk.desk import open_desk
from casework.pages.register_check import problems
from casework.safekeeping.restoring import kept_of, put_back, the_copy
from db import history
from db.backup import check_files
from db.copies import DUMP, content_path, list_of, read_files
from db.server import component, dumping, place
from rules.people import OfficePart as P
from tests import server
from tests.casework.conftest import Clock, doing

pytestmark = [
    server.needs_server,
    pytest.mark.skipif(dumping.program() is None, reason="there is no pg_dump"),
    pytest.mark.timeout(180),
]


def dump_of(copy: Path, folder: Path) -> Path | None:
    named = {one.path: one.sha256 for one in read_files(list_of(copy))}
    return content_path(folder, "登记簿", named[DUMP]) if DUMP in named else None


def test_a_dump_of_the_same_moment_is_put_back_by_pg_restore(tmp_path: Path) -> None:
    folder, clock = tmp_path / "备份", Clock()
    with server.database() as name, server.database() as other:
        path = tmp_path / "登记簿.djs"
        server.opened(path, name).close()
        desk = open_desk(path, clock=clock, clerk="周敏")
        do = doing(desk, clock)
        do("register", None, "2026-03-06", applicant_name="林", information_sought="甲")
        account = f"{name}.zhou"
        give_account(desk, account, "周敏", (P.CLERK,))
        copy = back_up(desk, folder, with_dump=True)
        kept = kept_of(copy)
        assert kept.missing == ()
        dumped = dump_of(copy, folder)
        assert dumped is not None
        assert list(check_files(the_copy(copy, path))) == []
        do("register", None, "2026-03-07", applicant_name="后来", information_sought="乙")

        programs = component.programs()
        assert programs is not None
        at = place.read(path)
        done = subprocess.run(
            [str(programs / "pg_restore"), "-d", other, str(dumped)],
            env={**os.environ, "PGHOST": at.host, "PGPORT": str(at.port), "PGUSER": "postgres"},
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        refused = [line for line in done.stderr.splitlines() if "error: " in line]
        # One newer than its server says one thing it does not know, and goes on.
        assert [line for line in refused if "transaction_timeout" not in line] == []
        assert len(refused) <= 1
        back = tmp_path / "找回.djs"
        server.opened(back, other).close()
        restored = open_desk(back, clock=clock)
        assert history.anchor(restored.store) == kept.anchor
        assert restored.store.value("select count(*) from request") == 1
        restored.close()

        # And our own copy beside it goes back to a file as ever.
        file = tmp_path / "文件" / "登记簿.djb"
        put_back(the_copy(copy, file), file, clock)
        filed = open_desk(file, clock=clock)
        assert list(problems(filed)) == []
        filed.close()

        dumped.write_bytes(dumped.read_bytes()[:-1])
        assert any("pg_dump" in one for one in check_files(the_copy(copy, path)))
        desk.close()
    server.drop_roles(name, account)


def test_without_it_or_for_another_account_the_copy_is_ours_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, clock = tmp_path / "备份", Clock()
    with server.database() as name:
        path = tmp_path / "登记簿.djs"
        server.opened(path, name).close()
        desk = open_desk(path, clock=clock, clerk="周敏")
        with monkeypatch.context() as patch:
            patch.setattr(dumping, "program", lambda: None)
            assert dump_of(back_up(desk, folder, with_dump=True), folder) is None
        # Where it is there and fails, the copy says what it lacks.
        with monkeypatch.context() as patch:
            patch.setattr(dumping, "dump", lambda *_: False)
            clock.day += timedelta(days=1)
            assert kept_of(back_up(desk, folder, with_dump=True)).missing == (DUMP,)
        give_account(desk, f"{name}.zhou", "周敏", (P.CLERK,))
        server.opened(path, name, f"{name}.zhou").close()
        clerk = open_desk(path, clock=clock)
        clock.day += timedelta(days=1)
        assert dump_of(back_up(clerk, folder, with_dump=True), folder) is None
        clerk.close()
        desk.close()
    server.drop_roles(name, f"{name}.zhou")


def test_who_logs_in_by_libpq_s_own_places_is_dumped_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: dict[str, str] = {}

    def run(words: list[str], *, env: dict[str, str], **_: object) -> object:
        said.update(env)
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setenv("PGPASSWORD", "只在这里")
    monkeypatch.setenv("PGHOST", "elsewhere")
    monkeypatch.setenv("PGOPTIONS", "-c search_path=elsewhere")
    server_named = place.Server("127.0.0.1", 5433, "desk", "owner")
    assert dumping.dump(tmp_path / "pg_dump", server_named, {}, "1", tmp_path / "to")
    assert (said["PGPASSWORD"], said["PGHOST"]) == ("只在这里", "127.0.0.1")
    assert "PGOPTIONS" not in said
    dumping.dump(tmp_path / "pg_dump", server_named, {"password": "held"}, "1", tmp_path / "to")
    assert said["PGPASSWORD"] == "held"
