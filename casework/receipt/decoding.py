"""Bytes as text: by the mark they open with, by what they claim, by what fits.

GB 2312 is claimed by whatever writes GBK, and GB 18030 holds both: it is what is meant.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MEANT = {
    **dict.fromkeys(
        (
            *("gb2312", "gbk", "gb_2312-80", "gb_2312", "x-gbk", "cp936", "936", "gb18030"),
            *("chinese", "euc-cn", "euccn", "csgb2312", "gb-2312", "windows-936", "ms936"),
        ),
        "gb18030",
    ),
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "big5-hkscs": "big5hkscs",
}
_CLAIM = re.compile(rb"charset\s*=\s*[\"']?([\w\-]+)", re.IGNORECASE)
_SAMPLE = 4096


def meant_by(charset: str) -> str:
    """Return the codec a claim means, empty where Python knows none."""
    name = charset.strip().strip("\"'").casefold()
    name = _MEANT.get(name, name)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def decoded(raw: bytes, claimed: str = "") -> str:
    """Return bytes as text: never fails; what no codec fits keeps the sign for a lost letter."""
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return raw.decode(codec, errors="replace").lstrip("\ufeff")
    for codec in (meant_by(claimed) if claimed else "", _wide(raw), "utf-8", "gb18030", "big5"):
        if codec and codec not in ("utf-7", "ascii"):
            text = _fits(raw, codec)
            if text is not None:
                return text
    best = [raw.decode(codec, errors="replace") for codec in ("utf-8", "gb18030")]
    return min(best, key=lambda text: text.count("\ufffd"))


def claimed_in_page(raw: bytes) -> str:
    """Return the charset a web page claims for itself, empty where it claims none."""
    found = _CLAIM.search(raw[:_SAMPLE])
    return found[1].decode() if found is not None else ""


def _fits(raw: bytes, codec: str) -> str | None:
    try:
        text = raw.decode(codec)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    # A single-byte codec fits anything: Chinese read as Latin does not look like writing.
    if codec in ("iso8859-1", "cp1252", "latin-1") and re.search("[\x80-\xff]{2}", text):
        return None
    return text


def _wide(raw: bytes) -> str:
    """Return the kind of UTF-16 that bytes without a mark look like."""
    sample = raw[:_SAMPLE]
    for codec, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        text = sample.decode(codec, errors="replace")
        usual = sum(
            "\u4e00" <= one <= "\u9fff" or one in "，。：；、\r\n （）" or one < "\x7f"
            for one in text
        )
        if (
            usual > len(text) * 0.9
            and (zeros.count(0) or usual > len(text) * 0.98)
            and b"\0" in sample
        ):
            return codec
    return ""
