"""Which cases must go to counsel: what the office has set, and the act of setting it."""

from dataclasses import asdict
from datetime import date
from typing import Any

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from db import settings
from forms.reviewing import CounselRulesForm
from rules.counsel import CounselRules

_NAME = "counsel_rules"


def counsel_rules(desk: Desk) -> CounselRules:
    """Return what the office has set; nothing must go while nothing is set."""
    kept = _kept(desk)
    return CounselRules(
        refused=bool(kept.get("refused")),
        partly=bool(kept.get("partly")),
        unable=bool(kept.get("unable")),
        declined=bool(kept.get("declined")),
        disputes=int(kept.get("disputes") or 0),
        yuan=int(kept.get("yuan") or 0),
        items=int(kept.get("items") or 0),
        press=bool(kept.get("press")),
    )


def _kept(desk: Desk) -> dict[str, Any]:
    kept: dict[str, Any] = settings.value(desk.store, _NAME, {})
    return kept


def counsel_rules_since(desk: Desk) -> date:
    """Return the day from which replies are held against the rules."""
    since = str(_kept(desk).get("since") or "")
    return date.fromisoformat(since) if since else date.min


def keep_counsel_rules(desk: Desk, form: CounselRulesForm) -> None:
    """Keep which cases must go to counsel: those whose reply is made from today on."""
    with writing(desk, "keep_counsel_rules", What.SETTINGS):
        settings.put(desk.store, _NAME, {**asdict(form), "since": desk.today.isoformat()})
