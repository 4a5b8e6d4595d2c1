"""What the stories of the sample office are told with: documents, doings, and the usual ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms.choices import SearchResult, ServiceMethod
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.report_rows import Applicant


@dataclass(frozen=True, slots=True)
class ReleasedDocument:
    """A document that was publicly released, as a request names it."""

    title: str
    number: str
    agency: str

    @property
    def words(self) -> str:
        """How a request asks for it."""
        return f"《{self.title}》（{self.number}）"


DOCUMENTS = (
    ReleasedDocument(
        "关于印发2023年南昌市西湖区政务公开工作要点的通知",
        "西府公开办字〔2023〕1号",
        "南昌市西湖区人民政府政务公开办公室",
    ),
    ReleasedDocument(
        "江西省人民政府政务公开办公室关于印发2023年江西省政务公开工作要点的通知",
        "赣府公开办字〔2023〕2号",
        "江西省人民政府政务公开办公室",
    ),
    ReleasedDocument(
        "南昌市人民政府办公室关于印发2021年南昌市政务公开工作方案的通知",
        "洪府办发〔2021〕62号",
        "南昌市人民政府办公室",
    ),
    ReleasedDocument(
        "昌江区人民政府办公室关于印发《昌江区2024年政务公开工作要点》的通知",
        "昌府办字〔2024〕26号",
        "昌江区人民政府办公室",
    ),
    ReleasedDocument(
        "东湖区人民政府办公室关于印发2021年东湖区政务公开工作方案的通知",
        "东府办发〔2021〕22号",
        "东湖区人民政府办公室",
    ),
)


@dataclass(frozen=True, slots=True)
class Doing:
    """One act of a story, so many working days after the day the request arrived."""

    after_days: int
    act: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """One request of the sample office, from arrival to where it stands today."""

    arrived_on: date
    applicant: str
    kind: Applicant
    channel: Channel
    document: int
    doings: tuple[Doing, ...]
    confirmed_after_days: int | None = None
    sought: str = ""
    extra: Mapping[str, Any] | None = None


def do(after_days: int, act: str, **values: object) -> Doing:
    """Return an act so many working days after the arrival."""
    return Doing(after_days, act, values)


def assigned(section: str = "政务公开科", handler: str = "李文") -> Doing:
    """Return the handing out to a section on the first day."""
    return do(1, "assign", section=section, handler=handler)


def searched(after_days: int, result: SearchResult, found: str = "") -> Doing:
    """Return a search with its result."""
    return do(
        after_days,
        "search",
        searched_by="李文",
        scope="本机关档案室、公文系统",
        keywords="政务公开、工作要点、工作方案",
        result=result,
        found=found,
    )


def reviewed(after_days: int) -> Doing:
    """Return the three opinions of a review."""
    return do(
        after_days,
        "review",
        disclosure_opinion="同意承办意见。",
        disclosure_reviewer="周敏",
        secrecy_opinion="不涉及国家秘密。",
        secrecy_reviewer="吴涛",
        legal_opinion="依据正确，程序完备。",
        legal_reviewer="郑洁",
    )


def item(content: str, **found: str) -> Mapping[str, str]:
    """Return what was found of an item."""
    return {"content": content, **found}


def item_reviewed(after_days: int, *items: Mapping[str, str]) -> Doing:
    """Return a review item by item."""
    return do(
        after_days,
        "review",
        disclosure_opinion="见逐项审查。",
        disclosure_reviewer="李文",
        secrecy_opinion="见逐项审查。",
        secrecy_reviewer="吴涛",
        items=list(items),
    )


def replied(after_days: int, kind: ReplyKind, **facts: str) -> tuple[Doing, ...]:
    """Return review, reply and signature of one day."""
    return (
        reviewed(after_days),
        do(after_days, "decide", kind=kind, **facts),
        do(after_days, "approve", approved_by="王建国"),
    )


def endorsed(after_days: int, level: str, decision: str, by: str, opinion: str = "") -> Doing:
    """Return a signature of the approval sheet."""
    return do(after_days, "endorse", level=level, decision=decision, by_name=by, opinion=opinion)


def posted(after_days: int, mail: str) -> Doing:
    """Return a service by post."""
    return do(after_days, "serve", method=ServiceMethod.POST, mail_number=mail)


def handed(after_days: int, whom: str) -> Doing:
    """Return a service by hand."""
    return do(after_days, "serve", method=ServiceMethod.BY_HAND, received_by=whom)


def mailed(after_days: int) -> Doing:
    """Return a service by e-mail."""
    return do(after_days, "serve", method=ServiceMethod.EMAIL)


def filed(after_days: int, number: str) -> Doing:
    """Return the filing."""
    return do(after_days, "file", file_number=number, pages=12, retention="30年")
