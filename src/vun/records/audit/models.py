"""The audit line. It has no foreign keys, so that nothing it speaks of can be kept or lost because of it."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One operation by one actor on one object. Never changed, never deleted: both databases refuse it."""

    at = models.DateTimeField(db_index=True)
    actor_user_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=80, db_index=True)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    object_label = models.CharField(max_length=300)
    search_key = models.CharField(max_length=600)
    unit_id = models.BigIntegerField(null=True, db_index=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]
