"""The key and certificate of the door are what OpenSSL takes for such."""

import shutil
import ssl
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.server import outward
from db.server.certificate import KeyPair, der_of, made, pem_of
from rules.errors import ClerkError

NOW = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
# As the program made them by itself; connection files that were handed out hold such.
EARLIER = """\
-----BEGIN CERTIFICATE-----
MIIC8DCCAdigAwIBAgIQSURlX9sBufKx4TZjtqtYyjANBgkqhkiG9w0BAQsFADAa
MRgwFgYDVQQDDA/lip7ku7blj7DlhbHnlKgwHhcNMjYxMTI4MDgwMDAwWhcNMzYx
MTI2MDgwMDAwWjAaMRgwFgYDVQQDDA/lip7ku7blj7DlhbHnlKgwggEiMA0GCSqG
SIb3DQEBAQUAA4IBDwAwggEKAoIBAQDDMHOMUKN4c41AeZCmmyUSj/nibe+sgKDN
dc9oow1+esPDSU8XbL5Uq5oZfAHJ7ZocDRMG0VY9l/C3GCCTQieZM0mMmyN2u72C
fhJ9s4ZtzIoKYlSx+gXbpq0tL3l8+5EsikzR+GDFp9UoX2Q348mCH0enw6EwGY6m
nO8qMCfrDOms60f3J47s4tSjqjy6p/Y8wyQ42B9oJ4UELeE9P6ExfsQHQKyP4kDs
aA5T5CA2D1uGJu2bKQtWPMwcmsmE5Tj48dkcNd/yutvFoEq69reZ3ipX2ZBIlf/e
k/bMBo+WXFm2hgJBRWX7bQh+6r8yuBFA4i8ts44YNHwE0lg3nnwzAgMBAAGjMjAw
MA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFH8hw0cO73GoUhJfwGi6O5tvhJer
MA0GCSqGSIb3DQEBCwUAA4IBAQAMzyVk5v5ZCBilMm6EzTBeHVgSb7K0HPWLTBPv
ZTbkhgdpK4ziHkIYUv+RTTDgxldCSSIoIIcCo62WJUjsnAIXoORIYnl9v/KNHVo2
qu1CsR3g4XJew6pwp/PrfAVr3iwD2uh1FwC4PHHXA7B4UnONBp5lkgY8t6X86QOq
tHELTfi+S4XliVBWY/U0aLwv44S3XBWZp9lBQ4DVJTG3hS61S6MyFVNUGBgbzD5/
t43XDuzp6hq5pYGU4STEa23gAfYY5wb8Q5WX4BmOdoUDEPRf/c5XkeYmhXhkMhzP
5AklMeWKMLznlpEO7+NX+zazZOW1k2jJfM8F4eovQXNXRrjJ
-----END CERTIFICATE-----
"""


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


def test_a_certificate_an_earlier_program_made_goes_on_being_one() -> None:
    assert pem_of(der_of(EARLIER)) == EARLIER
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=EARLIER)
    (trusted,) = context.get_ca_certs()
    assert trusted["notAfter"] == "Nov 26 08:00:00 2036 GMT"


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


def test_a_component_of_an_earlier_program_says_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] == "cryptography"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(ClerkError, match=r"cryptography.*python run\.py server"):
        outward._fresh_pair()


def test_whoever_only_connects_reads_in_nothing_that_makes_certificates(pair: KeyPair) -> None:
    script = (
        "import sys; from db.server.certificate import pem_of;"
        "print(pem_of(sys.argv[1]), end=''); sys.exit('cryptography' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, der_of(pair.certificate)], stdout=subprocess.PIPE, check=True
    )
    assert done.stdout.decode() == pair.certificate


def test_two_keys_are_never_the_same(pair: KeyPair) -> None:
    assert made("办件台共用", NOW).key != pair.key
