"""Refusals: what Linli says when it cannot do what was asked, as a code and a sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Something that was asked cannot be done, and the person can be told why."""

    code = "refused"
    sentence: str | Promise = _("这一步现在做不了。")
    status = 409

    def __init__(
        self, sentence: str | Promise | None = None, *, field: str | None = None, **values: object
    ) -> None:
        self.values = values
        self.field = field
        """Which entry of a form is at fault, when one is."""
        if sentence is not None:
            self.sentence = sentence
        super().__init__(self.code)

    def __str__(self) -> str:
        words = str(self.sentence)
        return words % self.values if self.values else words


class NotAllowed(Refusal):
    """The actor holds no grant for this."""

    code = "not_allowed"
    sentence = _("您没有这项权限。如果工作需要，请联系社区管理员。")
    status = 403


class OutsideYourArea(Refusal):
    """The record lies outside the actor's area; it is not said whether it exists."""

    code = "not_found"
    sentence = _("没有找到，或不在您负责的范围内。")
    status = 404


class NotAllowedNow(Refusal):
    """The record's present state does not offer this step."""

    code = "not_allowed_now"
    sentence = _("当前状态不能做这一步，可能别人刚刚处理过。请刷新后再看。")
    status = 409


class BadInput(Refusal):
    """What was entered cannot be right."""

    code = "bad_input"
    sentence = _("填写的内容有误，请检查。")
    status = 422


class ReasonNeeded(Refusal):
    """An act that must be explained came without a reason."""

    code = "reason_needed"
    sentence = _("请写明原因。")
    status = 422


class TooMuchAtOnce(Refusal):
    """A limit in time or size was reached."""

    code = "too_much"
    sentence = _("操作太频繁，请稍后再试。")
    status = 429
