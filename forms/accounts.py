"""Who may log in to a register on a server, and which server that is: what is filled in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.people import OfficePart

_LAST_PORT = 65_535
_NOT_IN_ACCOUNTS = frozenset("\"'\\/ \t")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountForm:
    """An account of somebody of the office, with the parts it plays."""

    title: ClassVar[str] = "账号"

    person: Annotated[str, Label("姓名", help="账号是谁的", suggest="people")]
    account: Annotated[str, Label("账号", help="登录时输入，如 zhoumin")]
    parts: Annotated[tuple[OfficePart, ...], Label("分工", help="可以兼任")] = (OfficePart.CLERK,)
    section: Annotated[str, Label("科室", suggest="own_sections")] = ""

    def problems(self) -> Iterator[Problem]:
        """Check the name of the account, and that the parts go together."""
        if _NOT_IN_ACCOUNTS & set(self.account):
            yield Problem("account", "账号名称不能有引号、斜杠和空格，请换一个。")
        if OfficePart.READER in self.parts and len(self.parts) > 1:
            yield Problem("parts", "只读的账号不能兼其他分工，请只留一种。")
        if OfficePart.SECTION in self.parts and not self.section:
            yield Problem("section", "科室的账号只看得到分办给本科室的件，请填写是哪个科室。")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerForm:
    """The database on a server a register is moved to."""

    title: ClassVar[str] = "服务器"

    host: Annotated[str, Label("服务器", help="名称或者地址，向信息技术部门要")]
    port: Annotated[int, Label("端口")] = 5432
    database: Annotated[str, Label("数据库")] = "disclosure_desk"
    account: Annotated[str, Label("建库账号", help="信息技术部门建数据库时用的账号")] = "desk_owner"
    ca: Annotated[
        str, Label("根证书", help="单位自签证书的，填证书文件的位置；其余留空", folded=True)
    ] = ""

    def problems(self) -> Iterator[Problem]:
        """Check the port."""
        if not 0 < self.port <= _LAST_PORT:
            yield Problem("port", "端口是1至65535的数字，请核对。")
