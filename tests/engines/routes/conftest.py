"""Machines under load take their time: no deadline for single examples."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
