"""What follows from what was read: the type of a paper from its number, who asks from the name."""

import re
from dataclasses import replace

from casework.receipt import values
from casework.receipt.number_shapes import is_credit_code, is_resident_id
from casework.receipt.result import ReadField, Reading
from forms.choices import IdType, ObtainBy
from forms.names import applicant_of
from rules.report_rows import Applicant

# “请寄至”栏 names an address, and that the answer is to come there.
_SENT_TO = re.compile(r"寄(?:送)?(?:至|到|往|给|回)|请寄")


def infer(reading: Reading, *, is_body: bool) -> None:
    """Fill the type of the paper and the column of table 3; `is_body`: a form ticks that it is."""
    fields = reading.fields
    name, number = fields.get("applicant_name"), fields.get("id_number")
    if number is not None and "id_type" not in fields:
        told = ""
        if is_credit_code(number.value):
            told = IdType.CREDIT_CODE.name
        elif re.fullmatch(r"\d{17}[\dX]", number.value):
            permit = number.value[:2] in ("81", "82", "83")
            told = (IdType.RESIDENCE_PERMIT if permit else IdType.RESIDENT_ID).name
        if told:
            fields["id_type"] = ReadField(told, "由号码推定", "", number.place)
    address = fields.get("address")
    if address is not None and "obtain_by" not in fields and _SENT_TO.search(address.source):
        fields["obtain_by"] = ReadField(ObtainBy.POST.name, address.source, "", address.place)
    contact = fields.get("contact")
    if name is None and contact is not None:
        # 联系人：赵先生 is all that many write.
        name = ReadField(contact.value, contact.source, "只写了联系人", contact.place)
        fields["applicant_name"] = name
    representative = fields.get("representative")
    if representative is not None and name is not None and values.is_person(name.value):
        # A person has none: it is some body's whose name was not understood.
        del fields["representative"]
        reading.leave(f"法定代表人：{representative.value}", representative.place)
    if name is None or "applicant_kind" in fields:
        return
    kind, is_sure = applicant_of("", name.value)
    is_person = values.is_person(name.value)
    if is_sure and not name.doubt and (kind is not Applicant.NATURAL_PERSON) != is_person:
        fields["applicant_kind"] = ReadField(kind.name, "由名称推定")
        if is_body and kind is Applicant.NATURAL_PERSON:
            fields["applicant_kind"] = ReadField(
                Applicant.OTHER_BODY.name, "勾选处", "勾选的是法人或其他组织，姓名像自然人"
            )
    _mind_whose_paper(reading)


def _mind_whose_paper(reading: Reading) -> None:
    """Doubt a person's number where a body asks: it is its agent's or contact's."""
    kind, number = reading.fields.get("applicant_kind"), reading.fields.get("id_number")
    if kind is None or number is None or number.doubt:
        return
    is_persons = is_resident_id(number.value)
    if is_persons and kind.value != Applicant.NATURAL_PERSON.name:
        reading.fields["id_number"] = replace(number, doubt="申请人是单位，这像是个人的证件号码")
