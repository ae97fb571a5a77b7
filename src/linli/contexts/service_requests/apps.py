"""Django app: service requests."""

from django.apps import AppConfig


class ServiceRequestsConfig(AppConfig):
    """See README.md in this folder."""

    name = "linli.contexts.service_requests"
    label = "service_requests"
