"""Registers of every release, kept as they were; each must open, upgrade and be whole."""

import gzip
import re
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from casework.cases.projection import differences
from casework.desk.desk import Desk, open_desk
from casework.year.year_report import year_report
from db import integrity, requests
from db.migrations import step_names
from tests.db.test_store import SCHEMA, schema

pytestmark = pytest.mark.of_file("registers of older programs are files")

KEPT = sorted((Path(__file__).parents[2] / "db" / "old").glob("*.db.gz"))
FULL = [path for path in KEPT if path.name.endswith("-full.db.gz")]


def clock() -> datetime:
    return datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001


@pytest.fixture
def upgraded(request: pytest.FixtureRequest, tmp_path: Path):
    path = tmp_path / "旧版 登记簿.db"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    desk = open_desk(path, clock=clock)
    yield desk
    desk.close()


def called(path: Path) -> str:
    return path.name


def test_each_release_keeps_an_empty_register_and_a_full_one() -> None:
    releases = {path.name.partition("-")[0] for path in KEPT}
    assert releases
    for release in releases:
        kept = {path.name for path in KEPT if path.name.startswith(release)}
        assert kept == {f"{release}-empty.db.gz", f"{release}-full.db.gz"}


@pytest.mark.parametrize("upgraded", KEPT, indirect=True, ids=called)
def test_a_kept_register_becomes_todays(upgraded: Desk) -> None:
    assert schema(upgraded.store) == SCHEMA.read_text(encoding="utf-8")
    assert integrity.problems(upgraded.store) == []
    assert list(differences(upgraded)) == []


# Requests, and the closed ones among them, as the sample office of each release had them.
HELD = {"0.1.0": (32, 24), "0.2.0": (34, 24)}


@pytest.mark.parametrize(
    ("upgraded", "held"),
    [(path, HELD[path.name.partition("-")[0]]) for path in FULL],
    indirect=["upgraded"],
    ids=map(called, FULL),
)
def test_a_kept_full_register_loses_nothing(upgraded: Desk, held: tuple[int, int]) -> None:
    rows = list(requests.every(upgraded.store))
    assert (len(rows), sum(row.closed_on is not None for row in rows)) == held
    assert year_report(upgraded, 2026).as_json()["problems"] == []


@pytest.mark.parametrize("kept", KEPT, ids=called)
def test_an_upgrade_lays_the_old_register_aside(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    with sqlite3.connect(path) as connection:
        done = {name for (name,) in connection.execute("select name from _sqlite_migrations")}
        before = connection.execute("select count(*) from request").fetchone()
    connection.close()
    desk = open_desk(path, clock=clock)
    aside = desk.store.copied_aside
    desk.close()
    # Where today's steps are those of the release there was nothing to change.
    assert (aside is not None) == (set(step_names()) > done)
    with sqlite3.connect(aside or path) as connection:
        assert connection.execute("select count(*) from request").fetchone() == before
    connection.close()


def test_every_release_of_the_changelog_kept_its_registers() -> None:
    changelog = (Path(__file__).parents[3] / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\S+) \((.+)\)$", changelog, re.MULTILINE)
    released = [version for version, when in headings if when != "not released"]
    assert headings[0][1] == "not released" or headings[0][0] in released
    for version in released:
        assert {f"{version}-empty.db.gz", f"{version}-full.db.gz"} <= {one.name for one in KEPT}
