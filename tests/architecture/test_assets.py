"""Files of others that are shipped are, byte for byte, those that were reviewed."""

from __future__ import annotations

import hashlib

from tests.architecture.sources import PACKAGE

VENDOR = PACKAGE / "faces" / "web" / "static" / "vendor"


def test_every_vendored_file_is_in_the_hash_list_and_unchanged() -> None:
    lines = (VENDOR / "HASHES.txt").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "HASHES.txt"
    }
    assert found
    assert found == listed


def test_every_vendored_package_brings_its_licence() -> None:
    packages = [path for path in VENDOR.iterdir() if path.is_dir()]
    assert packages
    assert [path.name for path in packages if not (path / "LICENSE").is_file()] == []
