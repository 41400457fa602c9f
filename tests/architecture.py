"""Reads the imports of the project and says in sentences which of them the floor plan does not allow (rules 3, 4, 5).

Only the syntax tree is read, nothing is imported; so it can be pointed at a broken example just as well.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Rule 3: what an app may import besides itself and the project package.
APPS: dict[str, frozenset[str]] = {
    "governance": frozenset(),
    "instruments": frozenset({"governance"}),
    "quotum": frozenset({"governance"}),
    "reports": frozenset({"quotum", "instruments", "governance"}),
}
# Rule 4: the floor of each room. A room imports from lower floors, and from its neighbours on the same floor.
FLOORS: dict[str, int] = {
    "enums": 0,
    "domain": 1,
    "verification": 1,  # goes along with an export: it is read as a file, nobody imports it and it imports nothing
    "models": 2,
    "queries": 3,
    "permissions": 3,
    "imports": 3,  # reads somebody else's file into values
    "kinds": 4,  # collects the figures of one kind of report
    "rendering": 4,
    "notifications": 4,
    "actions": 5,
    "loading": 5,  # the first rows of an installation
    "twente": 5,
    "demo": 6,  # invented rows, by the real actions
    "tasks": 6,
    "forms": 6,
    "accounts": 6,  # what allauth asks of the project
    "admin": 7,
    "views": 7,
    "search": 7,  # how the things of this app are found
    "panels": 7,  # parts of pages that this app shows on pages of others
    "templatetags": 7,
    "urls": 8,
    "apps": 9,
    "management": 9,  # commands are a way in, as urls are
    "migrations": 9,
}
FORBIDDEN_NAMES = frozenset({"utils", "helpers", "common", "services"})  # rule 15
CLOCK = frozenset(
    {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time")}
)


@dataclass(frozen=True)
class Import:
    """One import: the module it is in, the module it asks for, and where it stands."""

    importer: tuple[str, ...]
    imported: tuple[str, ...]
    place: str


def module_of(path: Path, root: Path) -> tuple[str, ...]:
    """The dotted name of a file as parts: quotum/models/__init__.py is ("quotum", "models")."""
    parts = path.relative_to(root).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def imports_of(path: Path, root: Path) -> Iterator[Import]:
    """Every import in a file, also inside functions, and modules that are asked for by name in a string."""
    importer, package = module_of(path, root), path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        place = f"{path.relative_to(root)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(importer, tuple(alias.name.split(".")), place)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            module = (*start, *(node.module.split(".") if node.module else ()))
            for alias in node.names:  # `from quotum import models` asks for quotum.models
                yield Import(importer, (*module, alias.name), place)
        elif isinstance(node, ast.Call) and node.args and _called(node) in ("get_model", "import_module"):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield Import(importer, tuple(first.value.split(".")), place)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def check_import(found: Import) -> str | None:
    """A sentence when the floor plan does not allow this import, else None."""
    importer, imported = found.importer, found.imported
    app, other = importer[0], imported[0]
    room = importer[1] if len(importer) > 1 else ""
    if app in APPS:
        if room == "domain":
            return _check_domain(found)
        if room == "verification":
            return _check_verification(found)
        if other in APPS and other != app and other not in APPS[app]:
            return f"{app} may not import {other} ({found.place})"
        if other == app:
            return _check_floors(found)
    if app == "werkbedrijf":
        return _check_project(found, room)
    return None


def _check_floors(found: Import) -> str | None:
    app, room = found.importer[0], found.importer[1] if len(found.importer) > 1 else ""
    wanted = found.imported[1] if len(found.imported) > 1 else ""
    if not room or not wanted or room == wanted or room not in FLOORS or wanted not in FLOORS:
        return None  # what has no floor is reported by `rooms_without_floor`
    if FLOORS[wanted] > FLOORS[room]:
        return f"{app}/{room} may not import {app}/{wanted}, which is a floor up ({found.place})"
    return None


def _check_domain(found: Import) -> str | None:
    app, other = found.importer[0], found.imported
    own = other[:2] == (app, "domain")
    plain = other[0] in sys.stdlib_module_names or other[:2] == ("werkbedrijf", "lib")
    if own or plain:
        return None
    return f"{app}/domain is plain Python and may not import {'.'.join(other[:2])} ({found.place})"


def _check_verification(found: Import) -> str | None:
    if found.imported[0] in sys.stdlib_module_names:
        return None
    return f"{found.importer[0]}/verification goes to strangers and may not import {found.imported[0]} ({found.place})"


def _is_plain_enums(found: Import, root: Path) -> bool:
    """Whether a domain/ asks for its own enums, and these know nothing but plain Python either."""
    app = found.importer[0]
    if app not in APPS or found.importer[1:2] != ("domain",) or found.imported[:2] != (app, "enums"):
        return False
    enums = root / app / "enums.py"
    return enums.exists() and all(
        asked.imported[0] in sys.stdlib_module_names or asked.imported[:2] == ("werkbedrijf", "lib")
        for asked in imports_of(enums, root)
    )


def _check_project(found: Import, room: str) -> str | None:
    other = found.imported
    if room == "lib":
        if other[0] in sys.stdlib_module_names or other[:2] == ("werkbedrijf", "lib"):
            return None
        return f"werkbedrijf/lib is plain Python and may not import {'.'.join(other[:2])} ({found.place})"
    if room == "urls" or other[0] not in APPS:
        return None  # urls.py is where the apps are put together
    return f"werkbedrijf/{room} may not import {other[0]} ({found.place})"


def clock_readings(path: Path, root: Path) -> Iterator[str]:
    """A sentence for each place in a domain/ that asks what time it is: there, the day is an argument."""
    importer = module_of(path, root)
    if len(importer) < 2 or importer[0] not in APPS or importer[1] != "domain":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)) if (owner, name) in CLOCK:
                yield f"{importer[0]}/domain may not look at the clock ({path.relative_to(root)}:{node.lineno})"


def rooms_without_floor(root: Path) -> Iterator[str]:
    """A sentence for each room of an app that rule 4 does not know."""
    for app in APPS:
        for entry in sorted((root / app).iterdir()) if (root / app).is_dir() else []:
            is_room = entry.suffix == ".py" or (entry.is_dir() and any(entry.rglob("*.py")))
            if is_room and entry.stem not in {"__init__", "__pycache__", *FLOORS}:
                yield f"{app}/{entry.name} has no floor: name it in tests/architecture.py or move it"


def names_without_subject(root: Path) -> Iterator[str]:
    """A sentence for each file or folder named after nothing."""
    for package in (*APPS, "werkbedrijf", "tests"):
        for entry in sorted((root / package).rglob("*")):
            if entry.stem in FORBIDDEN_NAMES and (entry.is_dir() or entry.suffix == ".py"):
                yield f"{entry.relative_to(root)} is named after nothing: name it after its subject"


def violations(root: Path) -> list[str]:
    """All sentences about the project at `root`, in a fixed order; none when the house is in order."""
    sentences: dict[str, None] = {}
    for package in (*APPS, "werkbedrijf"):
        for path in sorted((root / package).rglob("*.py")):
            for found in imports_of(path, root):
                if _is_plain_enums(found, root):
                    continue
                if sentence := check_import(found):
                    sentences[sentence] = None
            sentences.update(dict.fromkeys(clock_readings(path, root)))
    sentences.update(dict.fromkeys(rooms_without_floor(root)))
    sentences.update(dict.fromkeys(names_without_subject(root)))
    return list(sentences)
