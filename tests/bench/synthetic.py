"""Registers of any size with invented requests, for benchmarks and for trying things at scale.

Everything comes from a seed: the same number gives the same register. Nobody in it exists.
"""

import random
from array import array
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from casework.cases.reckoning import RECKONING
from db import steps
from db.opening import open_store
from db.pinyin import pinyin_key
from db.request_row import SEARCHED_COLUMNS, to_database
from db.search_text import fold_all
from db.store import Store
from forms.choices import ServiceMethod
from rules.outcomes import Outcome
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.report_rows import Applicant
from rules.steps import StepKind

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英建国志华文玉海红梅子轩浩宇欣怡梓涵"
_PLACES = "东西南北中上下前后大小新老金银长安兴福永太和平阳河山水石桥镇村街道路庄湖田溪岭"
_BODIES = ("置业有限公司", "建设工程有限公司", "律师事务所", "环境保护协会", "研究院", "村民小组")
_MATTERS = (
    "房屋征收补偿方案", "国有土地上房屋征收决定及补偿协议", "建设用地规划许可证",
    "环境影响评价批复", "行政处罚案卷", "财政预算执行情况", "旧城区改造项目立项批复文件",
    "宅基地审批材料", "政府采购合同", "信访事项处理意见", "拆迁安置补偿明细", "社会保险缴费记录",
    "道路施工许可", "学区划分方案", "物业维修资金使用情况", "养老服务补贴发放名单",
    "食品安全抽检结果", "村务公开台账",
)  # fmt: skip
_PURPOSES = ("用于生产生活需要", "用于维护自身合法权益", "用于科学研究", "用于诉讼", "用于监督")
_SECTIONS = ("办公室", "法规科", "规划科", "执法科", "财务科", "信访科")
_STAGES = ("登记", "补正", "征求意见", "审查", "答复", "送达", "归档")
_FIRST_DAY = date(2016, 1, 1)
_LAST_DAY = date(2026, 11, 20)


def requests(number: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield the column values of `number` invented requests, oldest first."""
    dice = random.Random(seed)
    span = (_LAST_DAY - _FIRST_DAY).days
    serials: dict[int, int] = {}
    for index in range(number):
        received_on = _FIRST_DAY + timedelta(days=span * index // max(number, 1))
        year = received_on.year
        serials[year] = serial = serials.get(year, 0) + 1
        yield _request(dice, received_on, serial)


def _request(dice: random.Random, received_on: date, serial: int) -> dict[str, Any]:
    year = received_on.year
    is_person = dice.random() < 0.85
    name = dice.choice(_SURNAMES) + "".join(dice.choices(_GIVEN, k=dice.choice((1, 2))))
    if not is_person:
        name = "".join(dice.choices(_PLACES, k=4)) + dice.choice(_BODIES)
    place = "".join(dice.choices(_PLACES, k=dice.choice((3, 4, 5))))
    matter = place + dice.choice(_MATTERS)
    due_on = received_on + timedelta(days=dice.randint(28, 60))
    outcome = dice.choice(tuple(Outcome))
    closed_on = received_on + timedelta(days=dice.randint(3, 62))
    is_open = closed_on > _LAST_DAY
    number = f"〔{year}〕{serial}号"
    return {
        "year": year,
        "serial": serial,
        "register_number": f"依申请{number}",
        "applicant_name": name,
        "applicant_kind": (
            Applicant.NATURAL_PERSON if is_person else dice.choice(tuple(Applicant)[1:])
        ).name,
        "id_type": "居民身份证" if is_person else "统一社会信用代码",
        "id_number": _id_number(dice) if is_person else f"91{dice.randrange(10**16):016}",
        "phone": f"1{dice.choice('3578')}{dice.randrange(10**9):09}",
        "email": f"u{dice.randrange(10**6)}@example.cn",
        "address": f"{place}{dice.randint(1, 300)}号{dice.randint(1, 30)}室",
        "channel": dice.choice(tuple(Channel)).name,
        "arrived_on": received_on,
        "received_on": received_on,
        "information_sought": (
            f"申请公开{matter}及{dice.randint(2005, year)}年相关批准文件、会议纪要、附图和"
            f"{''.join(dice.choices(_PLACES, k=8))}{dice.choice(_MATTERS)}的全部内容，"
            f"{dice.choice(_PURPOSES)}。"
        ),
        "matter": matter,
        "obtain_by": dice.choice(("邮寄", "自行领取", "电子邮件")),
        "media": dice.choice(("纸质", "电子文本")),
        "section": dice.choice(_SECTIONS),
        "handler": dice.choice(_SURNAMES) + dice.choice(_GIVEN),
        "stage": dice.choice(_STAGES) if is_open else "归档",
        "status": "running" if is_open else "closed",
        "opened_on": received_on,
        "due_on": due_on,
        "expected_on": due_on,
        "watch_on": due_on if is_open else None,
        "outcome": "" if is_open else outcome.name,
        "report_row": None if is_open else outcome.row,
        "closed_on": None if is_open else closed_on,
        "in_time": None if is_open else closed_on <= due_on,
        "document_number": "" if is_open else f"信公复{number}",
        "decided_on": None if is_open else closed_on,
        "served_on": None if is_open else closed_on,
        "pinyin": pinyin_key(name),
        "letters_text": ""
        if is_open
        else f"经审查，您申请公开的{matter}，本机关决定：{outcome.label}。",
        "reckoning": RECKONING,
        "steps_count": 1 if is_open else 3,
        "updated_at": f"{received_on}T09:00:00",
    }


def _id_number(dice: random.Random) -> str:
    born = date(1940, 1, 1) + timedelta(days=dice.randrange(24_000))
    return f"{dice.randint(110101, 659004)}{born:%Y%m%d}{dice.randrange(10**4):04}"


def fill(store: Store, number: int, *, seed: int = 1, with_steps: bool = False) -> "array[int]":
    """Put `number` invented requests into a register, many at a time, and return their ids.

    `with_steps` gives each its step of receipt, and a closed one its reply and the day it was
    sent, so that the history is whole as well and a row made anew stays as open as it was.
    """
    made = requests(number, seed)
    entered: array[int] = array("q")
    with store.atomic():
        next_id = int(store.value("select coalesce(max(id), 0) + 1 from request"))
        while page := list(islice(made, 5_000)):
            entered.extend(range(next_id, next_id + len(page)))
            _enter(store, next_id, page)
            if with_steps:
                for request_id, values in enumerate(page, start=next_id):
                    for kind, on, details in _course(values):
                        steps.append(
                            store, request_id, kind=kind, on=on, details=details,
                            recorded_at=values["updated_at"], recorded_by="经办人",
                        )  # fmt: skip
            next_id += len(page)
    return entered


def _course(values: dict[str, Any]) -> Iterator[tuple[str, date, dict[str, Any]]]:
    yield (
        StepKind.RECEIVED.word,
        values["received_on"],
        {
            "applicant_name": values["applicant_name"],
            "arrived_on": values["arrived_on"].isoformat(),
            "information_sought": values["information_sought"],
        },
    )
    if values["closed_on"] is None:
        return
    outcome = Outcome[values["outcome"]]
    kind = next((one for one in ReplyKind if one.outcome is outcome), ReplyKind.PROVIDED)
    said = {"kind": kind.name, "number": values["document_number"]}
    yield StepKind.DECIDED.word, values["decided_on"], said
    yield StepKind.SERVED.word, values["served_on"], {"method": ServiceMethod.POST.name}


def _enter(store: Store, first_id: int, page: list[dict[str, Any]]) -> None:
    connection = store.connection
    columns = [name for name in page[0] if name != "letters_text"]
    stored = [to_database(values) for values in page]
    connection.executemany(
        f"insert into request (id, {', '.join(columns)})"
        f" values (?, {', '.join('?' * len(columns))})",
        [
            (request_id, *(values[name] for name in columns))
            for request_id, values in enumerate(stored, start=first_id)
        ],
    )
    folded = [fold_all(values.get(name, "") for name in SEARCHED_COLUMNS) for values in stored]
    connection.executemany(
        "insert into request_text (id, letters_text, folded) values (?, ?, ?)",
        [
            (request_id, values["letters_text"], text)
            for request_id, (values, text) in enumerate(
                zip(stored, folded, strict=True), start=first_id
            )
        ],
    )
    store.words.put_pieces(connection, list(enumerate(folded, start=first_id)))


def make(path: Path, number: int, *, seed: int = 1, with_steps: bool = False) -> Path:
    """Make a register of `number` invented requests at `path`, unless one lies there already."""
    if not path.exists():
        with open_store(path) as store:
            fill(store, number, seed=seed, with_steps=with_steps)
    return path
