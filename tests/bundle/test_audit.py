"""No pinned part has a weakness that the kept list knows of."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

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


class _Source(BaseHTTPRequestHandler):
    """Answers as OSV does, of a weakness that came, went and came again, in two pages."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = {} if asked["package"]["name"] != "lxml" else _PAGES["page_token" in asked]
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _affected(name: str, *events: dict[str, str]) -> dict[str, object]:
    return {"package": {"name": name}, "ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}


_PAGES = (
    {
        "vulns": [
            {
                "id": "X-1", "summary": "came, went, came again",
                "affected": [
                    _affected("LXML", {"introduced": "0"}, {"fixed": "2"}, {"introduced": "6"}),
                    _affected("another", {"introduced": "0"}),
                ],
            }
        ],
        "next_page_token": "more",
    },
    {"vulns": [{"id": "X-2", "withdrawn": "2026", "affected": [_affected("lxml")]}]},
)  # fmt: skip


@pytest.fixture
def source() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Source)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_list_is_renewed_from_a_source(source: str, tmp_path: Path) -> None:
    path = tmp_path / "advisories.json"
    path.write_text(audit.LIST.read_text("utf-8"), encoding="utf-8")
    before = len(kept(path.read_text("utf-8")))
    pinned = {"lxml": "6.1.3", "pillow": "12.0.0"}
    audit.renew(pinned, source, path)
    text = path.read_text("utf-8")
    assert len(kept(text)) == before + 2
    assert [one.id for one in affecting(pinned, kept(text))] == ["X-1"]
    lxml, pillow = audit.known_of(pinned, text)
    assert lxml == "lxml 6.1.3: affected"
    assert pillow.startswith("pillow 12.0.0: none known as of 20")
    assert json.loads(text)["source"] == source
    audit.renew(pinned, source, path)
    assert path.read_text("utf-8") == text


def test_a_source_that_is_not_there_leaves_the_list_as_it_was(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "advisories.json"
    before = audit.LIST.read_text("utf-8")
    path.write_text(before, encoding="utf-8")
    monkeypatch.setattr(audit, "LIST", path)
    assert audit.main(["--renew", "http://127.0.0.1:9"]) == 1
    (said,) = capsys.readouterr().out.splitlines()
    assert said.startswith("The list was not renewed (")
    assert f"the list is of {json.loads(before)['renewed_on']}, " in said
    assert path.read_text("utf-8") == before


@pytest.mark.parametrize(("days", "is_old"), [(0, False), (180, False), (181, True), (400, True)])
def test_the_age_of_the_list_is_told_and_what_to_do_where_it_is_old(
    days: int, is_old: bool
) -> None:
    renewed = datetime.now(UTC).date() - timedelta(days=days)
    said = audit.age_words(json.dumps({"renewed_on": f"{renewed}", "source": "by hand"}))
    assert f"of {renewed}, {days} days old, from by hand" in said
    assert ("--renew" in said) is is_old


def test_a_part_nobody_asked_about_is_not_said_to_be_sound() -> None:
    text = '{"renewed_on": "2026-11-28", "asked": {"a": ["1", "2026-11-28"]}, "advisories": []}'
    lines = list(audit.known_of({"a": "1", "b": "2"}, text))
    assert lines == ["a 1: none known as of 2026-11-28", "b 2: never asked about"]
    # Of another version than the one pinned now nothing was asked.
    assert list(audit.known_of({"a": "2"}, text)) == ["a 2: never asked about"]


def test_every_lock_is_held_against_the_list() -> None:
    assert {path.name for path in audit.HERE.glob("*.lock")} == set(audit.LOCKS)
