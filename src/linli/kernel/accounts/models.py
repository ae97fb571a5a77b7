"""One row for each person who signs in, and for each key that a program uses."""

from django.db import models

from linli.kernel.privacy.sealed import SealedField


class Account(models.Model):
    """A member of staff who signs in by name and password."""

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=40, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    phone = models.CharField(max_length=30, blank=True)
    """The work phone that residents may be given."""
    password = models.CharField(max_length=128)
    """Salted and stretched (PBKDF2), never the password itself."""
    last_login = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    totp_secret = SealedField()
    totp_confirmed_at = models.DateTimeField(null=True, blank=True)
    totp_last_step = models.BigIntegerField(default=0)
    """The last accepted time step: a code works once (RFC 6238 §5.2)."""
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class ApiKey(models.Model):
    """A key with which a program acts as an account; only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
