"""No pinned part has a weakness that the kept list knows of."""

import audit
import pytest
from audit import Advisory, affecting, kept, order, pins


def test_no_pin_is_on_the_list() -> None:
    pinned = pins([(audit.HERE / name).read_text("utf-8") for name in audit.LOCKS])
    assert {"lxml", "pillow", "psycopg", "sqlcipher3", "pyside6-essentials"} <= pinned.keys()
    assert list(affecting(pinned, kept(audit.LIST.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    ("version", "is_affected"),
    [("1.9", False), ("2.0", True), ("2.0.0", True), ("2.10.1", True), ("3.0", False)],
)
def test_a_version_is_affected_from_one_to_before_another(version: str, is_affected: bool) -> None:
    weak = Advisory("X-1", "part", "2.0", "3.0.0", "")
    assert (list(affecting({"part": version}, [weak])) == [weak]) is is_affected


def test_what_nobody_mended_stays_affected() -> None:
    assert list(affecting({"part": "9.9"}, [Advisory("X-2", "part", "0", "", "")]))
    assert order("2.10") > order("2.9.1")


def test_a_pin_is_read_with_its_marker_and_hashes() -> None:
    text = "Pillow==13.0.0 ; python_version < '3.15' \\\n    --hash=sha256:ab\n# end\n"
    assert pins([text]) == {"pillow": "13.0.0"}
