"""Personal data as papers of an office really write it: each must be found, or stays readable."""

from collections.abc import Callable, Iterator

import pytest

from casework.redaction.addresses import addresses
from casework.redaction.characters import plainly
from casework.redaction.names import is_name, is_written_name, names, names_in
from casework.redaction.personal_numbers import numbers
from casework.redaction.personal_words import words
from casework.redaction.secret_kinds import Span
from casework.redaction.suggesting import Suggestions, suggest
from tests.casework.approved.test_pages_drawn_told import SIZE, Sheet


def called(text: str) -> list[str]:
    """Return the names found in a text, each once; 〈〉 round who acts for the office."""
    tidy = plainly(text)
    said: dict[str, bool] = {}
    for start, end, is_office in sorted(names(tidy)):
        said[tidy[start:end]] = is_office and said.get(tidy[start:end], True)
    return [f"〈{name}〉" if is_office else name for name, is_office in said.items()]


def page_of(*rows: str) -> Suggestions:
    """Return what is found on a page of lines; | parts the cells of one."""
    sheet = Sheet()
    for at, row in enumerate(rows):
        for place, cell in enumerate(row.split("|")):
            sheet.word(cell, 40 + 170 * place, 60 + 26 * at, SIZE)
    return suggest([sheet.page()])


def told(found: Suggestions) -> list[str]:
    return [f"{one.kind.name} {one.text}" for one in found.found]


WHO: dict[str, dict[str, list[str]]] = {
    "whom an office looks into does not act for it": {
        "被调查人：张三": ["张三"],
        "被检查人：张三，男": ["张三"],
        "被审查人（签名）：张三": ["张三"],
        "被执行人张三于2024年": ["张三"],
        "企业负责人：张三": ["张三"],
        "单位负责人：李四": ["〈李四〉"],
        "业委会主任：陈国强": ["陈国强"],
        "调查人员：王五": ["〈王五〉"],
    },
    "a label with a number, or with what else is asked for": {
        "申请人一：张三": ["张三"],
        "申请人2：李四": ["李四"],
        "联系人及电话：张三 13800138000": ["张三"],
        "联系人/联系电话：张三": ["张三"],
        "当事人姓名或名称：张三": ["张三"],
        "姓名及身份证号：张三": ["张三"],
        "申请人（张三）": ["张三"],
    },
    "several in a row": {
        "申请人：1.张三 2.李四": ["张三", "李四"],
        "申请人：（1）张三（2）李四": ["张三"],
        "村民：张三 李四 王五": ["张三", "李四", "王五"],
        "申请人：张三 李四 电话：13800138000": ["张三", "李四"],
        "家庭成员：李四（妻）、张小明（子）": ["李四", "张小明"],
        "对张三、李四、王小五等三户未予补偿": ["张三", "李四", "王小五"],
        "和张三、李四等人": ["张三", "李四"],
        "于大海、李四等2人": ["于大海", "李四"],
        "张三与李四系夫妻关系": ["张三", "李四"],
        "张三、李四父子": ["张三", "李四"],
    },
    "what stands round a name": {
        "张三（签字）": ["张三"],
        "李四 身份证号码": ["李四"],
        "1.张三 13800138000": ["张三"],
        "张三：138 0013 8000": ["张三"],
        "张三 320102199003071239": ["张三"],
        "经办人：张三 13800138000": ["〈张三〉"],
        "之妻李四": ["李四"],
        "房东李四。": ["李四"],
        "来信人：张三": ["张三"],
        "利害关系人张三": ["张三"],
        "农户代表：张三": ["张三"],
        "张三：\n您于2024年3月提出": ["张三"],
        "尊敬的张三、李四：\n本机关收到": ["张三", "李四"],
    },
    "a surname that is rare, or none": {
        "姓名：丘处机": ["丘处机"],
        "户主：迟大勇": ["迟大勇"],
        "投诉人：芦苇花": ["芦苇花"],
        "姓名：扎西": ["扎西"],
        "姓名：买买提": ["买买提"],
        "户主：古丽娜尔": ["古丽娜尔"],
        "姓名：格桑卓玛，": ["格桑卓玛"],
        "姓名：John Smith，": ["John Smith"],
    },
    "what is no name": {
        "姓名：不详": [],
        "姓名：同上": [],
        "户主：见附件": [],
        "户主：某某公司": [],
        "办理情况：\n经查": [],
        "损害第三方权益": [],
        "农户代表": [],
        "申请人（盖章）": [],
        "银行 13800138000": [],
        "共计三人等": [],
        "方式、时间等3人": [],
        "文件与通知系夫妻": [],
    },
}


@pytest.mark.parametrize("kind", WHO)
def test_who_is_named(kind: str) -> None:
    assert {text: called(text) for text in WHO[kind]} == WHO[kind]


def test_a_cell_may_name_several_and_say_who_they_are() -> None:
    assert names_in("李四(妻)、张小明(子)") == ["李四", "张小明"]
    assert names_in("张 三") == ["张 三"]
    assert names_in("张三/李四,王五;赵六") == ["张三", "李四", "王五", "赵六"]
    assert names_in("李四、见附件") == []
    assert names_in("、") == []


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("扎西", True), ("扎 西", True), ("阿依古丽娜", True), ("扎西 卓玛", False), ("合计", False),
     ("电话号", False), ("见附件", False), ("村委会", False), ("西", False)],
)  # fmt: skip
def test_a_name_of_no_known_surname(words: str, is_one: bool) -> None:
    assert is_written_name(words) is is_one


def test_rows_of_a_list_whose_cells_hold_more_than_a_name() -> None:
    found = page_of(
        "序号|户主|家庭成员",
        "1|张三（已故）|李四、王小五（子）",
        "2|扎西|卓玛",
        "王小五已经迁出",
    )
    assert told(found) == [
        "PERSON 张三(已故)",
        "PERSON 李四、王小五(子)",
        "PERSON 扎西",
        "PERSON 卓玛",
        "PERSON 王小五",
    ]


def test_a_name_without_a_known_surname_stands_in_a_row_with_a_number() -> None:
    found = page_of("姓名|补偿", "扎西|1200", "以上属实|同意")
    assert told(found) == ["PERSON 扎西"]


def test_whoever_asks_together_reads_her_own_name() -> None:
    sheet = Sheet()
    sheet.word("申请人：张三、李四、王小五、孙悦、赵六", 40, 60, SIZE)
    found = suggest([sheet.page()], own=("张 三", "李四、王小五 孙悦", ""))
    assert told(found) == ["PERSON 赵六"]
    assert [(one.text, why.value) for one, why in found.kept] == [
        ("张三", "申请人本人"),
        ("李四", "申请人本人"),
        ("王小五", "申请人本人"),
        ("孙悦", "申请人本人"),
    ]


def test_whoever_is_looked_into_is_not_left_to_stand() -> None:
    found = page_of("被调查人：张三", "调查人：王五", "被检查人|房屋", "李四|平房")
    assert told(found) == ["PERSON 张三", "PERSON 李四"]
    assert [(one.text, why.value) for one, why in found.kept] == [("王五", "履职信息")]


def test_what_is_too_short_for_its_column_is_none_of_it() -> None:
    found = page_of(
        "姓名|学号|微信号", "张三|残0012|abcde", "李四|残001|abcd", "王五|无|九七五三一"
    )
    assert told(found) == [
        "PERSON 张三",
        "CREDENTIAL 残0012",
        "CONTACT abcde",
        "PERSON 李四",
        "PERSON 王五",
    ]


def test_columns_of_other_papers_and_ways_to_reach_somebody() -> None:
    found = page_of("姓名|残疾证号|微信", "张三|苏残0012345|abc_9", "李四|无|ab")
    assert told(found) == [
        "PERSON 张三",
        "CREDENTIAL 苏残0012345",
        "CONTACT abc_9",
        "PERSON 李四",
    ]


FOUND: dict[Callable[[str], Iterator[Span]], dict[str, str]] = {
    numbers: {
        "ID320102199003071239": "320102199003071239",
        "ID320102199003071238": "",
        "622202 1234 567 890 128": "622202 1234 567 890 128",
        "622202 1234 567 890 129": "",
        "Tel13800138000": "13800138000",
        "HT13800138000": "",
        "hotel13800138000": "",
        "联系 Mobile13800138000": "13800138000",
        "138 0013 80 00": "138 0013 80 00",
        "138 001 38000": "138 001 38000",
        "1380 0138 000": "1380 0138 000",
        "1380 013 8000": "1380 013 8000",
        "1380013 8000": "1380013 8000",
        "138 00138000": "138 00138000",
        "138 00 138 000": "",
        "86 13 800138000": "",
        "025——83456789": "025--83456789",
        "电话（宅）：83456789": "83456789",
        "联系方式：83456789": "83456789",
        "宅电83456789": "83456789",
        "+852 2345 6789": "+852 2345 6789",
        "(852)23456789": "(852)23456789",
        "+1 (415) 555 2671": "+1 (415) 555 2671",
        "编号852": "",
        "开户行及账号：青枫农商银行梧桐支行 10-1234567890123": "10-1234567890123",
        "开户银行：某某信用社，账号3201234567": "3201234567",
        "账号：1234567": "",
        "账号：12345678": "12345678",
    },
    words: {
        "生于1990年3月7日": "1990年3月7日",
        "出生于1990年3月": "1990年3月",
        "出生1990-03-07": "1990-03-07",
        "生日：3月7日": "3月7日",
        "一九九〇年三月七日出生": "一九九〇年三月七日",
        "生于一九八五年": "一九八五年",
        "纠纷产生于1990年3月": "",
        "诞生于1990年": "",
        "发生于2020年3月7日": "",
        "学号：20201234": "20201234",
        "社会保障卡号：A12345678": "A12345678",
        "结婚证号：J320102-2010-001234": "J320102-2010-001234",
        "房产证：宁房权证玄转字第123456号": "宁房权证玄转字第123456号",
        "苏（2020）宁玄不动产权第0012345号": "苏(2020)宁玄不动产权第0012345号",
        "宁集用（2010）第12345号": "宁集用(2010)第12345号",
        "护照号码：E12345678": "E12345678",
        "抖音：zhang_san1": "zhang_san1",
        "vx：abc12345": "abc12345",
        "国办发（2021）第12号": "",
    },
    addresses: {
        "青山路12号锦绣花园5-2-301": "青山路12号锦绣花园5-2-301",
        "锦绣花园12-1502": "锦绣花园12-1502",
        "桂苑小区2020-03-12": "",
        "青山镇0512-65432101": "",
        "现代花园B区12栋1803": "现代花园B区12栋1803",
        "镇政府宿舍3栋402": "镇政府宿舍3栋402",
        "青山路12号之三": "青山路12号之三",
        "青山路12号、14号、16号": "青山路12号、14号、16号",
        "青山路12、14、16号": "青山路12、14、16号",
        "其在村3组": "其在村3组",
        "位于保利西海岸12栋1单元502室": "位于保利西海岸12栋1单元502室",
        "5栋1702": "5栋1702",
        "其3栋5号": "",
        "1号楼共5户": "",
        "户籍：江北省清河市": "江北省清河市",
        "籍贯：江苏南通": "江苏南通",
        "籍贯：不详": "",
    },
}


@pytest.mark.parametrize("finder", FOUND, ids=("numbers", "words", "addresses"))
def test_what_leads_to_somebody(finder: Callable[[str], Iterator[Span]]) -> None:
    def first(text: str) -> str:
        tidy = plainly(text)
        spans = [tidy[one.start : one.end] for one in finder(tidy)]
        return max(spans, key=len, default="")

    assert {text: first(text) for text in FOUND[finder]} == FOUND[finder]


def test_the_hundred_commonest_surnames_are_known() -> None:
    common = (
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫"
        "段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文丘迟芦丛谌苟鄢植辜晋楼仓茶虎铁海买"
    )
    assert [one for one in common if not is_name(f"{one}小明")] == []
