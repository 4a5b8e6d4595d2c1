"""Forms that were begun and not saved: kept so that nothing typed is lost, evidence of nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.desk.desk import Desk
from db import drafts


def half_filled(desk: Desk, key: str) -> Mapping[str, Any] | None:
    """Return what was typed into a form, or None where nothing is kept."""
    return drafts.draft(desk.store, key)


def keep_half_filled(desk: Desk, key: str, values: Mapping[str, Any]) -> None:
    """Keep what is typed so far."""
    drafts.keep(desk.store, key, values)


def drop_half_filled(desk: Desk, key: str) -> None:
    """Forget what was typed."""
    drafts.drop(desk.store, key)


def half_filled_forms(desk: Desk) -> Sequence[str]:
    """Return the keys of the forms that were begun."""
    return drafts.keys(desk.store)
