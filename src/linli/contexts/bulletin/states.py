"""The life of a notice: written, read by a second person, posted, its days full, taken down."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.bulletin.models import State
from linli.kernel.workflow import Machine, Step

VIEW, WRITE, REVIEW = "bulletin.view", "bulletin.write", "bulletin.review"
ACCOUNTS, GROUPS = "bulletin.accounts", "bulletin.groups"
LIFE = Machine(
    name="bulletin.notice",
    states={state.value: state.label for state in State},
    start=State.DRAFT,
    steps=(
        Step("submit", _("交给别人复核"), frozenset({State.DRAFT}), State.IN_REVIEW, WRITE),
        Step("send_back", _("退回修改"), frozenset({State.IN_REVIEW}), State.DRAFT, REVIEW, reason=True),
        Step("approve", _("复核通过，张贴"), frozenset({State.IN_REVIEW}), State.POSTED, REVIEW),
        Step("post", _("张贴"), frozenset({State.DRAFT}), State.POSTED, WRITE),
        Step("drop", _("不发了"), frozenset({State.DRAFT, State.IN_REVIEW}), State.DROPPED, WRITE),
        Step("fulfil", _("公示已满"), frozenset({State.POSTED}), State.FULFILLED, WRITE),
        Step("restart", _("更正后重新公示"), frozenset({State.FULFILLED}), State.POSTED, WRITE),
        Step(
            "withdraw", _("撤下"), frozenset({State.POSTED, State.FULFILLED}), State.WITHDRAWN, REVIEW,
            reason=True,
        ),
    ),
    final=frozenset({State.FULFILLED, State.WITHDRAWN, State.DROPPED}),
)  # fmt: skip
UNPRESSED = frozenset({"fulfil", "restart"})
"""Steps without a button: by the clock, and by a correction that begins the count anew."""
