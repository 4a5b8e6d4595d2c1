"""A key and its own certificate (RSA, X.509), made once for the door to this computer's database.

Whoever connects is handed this very certificate with the address, and trusts no other: nothing
hangs on names or on an authority. `cryptography` makes both; it comes with the optional part for a
server and is read in when a door is opened for the first time, never to connect
(docs/decisions/0033).
"""

import base64
from datetime import datetime, timedelta
from typing import NamedTuple

_BITS, _EXPONENT = 2048, 65537
_YEARS = timedelta(days=3650)
_LINE = 64


class KeyPair(NamedTuple):
    """A certificate with its private key, both as PEM."""

    certificate: str
    key: str


def made(name: str, now: datetime) -> KeyPair:
    """Return a fresh key with a certificate of its own, good for ten years from a moment (UTC).

    Raises `ImportError` where the part of the server that makes them is not installed.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = rsa.generate_private_key(public_exponent=_EXPONENT, key_size=_BITS)
    whose = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    vouches = x509.BasicConstraints(ca=True, path_length=None)
    told = x509.CertificateBuilder(
        issuer_name=whose,
        subject_name=whose,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        # A day before: the clock of another computer may be behind.
        not_valid_before=now - timedelta(days=1),
        not_valid_after=now + _YEARS,
    )
    told = told.add_extension(vouches, critical=True)
    of_key = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    told = told.add_extension(of_key, critical=False)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    signed = told.sign(key, SHA256()).public_bytes(Encoding.PEM)
    return KeyPair(signed.decode(), private.decode())


def der_of(certificate: str) -> str:
    """Return a PEM certificate as one line of base64, as a connection file holds it."""
    return "".join(line for line in certificate.split() if set(line) <= _BASE64)


def pem_of(line: str) -> str:
    """Return a certificate of a connection file as PEM; raises `ValueError` where it is none."""
    text = base64.b64encode(base64.b64decode(line, validate=True)).decode()
    lines = [text[start : start + _LINE] for start in range(0, len(text), _LINE)]
    return "\n".join(("-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""))


_BASE64 = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
