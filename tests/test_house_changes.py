"""What changed is said with what it affects, by whoever changes it."""

import re
from pathlib import Path

import run

CHANGELOG = (Path(run.ROOT) / "CHANGELOG.md").read_text(encoding="utf-8")
# An entry of the house's own says nothing of it: it touches no case.
EFFECT = re.compile(r"affects|no due day", re.I)


def test_every_entry_of_the_version_to_come_names_what_it_affects() -> None:
    newest = CHANGELOG.split("\n## ")[1]
    entries = [" ".join(one.split()) for one in newest.split("\n- ")[1:]]
    assert len(entries) > 1
    silent = [one for one in entries if not one.startswith("**House") and not EFFECT.search(one)]
    assert silent == []
