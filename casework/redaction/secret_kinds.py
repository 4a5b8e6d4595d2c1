"""What is looked for in a paper before it goes out, and why it may have to be covered."""

from enum import Enum
from typing import NamedTuple

from casework.redaction.places import Box


class SecretKind(Enum):
    """What a stretch of a page is; the value is the word of commands and lists."""

    IDENTITY = "身份证号码"
    CREDENTIAL = "其他证件号码"
    MOBILE = "手机号码"
    LANDLINE = "固定电话"
    ACCOUNT = "银行账号"
    PLATE = "车牌号"
    EMAIL = "电子邮箱"
    ADDRESS = "住址"
    PERSON = "姓名"
    BIRTHDAY = "出生日期"
    CONTACT = "其他联系方式"
    TERM = "指定词语"
    REDACT_NOTE = "文件自带的涂盖标记"
    AREA = "手工标记"
    COLUMN = "同列都已遮"


class Span(NamedTuple):
    """A stretch of a text that is something to look at."""

    kind: SecretKind
    start: int
    end: int


class Found(NamedTuple):
    """Something found on one or several pages: `places` pairs a page (from 0) with its boxes.

    `text` is what it says, as it was read. Of what stands in the order of reading more than once,
    each stretch is one of these.
    """

    kind: SecretKind
    text: str
    places: tuple[tuple[int, tuple[Box, ...]], ...]
