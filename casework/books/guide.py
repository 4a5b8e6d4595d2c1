"""The guide (条例12): made of the settings and the law's numbers, kept by edition, compared."""

import difflib
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from casework.books.book import OfficeBook
from casework.books.book_papers import write_paper
from casework.cases.case_file import plain
from casework.desk.desk import Desk
from casework.letters.guide_paper import OgiGuide, ogi_guide
from casework.pages.guide_grounds import guide_grounds
from casework.papers.issuing import office_facts
from db.file_names import why
from db.files import write_whole
from db.office_books import BookEntry, of_book
from forms.guide_edition import GuideEdition
from forms.office import Office
from rules.errors import ClerkError
from rules.fees import Tier, tariffs_of
from rules.provisions import FEE_MEASURES, Provision
from rules.time_limits import CORRECTION_NOTICE_DAYS, LONGEST_EXTENSION_DAYS, REPLY_DAYS

Section = tuple[str, str]
_FORM_BEHIND = "申请表样式和填写示例附后。"
_FORM_ELSEWHERE = "申请表样式和填写示例见本指南的Word文本，可以向本机关领取。"
_OWN = frozenset({"text", "office_then"})


def _checked(desk: Desk, form: GuideEdition) -> GuideEdition:
    if form.on > desk.today:
        raise ClerkError(f"编制日期{form.on}晚于今天{desk.today}，请核对日期。", None, "on")
    missing = missing_in(desk.office)
    if missing:
        raise ClerkError(
            f"指南须写明{'、'.join(missing)}（{Provision.GUIDE.short}），"
            "请先在“设置”的“本机关”中填写。"
        )
    return replace(form, text=guide_text(desk, form), office_then=guide_grounds(desk))


def missing_in(office: Office) -> list[str]:
    """Return what a guide must name and the settings do not."""
    needed = (
        ("办公地址", office.address),
        ("办公时间", office.hours),
        ("联系电话", office.phone),
        ("互联网联系方式", office.website or office.email),
    )
    return [name for name, value in needed if not value.strip()]


EDITIONS = OfficeBook(
    name="guide",
    title="公开指南",
    form=GuideEdition,
    heads=("编制日期|104", "公布的网址", "登记人|104"),
    cells=lambda entry, form: (form.on.isoformat(), form.place, entry.recorded_by),
    day=lambda form: form.on,
    words=lambda form: f"{form.on.year}年{form.on.month}月版",
    state=lambda form: "已公布" if form.place.strip() else "未公布",
    start=lambda desk: _start(desk),
    checked=_checked,
    empty="还没有编制公开指南。右边的内容加上“设置”中本机关的信息，生成指南；"
    "以后设置有变化，这里列出哪几处不同。",
)


def _start(desk: Desk) -> dict[str, object]:
    last = latest(desk)
    kept: dict[str, object] = {}
    if last is not None:
        form = plain(EDITIONS.form_of(last))
        kept = {name: value for name, value in form.items() if name not in (*_OWN, "place")}
    return {**kept, "on": desk.today}


def latest(desk: Desk) -> BookEntry | None:
    """Return the last edition; None where there is none."""
    found = of_book(desk.store, EDITIONS.name)
    return found[0] if found else None


def guide_text(desk: Desk, form: GuideEdition) -> str:
    """Return the whole guide as lines, as it is compared from edition to edition."""
    before, after = sections(desk, form)
    by_request, by_page = rates(desk)
    lines = []
    for heading, text in before:
        lines += [heading, *text.splitlines()]
    lines += [f"收费标准：{span}，每件{rate}" for span, rate in by_request]
    lines += [f"收费标准：{span}，每页{rate}" for span, rate in by_page]
    for heading, text in after:
        lines += [heading, *text.splitlines()]
    return "\n".join(lines)


def changes(desk: Desk, form: GuideEdition) -> list[str]:
    """Return where the guide as it would be made now differs from the last edition."""
    last = latest(desk)
    if last is None:
        return []
    before = EDITIONS.form_of(last).text.splitlines()
    now = guide_text(desk, form).splitlines()
    found = []
    for line in difflib.ndiff(before, now):
        if line.startswith("- "):
            found.append(f"原为：{line[2:]}")
        elif line.startswith("+ "):
            found.append(f"现为：{line[2:]}")
    return found


def sections(desk: Desk, form: GuideEdition) -> tuple[list[Section], list[Section]]:
    """Return the parts of the guide before and behind the fees, each with its text."""
    office = desk.office
    return list(_before(desk, office, form)), list(_after(desk, office, form))


def _before(desk: Desk, office: Office, form: GuideEdition) -> Iterator[Section]:
    yield "政府信息的分类", form.classes
    yield "编排体系", form.arrangement
    yield "主动公开信息的获取方式", form.obtained
    postcode = f"（邮政编码：{office.postcode}）" if office.postcode else ""
    work = [
        f"名称：{office.ogi_office}",
        f"办公地址：{office.address}{postcode}",
        f"办公时间：{office.hours}（法定节假日除外）",
        f"联系电话：{office.phone}",
        f"传真号码：{office.fax or '未开通'}",
        *(f"互联网联系方式：{one}" for one in (office.website, office.email) if one),
    ]
    yield "政府信息公开工作机构", "\n".join(work)
    ways = [
        f"当面提交：{office.address}，以提交之日为收到申请之日。",
        f"邮寄提交：{office.address}，{office.ogi_office}收，信封注明“政府信息公开申请”；"
        "需要签收的以签收之日、平常信函以双方确认之日为收到申请之日。",
    ]
    if office.website:
        ways.append(f"网上提交：{office.website}。")
    if office.email:
        ways.append(f"电子邮箱提交：{office.email}。")
    if office.fax:
        ways.append(f"传真提交：{office.fax}。")
    ways.append(form.channel_notes)
    ways.append(
        f"采用书面形式确有困难的，可以口头提出，由工作人员代为填写（{Provision.ORAL_REQUEST.short}）；"
        f"存在阅读困难或者视听障碍的，提供必要的帮助（{Provision.HELP.short}）。"
    )
    yield "申请渠道", "\n".join(filter(None, ways))
    yield (
        "申请的内容",
        (
            "申请应当写明：申请人的姓名或者名称、身份证明、联系方式；申请公开的政府信息的名称、文号或者"
            "便于查询的其他特征性描述；获取信息的方式、途径（"
            f"{Provision.REQUEST_CONTENTS.short}）。一件申请只写一项信息，便于尽快答复。{_FORM_BEHIND}"
        ),
    )
    yield "办理流程和期限", "\n".join(_steps(desk))


def _steps(desk: Desk) -> Iterator[str]:
    on = desk.today
    reply, longer = REPLY_DAYS.on(on), LONGEST_EXTENSION_DAYS.on(on)
    correction = CORRECTION_NOTICE_DAYS.on(on)
    yield "登记：收到申请后登记，对身份和内容进行核对。"
    yield (
        f"补正：内容不明确的，自收到申请之日起{correction.value}个工作日内一次性告知补正，"
        f"答复期限自收到补正的申请之日起计算（{correction.basis.short}）。"
    )
    yield (
        f"答复：能够当场答复的当场答复；不能当场答复的，自收到申请之日起{reply.value}个工作日内答复；"
        f"需要延长的，经公开工作机构负责人同意并告知申请人，延长最长不超过{longer.value}个工作日"
        f"（{reply.basis.short}）。"
    )
    yield f"征求第三方和其他机关意见所需时间不计算在内（{Provision.NOT_COUNTED.short}）。"


def _after(desk: Desk, office: Office, form: GuideEdition) -> Iterator[Section]:
    supervisor = form.supervisor or "政府信息公开工作主管部门"
    ways = [
        "认为本机关在政府信息公开工作中侵犯其合法权益的，可以向上一级行政机关或者政府信息公开工作"
        f"主管部门投诉、举报，也可以依法申请行政复议或者提起行政诉讼（{Provision.CHALLENGE.short}）。",
        f"投诉举报：{supervisor}",
    ]
    if office.reconsideration_body:
        place = (
            f"，地址：{office.reconsideration_address}" if office.reconsideration_address else ""
        )
        url = f"，网上渠道：{office.reconsideration_url}" if office.reconsideration_url else ""
        ways.append(f"行政复议机关：{office.reconsideration_body}{place}{url}")
    if office.court:
        ways.append(f"管辖法院：{office.court}")
    yield "监督和救济", "\n".join(ways)
    del desk


def rates(desk: Desk) -> tuple[list[Section], list[Section]]:
    """Return the tiers of the fee by request and by page in words, as the office's province has."""
    tariffs = tariffs_of(desk.office.province)
    return (
        [_rate(tier, "件") for tier in tariffs.by_request.on(desk.today).value],
        [_rate(tier, "页") for tier in tariffs.by_page.on(desk.today).value],
    )


def _rate(tier: Tier, unit: str) -> Section:
    if tier.last is None:
        span = f"{tier.first}{unit}以上的部分"
    elif tier.first == 1:
        span = f"{tier.last}{unit}以下（含{tier.last}{unit}）"
    else:
        span = f"{tier.first}至{tier.last}{unit}的部分"
    rate = f"{tier.rate_yuan}元" if tier.rate_yuan else "不收费"
    if tier.step_units:
        rate = (
            f"以{tier.step_units}{unit}为一档，第一档{tier.rate_yuan}元，"
            f"每增加一档提高{tier.step_yuan}元"
        )
    return span, rate


def guide_paper(desk: Desk, form: GuideEdition) -> OgiGuide:
    """Return the guide as a document."""
    before, after = sections(desk, form)
    by_request, by_page = rates(desk)
    return ogi_guide(
        office_facts(desk),
        form.on,
        parts=before,
        request_rates=by_request,
        page_rates=by_page,
        fee_basis=f"{FEE_MEASURES.title}（{FEE_MEASURES.number}）",
        after=after,
    )


def write_guide(desk: Desk, form: GuideEdition) -> Path:
    """Write the guide as a Word document beside the letters."""
    form = _checked(desk, form)
    return write_paper(desk, guide_paper(desk, form), f"政府信息公开指南 {form.on.isoformat()}")


_STYLE = (
    "body{max-width:56em;margin:2em auto;padding:0 1em;font:16px/1.8 serif}"
    "h1{text-align:center}h2{font-size:1.2em}p{text-indent:2em;margin:.3em 0}"
    "table{border-collapse:collapse;width:100%;margin:1em 0}"
    "th,td{border:1px solid #444;padding:.4em;text-align:center;font-weight:normal}"
)


def guide_page(desk: Desk, form: GuideEdition) -> str:
    """Return the guide as a whole page for the office's website, without pictures or scripts."""
    before, after = sections(desk, form)
    by_request, by_page = rates(desk)
    title = f"{desk.office_name}政府信息公开指南"
    body = [
        f"<h1>{escape(title)}</h1>",
        f"<p>更新日期：{form.on.isoformat()}</p>",
        # The form stands in the document alone.
        *(line.replace(_FORM_BEHIND, _FORM_ELSEWHERE) for line in _html(before)),
        "<h2>收费标准</h2>",
        "<p>依法申请获取政府信息不收取检索、复制、邮寄等费用；申请的数量、频次明显超过合理范围的，"
        f"本机关可以依据{escape(FEE_MEASURES.title)}（{escape(FEE_MEASURES.number)}）收取信息处理费，"
        "按件、按量只选择一种，均按超额累进方式计算。</p>",
        _html_table("按件计收（同一申请人一个自然月内累计）", "件数", "每件标准", by_request),
        _html_table(
            "按量计收（以单件申请为单位，A4及以下幅面单面为1页）", "页数", "每页标准", by_page
        ),
        *_html(after),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _html(parts: list[Section]) -> Iterator[str]:
    for heading, text in parts:
        yield f"<h2>{escape(heading)}</h2>"
        for line in text.splitlines():
            yield f"<p>{escape(line)}</p>"


def _html_table(caption: str, first: str, second: str, rows: list[Section]) -> str:
    cells = "".join(f"<tr><td>{escape(a)}</td><td>{escape(b)}</td></tr>" for a, b in rows)
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<tr><th>{first}</th><th>{second}</th></tr>{cells}</table>"
    )


def write_guide_page(desk: Desk, form: GuideEdition, path: Path) -> str:
    """Write the page for the website; return the sentence of it. Raises `ClerkError`."""
    form = _checked(desk, form)
    try:
        write_whole(path, [guide_page(desk, form).encode()])
    except OSError as error:
        raise ClerkError(f"“{path.name}”无法保存（{why(error)}），请换一个文件夹。") from error
    return f"已生成网页“{path.name}”，交给网站管理人员放在网站的政府信息公开指南栏目。"
