"""What a ballot box does not take, and why."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.errors import BadInput, NotAllowedNow, Refusal


class BoxShut(NotAllowedNow):
    """Not open yet, or closed."""

    code = "box_shut"
    sentence = _("现在不在投票时间内，没有记下这一票。")


class BoxOpen(NotAllowedNow):
    """What is done before opening or after closing only."""

    code = "box_open"
    sentence = _("投票正在进行，这一步要等投票结束。")


class NotOnRoll(Refusal):
    """No seat of this box."""

    code = "not_on_roll"
    sentence = _("这次投票的名册里没有找到。如果您认为有误，请联系社区核对名册。")
    status = 404


class AlreadyVoted(Refusal):
    """The seat has its vote, by whatever channel."""

    code = "already_voted"
    sentence = _("这一票已经投过了（%(how)s），不能再投。如果不是您本人投的，请马上联系社区。")


class WrongBallot(BadInput):
    """A ballot that says what the form does not allow."""

    code = "wrong_ballot"
    sentence = _("选票填得不对：%(why)s")


class OnePerson(BadInput):
    """Two readings by one person are one reading."""

    code = "one_person"
    sentence = _("代录的票要由两个人经手，第二位不能是同一个人。")


class NotHandedIn(BadInput):
    """More papers than people who handed one in."""

    code = "not_handed_in"
    sentence = _("名册上只登记了 %(handed)s 张代录的票，第 %(number)s 张还没有人交。请先在名册上登记。")


class PapersOpen(NotAllowedNow):
    """The box cannot be counted while papers wait."""

    code = "papers_open"
    sentence = _("还有 %(waiting)s 张代录的票没有两人核对完，%(missing)s 张没有录入，暂时不能结束投票。")


class SecondMissing(NotAllowedNow):
    """Nothing that was taken in is left out without a word."""

    code = "second_missing"
    sentence = _("还有 %(waiting)s 张代收的票等第二人确认。请先确认，确认不了的写明原因，由您决定不计入。")


class WrongPile(BadInput):
    """As many papers as were handed in, no more and no less."""

    code = "wrong_pile"
    sentence = _("收下了 %(handed)s 张纸票还没数，您数出来 %(counted)s 张。请核对后再数一遍。")
