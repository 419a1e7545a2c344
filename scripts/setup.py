"""Make .venv with the pinned packages and this one; nothing is done twice.

Usage: python3 scripts/setup.py base|dev
Standard library only. Packages come by uv where it can be had, else by pip, and are checked against their hashes.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import machine

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
# What includes what: tests need all that the program needs.
KINDS = {"base": ["base", "dev"], "dev": ["dev"]}


def main(kind: str) -> None:
    """Install requirements of ``kind``, unless the stamp of an installation says that they are there."""
    if sys.version_info < (3, 11):  # noqa: UP036 (whatever python3 is there runs this)
        sys.exit(
            f"Vun needs Python 3.11 or newer, this is {sys.version.split()[0]}. Debian package: python3.11"
        )
    stamp = _fingerprint()
    if not any(_stamp_of(one).is_file() and _stamp_of(one).read_text() == stamp for one in KINDS[kind]):
        _make_environment()
        _install(kind)
        _stamp_of(kind).write_text(stamp)
    _run(PYTHON, "-m", "vun.config.catalogues")


def _fingerprint() -> str:
    """Changes whenever something else would be installed."""
    files = [ROOT / "pyproject.toml", *sorted((ROOT / "requirements").glob("*.txt"))]
    content = b"".join(path.read_bytes() for path in files)
    return hashlib.sha256(content + sys.version.encode() + str(ROOT).encode()).hexdigest()


def _stamp_of(kind: str) -> Path:
    return ENVIRONMENT / f"installed-{kind}"


def _make_environment() -> None:
    if (ENVIRONMENT / "bin" / "pip").exists():
        return
    machine.ensure([machine.VIRTUAL_ENVIRONMENTS])
    print("Making .venv", flush=True)
    # As a command: ensurepip may have come only now.
    _run(sys.executable, "-m", "venv", ENVIRONMENT)


def _install(kind: str) -> None:
    print(f"Installing the packages of requirements/{kind}.txt", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not _succeeds(*pip, "--require-hashes", "-r", _requirements("uv")) or not _install_with(
        [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON], kind
    ):
        print("uv cannot be used here; pip does the same more slowly", flush=True)
        if not _install_with(pip, kind):
            sys.exit("The packages cannot be installed; the reason stands above.")


def _install_with(installer: list[object], kind: str) -> bool:
    return _succeeds(*installer, "--require-hashes", "-r", _requirements(kind)) and _succeeds(
        *installer, "--no-deps", "--no-build-isolation", "-e", ROOT
    )


def _requirements(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def _succeeds(*command: object) -> bool:
    return subprocess.run([str(part) for part in command], cwd=ROOT).returncode == 0


def _run(*command: object) -> None:
    if not _succeeds(*command):
        sys.exit(f"Failed: {' '.join(str(part) for part in command)}")


if __name__ == "__main__":
    if sys.argv[1:] not in ([kind] for kind in KINDS):
        sys.exit(__doc__)
    main(sys.argv[1])
