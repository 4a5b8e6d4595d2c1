"""A database of this computer that does not run: whose it is says who starts it."""

from pathlib import Path

import pytest

from db.server import place, shared_folder
from db.server.opening import open_on_server
from db.server.place import Server
from rules.errors import ClerkError
from tests import server

pytestmark = server.needs_server


@pytest.mark.parametrize("is_ours", [False, True], ids=["another account's", "our own"])
def test_who_can_start_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_ours: bool
) -> None:
    monkeypatch.setenv("DISCLOSURE_DESK_SHARED", str(tmp_path))
    port = server.free_port()
    if is_ours:
        (tmp_path / shared_folder.PORT).write_text(str(port), encoding="utf-8")
    path = tmp_path / "登记簿.djs"
    place.write(path, Server("127.0.0.1", port, "disclosure_desk", "zhoumin"))
    with pytest.raises(ClerkError, match="连不上登记簿所在的服务器") as told:
        open_on_server(path)
    assert ("另一个账户" in told.value.message) is not is_ours
