"""Mails as people send them: answered, passed on, with forms and papers attached; what is read of each,
held against what was approved."""

from collections.abc import Iterator, Sequence
from email.message import EmailMessage

from casework.receipt.reading import read_bytes
from tests.casework.approved.test_papers_received_told import reading_lines


def eml(body: str, subject: str = "信息公开申请", frm: str = "林一帆 <lin@example.org>", html: str = "",
        att: Sequence[tuple[str, str]] = (), date: str = "Thu, 05 Mar 2026 21:04:00 +0800") -> bytes:  # fmt: skip
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = frm, subject, date
    mail.set_content(body)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in att:
        mail.add_attachment(
            content.encode(), maintype="application", subtype="octet-stream", filename=name
        )
    return mail.as_bytes()


MAILS = {
    "reply quoting": eml(
        "补充一下：我的电话是13800138000。\n\n在 2026年3月4日，青枫区政务公开办 <office@example.org> 写道：\n> 林一帆您好，请补充联系电话。\n> 联系人：周敏 0791-86000018"
    ),
    "forward by section": eml(
        "请办理。\n周敏\n\n---------- 转发的邮件 ----------\n发件人：林一帆 <lin@example.org>\n日期：2026年3月2日 09:10\n主题：申请公开2025年部门预算\n收件人：office@example.org\n\n您好，请公开2025年部门预算，谢谢。\n林一帆 13800138000",
        subject="转发：申请公开2025年部门预算",
        frm="周敏 <zhou@gov.example>",
    ),
    "forward english": eml(
        "FYI\n\n-----Original Message-----\nFrom: Lin Yifan <lin@example.org>\nSent: Monday, March 2, 2026 9:10 AM\nTo: office@example.org\nSubject: 申请公开2025年部门预算\n\n请公开2025年部门预算。\n林一帆",
        subject="FW: 申请公开2025年部门预算",
        frm="zhou@gov.example",
    ),
    "subject is wish": eml("如题。\n林一帆", subject="申请公开2025年部门预算"),
    "subject and see attachment": eml(
        "见附件",
        subject="申请公开2025年部门预算",
        att=[("申请表.txt", "姓名：林一帆\n电话：13800138000\n所需信息：2025年部门预算\n")],
    ),
    "attachment id card": eml(
        "申请公开2025年部门预算。\n林一帆",
        att=[
            ("身份证.txt", "姓名：林一帆\n公民身份号码：110101199003074258\n住址：青枫区梧桐里6号")
        ],
    ),
    "two forms": eml(
        "两份申请，请查收",
        att=[
            ("一.txt", "姓名：林一帆\n所需信息：甲批复"),
            ("二.txt", "姓名：林一帆\n所需信息：乙批复"),
        ],
    ),
    "signature block": eml(
        "请公开2025年部门预算。\n\n--\n林一帆\n青枫建材有限公司 法务部\n电话：0791-87654321\n地址：青枫区文澜路18号\n邮编：330000"
    ),
    "from a firm": eml("申请公开环评批复。", frm="青枫建材有限公司 <jc@example.com>"),
    "html only": eml(
        "",
        html="<table><tr><td>姓名</td><td>林一帆</td></tr><tr><td>所需信息</td><td>2025年预算</td></tr></table>",
    ),
    "phone mail": eml(
        "想申请公开澄湖路改造的施工许可，发我邮箱就行\n\n发自我的iPhone",
        frm="13800138000@example.cn",
    ),
    "late evening utc": eml("申请公开预算。\n林一帆", date="Thu, 05 Mar 2026 16:30:00 +0000"),
    "a rule and no wish": eml("-----\n申请公开预算。\n----\n林一帆\n办公室：0791-87654321\n"),
    "a form and a paper of another": eml(
        "",
        att=[
            ("表.txt", "姓名：林一帆\n所需信息：甲批复"),
            ("授权.txt", "姓名：何清\n证件号码：110101199003074258"),
            ("补充.txt", "姓名：林一帆\n所需信息：详见附件"),
        ],
    ),
    "the same form twice": eml(
        "",
        att=[
            ("表.txt", "姓名：林一帆\n所需信息：甲批复"),
            ("表2.txt", "姓名：林一帆\n电话：13800138000\n所需信息：甲批复。"),
        ],
    ),
    "an answer that holds the form": eml(
        "好的\n\n在 2026年3月4日，林一帆 写道：\n> 申请人：林一帆\n> 申请公开2025年部门预算。"
    ),
    "a form and what explains it": eml(
        "申请人：林一帆\n所需信息：批复", att=[("说明.txt", "申请人：林一帆\n备注：家里的事")]
    ),
    "a body that points elsewhere": eml(
        "申请公开的内容见附件。", att=[("人.txt", "姓名：林一帆\n电话：13800138000")]
    ),
}


def test_small_mails(approved) -> None:
    def tell() -> Iterator[str]:
        for name, raw in MAILS.items():
            yield f"== {name}"
            yield from reading_lines(read_bytes(raw, "信.eml", recognise=False))

    approved("small_mails", tell())
