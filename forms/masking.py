"""What is hidden of a person's numbers and addresses where nobody has asked to see them whole."""

import re
from collections.abc import Callable

_HIDDEN = "*"
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:[1-9]\d{16}[0-9Xx]|1[3-9]\d{9})(?![0-9A-Za-z])")
# The last of these in an address ends what names no house: 临江市青岚区梧桐里.
_AREA = re.compile(r"^.*?(?:[省市州盟区县旗镇乡](?=[^省市州盟区县旗镇乡]*$)|(?=[\d０-９]))")
_LONG = 8


def masked_number(number: str) -> str:
    """Return a number with its middle hidden; short ones are hidden but for the end."""
    if len(number) < _LONG:
        return _HIDDEN * max(0, len(number) - 2) + number[-2:]
    return number[:3] + _HIDDEN * (len(number) - 7) + number[-4:]


def masked_mail(address: str) -> str:
    """Return a mail address with its first letter and where it is kept."""
    name, sign, place = address.rpartition("@")
    if not sign:
        return masked_number(address)
    return f"{name[:1]}{_HIDDEN * 3}@{place}"


def masked_address(address: str) -> str:
    """Return an address down to its district or town."""
    area = _AREA.match(address)
    shown = "" if area is None else area[0]
    return address if not address or shown == address else f"{shown}{_HIDDEN * 4}"


def masked_text(text: str) -> str:
    """Return a text with the identity and mobile numbers in it masked."""
    return _NUMBER.sub(lambda found: masked_number(found[0]), text)


_BY_FIELD: dict[str, Callable[[str], str]] = {
    "id_number": masked_number,
    "phone": masked_number,
    "email": masked_mail,
    "address": masked_address,
    "ref_address": masked_address,
}
_BY_LABEL = {
    "证件号码": "id_number",
    "联系电话": "phone",
    "电话": "phone",
    "电子邮箱": "email",
    "通信地址": "address",
    "地址": "address",
}


def masked(field: str, value: str) -> str:
    """Return the value of a field, hidden where it is personal."""
    mask = _BY_FIELD.get(field)
    return value if mask is None else mask(value)


def masked_by_label(label: str, value: str) -> str | None:
    """Return the value under a label as it is hidden, or None where nothing of it is."""
    field = _BY_LABEL.get(label)
    return None if field is None else masked(field, value)
