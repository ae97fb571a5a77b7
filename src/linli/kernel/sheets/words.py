"""The words of the pack, made ready once: headings, populations, answers."""

from functools import cache

from linli.engines.formfill.catalogue import Catalogue, catalogue_from
from linli.engines.formfill.codes import CodeLists, code_lists_from
from linli.engines.formfill.vocabulary import Vocabulary, vocabulary_from
from linli.kernel import packs


@cache
def vocabulary() -> Vocabulary:
    """The words of the pack."""
    return vocabulary_from(packs.pack("aliases"))


@cache
def catalogue() -> Catalogue:
    """The populations of the pack."""
    return catalogue_from(packs.pack("populations"))


@cache
def code_lists() -> CodeLists:
    """The code lists of the pack."""
    return code_lists_from(packs.pack("codes"))
