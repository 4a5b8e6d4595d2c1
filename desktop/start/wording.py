"""The command line in Chinese: what argparse says in English is said in sentences of ours."""

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from rules.errors import ClerkError

_SENTENCES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"the following arguments are required: (.*)", lambda said: f"缺少{_listed(said[1])}"),
    (r"unrecognized arguments: (-.*)", lambda said: f"没有“{said[1]}”这个选项"),
    (r"unrecognized arguments: (.*)", lambda said: f"多写了“{said[1]}”"),
    (
        r"argument (.*?): invalid choice: '(.*)' \(choose from (.*)\)",
        lambda said: f"没有“{said[2]}”这个{_named(said[1])}，有的是{_listed(said[3])}",
    ),
    (r"argument (.*?): expected .*argument.*", lambda said: f"{_named(said[1])}后面缺少内容"),
    (
        r"argument (.*?): ignored explicit argument '(.*)'",
        lambda said: f"{_named(said[1])}后面不接内容，多写了“{said[2]}”",
    ),
    (
        r"argument (.*?): not allowed with argument (.*)",
        lambda said: f"{_named(said[1])}和{_named(said[2])}不能同时写",
    ),
    (
        r"argument (.*?): invalid .* value: '(.*)'",
        lambda said: f"{_named(said[1])}后面的“{said[2]}”读不懂",
    ),
    (
        r"ambiguous option: (.*?) could match (.*)",
        lambda said: f"“{said[1]}”写得太短，可能是{_listed(said[2])}，请写全",
    ),
    (
        r"one of the arguments (.*) is required",
        lambda said: f"要写{_listed(said[1].replace(' ', ', '))}之中的一个",
    ),
)

_VALUES = {
    "register": "登记簿", "ledger": "台账", "file": "文件", "out": "位置", "to": "位置",
    "copy": "备份", "year": "年份", "number": "编号", "anchor": "锚点", "terms": "文件",
    "last-year": "文件", "xlsx": "文件", "docx": "文件", "html": "文件", "day": "日期",
    "target": "文件", "on": "日期",
}  # fmt: skip


def _named(words: str) -> str:
    return words.replace("/", "或者")


def _listed(words: str) -> str:
    return "、".join(one.strip(" '") for one in words.split(","))


class _Form(argparse.HelpFormatter):
    """The help with its one English word said in Chinese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help is Chinese, and who refuses words with a `ClerkError`."""

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog=prog, description=description, add_help=False, formatter_class=_Form)
        self._positionals.title, self._optionals.title = "内容", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def add_argument(self, *names: str, **named: Any) -> argparse.Action:  # noqa: ANN401
        """Add an argument as argparse does, what stands for its value being Chinese."""
        word = _VALUES.get(names[-1].lstrip("-"))
        takes_one = "action" not in named
        if word is not None and takes_one:
            named.setdefault("metavar", word)
        return super().add_argument(*names, **named)

    def error(self, message: str) -> NoReturn:
        """Raise `ClerkError`: what is wrong with the words typed, and how they are to be typed."""
        raise ClerkError(f"{sentence_of(message)}。\n{self.format_usage().strip()}")


def sentence_of(message: str) -> str:
    """Return in Chinese what argparse says of words it refuses."""
    for pattern, said in _SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            return said(found)
    return "命令写得不对，请对照用法"
