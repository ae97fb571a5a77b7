"""From a decision to promises: who does it until when, told back to those who proposed and seconded."""

from uuid import UUID

from linli.contexts.assembly.commands.promises import Promised, make_promise
from linli.contexts.assembly.commands.taking_part import Hearer
from linli.contexts.assembly.commands.talk_telling import tell, tell_all
from linli.contexts.assembly.models import Promise
from linli.contexts.assembly.models.statements import Answer
from linli.contexts.assembly.models.topics import Topic, TopicState
from linli.contexts.assembly.policies import topics as policies
from linli.contexts.assembly.states.topics import TOPIC
from linli.contexts.registry import api as registry
from linli.contexts.residents import api as residents
from linli.kernel import db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow


@command("assembly.topic_followed", policies.may_lead)
def follow(actor: Actor, topic: Topic, /, *, wanted: Promised) -> Promise:
    """Make a promise of what was decided; the first one moves the topic, others may follow."""
    held = db.lock_row(Topic, pk=topic.pk)
    if held.state != TopicState.FOLLOWED:
        held.state = TOPIC.after("follow", held.state)
        if not held.passed:
            raise NotAllowedNow
        held.save(update_fields=["state"])
        tell_all(held, "followed")
        _tell_others(held)
    row = make_promise(actor, topic.community, wanted=wanted, heard_by=hearers(held))
    note(target=topic, area=topic.community.code)
    return row


def _tell_others(topic: Topic) -> None:
    """Those who only said what they think hear it by their voice; who they are is not looked up."""
    said = set(Answer.objects.filter(statement__topic=topic).values_list("voice", flat=True))
    known = {topic.voice, *topic.seconds.values_list("voice", flat=True)}
    tell(topic, "followed", [(voice, None) for voice in sorted(said - known)])


def hearers(topic: Topic) -> list[Hearer]:
    """The author and those who seconded, as people of the register; a few queries for any number.

    Those whom the register does not know hear of the promise by the news of the topic alone.
    """
    people = _people(topic)
    known = list(registry.members(people.values()).values())
    homes = registry.units({one.home for one in known if one.home})
    areas = {
        one.code: one for one in Area.objects.filter(code__in=[home.area_code for home in homes.values()])
    }
    found = []
    for one in known:
        home = homes.get(one.home) if one.home else None
        place = areas.get(home.area_code) if home else None
        found.append(Hearer(person=one.key, door=home.place if home else "", area=place))
    if topic.visitor and topic.voice not in people:  # a phone of which nobody said yet whose it is
        found.append(Hearer(visitor=topic.visitor))
    return found


def _people(topic: Topic) -> dict[str, UUID]:
    """Whose voices they are: of people with a phone, or for whom one of us wrote; nobody else is read."""
    said = dict(topic.seconds.values_list("voice", "behalf")) | {topic.voice: topic.behalf}
    written = residents.behalf_cards([key for key in said.values() if key is not None]).values()
    keys = {one.person for one in written if one.person}
    if any(voice and key is None for voice, key in said.items()):
        keys.update(residents.people_with_phones(topic.community.code))
    return {voice: key for key in keys if (voice := policies.voice_of_person(str(key))) in said}
