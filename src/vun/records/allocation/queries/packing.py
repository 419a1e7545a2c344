"""Problems and plans as they are kept: JSON, compressed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from typing import Any


def packed(value: Mapping[str, Any]) -> bytes:
    """JSON, compressed, the same bytes for the same value."""
    return gzip.compress(json.dumps(value, separators=(",", ":")).encode(), compresslevel=4, mtime=0)


def unpacked(data: bytes | memoryview) -> Any:
    """What `packed` packed."""
    return json.loads(gzip.decompress(bytes(data)))
