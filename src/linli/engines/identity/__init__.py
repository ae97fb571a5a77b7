"""Chinese identifiers: is this number right, what does it say, and how much of it may be shown?"""

from linli.engines.identity.ages import ADULT, Birthday, age_on, birthday, next_boundary
from linli.engines.identity.cards import CardCheck, check_card
from linli.engines.identity.id_numbers import (
    IdCheck,
    IdKind,
    Sex,
    check_character,
    check_id,
    full_from_legacy,
)
from linli.engines.identity.masks import (
    NameMask,
    mask_address,
    mask_card,
    mask_id,
    mask_id_for_notice,
    mask_name,
    mask_phone,
    notice_name,
)
from linli.engines.identity.names import COMPOUND_SURNAMES, NameParts, clean_name, split_name
from linli.engines.identity.organisations import CreditCodeCheck, check_credit_code
from linli.engines.identity.phones import PhoneCheck, PhoneKind, check_phone, phones
from linli.engines.identity.reasons import Reason

__all__ = [
    "ADULT",
    "COMPOUND_SURNAMES",
    "Birthday",
    "CardCheck",
    "CreditCodeCheck",
    "IdCheck",
    "IdKind",
    "NameMask",
    "NameParts",
    "PhoneCheck",
    "PhoneKind",
    "Reason",
    "Sex",
    "age_on",
    "birthday",
    "check_card",
    "check_character",
    "check_credit_code",
    "check_id",
    "check_phone",
    "clean_name",
    "full_from_legacy",
    "mask_address",
    "mask_card",
    "mask_id",
    "mask_id_for_notice",
    "mask_name",
    "mask_phone",
    "next_boundary",
    "notice_name",
    "phones",
    "split_name",
]
