"""What each release has beside its program: news, the legal effect, kept registers."""

import re
from pathlib import Path

import run
from bundle.plan import Plan
from bundle.windows import news_of

ROOT = Path(run.ROOT)
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
NEWS = (ROOT / "docs" / "news.md").read_text(encoding="utf-8")
HEADS = re.findall(r"^## ([\d.]+) \((not released|\d{4}-\d\d-\d\d)\)$", CHANGELOG, re.M)


def test_the_newest_head_is_the_version_of_the_program() -> None:
    assert CHANGELOG.count("\n## ") == len(HEADS)
    assert HEADS[0][0] == Plan(ROOT, "windows").version


def test_every_release_has_kept_registers_and_only_releases_have() -> None:
    released = {version for version, when in HEADS if when != "not released"}
    kept = (ROOT / "tests" / "db" / "old").glob("*-full.db.gz")
    assert {path.name.partition("-")[0] for path in kept} == released


def test_clerks_are_told_what_is_new_in_every_version() -> None:
    assert re.findall(r"^## ([\d.]+)$", NEWS, re.M) == [version for version, _ in HEADS]
    assert all(news_of(NEWS, version) for version, _ in HEADS)
