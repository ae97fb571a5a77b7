"""The web application, for any WSGI server."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # every address now, so that whoever asks first need not wait for it
