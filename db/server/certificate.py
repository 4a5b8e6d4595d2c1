"""A key and its own certificate (RSA, X.509), made once for the door to this computer's database.

Whoever connects is handed this very certificate with the address, and trusts no other: nothing
hangs on names or on an authority. Nothing but Python's own numbers and its source of randomness is
needed; OpenSSL, which uses both, looks at every number when it reads them in.
"""

import base64
import hashlib
import math
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

_BITS = 2048
_EXPONENT = 65537
# FIPS 186-5 asks 4 rounds of primes of this size; a tenth of a second buys many more.
_ROUNDS = 40
_YEARS = timedelta(days=3650)
_LINE = 64
_SEQUENCE, _SET, _INTEGER, _BIT_STRING, _OCTETS = 0x30, 0x31, 0x02, 0x03, 0x04
_OID, _NULL, _BOOLEAN, _UTF8, _UTC, _GENERAL = 0x06, b"\x05\x00", 0x01, 0x0C, 0x17, 0x18
_VERSION, _EXTENSIONS, _CENTURY = 0xA0, 0xA3, 2050
_SHA256_WITH_RSA, _RSA = "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.1"
_COMMON_NAME, _KEY_ID, _CONSTRAINTS = "2.5.4.3", "2.5.29.14", "2.5.29.19"
# What a signature says it has signed: a SHA-256 (RFC 8017, 9.2).
_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


class KeyPair(NamedTuple):
    """A certificate with its private key, both as PEM."""

    certificate: str
    key: str


class _RsaKey(NamedTuple):
    modulus: int
    private: int
    first: int
    second: int


def made(name: str, now: datetime) -> KeyPair:
    """Return a fresh key with a certificate of its own, good for ten years from a moment (UTC)."""
    key = _fresh_key()
    return KeyPair(
        _pem("CERTIFICATE", _certificate(key, name, now)), _pem("RSA PRIVATE KEY", _private(key))
    )


def der_of(certificate: str) -> str:
    """Return a PEM certificate as one line of base64, as a connection file holds it."""
    return "".join(line for line in certificate.split() if set(line) <= _BASE64)


def pem_of(line: str) -> str:
    """Return a certificate of a connection file as PEM; raises `ValueError` where it is none."""
    return _pem("CERTIFICATE", base64.b64decode(line, validate=True))


_BASE64 = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")


def _fresh_key() -> _RsaKey:
    while True:
        first, second = _prime(_BITS // 2), _prime(_BITS // 2)
        modulus = first * second
        # Primes close to each other are found by taking roots.
        if abs(first - second) >> (_BITS // 2 - 100) and modulus.bit_length() == _BITS:
            private = pow(_EXPONENT, -1, math.lcm(first - 1, second - 1))
            return _RsaKey(modulus, private, max(first, second), min(first, second))


def _prime(bits: int) -> int:
    while True:
        # Two bits above make the product as long as it must be, the one below makes it odd.
        found = secrets.randbits(bits) | (0b11 << (bits - 2)) | 1
        if math.gcd(found, _SMALL) == 1 and (found - 1) % _EXPONENT and _is_prime(found):
            return found


_SMALL = math.prod(
    number for number in range(3, 2000, 2) if all(number % by for by in range(3, number, 2))
)


def _is_prime(number: int) -> bool:
    """Tell whether Miller and Rabin find nothing against a number, by many random witnesses."""
    twos = ((number - 1) & -(number - 1)).bit_length() - 1
    odd = (number - 1) >> twos
    for _ in range(_ROUNDS):
        power = pow(secrets.randbelow(number - 3) + 2, odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def _signature(key: _RsaKey, signed: bytes) -> bytes:
    """Return the signature of SHA-256 with RSA in the padding of PKCS #1, version 1.5."""
    size = _BITS // 8
    said = _DIGEST_INFO + hashlib.sha256(signed).digest()
    padded = b"\x00\x01" + b"\xff" * (size - len(said) - 3) + b"\x00" + said
    return pow(int.from_bytes(padded), key.private, key.modulus).to_bytes(size)


def _certificate(key: _RsaKey, name: str, now: datetime) -> bytes:
    whose = _sequence(_value(_SET, _sequence(_oid(_COMMON_NAME), _value(_UTF8, name.encode()))))
    algorithm = _sequence(_oid(_SHA256_WITH_RSA), _NULL)
    public = _sequence(_integer(key.modulus), _integer(_EXPONENT))
    # A day before: the clock of another computer may be behind.
    told = _sequence(
        _value(_VERSION, _integer(2)),
        _integer(secrets.randbits(126) | 1 << 126),
        algorithm,
        whose,
        _sequence(_time(now - timedelta(days=1)), _time(now + _YEARS)),
        whose,
        _sequence(_sequence(_oid(_RSA), _NULL), _bits(public)),
        _value(_EXTENSIONS, _sequence(*_extensions(public))),
    )
    return _sequence(told, algorithm, _bits(_signature(key, told)))


def _extensions(public: bytes) -> Iterator[bytes]:
    """Yield that it vouches for itself, and the name of its key."""
    vouches = _value(_OCTETS, _sequence(_value(_BOOLEAN, b"\xff")))
    yield _sequence(_oid(_CONSTRAINTS), _value(_BOOLEAN, b"\xff"), vouches)
    # SHA-1 names the key here and protects nothing (RFC 5280, 4.2.1.2).
    name = hashlib.sha1(public, usedforsecurity=False).digest()
    yield _sequence(_oid(_KEY_ID), _value(_OCTETS, _value(_OCTETS, name)))


def _private(key: _RsaKey) -> bytes:
    first, second = key.first, key.second
    return _sequence(
        *map(
            _integer,
            (
                0, key.modulus, _EXPONENT, key.private, first, second,
                key.private % (first - 1), key.private % (second - 1), pow(second, -1, first),
            ),
        )
    )  # fmt: skip


def _value(kind: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes((kind, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((kind, 0x80 | len(length))) + length + content


def _sequence(*parts: bytes) -> bytes:
    return _value(_SEQUENCE, b"".join(parts))


def _integer(number: int) -> bytes:
    # One bit more than it needs: the first says that it is not negative.
    return _value(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1))


def _bits(content: bytes) -> bytes:
    return _value(_BIT_STRING, b"\x00" + content)


def _oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    content = bytearray((first * 40 + second,))
    for number in rest:
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(number & 0x7F | 0x80)
        content += bytes(reversed(groups))
    return _value(_OID, bytes(content))


def _time(moment: datetime) -> bytes:
    if moment.year < _CENTURY:
        return _value(_UTC, f"{moment:%y%m%d%H%M%S}Z".encode())
    return _value(_GENERAL, f"{moment:%Y%m%d%H%M%S}Z".encode())


def _pem(what: str, content: bytes) -> str:
    text = base64.b64encode(content).decode()
    lines = [text[start : start + _LINE] for start in range(0, len(text), _LINE)]
    return "\n".join((f"-----BEGIN {what}-----", *lines, f"-----END {what}-----", ""))
