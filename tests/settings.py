"""Settings of the tests: a data folder of their own, quick passwords, work done at once."""

import os
import tempfile

os.environ.setdefault("LINLI_DATA", tempfile.mkdtemp(prefix="linli-test-"))
os.environ.setdefault("LINLI_MASTER_KEYS", "1:" + "A" * 43 + "=")
os.environ.setdefault("LINLI_SESSION_KEY", "only-for-tests")

from linli.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DEBUG = False
