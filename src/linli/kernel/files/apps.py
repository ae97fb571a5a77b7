"""Django app: files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Attachments."""

    name = "linli.kernel.files"
    label = "files"
