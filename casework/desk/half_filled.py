"""Forms that were begun and not saved: kept so that nothing typed is lost, evidence of nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.desk.desk import Desk
from db import drafts


def half_filled(desk: Desk, key: str) -> Mapping[str, Any] | None:
    """Return what was typed into a form, or None where nothing is kept."""
    return drafts.draft(desk.store, _own(desk) + key)


def keep_half_filled(desk: Desk, key: str, values: Mapping[str, Any]) -> None:
    """Keep what is typed so far."""
    drafts.keep(desk.store, _own(desk) + key, values)


def drop_half_filled(desk: Desk, key: str) -> None:
    """Forget what was typed."""
    drafts.drop(desk.store, _own(desk) + key)


def half_filled_forms(desk: Desk) -> Sequence[str]:
    """Return the keys of the forms that were begun, those of colleagues left out."""
    own = _own(desk)
    return [key[len(own) :] for key in drafts.keys(desk.store) if key.startswith(own)]


def _own(desk: Desk) -> str:
    """Return what the keys of this clerk's forms begin with: nothing where one register is one's own."""
    account = desk.store.account
    return f"{account}|" if account else ""
