"""By the clock: text messages to those who asked to hear of their topics."""

from linli.contexts.assembly.commands import topic_texts as commands
from linli.contexts.assembly.queries import topic_texts as texts
from linli.kernel import ports
from linli.kernel.actor import linli


def text_news() -> int:
    """Send what waits, by day alone; how many messages left.

    Nothing is held while the network is asked, and a message counts as sent only when it said so: after a
    crash in between somebody may read it twice, which is better than never.
    """
    if not texts.is_day():
        return 0
    told, network = 0, ports.ask(ports.TextMessages)
    for one in texts.to_text():
        try:
            network.send(texts.phone_of(one.visitor), texts.words_of(one.news))
        except ports.TextNotSent as trouble:
            commands.failed(linli("assembly"), one.news, trouble=trouble)
        else:
            commands.sent(linli("assembly"), one.news)
            told += 1
    return told
