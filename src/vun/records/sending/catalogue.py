"""What papers rest on, from the reviewable file in ``data/``; its README.md describes the keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.records.sending.domain import PaperLayout
from vun.records.sending.models import PaperBasis
from vun.records.standards.succession import fresh_rows, legal_columns

_FILE = Path(__file__).parent / "data" / "bases.yaml"


@transaction.atomic
def load_catalogues(by: Actor) -> None:
    """Add the rows of the file that are not there yet; loading again changes nothing, but to end an open row.

    The groups of programmes must be there. Raises Refused without STANDARD_EDIT everywhere, and ValueError for a word
    nobody knows.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    data: dict[str, list[dict[str, Any]]] = yaml.load(
        _FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    PaperBasis.objects.bulk_create(
        PaperBasis(
            **legal_columns({"legal_basis": row["text"], **row}),
            layout=PaperLayout(row["layout"]).value if "layout" in row else "",
            group_id=row.get("group"),
            order=row["order"],
        )
        for row in fresh_rows(PaperBasis, data["bases"])
    )
