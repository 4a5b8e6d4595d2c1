"""The several things one request asks for, one a line or numbered."""

import re

_NUMBERED = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．)）]|[①-⑳])\s*(?!\d)"
)
# 申请公开以下信息： introduces and adds nothing.
_INTRODUCES = re.compile(r"(?:以下|下列|如下)[^：:]{0,12}[：:]\s*$")


def matters_in(text: str) -> list[str]:
    """Return each thing asked for, its number left off; one line is one thing.

    Where things are numbered, a line without a number goes on with the one before, and what stands
    before the first introduces them all: 某工程：（一）立项批复 is asked as 某工程：立项批复.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if sum(_NUMBERED.match(line) is not None for line in lines) < 2:
        return lines
    introduction = ""
    found: list[str] = []
    for line in lines:
        begun = _NUMBERED.match(line)
        if begun is not None:
            found.append(line[begun.end() :].strip())
        elif found:
            found[-1] = f"{found[-1]}\n{line}"
        else:
            introduction = f"{introduction}{line}"
    if not introduction or _INTRODUCES.search(introduction):
        return found
    return [f"{introduction}{one}" for one in found]
