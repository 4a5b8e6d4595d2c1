"""Secrets of ten kinds, invented: each as a paper may write it, and as a search would look for it.

Nobody is behind them: the regions, banks and numbers are drawn by lot.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from casework.outgoing.personal import is_card, is_identity

REGIONS = ("110101", "310104", "320102", "330106", "360111", "440305", "510107", "420106", "650102")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂志文华建国春梅玉珍海燕红晓东立新永福长根素芬玲慧宁凯晨宇轩涵雪莹佳怡俊豪子墨思远"
PLACES = ("清河市东湖区", "江北省清河市柳林县", "南岭市青山区", "白石县", "江北省云溪市")
ROADS = ("青山路", "建设西路", "人民大道", "学府巷", "桂苑路", "滨江街")
VILLAGES = ("万全村", "大王庄村", "石桥村", "上湾村")
ESTATES = ("幸福小区", "金色家园", "桂苑小区", "阳光花园")
PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Secret:
    """One secret: its kind, the sentence it stands in, and what of it must not be found again."""

    kind: str
    sentence: str
    words: str
    is_term: bool = False


def identity(draw: random.Random) -> str:
    born = f"{draw.randint(1940, 2012)}{draw.randint(1, 12):02d}{draw.randint(1, 28):02d}"
    body = draw.choice(REGIONS) + born + f"{draw.randint(1, 999):03d}"
    return next(body + digit for digit in "0123456789X" if is_identity(body + digit))


def identity_ending_in_x(draw: random.Random) -> str:
    while not (number := identity(draw)).endswith("X"):
        pass
    return number


def mobile(draw: random.Random) -> str:
    return f"1{draw.choice('3456789')}{draw.randint(0, 999_999_999):09d}"


def landline(draw: random.Random) -> str:
    area, length = draw.choice((("010", 8), ("025", 8), ("0791", 8), ("0512", 8), ("0937", 7)))
    return f"{area}-{draw.randint(2, 8)}{draw.randint(0, 10 ** (length - 1) - 1):0{length - 1}d}"


def card(draw: random.Random) -> str:
    head = draw.choice(("621700", "622848", "622202", "623058", "625912"))
    body = head + f"{draw.randint(0, 10**12 - 1):012d}"[: draw.choice((9, 12))]
    return next(body + digit for digit in "0123456789" if is_card(body + digit))


def plate(draw: random.Random) -> str:
    head = draw.choice("京沪苏浙赣粤川鄂豫鲁") + draw.choice(PLATE_LETTERS)
    if draw.random() < 0.3:
        return head + draw.choice("DF") + f"{draw.randint(0, 99999):05d}"
    tail = [draw.choice(PLATE_LETTERS), *(str(draw.randint(0, 9)) for _ in range(4))]
    draw.shuffle(tail)
    return head + "".join(tail)


def email(draw: random.Random) -> str:
    user = "".join(draw.choice("abcdefghijkmnpqrstuvwxyz") for _ in range(6)) + str(
        draw.randint(10, 9999)
    )
    return f"{user}@{draw.choice(('163.com', 'qq.com', 'sina.com.cn', 'mail-box.net'))}"


def address(draw: random.Random) -> str:
    town = draw.choice(PLACES)
    if draw.random() < 0.4:
        return f"{town}柳林镇{draw.choice(VILLAGES)}{draw.randint(1, 12)}组{draw.randint(1, 99)}号"
    return (
        f"{town}{draw.choice(ROADS)}{draw.randint(1, 300)}号{draw.choice(ESTATES)}"
        f"{draw.randint(1, 30)}栋{draw.randint(1, 5)}单元{draw.randint(101, 2804)}室"
    )


def person(draw: random.Random) -> str:
    return draw.choice(SURNAMES) + "".join(
        draw.choice(GIVEN) for _ in range(draw.choice((1, 2, 2)))
    )


def spaced(number: str, *sizes: int) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return " ".join([*parts, number[at:]])


def full_width(words: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in words)


def _id(draw: random.Random) -> Secret:
    number = draw.choice((identity, identity, identity_ending_in_x))(draw)
    shown = draw.choice((number, full_width(number), spaced(number, 6, 8), number.lower()))
    lead = draw.choice(("身份证号：", "公民身份号码", "身份证号码为", "证件号码 ", ""))
    return Secret("身份证号码", f"{lead}{shown}", number)


def _mobile(draw: random.Random) -> Secret:
    number = mobile(draw)
    shown = draw.choice(
        (
            number,
            spaced(number, 3, 4),
            f"{number[:3]}-{number[3:7]}-{number[7:]}",
            f"+86 {number}",
            full_width(number),
        )
    )
    return Secret("手机号码", f"{draw.choice(('手机', '联系电话：', '电话 ', ''))}{shown}", number)


def _landline(draw: random.Random) -> Secret:
    number = landline(draw)
    area, rest = number.split("-")
    shown = draw.choice(
        (number, f"({area}){rest}", f"（{area}）{rest}", f"{area} {rest}", f"{area}—{rest}")
    )
    return Secret("固定电话", f"{draw.choice(('家中电话：', '座机', '宅电'))}{shown}", rest)


def _card(draw: random.Random) -> Secret:
    number = card(draw)
    shown = draw.choice((number, spaced(number, 4, 4, 4, 4).strip(), full_width(number)))
    return Secret(
        "银行账号", f"{draw.choice(('银行卡号：', '账号', '开户账号：', ''))}{shown}", number
    )


def _plate(draw: random.Random) -> Secret:
    number = plate(draw)
    shown = draw.choice(
        (number, f"{number[:2]}·{number[2:]}", f"{number[:2]} {number[2:]}", full_width(number))
    )
    return Secret("车牌号", f"车牌{shown}的车辆", number)


def _email(draw: random.Random) -> Secret:
    mail = email(draw)
    return Secret("电子邮箱", f"邮箱{draw.choice((mail, mail.upper(), full_width(mail)))}。", mail)


def _address(draw: random.Random) -> Secret:
    where = address(draw)
    lead = draw.choice(("家庭住址：", "住", "通讯地址：", "现居住于", "户籍地址："))
    lead = "，住" if lead == "住" else lead
    return Secret("住址", f"{lead}{where}，", where)


def _person(draw: random.Random) -> Secret:
    name = person(draw)
    lead = draw.choice(("姓名：", "申请人：", "户主：", "联系人：", "投诉人：", "被征收人："))
    return Secret("姓名", f"{lead}{name}，", name)


def _birthday(draw: random.Random) -> Secret:
    day = f"{draw.randint(1940, 2010)}年{draw.randint(1, 12)}月{draw.randint(1, 28)}日"
    return Secret("出生日期", draw.choice((f"出生日期：{day}", f"，{day}出生，")), day)


def _term(draw: random.Random) -> Secret:
    word = "".join(draw.choice("甲乙丙丁戊己庚辛壬癸") for _ in range(4)) + "宗地"
    return Secret("指定词语", f"涉及{word}一处", word, is_term=True)


KINDS: tuple[Callable[[random.Random], Secret], ...] = (
    _id, _mobile, _landline, _card, _plate, _email, _address, _person, _birthday, _term,
)  # fmt: skip


def some(draw: random.Random, count: int, first: int = 0) -> list[Secret]:
    """Return secrets, the kinds in turn."""
    return [KINDS[(first + at) % len(KINDS)](draw) for at in range(count)]
