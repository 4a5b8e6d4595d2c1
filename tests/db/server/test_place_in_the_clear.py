import pytest

from db.server.place import Server, of_address
from rules.errors import ClerkError


@pytest.mark.parametrize("tls", ["disable", "prefer"])
def test_another_computer_is_not_reached_in_the_clear(tls: str) -> None:
    with pytest.raises(ClerkError, match="不加密地连接"):
        of_address(f"postgresql://clerk@db.office/desk?sslmode={tls}")
    assert of_address(f"postgresql://clerk@127.0.0.1/desk?sslmode={tls}").is_local


@pytest.mark.parametrize(
    ("server", "mode"),
    [
        (Server("127.0.0.1"), "prefer"),
        (Server("db.office"), "verify-full"),
        (Server("db.office", tls="verify-ca", ca="/office/root.crt"), "verify-ca"),
    ],
)
def test_whoever_is_not_this_computer_shows_a_certificate(server: Server, mode: str) -> None:
    assert server.way["sslmode"] == mode
    assert ("sslrootcert" in server.way) is (mode != "prefer")
