"""Settings: SQLite and everything in one folder by default; PostgreSQL by ``DATABASE_URL``."""

import os
from functools import partial
from pathlib import Path

from django.utils.functional import SimpleLazyObject

from linli.config.database import database
from linli.config.secrets_file import house_secrets

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("LINLI_DATA", ROOT / "data")).resolve()
PACKS = Path(os.environ.get("LINLI_PACKS", ROOT / "packs"))
PACK = os.environ.get("LINLI_PACK", "example_city")

# Found, or made, only when something has to be sealed or signed: reading a form needs no keys.
_secrets = SimpleLazyObject(partial(house_secrets, DATA))
SECRET_KEY = SimpleLazyObject(lambda: _secrets.session_key)
MASTER_KEYS = SimpleLazyObject(lambda: _secrets.master_keys)
CIPHER = os.environ.get("LINLI_CIPHER", "aes")
"""``aes`` (AES-256-GCM) or ``sm4`` (SM4-GCM) for what is sealed from now on; both are always read."""

DEBUG = os.environ.get("LINLI_DEBUG", "") == "1"
DEMO = os.environ.get("LINLI_DEMO", "") == "1"
"""True for a demonstration: the sign-in page shows the demo accounts."""
ALLOWED_HOSTS = os.environ.get("LINLI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("LINLI_ORIGINS", "").split(",") if o]
HOTLINE = os.environ.get("LINLI_HOTLINE", "")
"""Where the 12345 hotline's work orders are: an address, or a folder with ``in`` and ``out``."""
HOTLINE_KEY = os.environ.get("LINLI_HOTLINE_KEY", "")
SMS = {
    "address": os.environ.get("LINLI_SMS", ""),
    "key": os.environ.get("LINLI_SMS_KEY", ""),
    "secret": os.environ.get("LINLI_SMS_SECRET", ""),
    "body": os.environ.get("LINLI_SMS_BODY", '{"phone": "{phone}", "text": "{text}"}'),
    "accepted": os.environ.get("LINLI_SMS_ACCEPTED", ""),
}
"""The gateway for text messages: where, key and secret, the JSON it takes, its answer when all is well."""
VOICE, VOICE_KEY = os.environ.get("LINLI_VOICE", ""), os.environ.get("LINLI_VOICE_KEY", "")
"""The service that places automatic calls, and its key; without one people call."""
WECOM = os.environ.get("LINLI_WECOM", "")
"""Where group robots are told: ``https://qyapi.weixin.qq.com/cgi-bin/webhook/send``; empty: nowhere."""
PROXIES = int(os.environ.get("LINLI_PROXIES", "0"))
"""How many proxies of ours stand before the web server, each adding to ``X-Forwarded-For``."""
ADDRESS = os.environ.get("LINLI_ADDRESS", next(iter(CSRF_TRUSTED_ORIGINS), "")).rstrip("/")
"""Where residents find this house, for messages that leave it; empty: messages bear no link."""
_https = any(o.startswith("https://") for o in CSRF_TRUSTED_ORIGINS)

INSTALLED_CONTEXTS = [
    "registry",
    "forms",
    "duties",
    "visits",
    "residents",
    "service_requests",
    "guard",
    "care",
    "bulletin",
    "budgeting",
    "assembly",
    "today",
    "insight",
]
INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "linli.kernel.areas",
    "linli.kernel.organisations",
    "linli.kernel.accounts",
    "linli.kernel.access",
    "linli.kernel.audit",
    "linli.kernel.privacy",
    "linli.kernel.outbox",
    "linli.kernel.notices",
    "linli.kernel.workdays",
    "linli.kernel.files",
    "linli.kernel.jobs",
    "linli.kernel.suggestions",
    "linli.kernel.sync",
    "linli.kernel.visitors",
    "linli.kernel.ballots",
    "linli.web",
    *(f"linli.contexts.{name}" for name in INSTALLED_CONTEXTS),
    "linli.config.apps.HouseConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "linli.web.middleware.headers.SafetyHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "linli.web.middleware.actor.ActorAtTheDoor",
    "linli.web.middleware.refusals.RefusalsInWords",
]
ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"
DATABASES = {"default": database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "linli.web.shell.page_context",
            ],
            "builtins": ["django.templatetags.i18n", "linli.web.templatetags.linli"],
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

AUTH_USER_MODEL = "accounts.Account"
IDLE_MINUTES = int(os.environ.get("LINLI_IDLE_MINUTES", "30"))
WAITING_REMEMBERED = 20
"""Seconds for which the numbers of the navigation are kept while nobody does anything; 0: always counted."""
SESSION_COOKIE_NAME = "linli"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "linli.web.pages.trouble.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "linli_language"
LOCALE_PATHS = [ROOT / "src" / "linli" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = None
"""Nothing is collected: the web server hands files out from where they lie."""
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "store"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LINLI_LOG", "WARNING")},
}
