"""Files as they were received."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor
from vun.records.audit import operations as audit
from vun.records.registers.domain import Upload, check_file
from vun.records.registers.models import StoredFile


@transaction.atomic
def store_file(
    *, name: str, content: bytes, by: Actor, is_sheet: bool = False, is_archive: bool = False
) -> StoredFile:
    """Keep the bytes; the same bytes are kept once. What the sender calls their type is not believed.

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
        defaults={
            "name": name,
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


def _write(digest: str, name: str, content: bytes) -> str:
    # Named by its bytes: what a transaction given up leaves behind is found again, never written twice.
    path = f"{digest[:2]}/{digest}.{name.rpartition('.')[2].lower()}"
    return path if default_storage.exists(path) else default_storage.save(path, ContentFile(content))
