"""The keys of an account in the keyring of a desktop, which a small program plays here."""

import json
import os
import stat
from pathlib import Path

import pytest

from db import keys
from rules.errors import ClerkError

# Keeps what it is given under the name behind `what`, a file each; tells what it was called with.
RING = """#!/bin/sh
dir="$RING_FOLDER"
echo "$@" >> "$dir/calls"
[ -e "$dir/broken" ] && exit 1
verb="$1"
for what in "$@"; do :; done
case "$verb" in
  store) cat > "$dir/$what" ;;
  lookup)
    [ -e "$dir/$what" ] || exit 1
    [ -e "$dir/forgets" ] && { echo other; exit 0; }
    cat "$dir/$what" ;;
  clear) rm -f "$dir/$what" ;;
esac
"""


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a keyring that answers; no file is named for the keys."""
    folder = tmp_path / "ring"
    folder.mkdir()
    tool = tmp_path / "bin" / "secret-tool"
    tool.parent.mkdir()
    tool.write_text(RING, encoding="utf-8")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tool.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("RING_FOLDER", str(folder))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("DISCLOSURE_DESK_KEYS", raising=False)
    keys.forget_held()
    return folder


pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell plays the keyring")


def calls(ring: Path) -> list[str]:
    return (ring / "calls").read_text(encoding="utf-8").splitlines()


def test_keys_lie_in_the_keyring_the_latest_first(ring: Path) -> None:
    assert keys.known() == []
    one, two = keys.fresh(), keys.fresh()
    for key in (one, two, one):
        keys.keep(key)
    keys.forget_held()
    assert keys.known() == [one, two]
    assert (keys.where(), keys.is_guarded()) == ("桌面的密钥环", True)
    assert not list(ring.parent.glob("config/**/*.json"))
    stored = next(line for line in calls(ring) if line.startswith("store"))
    assert stored.startswith("store --label=依申请公开办件台 program disclosure-desk what ")


def test_what_is_no_key_is_passed_over(ring: Path) -> None:
    key = keys.fresh()
    keys.keep(key)
    name = calls(ring)[-1].rpartition(" ")[2]
    for kept in ("not json", '{"a": 1}', json.dumps(["zz", 5, key[:-2], key])):
        (ring / name).write_text(kept, encoding="utf-8")
        keys.forget_held()
        assert keys.known() == ([key] if kept.endswith(f'"{key}"]') else [])


def test_a_secret_is_kept_under_its_name_and_in_no_file(ring: Path) -> None:
    assert keys.secret("甲服务器") == ""
    assert keys.keep_secret("甲服务器", "密码")
    assert keys.secret("甲服务器") == "密码"
    assert keys.secret("乙服务器") == ""
    assert "--label=依申请公开办件台 甲服务器" in calls(ring)[1]
    (ring / "broken").touch()
    assert not keys.keep_secret("甲服务器", "别的")
    assert keys.secret("甲服务器") == ""


def test_without_a_keyring_no_secret_is_kept(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    assert not keys.keep_secret("甲", "密码")
    assert keys.secret("甲") == ""
    assert not (ring / "calls").exists()
    assert keys.where().startswith("文件“")
    assert keys.where().endswith("（只有本账户能读）")
    assert not keys.is_guarded()


def test_a_ring_that_does_not_take_them_leaves_them_in_a_file_of_the_account(ring: Path) -> None:
    (ring / "broken").touch()
    key = keys.fresh()
    keys.keep(key)
    (path,) = ring.parent.glob("config/**/密钥.json")
    assert json.loads(path.read_text(encoding="utf-8")) == [key]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    keys.forget_held()
    assert keys.known() == [key]


def test_the_place_is_tried_with_a_key_of_no_register(ring: Path) -> None:
    assert keys.keeps_what_it_is_given()
    assert [line.split()[0] for line in calls(ring)] == ["store", "lookup", "clear"]
    assert [one.name for one in ring.iterdir()] == ["calls"]
    # What comes back otherwise is tried in a file, and that is taken away again.
    (ring / "forgets").touch()
    assert keys.keeps_what_it_is_given()
    assert not list(ring.parent.glob("config/**/自检*"))


def test_keys_that_can_be_kept_nowhere_say_so(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = ring / "calls"
    blocked.touch()
    monkeypatch.setenv("DISCLOSURE_DESK_KEYS", str(blocked / "密钥.json"))
    keys.forget_held()
    assert not keys.keeps_what_it_is_given()
    with pytest.raises(ClerkError, match="没有加密，也没有改动任何文件"):
        keys.keep(keys.fresh())
    assert keys.where() == f"文件“{blocked / '密钥.json'}”"
    assert keys.is_guarded()
