"""What was typed into a box over a list, as a condition on people: a name, the tail of a number, a door."""

import re

from django.db.models import Q

from linli.engines import addresses, pinyin
from linli.kernel.privacy import cipher

TAIL = re.compile(r"\d{4}|\d{3}X")
PHONE, ID = re.compile(r"\d{11}"), re.compile(r"\d{15}|\d{17}[\dX]")


def people_q(words: str) -> Q:
    """People who meet the words; everyone when there are none, nobody when they cannot be read."""
    words = words.strip()
    if not words:
        return Q()
    if any(character.isdigit() for character in words):
        return _numbered(words) | _at_door(words)
    form = pinyin.query_form(words)
    return Q(search_words__contains=form) if form else Q(pk__in=[])


def tails_q(tail: str) -> Q:
    """Whose identity number or phone ends so; four figures."""
    return Q(id_tail=cipher.lookup(tail, "id_tail")) | Q(phone_tail=cipher.lookup(tail, "phone_tail"))


def _numbered(words: str) -> Q:
    """A whole number may be written in groups; a tail is four figures and nothing else."""
    whole = re.sub(r"[\s-]", "", words).upper()
    if TAIL.fullmatch(words.upper()):
        return tails_q(words.upper())
    if PHONE.fullmatch(whole):
        return Q(phone_lookup=cipher.lookup(whole, "phone"))
    return Q(id_lookup=cipher.lookup(whole, "id")) if ID.fullmatch(whole) else Q(pk__in=[])


def _at_door(words: str) -> Q:
    found = Q(home__short_address__contains=words)
    key = "" if TAIL.fullmatch(words) else addresses.parse(words).key()
    return found | Q(home__key=key) | Q(home__key__startswith=f"{key}-") if key else found
