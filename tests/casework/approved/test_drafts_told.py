"""Letters that are drafted while a form is filled in, and names by their sound: as approved."""

from collections.abc import Iterator
from typing import Any

from casework.acts import ACTS, offers, starting_values
from casework.acts.drafting import draft_letter, gaps_in
from casework.cases.case_file import load
from db import requests
from db.pinyin import _SURNAMES, other_readings, pinyin_key
from forms.fields import read
from tests.casework.approved.plain import told

PEOPLE = (
    "单雄信", "单", "尉迟恭", "长孙无忌", "欧阳予安", "解放", "曾国会", "重庆市财政局", "华为公司",
    "区小明、查良镛", "John Smith", "阿卜杜·热合曼", "盖聂，仇英;任天堂/员工", "石油大学", "乐正子春",
    "解放路街道", "某某", "", "①②", "宁波银行", "任家村", "任小村", "行", "葛二蛋abc1",
)  # fmt: skip
TYPED: dict[str, tuple[dict[str, Any], ...]] = {
    "decide": ({"kind": "PROVIDED"}, {"kind": "REFUSED_WORKING_PAPERS"}, {"kind": "NOT_EXISTING"}),
    "decide_items": ({"items": [{"content": "甲", "kind": "PROVIDED"}, {"content": "乙"}]},),
    "ask_correction": ({"items": ""}, {"items": "请写明文号"}),
}


def test_what_is_drafted_of_what_is_typed_so_far(sample, approved) -> None:
    def tell() -> Iterator[str]:
        done: set[tuple[str, int]] = set()
        for row in requests.every(sample.store):
            for offer in offers(load(sample, row.id)):
                for number, typed in enumerate(({}, *TYPED.get(offer.act.name, ()))):
                    if (offer.act.name, number) in done:
                        continue
                    values = {**starting_values(sample, offer.act, row.id), **typed}
                    form = read(offer.act.form, values, today=sample.today)
                    missing = gaps_in(offer.act, form) if isinstance(form, list) else ()
                    draft = draft_letter(sample, offer.act, row.id, values)
                    if draft is None and not missing:
                        continue
                    done.add((offer.act.name, number))
                    yield f"== {offer.act.name} {number} {row.register_number}"
                    yield from told(list(missing))
                    yield from told(draft) if draft is not None else ()
        yield "== register"
        typed = {**starting_values(sample, ACTS["register"], None), "applicant_name": "林一帆"}
        draft = draft_letter(sample, ACTS["register"], None, typed)
        yield from told(draft) if draft is not None else ()

    approved("drafts", tell())


def test_names_by_their_sound(approved) -> None:
    def tell() -> Iterator[str]:
        for name in (*PEOPLE, *(f"{one}小明" for one in _SURNAMES)):
            yield f"{name}: {pinyin_key(name)} | {other_readings(name)}"

    approved("names_by_sound", tell())
