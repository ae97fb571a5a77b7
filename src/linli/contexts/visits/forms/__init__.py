"""What a visit page or a phone sends, read and judged; nothing is saved here."""

from linli.contexts.visits.forms.checklists import Sent, checklists_in, read_all, with_checklists
from linli.contexts.visits.forms.reading import NEW_KEYS, AskForm, Faulty, read

__all__ = ["NEW_KEYS", "AskForm", "Faulty", "Sent", "checklists_in", "read", "read_all", "with_checklists"]
