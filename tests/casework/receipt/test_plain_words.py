"""Applications in a person's own words: labels no form prints, letters nobody taught to write."""

import pytest

from casework.receipt.label_words import asked_by
from casework.receipt.reading import read_bytes, read_text


def read(text: str) -> dict[str, str]:
    return read_text(text).values


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("您的姓名", "applicant_name"), ("您的联系电话", "phone"),
        ("请填写您的通信地址", "address"), ("贵单位名称", "applicant_name"),
        ("公司名称", "applicant_name"),
        ("法人姓名", "representative"),
        ("想要了解的信息", "information_sought"), ("您需要什么信息？", "information_sought"),
        ("所申请信息的内容描述", "information_sought"), ("索要信息", "information_sought"),
        ("为何需要", "purpose"), ("申请用途", "purpose"), ("希望如何获得", "obtain_by"),
        ("希望得到答复的方式", "obtain_by"), ("回复方式", "obtain_by"), ("希望的载体", "media"),
        ("通信方式（电话）", "phone"), ("联系住址", "address"), ("请寄", "address"),
        ("居民身份证", "id_number"), ("监护人姓名", "guardian"), ("法定代理人", "guardian"),
        ("委托代理人", "agent_name"), ("寄件人", "applicant_name"), ("微信", "aside"),
    ],
)  # fmt: skip
def test_a_label_in_everyday_words_is_what_it_asks_for(label: str, field: str) -> None:
    asked = asked_by(label)
    assert asked is not None
    assert asked.field == field


def test_a_letter_keeps_what_is_sought_apart_from_how_it_is_sent_and_who_signs() -> None:
    values = read(
        "青枫区住建局：\n我是柳林小区的业主赵敏。我想知道2025年加装电梯补贴的发放名单，请书面答复。\n"
        "我的电话是13866667777，请寄：青枫区柳林路8号2-301，邮编213001。\n赵敏\n3月4日"
    )
    assert values["applicant_name"] == "赵敏"
    assert values["information_sought"] == "我想知道2025年加装电梯补贴的发放名单。"
    assert values["address"] == "青枫区柳林路8号2-301"
    assert (values["obtain_by"], values["media"], values["postcode"]) == ("POST", "PAPER", "213001")


def test_the_lines_that_close_a_form_are_not_sought() -> None:
    values = read(
        "申请人：陈小雨（未成年人）\n法定代理人：陈大伟（父亲），电话13511112222\n"
        "请求公开：青枫中学2025年收费标准\n请以挂号信邮寄至上述地址。\n陈大伟"
    )
    assert values["information_sought"] == "青枫中学2025年收费标准"
    assert (values["guardian"], values["obtain_by"]) == ("陈大伟", "POST")
    assert "agent_name" not in values


def test_one_line_says_what_who_and_where_to_call() -> None:
    values = read("我要申请公开青枫区城管局2025年罚款总额。王刚 13911112222")
    assert values["information_sought"] == "我要申请公开青枫区城管局2025年罚款总额。"
    assert (values["applicant_name"], values["phone"]) == ("王刚", "13911112222")


def test_a_fax_is_read_behind_its_head() -> None:
    values = read(
        "传  真\n收件单位：青枫区财政局    传真号：0519-88880000\n"
        "发件人：田丰   电话：13888880000\n"
        "主题：政府信息公开申请\n现申请公开贵局2025年“三公”经费决算明细。\n"
        "请传真或邮寄至：青枫区新华路3号，田丰收，213003。"
    )
    assert (values["applicant_name"], values["phone"]) == ("田丰", "13888880000")
    assert (values["address"], values["postcode"]) == ("青枫区新华路3号", "213003")


def test_boxes_behind_a_name_do_not_take_the_name() -> None:
    values = read("申请人姓名：易小川 （√）公民 （ ）法人\n所需信息：青枫区空气监测数据")
    assert (values["applicant_name"], values["applicant_kind"]) == ("易小川", "NATURAL_PERSON")


def test_letters_of_a_label_may_stand_apart() -> None:
    assert read("姓  名    邹文涛    性别  男\n所需信息：某文件")["applicant_name"] == "邹文涛"


def test_a_lawyer_is_named_without_the_firm() -> None:
    reading = read_text("申请人：毛建平\n委托代理人：江苏衡平律师事务所罗毅律师\n申请公开：某合同")
    assert reading.values["agent_name"] == "罗毅"
    assert any("衡平律师事务所" in left.text for left in reading.rest)


def test_as_above_points_to_the_subject_of_a_mail() -> None:
    mail = (
        "From: dy@example.com\nSubject: 申请公开青枫区2025年河道清淤合同\n"
        "Date: Sat, 28 Feb 2026 20:01:00 +0800\nContent-Type: text/plain; charset=utf-8\n\n"
        "如题，谢谢。联系电话13512345678\n"
    )
    values = read_bytes(mail.encode(), "来信.eml").values
    assert values["information_sought"] == "申请公开青枫区2025年河道清淤合同"


def test_a_row_without_cells_does_not_stop_the_reading_of_a_page() -> None:
    page = (
        "<html><table><tr></tr><tr><td>申请人<td>钱慧</tr><tr><td>所需信息<td>评分细则</tr></table>"
    )
    values = read_bytes(page.encode(), "申请表.html").values
    assert (values["applicant_name"], values["information_sought"]) == ("钱慧", "评分细则")


def test_what_is_told_of_the_agency_in_brackets_is_not_the_applicants() -> None:
    reading = read_text(
        "政 府 信 息 公 开 申 请 书\n申请人：邵红，女，住江北市青枫区园林路19弄3号102室\n"
        "申请人要求被申请人青枫区住建局（地址：青枫区建设路2号）公开：\n1、鉴定报告；\n2、使用明细。"
    )
    assert reading.values["address"] == "江北市青枫区园林路19弄3号102室"
    assert "建设路2号" not in reading.values["information_sought"]
    assert "申 请 书" not in reading.values["information_sought"]
    assert any("建设路2号" in left.text for left in reading.rest)


def test_a_subject_does_not_swallow_what_is_asked_below_it() -> None:
    values = read("主题：公开申请\n请公开青枫区2025年公务用车台账。\n邮箱：luotuo@example.net")
    assert values["information_sought"] == "请公开青枫区2025年公务用车台账。"


def test_a_row_of_heads_over_a_row_of_values_may_hold_a_choice() -> None:
    values = read(
        "姓名\t证件类型\t证件号码\t联系电话\t所需政府信息\t获取方式\n"
        "裴春\t身份证\t110101199003074257\t13700008888\t许可证发放名单\t邮寄"
    )
    assert (values["applicant_name"], values["id_type"]) == ("裴春", "RESIDENT_ID")
    assert (values["information_sought"], values["obtain_by"]) == ("许可证发放名单", "POST")


def test_who_signs_for_many_is_one_of_those_who_ask() -> None:
    values = read("现申请公开收费文件。\n联系人：何斌\n家长代表签字：何斌 唐静 马超")
    assert values["applicant_name"] == "何斌"
    assert values["co_applicants"] == "唐静、马超"


def test_a_number_is_read_without_the_bracket_behind_it() -> None:
    values = read("本人 Maria Lopez（护照号 AB1234567），申请公开受理数量，电子版即可。")
    assert (values["id_number"], values["media"]) == ("AB1234567", "ELECTRONIC")
