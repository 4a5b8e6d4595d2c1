"""Entries and lines made into the fields of a registration: one value each, its source, its doubts.

Nothing is guessed in silence: what is unsure is doubtful with its reason, what has no field or
belongs to somebody else is rest.
"""

import re
from collections.abc import Callable, Sequence

from casework.receipt import values
from casework.receipt.asking_verbs import without_close
from casework.receipt.choices_said import choices_named
from casework.receipt.formulas import day_alone, is_formula
from casework.receipt.found_entries import Entries, LabelledEntry, Loose
from casework.receipt.inferring import infer
from casework.receipt.label_words import (
    ASIDE,
    CHOSEN,
    NAME,
    PURPOSE,
    REASONS,
    RECEIVED_ON,
    SIGNATURE,
    SIGNED_ON,
    WORK_UNIT,
    Party,
)
from casework.receipt.letter_sentences import letter_of, without_signer
from casework.receipt.number_shapes import (
    is_credit_code,
    is_resident_id,
    mail_in,
    mobiles_in,
    paper_numbers,
    phones_in,
    tidy_paper_number,
)
from casework.receipt.result import ReadField, Reading, is_anothers, same_value
from casework.receipt.values import Value
from forms.labels import folded

# Below this the recognition of a scan is not sure enough to be believed unseen.
SURE_ENOUGH = 0.6


def settled(found: Entries) -> Reading:
    """Return what entries and free lines come to."""
    return _Settling(found).reading


_SIBLING = {"obtain_by": "media", "media": "obtain_by"}


class _Settling:
    def __init__(self, found: Entries) -> None:
        self.reading = Reading()
        self._found = found
        self._joint: list[str] = []
        self._is_body = False
        self._late_mails: list[tuple[str, str]] = []
        self._shared: list[LabelledEntry] = []
        by_field: dict[str, list[LabelledEntry]] = {}
        for entry in found.labelled:
            self._sort(entry, by_field)
        self._choices(by_field)
        self._names(by_field)
        self._numbers(by_field)
        self._sought(by_field)
        self._share()
        self._letter()
        self._shapes()
        self._days(by_field)
        infer(self.reading, is_body=self._is_body)

    def _sort(self, entry: LabelledEntry, by_field: dict[str, list[LabelledEntry]]) -> None:
        """Put an entry with the others of its field, or with what has none."""
        if entry.options is None and values.is_nothing(entry.value):
            return
        asked = entry.asked
        is_other = asked.party in (Party.AGENCY, Party.OTHER)
        if is_other or (
            asked.party in (Party.AGENT, Party.JOINT)
            and asked.field not in ("agent_name", "guardian", "co_applicants")
        ):
            if asked.party in (Party.JOINT, Party.AGENT) and entry.own_line:
                # Below the last of several who ask together stands what is all of theirs.
                self._shared.append(entry)
            else:
                self._leave_entry(entry, whose=asked.party)
            return
        by_field.setdefault(asked.field, []).append(entry)
        if asked.field in (ASIDE, PURPOSE, REASONS, WORK_UNIT, NAME):
            self._leave_entry(entry)

    def _leave_entry(self, entry: LabelledEntry, whose: Party | None = None) -> None:
        label = re.sub(r"\s+", "", folded(entry.label)).rstrip("：:")
        if entry.options is not None:
            if entry.options.ticked:
                self.reading.leave(f"{label}：{'、'.join(entry.options.ticked)}", entry.place)
            return
        if entry.asked.field == NAME and whose is not None and not label:
            label = whose.value
        elif whose is not None and whose.value[:3] not in label and entry.asked.field != NAME:
            label = f"{whose.value}{label}"
        value = folded(entry.value).strip()
        self.reading.leave(f"{label}：{value}" if label else value, entry.place)

    def _put(self, name: str, entry: LabelledEntry, value: Value) -> None:
        doubt = value.doubt
        if not doubt and entry.asked.is_loose:
            doubt = f"栏目名称“{entry.label.strip()[:12]}”认得不全"
        if not doubt and entry.sureness < SURE_ENOUGH:
            doubt = "扫描件上这一处看不清"
        self.reading.put(name, value.text, entry.source, doubt, entry.place)
        if day_alone(value.left):
            self.reading.signed_on = self.reading.signed_on or values.day_value(value.left)
        else:
            self.reading.leave(value.left, entry.place)

    def _choices(self, by_field: dict[str, list[LabelledEntry]]) -> None:
        for name in sorted(CHOSEN):
            for entry in by_field.get(name, ()):
                self._choice(name, entry)
        for name in _SIBLING:
            # 提供方式：纸质，邮寄 says both where nothing else says the other.
            for entry in by_field.get(name, ()):
                other = _SIBLING[name]
                both = choices_named(other, entry.value) if entry.options is None else []
                if len(both) == 1 and other not in self.reading.fields and len(entry.value) < 30:
                    self._put(other, entry, Value(both[0].name, "", "与另一项写在一起"))

    def _choice(self, name: str, entry: LabelledEntry) -> None:
        options = entry.options
        words = list(options.ticked) if options is not None else [entry.value]
        if options is not None and options.is_unnamed:
            self.reading.leave(f"{entry.label.strip()}：{entry.value.strip()}", entry.place)
        if options is not None and not words:
            return
        said = " ".join(words)
        names_none = not re.search("企业|公司|科研|公益|法律|律师|其[他它](?!组织)", said)
        if name == "applicant_kind" and names_none and re.search("法人|组织|单位", said):
            self._is_body = True
            return
        named = [
            one for word in words for one in choices_named(name, word)[: 1 if options else None]
        ]
        named = list(dict.fromkeys(named))
        if not named and name in _SIBLING:
            # 获取形式：纸质 asks for one and is answered with the other.
            named = list(
                dict.fromkeys(one for word in words for one in choices_named(_SIBLING[name], word))
            )
            name = _SIBLING[name] if named else name
        if not named:
            if not (name == "id_type" and re.search(r"\d{6}", words[0])):
                self._leave_entry(entry)
            return
        said = "、".join(str(one.value) for one in named)
        how = "写了" if options is None else "勾选了"
        doubt = f"{how}不止一项：{said}" if len(named) > 1 else ""
        self._put(name, entry, Value(named[0].name, "", doubt))
        for word in words:
            address = mail_in(word)
            if address:
                self._late_mails.append((address, entry.source))

    def _names(self, by_field: dict[str, list[LabelledEntry]]) -> None:
        entries = by_field.get("applicant_name", [])
        first_order = entries[0].order if entries else 0
        for entry in entries:
            value, others = values.name_value(entry.value)
            known = self.reading.fields.get("applicant_name")
            if not value.text:
                continue
            if known is not None and not value.doubt and value.text != known.value and (
                entry.order - first_order <= 6 and not re.search("法人|单位|名称", entry.label)
                and values.is_person(value.text) and values.is_person(known.value)
            ):  # fmt: skip
                # 申请人：张三 … 申请人：李四 are two who ask together.
                others = [value.text, *others]
                if value.left:
                    self.reading.leave(f"{value.text}，{value.left}", entry.place)
            else:
                if known is not None and known.doubt and not value.doubt:
                    del self.reading.fields["applicant_name"]
                    self.reading.leave(f"{known.source}：{known.value}", known.place)
                self._put("applicant_name", entry, value)
            self._join(others)
        for entry in by_field.get("co_applicants", ()):
            value, others = values.name_value(entry.value)
            self._join([value.text, *others])
            if value.left:
                self.reading.leave(f"{value.text}，{value.left}", entry.place)
        for name in ("agent_name", "guardian", "representative", "contact"):
            for entry in by_field.get(name, ()):
                value, others = values.name_value(entry.value)
                if others:
                    value = value._replace(text="、".join([value.text, *others]))
                self._put(name, entry, value)
        for entry in by_field.get(SIGNATURE, ()):
            self._signature(entry)
        named = self.reading.fields.get("applicant_name")
        contact = self.reading.fields.get("contact")
        if contact is not None and named is not None and contact.value == named.value:
            del self.reading.fields["contact"]

    def _join(self, others: Sequence[str]) -> None:
        known = self.reading.fields.get("applicant_name")
        for name in others:
            if name and name not in self._joint and (known is None or name != known.value):
                self._joint.append(name)
        if self._joint:
            self.reading.fields["co_applicants"] = ReadField("、".join(self._joint), "共同申请人")

    def _signature(self, entry: LabelledEntry) -> None:
        self.reading.signed_on = self.reading.signed_on or values.day_value(entry.value)
        words = re.sub(r"\d{4}.*$|[年月日]", "", folded(entry.value)).strip()
        value, others = values.name_value(words)
        if not value.text or value.doubt:
            if value.text:
                self._leave_entry(entry)
            return
        known = self.reading.signers()
        if value.text not in known:
            self._put("applicant_name", entry, value)
        self._join([one for one in others if one not in known])

    def _numbers(self, by_field: dict[str, list[LabelledEntry]]) -> None:
        id_type = self.reading.fields.get("id_type")
        for entry in by_field.get("id_number", ()):
            named = choices_named("id_type", f"{entry.label} {entry.value}")
            told = id_type.value if id_type is not None else named[0].name if named else ""
            value = values.number_value(entry.value, of_type=told)
            self._put("id_number", entry, value)
            if value.text and id_type is None and named:
                self.reading.put("id_type", named[0].name, entry.source, place=entry.place)
        for entry in by_field.get("id_type", ()):
            if re.search(r"\d{6}", entry.value):
                # 证件名称及号码 in one cell.
                self._put("id_number", entry, values.number_value(entry.value))
        for name, made in (("phone", values.phone_value), ("email", values.email_value)):
            ranked = sorted(
                by_field.get(name, ()), key=lambda one: one.asked.party is Party.CONTACT
            )
            for entry in ranked:
                if name == "phone" and not phones_in(entry.value) and mail_in(entry.value):
                    self._put("email", entry, values.email_value(entry.value))
                    continue
                self._put(name, entry, made(entry.value))
                if name == "phone" and mail_in(entry.value):
                    self._put("email", entry, values.email_value(entry.value))
        for entry in sorted(by_field.get("address", ()), key=lambda one: one.asked.rank):
            value, postcode = values.address_value(entry.value)
            known = self.reading.fields.get("address")
            if known is not None and not same_value("address", known.value, value.text):
                # Two kinds of address may differ: the one for letters is what is asked for.
                self._leave_entry(entry)
            else:
                self._put("address", entry, value)
            if postcode:
                self._put("postcode", entry, Value(postcode))
        for entry in by_field.get("postcode", ()):
            self._put("postcode", entry, values.postcode_value(entry.value))
        for entry in by_field.get("mail_number", ()):
            self._put("mail_number", entry, Value(re.sub(r"\s", "", folded(entry.value))))

    def _share(self) -> None:
        """Take what stands below several applicants and the first has not, as doubtful."""
        made: dict[str, Callable[[str], Value]] = {
            "phone": values.phone_value,
            "email": values.email_value,
            "postcode": values.postcode_value,
            "address": lambda text: values.address_value(text)[0],
            "id_number": values.number_value,
        }
        for entry in self._shared:
            name = entry.asked.field
            if name in made and name not in self.reading.fields:
                value = made[name](entry.value)
                doubt = value.doubt or f"写在{entry.asked.party.value}之后"
                self._put(name, entry, value._replace(doubt=doubt))
            else:
                self._leave_entry(entry, whose=entry.asked.party)

    def _sought(self, by_field: dict[str, list[LabelledEntry]]) -> None:
        parts: list[str] = []
        entries: list[LabelledEntry] = []
        doubt = ""
        for entry in by_field.get("information_sought", ()):
            value = values.sought_value(entry.value)
            if not value.text or any(value.text in part for part in parts):
                continue
            entries.append(entry)
            parts.append(value.text)
            doubt = doubt or value.doubt
        for name in ("document_title", "document_number"):
            for entry in by_field.get(name, ()):
                self._put(name, entry, Value(folded(entry.value).strip(" 。；;\n")))
        if not parts:
            named = [
                self.reading.fields[name]
                for name in ("document_title", "document_number")
                if name in self.reading.fields
            ]
            if named:
                words = "，".join(one.value for one in named)
                self.reading.put("information_sought", words, named[0].source, place=named[0].place)
            return
        first = entries[0]
        is_dated = any(one.order > first.order for one in by_field.get(SIGNED_ON, ()))
        self._signed_below(parts, first, is_dated=is_dated)
        words, hows = without_close("\n".join(parts), self.reading.names())
        for how in hows:
            self._how(Loose(how, first.place, first.sureness, first.order))
        if paper_numbers(words):
            doubt = doubt or "里面有证件号码，请核对是不是申请内容"
        self._put("information_sought", first, Value(words, "", doubt))

    def _signed_below(self, parts: list[str], entry: LabelledEntry, *, is_dated: bool) -> None:
        """Take 林一帆 13800138000 below what is sought as who signs, where nobody else does."""
        words, name, behind = without_signer(parts[-1], is_dated=is_dated)
        if "applicant_name" not in self.reading.fields:
            self.reading.put("applicant_name", name, "信中", place=entry.place)
        elif not behind:
            return
        parts[-1] = words
        is_known = name in self.reading.names()
        self.reading.leave(behind if is_known else f"{name} {behind}", entry.place)

    def _letter(self) -> None:
        fields = self.reading.fields
        letter = letter_of(
            self._found.loose,
            wants_name="applicant_name" not in fields,
            wants_sought="information_sought" not in fields,
        )
        if letter.name and letter.name_place is not None:
            value, others = values.name_value(letter.name)
            doubt = letter.name_doubt or value.doubt
            known = self.reading.signers()
            if value.text not in known:
                self.reading.put(
                    "applicant_name", value.text, "信中", doubt, letter.name_place.place
                )
            self._join([one for one in others if one not in known])
        if letter.signed is not None:
            day = values.day_value(letter.signed.text)
            self.reading.signed_on = self.reading.signed_on or day
        if letter.sought:
            words = values.sought_value("\n".join(line.text for line in letter.sought)).text
            doubt = letter.sought_doubt
            if not doubt and paper_numbers(words):
                doubt = "里面有证件号码，请核对是不是申请内容"
            self.reading.put("information_sought", words, "信中", doubt, letter.sought[0].place)
        for line in letter.how:
            self._how(line)
        for line in letter.left:
            if not is_formula(line.text):
                self.reading.leave(folded(line.text), line.place)

    def _how(self, line: Loose) -> None:
        for name in ("obtain_by", "media"):
            named = choices_named(name, line.text)
            if len(named) == 1 and name not in self.reading.fields:
                self.reading.put(name, named[0].name, "信中", place=line.place)
        to = re.search(r"(?:寄|快递|送)(?:至|到|往|给)\s*[：:]?\s*(.+)", folded(line.text))
        if to is not None and "address" not in self.reading.fields:
            value, postcode = values.address_value(to[1])
            if not value.doubt:
                self.reading.put("address", value.text, "信中", place=line.place)
                self.reading.put("postcode", postcode, "信中", place=line.place)
        self.reading.leave(folded(line.text), line.place)

    def _shapes(self) -> None:
        """Find in what was left numbers that speak for themselves."""
        fields = self.reading.fields
        for left in [one for one in self.reading.rest if not is_anothers(one.text)]:
            numbers = paper_numbers(left.text)
            if len(numbers) == 1 and "id_number" not in fields:
                number = tidy_paper_number(numbers[0])
                is_sound = is_resident_id(number) or is_credit_code(number)
                doubt = "" if is_sound else "校验位不符"
                self.reading.put("id_number", number, "信中", doubt, left.place)
            mobiles = mobiles_in(left.text)
            if len(mobiles) == 1 and "phone" not in fields:
                self.reading.put("phone", mobiles[0], "信中", place=left.place)
            address = mail_in(left.text)
            if address and "email" not in fields:
                self.reading.put("email", address, "信中", place=left.place)
        for address, source in self._late_mails:
            self.reading.put("email", address, source)

    def _days(self, by_field: dict[str, list[LabelledEntry]]) -> None:
        for entry in by_field.get(RECEIVED_ON, ()):
            self._put("arrived_on", entry, Value(values.day_value(entry.value)))
        for entry in by_field.get(SIGNED_ON, ()):
            self.reading.signed_on = self.reading.signed_on or values.day_value(entry.value)
        if "arrived_on" not in self.reading.fields:
            doubt = "是申请上写的日期，请核对收到的日期"
            self.reading.put("arrived_on", self.reading.signed_on, "落款日期", doubt)
