"""How is a computed value kept under the type of its question?"""

import math

from linli.engines.checklists.expressions.moments import Moment
from linli.engines.checklists.expressions.values import Value, number_text, to_moment, to_number, to_text


def stored_text(data_type: str, value: Value, zone: int) -> str:
    """A value as text; what does not fit the type is nothing."""
    if data_type in {"date", "dateTime"}:
        return _stored_moment(data_type, value, zone)
    if data_type in {"int", "decimal"}:
        number = to_number(value, zone)
        if not math.isfinite(number):
            return ""
        return number_text(float(int(number)) if data_type == "int" else number)
    text = to_text(value)
    return "" if text == "NaN" else text


def _stored_moment(data_type: str, value: Value, zone: int) -> str:
    moment = to_moment(value, zone)
    if moment is None:
        return ""
    return str(moment.day if data_type == "date" else Moment(moment.ms, timed=True, zone=zone))
