"""Files as they were received."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor
from vun.records.audit import operations as audit
from vun.records.registers.domain import OPEN_JOB_STATES, Upload, check_file
from vun.records.registers.models import Job, StoredFile

KEPT_DAYS = 30
"""How long a file is kept that only a job refers to."""


@transaction.atomic
def store_file(
    *, name: str, content: bytes, by: Actor, is_sheet: bool = False, is_archive: bool = False
) -> StoredFile:
    """Keep the bytes; under one name the same bytes are kept once, and on the disk once under all.

    What the sender calls their type is not believed.

    A stored file is seen by nobody until an operation hangs it on something, and that operation asks for permission.
    ``is_sheet``: a spreadsheet that this system has opened or made, which may be larger and of more types;
    ``is_archive``: a zip that this system has made.
    Raises Problem when the name ends in no known type, the bytes are not of that type, or are none or too many.
    """
    name, content_type = check_file(
        name, len(content), content[:16], is_sheet=is_sheet, is_archive=is_archive
    )
    digest = hashlib.sha256(content).hexdigest()
    stored, is_new = StoredFile.objects.get_or_create(
        sha256=digest,
        name=name,
        defaults={
            "content": _write(digest, name, content),
            "content_type": content_type,
            "size": len(content),
            "stored_at": timezone.now(),
        },
    )
    if is_new:
        audit.record(by, "file.stored", stored, after={"name": name, "size": len(content), "sha256": digest})
    return stored


def stored(file: StoredFile | Upload | None, by: Actor) -> StoredFile | None:
    """The file an operation is about to hang on something; one just sent in is stored. Raises as `store_file`."""
    return store_file(name=file.name, content=file.content, by=by) if isinstance(file, Upload) else file


@transaction.atomic
def remove_old_files(*, now: datetime) -> int:
    """Remove the files nothing hangs on but jobs, stored more than KEPT_DAYS ago; return how many.

    Those are uploads that were only compared or never confirmed, their marked copies, and exports that were fetched or
    not. The jobs stay, without the file.
    """
    old = StoredFile.objects.filter(stored_at__lt=now - timedelta(days=KEPT_DAYS))
    for relation in StoredFile._meta.related_objects:
        if relation.related_model is not Job:
            used = relation.related_model._base_manager.filter(**{f"{relation.field.name}__isnull": False})
            old = old.exclude(pk__in=used.values(relation.field.attname))
    open_jobs = Job.objects.filter(state__in=[state.value for state in OPEN_JOB_STATES])
    files = list(old.exclude(pk__in=open_jobs.filter(file__isnull=False).values("file_id")))
    if not files:
        return 0
    Job.objects.filter(file__in=files).update(file=None)
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).delete()
    audit.record(Actor.system("worker"), "files.removed", files[0], after={"count": len(files)})
    contents = {str(file.content.name) for file in files}
    # Of what is kept under another name the bytes stay.
    contents -= set(StoredFile.objects.filter(content__in=contents).values_list("content", flat=True))
    for content in sorted(contents):
        transaction.on_commit(partial(default_storage.delete, content))
    return len(files)


def _write(digest: str, name: str, content: bytes) -> str:
    # Named by its bytes: what a transaction given up leaves behind is found again, never written twice.
    path = f"{digest[:2]}/{digest}.{name.rpartition('.')[2].lower()}"
    return path if default_storage.exists(path) else default_storage.save(path, ContentFile(content))
