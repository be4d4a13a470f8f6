"""Rows that every package leans on: accounts, dated policy, audit, attachments."""

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import encryption
from .clock import DatabaseNow
from .errors import SecondFactorUnreadable


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account that can log in: a civil servant's, an administrator's, or a resident's.

    It carries no NIP and no role; both follow from the person and the position held today.
    """

    username = models.CharField("nama pengguna", max_length=64, unique=True)
    is_active = models.BooleanField("aktif", default=True)
    must_change_password = models.BooleanField("wajib ganti kata sandi", default=True)
    is_example = models.BooleanField("contoh", default=False)
    created_at = models.DateTimeField(db_default=DatabaseNow())

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        db_table = "core_user"

    def __str__(self) -> str:
        return self.username


class Deployment(models.Model):
    """What this database is: production, demo or test. One row, written when it is created."""

    class Kind(models.TextChoices):
        PRODUCTION = "production", "produksi"
        DEMO = "demo", "peragaan"
        TEST = "test", "uji"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    city_name = models.CharField(max_length=100)
    zone = models.CharField(max_length=40)
    created_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="core_deployment_one_row"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["production", "demo", "test"]),
                name="core_deployment_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city_name} ({self.kind})"


class ClockMove(models.Model):
    """One move of a demo or test database's clock; the last row holds. Production refuses rows."""

    offset = models.DurationField()
    moved_at = models.DateTimeField(db_default=models.functions.Now())

    def __str__(self) -> str:
        return f"jam digeser {self.offset}"


class Policy(models.Model):
    """One dated value of a local rule: hours, thresholds, caps. Rows are added, never changed.

    The row in force on a day is the one with the latest `valid_from` not after it, so that last
    year's verdict can be recomputed. `evidence` is V (read in the source), M (from memory, the
    city must confirm) or P (our proposal).
    """

    class Evidence(models.TextChoices):
        VERIFIED = "V", "dibaca di sumbernya"
        MEMORY = "M", "dari ingatan, perlu dipastikan kota"
        PROPOSAL = "P", "usulan, bukan aturan"

    name = models.SlugField("nama", max_length=60)
    valid_from = models.DateField("berlaku sejak")
    value = models.JSONField("nilai")
    legal_basis = models.TextField("dasar")
    evidence = models.CharField("bukti", max_length=1, choices=Evidence.choices)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "valid_from"], name="core_policy_one_per_date"),
        ]

    def __str__(self) -> str:
        return f"{self.name} sejak {self.valid_from}"


class AuditEvent(models.Model):
    """Who did what to which thing, when and why; written in the transaction of the deed itself.

    Append-only: the application's database role can neither change nor delete a row. The actor's
    name is copied so that the row outlives the account's renaming.
    """

    at = models.DateTimeField("waktu", db_default=DatabaseNow())
    actor = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="audit_events", verbose_name="pelaku"
    )
    actor_name = models.CharField("nama pelaku", max_length=150)
    action = models.CharField("perbuatan", max_length=60)
    subject_kind = models.CharField("jenis", max_length=40)
    subject_code = models.CharField("kode", max_length=60)
    subject_label = models.CharField("sebutan", max_length=200)
    before = models.JSONField("sebelum", null=True)
    after = models.JSONField("sesudah", null=True)
    reason = models.TextField("alasan", blank=True)
    request_code = models.CharField("kode permintaan", max_length=26, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-at"], name="core_audit_at"),
            models.Index(fields=["subject_kind", "subject_code", "-at"], name="core_audit_subject"),
            models.Index(fields=["actor", "-at"], name="core_audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.actor_name} {self.action} {self.subject_code}"


class Attachment(models.Model):
    """A file kept as evidence, stored once by the SHA-256 of its content, outside the web root."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    stored_by = models.ForeignKey(User, models.PROTECT, related_name="attachments")
    stored_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="core_attachment_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class SealedTotp(TOTPDevice):
    """The phone of a second factor: django-otp's own row, whose key is kept sealed, never plain.

    20 random bytes, sealed for their account, are 36 bytes: 72 of the column's 80 hex digits.
    """

    PURPOSE: ClassVar[str] = "sasando.second-factor"

    class Meta:
        proxy = True
        verbose_name = "faktor kedua"

    @classmethod
    def fresh_key(cls, user: User) -> str:
        """A new random secret as it is kept."""
        return cls.sealed_key(user, secrets.token_bytes(20))

    @classmethod
    def sealed_key(cls, user: User, secret: bytes) -> str:
        return encryption.sealed(secret, purpose=cls.PURPOSE, owner=user.pk).hex()

    @property
    def bin_key(self) -> bytes:
        """The secret itself, as the phone holds it. Raises SecondFactorUnreadable."""
        kept = bytes.fromhex(self.key)
        try:
            return encryption.opened(kept, purpose=self.PURPOSE, owner=self.user_id)
        except encryption.Unreadable as failure:
            raise SecondFactorUnreadable from failure
