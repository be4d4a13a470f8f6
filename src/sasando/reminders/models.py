"""Where reminders go: a confirmed address, a secret calendar address, and the letters of a day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import Person

SHA256 = "^[0-9a-f]{64}$"


class Kind(models.TextChoices):
    """What a reminder is about; a person chooses which of them come by letter."""

    REPORT = "LAPORAN", "Laporan rencana aksi yang harus masuk"
    REVIEW = "TINJAUAN", "Rencana aksi, laporan, dan bantuan yang menunggu saya"
    SIGNATURE = "TANDA_TANGAN", "Perjanjian yang menunggu tanda tangan saya"
    PACT = "PAKTA", "Pakta integritas"
    MEASUREMENT = "PENGUKURAN", "Angka indikator"
    SKP = "SKP", "Hasil kerja SKP yang menunggu persetujuan"
    ENTRIES = "CATATAN", "Catatan harian yang menunggu putusan"


def every_kind() -> list[str]:
    """What a new address asks for: all of it."""
    return list(Kind.values)


class Address(models.Model):
    """The e-mail address a person gave for reminders: personal data, never shown to others.

    Nothing is sent to it but one code, until the person has typed that code.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="reminder_address")
    email = models.EmailField("alamat surat")
    is_on = models.BooleanField("surat dikirim", default=True)
    kinds = ArrayField(models.CharField(max_length=12), verbose_name="jenis", default=every_kind)
    confirmed_at = models.DateTimeField("dipastikan", null=True, blank=True)
    code_digest = models.BinaryField(null=True, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kinds__contained_by=list(Kind.values)), name="reminders_known_kinds"
            )
        ]

    def __str__(self) -> str:
        return f"alamat pengingat {self.person.code}"


class CalendarFeed(models.Model):
    """A person's calendar under a secret address, of which only the digest is kept.

    `reads` counts within an hour from `window_began_at`, so that nobody fetches it without end.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="calendar_feed")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=DatabaseNow())
    window_began_at = models.DateTimeField(db_default=DatabaseNow())
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(token_digest__regex=SHA256), name="reminders_feed_digest"
            )
        ]

    def __str__(self) -> str:
        return f"kalender {self.person.code}"


class Letter(models.Model):
    """The one letter of a person and day: written down before it is sent, marked after.

    A crash between sending and marking sends it again with the same Message-ID: at least once.
    """

    class State(models.TextChoices):
        WAITING = "MENUNGGU", "menunggu dikirim"
        SENT = "TERKIRIM", "terkirim"
        SKIPPED = "DILEWATI", "tidak perlu lagi"
        GIVEN_UP = "DIHENTIKAN", "tidak dapat dikirim"

    person = models.ForeignKey(Person, models.PROTECT, related_name="reminder_letters")
    day = models.DateField("hari")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    problem = models.CharField("halangan", max_length=60, blank=True)
    queued_at = models.DateTimeField(db_default=DatabaseNow())
    sent_at = models.DateTimeField("terkirim", null=True, blank=True)

    class Meta:
        ordering = ["day", "id"]
        indexes = [
            models.Index(
                fields=["day", "id"], condition=Q(state="MENUNGGU"), name="reminders_to_send"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="reminders_one_letter_a_day"),
            models.CheckConstraint(
                condition=Q(state="TERKIRIM", sent_at__isnull=False)
                | (~Q(state="TERKIRIM") & Q(sent_at__isnull=True)),
                name="reminders_sent_at",
            ),
        ]

    def __str__(self) -> str:
        return f"surat {self.day} {self.person_id}"
