"""The letters of the office: each a frozen record, built from facts, written into a template.

A record registers itself under its kind (`letter.record_of`); the modules that hold none of the
names below are read for that alone.
"""

from casework.letters import (  # noqa: F401
    bulletin,
    chasing,
    circulating,
    contact_papers,
    findings_sheet,
    guide_paper,
    office_papers,
    reviewing,
)
from casework.letters.by_kind import (
    mixed_reply,
    reply_letter,
)
from casework.letters.by_kind.disclosing import (
    Decided,
    ProvidedItem,
    already_public,
    disclosure,
    partial_disclosure,
)
from casework.letters.by_kind.elsewhere import (
    not_existing,
    not_this_agency,
)
from casework.letters.by_kind.refusing import (
    refusal,
)
from casework.letters.challenged import (
    defence_statement,
    evidence_of,
    reconsideration_answer,
)
from casework.letters.facts import (
    CaseFacts,
    Consulted,
    OfficeFacts,
)
from casework.letters.fees import (
    fee_notice,
    formal_yuan,
)
from casework.letters.file_papers import (
    FiledPaper,
    ProofDay,
    end_sheet,
    file_contents,
    time_limit_proof,
)
from casework.letters.internal import (
    Opinion,
    Search,
    approval_sheet,
    phone_record,
    search_record,
)
from casework.letters.kinds import (
    LetterKind,
    Recipient,
)
from casework.letters.letter import (
    Letter,
    names_of,
    values_of,
)
from casework.letters.mailing import (
    MailText,
    Posted,
    ems_label,
    envelope,
    mailing_register,
    service_mail,
)
from casework.letters.notices import (
    assistance_request,
    consultation_notice,
    deferral_notice,
    reasons_notice,
    third_party_disclosure,
)
from casework.letters.opening import (
    CorrectionNoticeLetter,
    correction_notice,
    receipt_acknowledgement,
)
from casework.letters.procedure import (
    agency_consultation,
    extension_notice,
    third_party_consultation,
)
from casework.letters.rendering import (
    SHIPPED,
    check,
    file_name,
    render,
    template_path,
    words,
)
from casework.letters.reply_words import (
    Said,
)
from casework.letters.request_papers import (
    application_form,
    confirmation_record,
    power_of_attorney,
    registration_sheet,
)
from casework.letters.service_papers import (
    mailing_slip,
    proof_of_service,
)

__all__ = [
    "SHIPPED",
    "CaseFacts",
    "Consulted",
    "CorrectionNoticeLetter",
    "Decided",
    "FiledPaper",
    "Letter",
    "LetterKind",
    "MailText",
    "OfficeFacts",
    "Opinion",
    "Posted",
    "ProofDay",
    "ProvidedItem",
    "Recipient",
    "Said",
    "Search",
    "agency_consultation",
    "already_public",
    "application_form",
    "approval_sheet",
    "assistance_request",
    "check",
    "confirmation_record",
    "consultation_notice",
    "correction_notice",
    "defence_statement",
    "deferral_notice",
    "disclosure",
    "ems_label",
    "end_sheet",
    "envelope",
    "evidence_of",
    "extension_notice",
    "fee_notice",
    "file_contents",
    "file_name",
    "formal_yuan",
    "mailing_register",
    "mailing_slip",
    "mixed_reply",
    "names_of",
    "not_existing",
    "not_this_agency",
    "partial_disclosure",
    "phone_record",
    "power_of_attorney",
    "proof_of_service",
    "reasons_notice",
    "receipt_acknowledgement",
    "reconsideration_answer",
    "refusal",
    "registration_sheet",
    "render",
    "reply_letter",
    "search_record",
    "service_mail",
    "template_path",
    "third_party_consultation",
    "third_party_disclosure",
    "time_limit_proof",
    "values_of",
    "words",
]
