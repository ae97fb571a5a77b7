"""Django app: jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Progress of long work, and work by the clock."""

    name = "linli.kernel.jobs"
    label = "jobs"
