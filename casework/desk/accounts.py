"""The accounts of a register on a server: who may log in, as whom, with which parts.

Only who owns the register (whoever made its database) gives accounts; the server keeps them.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.people import keep_person, people_of
from casework.desk.writing import writing
from db.faults import told_to_clerk
from forms.people import PersonForm
from rules.errors import ClerkError
from rules.people import OfficePart

if TYPE_CHECKING:
    from db.server.store import ServerStore

__all__ = ["GivenAccount", "accounts_of", "close_account", "give_account", "parts_named"]


class GivenAccount(NamedTuple):
    """An account with whose it is; `is_open` tells whether it may log in."""

    name: str
    person: str
    parts: tuple[OfficePart, ...]
    is_open: bool

    @property
    def line(self) -> str:
        """The account in one line."""
        parts = "、".join(part.value for part in self.parts)
        return f"{self.name}　{self.person or '（没有对应的人员）'}　{parts}" + (
            "" if self.is_open else "　已停用"
        )


def parts_named(words: str) -> tuple[OfficePart, ...]:
    """Return the parts a text names, apart by commas; raises `ClerkError` for an unknown one."""
    found = []
    for word in words.replace("，", ",").replace("、", ",").split(","):
        part = next((one for one in OfficePart if one.value == word.strip()), None)
        if part is None:
            known = "、".join(one.value for one in OfficePart)
            raise ClerkError(f"没有“{word.strip()}”这种分工，可以填：{known}。", None, "parts")
        found.append(part)
    return tuple(found)


def accounts_of(desk: Desk) -> list[GivenAccount]:
    """Return the accounts of a register on a server; raises `ClerkError` for a file's."""
    from db.server import roles

    store = _on_server(desk)
    persons = {one.account.casefold(): one.name for one in people_of(desk).active if one.account}
    with told_to_clerk(store.path):
        return [
            GivenAccount(one.name, persons.get(one.name.casefold(), ""), one.parts, one.may_log_in)
            for one in roles.accounts(store.connection)
        ]


def give_account(
    desk: Desk,
    account: str,
    person: str,
    parts: Collection[OfficePart],
    *,
    section: str = "",
    password: str = "",
) -> None:
    """Give somebody of the office an account, or change its parts or its password.

    The person is made where there is none of that name; what the server holds every account to is
    put in place first. Raises `ClerkError` where this is not the owner of the register.
    """
    from db.server import roles

    store = _owned(desk)
    office = people_of(desk)
    known = office.named(person)
    with writing(desk, "give_account", What.SETTINGS), told_to_clerk(store.path, by_others=True):
        roles.put_in_place(store.connection)
        roles.keep_account(store.connection, account, parts, password)
        keep_person(
            desk,
            PersonForm(
                name=person,
                section=section or ("" if known is None else office.section_of(known)),
                parts=tuple(parts),
                post="" if known is None else known.post,
                phone="" if known is None else known.phone,
                account=account,
            ),
            0 if known is None else known.id,
        )


def close_account(desk: Desk, account: str) -> None:
    """Let an account log in no more; raises `ClerkError` where this is not the owner."""
    from db.server import roles

    store = _owned(desk)
    if account not in {one.name for one in accounts_of(desk)}:
        raise ClerkError(f"没有账号“{account}”，请核对。", None, "account")
    with writing(desk, "close_account", What.SETTINGS), told_to_clerk(store.path, by_others=True):
        roles.close_account(store.connection, account)


def _owned(desk: Desk) -> "ServerStore":
    store = _on_server(desk)
    if store.parts is not None:
        raise ClerkError(
            f"账号由建立数据库的账号管理，现在登录的“{store.account}”不是，没有改动。"
            "请信息技术部门（或者共用登记簿的那台电脑）办理。"
        )
    return store


def _on_server(desk: Desk) -> "ServerStore":
    if desk.store.words.is_file:
        raise ClerkError(
            "这个登记簿是本机的一个文件，没有账号。几台电脑共用的，请先把登记簿移到服务器上。"
        )
    from db.server.store import ServerStore

    assert isinstance(desk.store, ServerStore)
    return desk.store
