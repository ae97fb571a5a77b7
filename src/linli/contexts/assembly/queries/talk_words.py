"""The sentences by which people hear what became of a topic."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.contexts.assembly.models.topics import News

SENTENCES = {
    "shown": gettext_lazy("您提的“%(title)s”公开了，正在征集附议。"),
    "removed": gettext_lazy(
        "您提的“%(title)s”没有公开（%(clause)s）：%(why)s。您可以提一次异议，由另一位工作人员复核。"
    ),
    "seconded": gettext_lazy("“%(title)s”附议够了，社区会安排讨论。"),
    "amended": gettext_lazy("您附议的“%(title)s”改过了：%(why)s"),
    "withdrawn": gettext_lazy("您附议的“%(title)s”，提出人撤回了。"),
    "opened": gettext_lazy("“%(title)s”开始讨论，到 %(day)s 为止，请来说说您的看法。"),
    "set_aside": gettext_lazy("“%(title)s”暂不讨论：%(why)s"),
    "taken_up": gettext_lazy("“%(title)s”重新征集附议。"),
    "moved": gettext_lazy("“%(title)s”讨论好了，写成了动议，交给大家决定。"),
    "taken_back": gettext_lazy("“%(title)s”的动议收回，继续讨论：%(why)s"),
    "decided": gettext_lazy("“%(title)s”有了决定：%(words)s"),
    "followed": gettext_lazy("“%(title)s”写成了承诺，落实情况在议题页上能看到。"),
    "merge_asked": gettext_lazy(
        "社区想把“%(one)s”并入“%(into)s”：%(why)s。不同意的话，请在 %(day)s 以前说一声。"
    ),
    "merge_off": gettext_lazy("“%(one)s”和“%(into)s”不合并了，各自继续。"),
    "merged": gettext_lazy("“%(title)s”并入了“%(into)s”，附议和观点都带过去了。"),
    "merged_into_yours": gettext_lazy("“%(one)s”并入了您的“%(title)s”。"),
    "statement_shown": gettext_lazy("您在“%(title)s”里说的“%(words)s”公开了。"),
    "statement_refused": gettext_lazy(
        "您在“%(title)s”里说的“%(words)s”没有公开（%(clause)s）：%(why)s。您可以提一次异议，由另一位工作人员复核。"
    ),
    "objection_upheld": gettext_lazy("复核过了，“%(words)s”公开了：%(why)s"),
    "objection_stood": gettext_lazy("复核过了，“%(words)s”还是不公开：%(why)s"),
}


def sentence(news: News) -> str:
    """One piece of news in the reader's language."""
    found = SENTENCES.get(news.key)
    if found is None:
        return _("“%(title)s”有了新的进展。") % {"title": news.topic.title}
    return str(found) % {"title": news.topic.title, **news.said}
