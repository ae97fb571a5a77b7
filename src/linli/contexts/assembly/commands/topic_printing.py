"""Leave a trace of what of topics leaves the house on paper or as a file."""

from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.policies import topics as policies
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note


@command("assembly.topics_exported", policies.may_export)
def export_topics(actor: Actor, community: Area, /, *, rows: int) -> None:
    """The list of topics was taken along."""
    note(target=community, area=community.code, rows=rows)


@command("assembly.sheet_printed", policies.may_talk)
def print_sheet(actor: Actor, topic: Topic, /, *, statements: int) -> None:
    """The statements were printed."""
    note(target=topic, area=topic.community.code, statements=statements)


@command("assembly.summary_printed", policies.may_talk)
def print_summary(actor: Actor, topic: Topic, /) -> None:
    """What was said was printed or taken along."""
    note(target=topic, area=topic.community.code)
