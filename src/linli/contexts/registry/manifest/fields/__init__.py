"""The fields of the register: labels, where values lie, how they are protected, why they are held."""

from linli.contexts.registry.manifest.fields import aid, care, homes, persons
from linli.contexts.registry.manifest.fields.shelf import Shelf

_shelf = Shelf()
for _part in (persons, homes, aid, care):
    _part.put_on(_shelf)
FIELDS = tuple(_shelf.fields)
