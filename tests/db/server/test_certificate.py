"""The key and certificate of the door are what OpenSSL takes for such."""

import shutil
import ssl
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.server import certificate
from db.server.certificate import KeyPair, der_of, made, pem_of

NOW = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def pair() -> KeyPair:
    return made("办件台共用", NOW)


def written(pair: KeyPair, folder: Path) -> tuple[Path, Path]:
    (folder / "c.pem").write_text(pair.certificate)
    (folder / "k.pem").write_text(pair.key)
    return folder / "c.pem", folder / "k.pem"


def test_python_s_own_tls_takes_them_together(pair: KeyPair, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*written(pair, tmp_path))
    another = made("另一台", NOW)
    (tmp_path / "k.pem").write_text(another.key)
    with pytest.raises(ssl.SSLError):
        context.load_cert_chain(tmp_path / "c.pem", tmp_path / "k.pem")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="nothing else looks at keys")
def test_openssl_finds_the_key_whole_and_the_certificate_strictly_valid(
    pair: KeyPair, tmp_path: Path
) -> None:
    def said(*words: str | Path) -> str:
        done = subprocess.run(["openssl", *map(str, words)], capture_output=True, check=True)
        return (done.stdout + done.stderr).decode()

    one, key = written(pair, tmp_path)
    assert "RSA key ok" in said("rsa", "-in", key, "-check", "-noout")
    moment = str(int(NOW.timestamp()))
    assert "OK" in said("verify", "-x509_strict", "-attime", moment, "-CAfile", one, one)
    text = said("x509", "-in", one, "-noout", "-text", "-nameopt", "utf8")
    assert "Public-Key: (2048 bit)" in text
    assert "办件台共用" in text
    assert "Not Before: Nov 28 08:00:00 2026 GMT" in text
    assert "Not After : Nov 26 08:00:00 2036 GMT" in text
    assert "Signature Algorithm: sha256WithRSAEncryption" in text
    # RFC 5280 wants it positive, of 20 octets at most; what cannot be guessed has 64 bits and more.
    serial = int(said("x509", "-in", one, "-noout", "-serial").partition("=")[2], 16)
    assert 1 << 64 < serial < 1 << 159
    assert "CA:TRUE" in text
    # Clients trust this one alone (verify-ca): a name or an address in it would prove no more.
    assert "Subject Alternative Name" not in text
    assert "e is 65537" in said("rsa", "-in", key, "-text", "-noout") or "65537 (0x10001)" in text


def test_a_line_of_a_connection_file_is_the_certificate(pair: KeyPair) -> None:
    line = der_of(pair.certificate)
    assert "\n" not in line
    assert pem_of(line) == pair.certificate
    for wrong in ("no base64!", "=", line[:-3]):
        with pytest.raises(ValueError, match=r".*"):
            pem_of(wrong)


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        (2**521 - 1, True),
        ((2**89 - 1) * (2**107 - 1), False),
        # Carmichael's numbers fool Fermat's test.
        (3_215_031_751, False),
        (1_000_000_007, True),
        (341_550_071_728_321, False),
    ],
)
def test_primes_are_told_from_what_looks_like_them(number: int, is_one: bool) -> None:
    assert certificate._is_prime(number) is is_one


def test_two_keys_are_never_the_same(pair: KeyPair) -> None:
    assert made("办件台共用", NOW).key != pair.key
