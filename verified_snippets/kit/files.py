"""What stands at a path, looked at before it is opened: opening a pipe would wait forever."""

from __future__ import annotations

import stat
from pathlib import Path


def file_fault(path: Path) -> tuple[str, str] | None:
    """Why no file can be read at a path, and the remedy; None where a regular file stands."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if not path.is_symlink():
            return "there is no such file", "write it"
        target = path.readlink()
        return f"the link leads to `{target}`, which is missing", "restore it, or remove the link"
    except OSError as error:
        return f"it cannot be read: {error.strerror}", "put a text file there, or remove it"
    if stat.S_ISDIR(mode):
        return "it is a folder, not a file", "rename the folder, or move it elsewhere"
    if not stat.S_ISREG(mode):
        return "it is not a regular file", "put a text file there, or remove it"
    return None


def is_hidden(path: Path, root: Path) -> bool:
    """Whether a name below the root begins with a dot: editors and systems keep such files."""
    return any(part.startswith(".") for part in path.relative_to(root).parts)
