"""Which believable community is there to try everything in?  Nobody and no place in it is real."""

from linli.contexts.registry.seeds.building import Built, build, small_world
from linli.contexts.registry.seeds.reviewing import look_for_doubles
from linli.contexts.registry.seeds.writing.registers import lay_out_registers, write_registers

__all__ = ["Built", "build", "lay_out_registers", "look_for_doubles", "small_world", "write_registers"]
