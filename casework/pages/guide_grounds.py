"""What the guide of the office rests on: its settings, the fees and the periods of the day."""

import json
from dataclasses import astuple

from casework.desk.desk import Desk
from db import settings
from rules.fees import tariffs_of
from rules.time_limits import CORRECTION_NOTICE_DAYS, LONGEST_EXTENSION_DAYS, REPLY_DAYS


def guide_grounds(desk: Desk) -> str:
    """Return what an edition of the guide is made of besides its own words, as JSON.

    An edition made of other grounds is due to be renewed (条例12).
    """
    tariffs, on = tariffs_of(desk.office.province), desk.today
    limits = (REPLY_DAYS, LONGEST_EXTENSION_DAYS, CORRECTION_NOTICE_DAYS)
    grounds = {
        "office": settings.value(desk.store, "office", {}),
        "fees": [
            [astuple(tier) for tier in tariff.on(on).value]
            for tariff in (tariffs.by_request, tariffs.by_page)
        ],
        "days": [limit.on(on).value for limit in limits],
    }
    return json.dumps(grounds, ensure_ascii=False, sort_keys=True, default=str)
