"""What a reply has to say besides its decision, and why what is a party's is none of the office."""

from enum import Enum


class Fact(Enum):
    """Something a reply has to say besides its decision; the value is its name on the form."""

    ACCESS_WAY = "获取信息的方式、途径"
    ACCESS_TIME = "获取信息的时间"
    PROVIDED_ITEMS = "提供的信息名称、载体和附件清单"
    WITHHELD_PARTS = "不予公开的部分及逐项理由"
    REASONS = "理由"
    SECRECY_GROUND = "确定为国家秘密的依据（不写密点）"
    BARRING_PROVISION = "禁止公开的法律、行政法规及条款"
    THIRD_PARTY_ANSWER = "征求第三方意见的结果"
    PUBLIC_INTEREST = "对公共利益影响的衡量"
    SPECIAL_PROVISION = "应当依照的法律、行政法规"
    OTHER_BODY = "应当前往的机构"
    SEARCH_RECORD = "检索的范围、方式、关键词和结果"
    RESPONSIBLE_AGENCY = "负责公开的机关"
    CONTACT = "联系方式"
    WORK_NEEDED = "需要加工、分析的内容"
    CORRECTION_COURSE = "补正告知和补正的经过"
    EARLIER_REPLY = "前次答复的文号、日期"
    PROPER_CHANNEL = "可以提出诉求的渠道"
    PUBLICATION_SOURCE = "公开出版物的获取途径"
    REQUEST_COUNTS = "申请数量、频次的统计"
    REASONS_COURSE = "要求说明理由和申请人说明的情况"
    FEE_COURSE = "收费通知的送达日期和缴费截止日期"
    WITHDRAWAL = "撤回的意思表示及日期"
    ARCHIVE = "保管档案的国家档案馆名称"
    RECORD_CHECKED = "核实的证据和结果"
    MADE_ON = "信息的形成日期"
    NATURE = "信息由谁制作、保管"
    JOINED_CASE = "并入的申请编号"

    @property
    def label(self) -> str:
        """The name of the fact as a form or a problem shows it."""
        return self.value


class PartyNature(Enum):
    """Why information of a party organisation is none of the office; the value follows 该信息."""

    MADE_BY_PARTY = "由党组织制作"
    JOINT = "由党组织与行政机关联合制作，以党组织文号印发"

    @property
    def label(self) -> str:
        """The words of the list a clerk chooses from."""
        return self.value
