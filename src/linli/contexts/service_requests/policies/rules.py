"""Who may write rules of giving out, and tell common problems upward."""

from django.db.models import Q

from linli.contexts.service_requests.models import CommonReport, RoutingRule
from linli.contexts.service_requests.policies.requests import ENTER, RULES, SUBDISTRICT_DIGITS, VIEW
from linli.contexts.service_requests.states import DISPATCH, SUPERVISE
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea


def may_keep_rules(actor: Actor, scope: Area) -> bool:
    """Write the rules of a community or a subdistrict."""
    if not actor.may(VIEW, scope.code):
        raise OutsideYourArea
    return actor.may(RULES, scope.code)


def may_change_rule(actor: Actor, rule: RoutingRule) -> bool:
    """Change one of them."""
    return may_keep_rules(actor, rule.scope)


def reports_visible_to(actor: Actor) -> Q:
    """A community's reports; the subdistrict's people see them once they are sent."""
    sent: Q = inside("scope__code", actor.areas(VIEW)) & Q(sent_at__isnull=False)
    found: Q = inside("scope__code", actor.areas(ENTER)) | sent
    return found


def may_report_common(actor: Actor, scope: Area) -> bool:
    """Tell a common problem upward."""
    if not actor.may(VIEW, scope.code):
        raise OutsideYourArea
    return actor.may(ENTER, scope.code) and actor.may(DISPATCH, scope.code)


def may_change_common(actor: Actor, report: CommonReport) -> bool:
    """Put a report right and send it."""
    return may_report_common(actor, report.scope)


def may_answer_common(actor: Actor, report: CommonReport) -> bool:
    """The subdistrict answers."""
    if not actor.may(VIEW, report.scope.code):
        raise OutsideYourArea
    return actor.may(SUPERVISE, report.scope.code[:SUBDISTRICT_DIGITS])
