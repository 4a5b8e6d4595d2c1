"""The accounts of a register on a server: who may log in, as whom, with which parts.

Only who owns the register (whoever made its database) gives accounts; the server keeps them.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.people import keep_person, people_of
from casework.desk.shared_store import server_store
from casework.desk.writing import writing
from db.faults import told_to_clerk
from forms.people import PersonForm
from rules.errors import ClerkError
from rules.people import OfficePart

if TYPE_CHECKING:
    from db.server.store import ServerStore

__all__ = [
    "GivenAccount",
    "accounts_of",
    "close_account",
    "fresh_password",
    "give_account",
    "may_give_accounts",
    "owned",
    "parts_named",
]

# Without what is easily mistaken on paper: 0 and o, 1, i and l.
_PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_PASSWORD_GROUP, _PASSWORD_GROUPS = 4, 4


class GivenAccount(NamedTuple):
    """An account with whose it is; `is_open` tells whether it may log in."""

    name: str
    person: str
    parts: tuple[OfficePart, ...]
    is_open: bool

    @property
    def line(self) -> str:
        """The account in one line."""
        state = self.parts_words if self.is_open else "已停用"
        return f"{self.name}　{self.person or '（没有对应的人员）'}　{state}"

    @property
    def parts_words(self) -> str:
        """Its parts as a clerk reads them."""
        return "、".join(part.value for part in self.parts)


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
    """Return the accounts of a register on a server, those that were closed last.

    Raises `ClerkError` for a file's.
    """
    from db.server import roles

    store = server_store(desk)
    people = [one for one in people_of(desk).active if one.account]
    persons = {one.account.casefold(): one.name for one in people}
    with told_to_clerk(store.path):
        found = [
            GivenAccount(one.name, persons.get(one.name.casefold(), ""), one.parts, one.may_log_in)
            for one in roles.accounts(store.connection)
        ]
        known = {one.name for one in found}
        closed = roles.closed_among(store.connection, [one.account for one in people])
    return found + [
        GivenAccount(name, persons.get(name.casefold(), ""), (), is_open=False)
        for name in closed
        if name not in known
    ]


def may_give_accounts(desk: Desk) -> bool:
    """Tell whether who sits here gives the accounts: whoever made the database of the register."""
    return desk.is_shared and desk.store.parts is None and not desk.store.is_read_only


def fresh_password() -> str:
    """Return a password to be handed to somebody: letters and figures that are easily told apart.

    Sixteen of thirty-one are 79 bits.
    """
    import secrets

    return "-".join(
        "".join(secrets.choice(_PASSWORD_LETTERS) for _ in range(_PASSWORD_GROUP))
        for _ in range(_PASSWORD_GROUPS)
    )


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

    store = owned(desk)
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
        store.keep_stand_ins()


def close_account(desk: Desk, account: str) -> None:
    """Let an account log in no more; raises `ClerkError` where this is not the owner."""
    from db.server import roles

    store = owned(desk)
    if account not in {one.name for one in accounts_of(desk)}:
        raise ClerkError(f"没有账号“{account}”，请核对。", None, "account")
    with writing(desk, "close_account", What.SETTINGS), told_to_clerk(store.path, by_others=True):
        roles.close_account(store.connection, account)


def owned(desk: Desk) -> "ServerStore":
    """Return the store of a register its owner has open; raises `ClerkError` for anybody else."""
    store = server_store(desk)
    if store.parts is not None:
        raise ClerkError(
            f"账号由建立数据库的账号管理，现在登录的“{store.account}”不是，没有改动。"
            "请信息技术部门（或者共用登记簿的那台电脑）办理。"
        )
    return store
