"""What an administrator can do for the house."""

from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.outbox.models import OutboxFact, Telling


def may_keep_house(actor: Actor, fact: OutboxFact) -> bool:
    """Administrators look after the outbox."""
    return actor.holds("house.keep")


@command("house.told_again", may_keep_house)
def tell_again(actor: Actor, fact: OutboxFact, /) -> OutboxFact:
    """Let a fact be told once more to every reaction that has not finished with it."""
    Telling.objects.filter(fact=fact, done_at=None).update(tries=0, next_try_at=None)
    OutboxFact.objects.filter(pk=fact.pk).update(told_at=None)
    note(fact=fact.name)
    return fact
