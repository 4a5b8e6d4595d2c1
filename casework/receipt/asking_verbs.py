"""The verbs by which a sentence asks for information."""

import re
from collections.abc import Collection

from forms.labels import folded

_ASKS = re.compile(
    r"(?:申请|请求|要求|恳请|希望|烦请|请(?!问|假)|想|需要?|盼|依法)[^。；;！!？?\n]{0,60}?"
    r"(?:公开|提供|获取|获得|查阅|查询|公布|复制|复印|告知|索取|了解|知道|知晓|知悉|查看|出具|调取)"
    r"|(?:申请|请求|要求|请|望)(?:依法|贵[\u4e00-\u9fff]{1,3}|向我|向本人|予以|书面|"
    r"主动)*(?:公开|提供|公布|告知)"
    r"|申请(?:以下|下列|如下)|(?:公开|提供)(?:以下|下列|如下)|信息公开内容"
)
# Who writes without signs parts with blanks: 青枫区文澜路18号 申请公开2024年预算.
_CLAUSE = re.compile(
    r"(?<=[，,。；;：:！!？?])|(?<=[ \u3000])(?=(?:现|特|拟|依法)?(?:申请|请求|要求|恳请|请)[^人])"
)
_HOW = re.compile(
    r"(?:以|用|通过|采取|采用|按)?[^。；;]{0,16}(?:邮寄|电子邮件|纸质|书面|快递|当面|自行|现场|"
    r"电子版|光盘|邮箱)[^。；;]{0,14}"
    r"(?:即可|就行|就可以|方式|形式|提供|答复|获取|领取|发送|寄送|寄至|发至|寄到|发到|送达|回复|给我)"
)


_TO = re.compile(
    r"^\s*(?:并|另|烦|敬|麻烦|劳烦|恳)?(?:请|望|希望)?[^。；;，,]{0,16}?(?:邮寄|寄送|快递|寄|发送|发|送达?)"
    r"(?:至|到|往|给|回)"
)
_LISTED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[①-⑳]|[-•·*])")


def asks(text: str) -> bool:
    """Tell whether a text asks for information."""
    return _ASKS.search(folded(text)) is not None


def says_how(text: str) -> bool:
    """Tell whether a text says how the information is to be sent."""
    said = _HOW.search(text) or _TO.match(text)
    return said is not None and not re.search("公开(?!的?方式|形式)", text)


def asking_clause(text: str) -> int | None:
    """Return where the clause begins that asks, None where none does."""
    met = _ASKS.search(folded(text))
    if met is None:
        return None
    return max(
        (one.start() for one in _CLAUSE.finditer(text) if one.start() <= met.start()), default=0
    )


def without_close(text: str, names: Collection[str]) -> tuple[str, list[str]]:
    """Return what is sought without the lines that close a letter, and those that say how to send.

    A line that holds one of `names` and nothing else is a signature.
    """
    lines = text.split("\n")
    hows: list[str] = []
    while len(lines) > 1:
        last = lines[-1]
        if says_how(last) and _LISTED.match(last) is None:
            hows.insert(0, last)
        elif re.sub(r"\s+", "", last).strip("。") not in names:
            break
        lines.pop()
    return "\n".join(lines), hows
