"""When the register learns something, questions for it are answered; other questions stay."""

from uuid import uuid4

from linli.contexts.forms import reactions
from linli.contexts.forms.models import Question
from linli.facts.registry import PersonAmended
from linli.kernel.audit.models import AuditEntry


def ask(world, person, field: str) -> Question:
    return Question.objects.create(person=person, field=field, title="表", asked_at=world.now)


def test_only_what_was_said_is_answered(world, clock) -> None:
    world.now = clock.now()
    person, other = world.person("李文"), world.person("王芳")
    health, phone, hers = (
        ask(world, p, f) for p, f in ((person, "health"), (person, "phone"), (other, "health"))
    )
    fact = PersonAmended(person.pk, world.grid1.code, ("health", "occupation"))
    reactions.close_questions(fact)
    reactions.close_questions(fact)
    states = {q.pk: q.answered_at is not None for q in Question.objects.all()}
    assert states == {health.pk: True, phone.pk: False, hers.pk: False}
    assert AuditEntry.objects.filter(action="forms.questions_answered").count() == 1


def test_someone_nobody_asked_about(world) -> None:
    reactions.close_questions(PersonAmended(uuid4(), "33", ("health",)))
    assert AuditEntry.objects.filter(action="forms.questions_answered").count() == 0
