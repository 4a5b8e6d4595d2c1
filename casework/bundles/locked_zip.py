"""A zip with a password that every Windows opens without another program.

This is the old encryption of the format (PKWARE): it keeps a file from who opens it by mistake,
not from who means to break it. The password goes another way than the file.
"""

import os
import struct
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from db.files import taking_its_name

_TABLE = []
for _byte in range(256):
    _value = _byte
    for _ in range(8):
        _value = (_value >> 1) ^ (0xEDB88320 if _value & 1 else 0)
    _TABLE.append(_value)
_LOCKED_AND_UTF8 = 0x0801
_DEFLATED = 8
_VERSION = 20
_NOON = (12 << 11, (1 << 5) | 1)
_CHUNK = 1 << 16
_ONE_DISC_PLAIN_FILE = b"\0\0\0\0\0\0\0\0\0\0"
_END_ON_ONE_DISC, _NO_COMMENT = b"PK\x05\x06\0\0\0\0", b"\0\0"


class _Keys:
    def __init__(self, password: bytes) -> None:
        self._one, self._two, self._three = 0x12345678, 0x23456789, 0x34567890
        for byte in password:
            self._turn(byte)

    def _turn(self, byte: int) -> None:
        one = (self._one >> 8) ^ _TABLE[(self._one ^ byte) & 0xFF]
        two = ((self._two + (one & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        self._three = (self._three >> 8) ^ _TABLE[(self._three ^ (two >> 24)) & 0xFF]
        self._one, self._two = one, two

    def locked(self, content: bytes) -> bytes:
        made = bytearray()
        for byte in content:
            mask = (self._three | 2) & 0xFFFF
            made.append(byte ^ (((mask * (mask ^ 1)) >> 8) & 0xFF))
            self._turn(byte)
        return bytes(made)


def write_locked(
    target: Path,
    files: Iterable[tuple[str, bytes]],
    password: str,
    check: Callable[[], object] = lambda: None,
) -> None:
    """Write named contents into a zip under a password of plain letters and digits.

    `check` is called all the while; what it raises stops the work.
    """
    entries: list[bytes] = []
    with taking_its_name(target) as half, half.open("wb") as file:
        for name, content in files:
            at = file.tell()
            packer = zlib.compressobj(6, zlib.DEFLATED, -15)
            packed = packer.compress(content) + packer.flush()
            crc = zlib.crc32(content)
            # The last of the twelve tells a reader at once whether the password is right.
            head = os.urandom(11) + bytes([crc >> 24])
            keys = _Keys(password.encode("ascii"))
            locked = [keys.locked(head)]
            for start in range(0, len(packed), _CHUNK):
                check()
                locked.append(keys.locked(packed[start : start + _CHUNK]))
            named = name.encode()
            common = struct.pack(
                "<HHHHHIIIHH",
                *(_VERSION, _LOCKED_AND_UTF8, _DEFLATED, *_NOON),
                *(crc, len(packed) + len(head), len(content), len(named), 0),
            )
            file.write(b"PK\x03\x04" + common + named + b"".join(locked))
            entries.append(
                b"PK\x01\x02"
                + struct.pack("<H", _VERSION)
                + common
                + _ONE_DISC_PLAIN_FILE
                + struct.pack("<I", at)
                + named
            )
        start = file.tell()
        file.writelines(entries)
        size = file.tell() - start
        count = len(entries)
        file.write(_END_ON_ONE_DISC + struct.pack("<HHII", count, count, size, start) + _NO_COMMENT)
