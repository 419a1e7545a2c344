"""Qualifications people hold."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vun.records.people.models import Person
from vun.records.registers.models import StoredFile
from vun.records.standards.models import Programme, ScaleLevel


class Credential(models.Model):
    """A degree, certificate or confirmation somebody holds, wherever earned; ``valid_until`` is the first day it no
    longer counts. The columns are those of tables 32.1–32.6 of the record form (Circular 06/2023/TT-BNV)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="credentials")
    level = models.ForeignKey(ScaleLevel, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    major = models.CharField(max_length=150, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    mode = models.CharField(max_length=60, blank=True)
    studied_from = models.DateField(null=True, blank=True)
    earned_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    score = models.CharField(max_length=30, blank=True)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    is_from_certificate = models.BooleanField(
        default=False, help_text="written when a certificate of a class was issued; follows that certificate"
    )

    is_day_unknown = models.BooleanField(
        default=False, help_text="held by then as a list said; the day on the document is not known"
    )

    class Meta:
        ordering = ["-earned_on"]
        indexes = [models.Index(fields=["person", "level", "earned_on"], name="credential_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("earned_on")),
                name="credential_valid_after_earned",
            ),
        ]

    def __str__(self) -> str:
        return self.name
