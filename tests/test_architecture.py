"""The floor plan holds: imports run one way, floors run downstairs, the domain is plain Python."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture import violations

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 400  # lines; a room that has outgrown this becomes a folder
GROWS_BY_ITSELF = ("requirements", "package-lock.json", "LICENSE", "bin/uv.lock", "bin/node.lock")
# Written in two halves, so that this file does not hold what it forbids.
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "deb.deb" + "ian.org",
)
MACHINE_PATHS = ("/wo" + "rk/", "/tm" + "p/team", "/ro" + "ot/", "/op" + "t/", "/ho" + "me/")


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def tracked_texts() -> list[tuple[str, str]]:
    """Name and content of every tracked text file."""
    texts = []
    for path in tracked_files():
        try:
            texts.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue  # a picture or a font
    assert len(texts) > 20
    return texts


def test_house_is_in_order() -> None:
    assert violations(ROOT) == []


# (file, its content, the sentence that must come out)
BROKEN = [
    ("quotum/views.py", "import reports.models\n", "quotum may not import reports (quotum/views.py:1)"),
    (
        "governance/models.py",
        "\nfrom quotum import models\n",
        "governance may not import quotum (governance/models.py:2)",
    ),
    (
        "instruments/queries.py",
        "def late():\n    from quotum.models import X\n",
        "instruments may not import quotum (instruments/queries.py:2)",
    ),
    (
        "governance/queries.py",
        "from django.apps import apps\nX = apps.get_model('reports.X')\n",
        "governance may not import reports (governance/queries.py:2)",
    ),
    (
        "quotum/models/targets.py",
        "from quotum.actions import x\n",
        "quotum/models may not import quotum/actions, which is a floor up (quotum/models/targets.py:1)",
    ),
    (
        "quotum/models/targets.py",
        "from ..views import x\n",
        "quotum/models may not import quotum/views, which is a floor up (quotum/models/targets.py:1)",
    ),
    (
        "reports/domain/rhythm.py",
        "from django.utils import timezone\n",
        "reports/domain is plain Python and may not import django.utils (reports/domain/rhythm.py:1)",
    ),
    (
        "quotum/domain/x.py",
        "from governance.domain import tally\n",
        "quotum/domain is plain Python and may not import governance.domain (quotum/domain/x.py:1)",
    ),
    (
        "quotum/domain/x.py",
        "from quotum.enums import Measure\n",
        "quotum/domain is plain Python and may not import quotum.enums (quotum/domain/x.py:1)",
    ),
    (
        "quotum/domain/x.py",
        "from datetime import date\nday = date.today()\n",
        "quotum/domain may not look at the clock (quotum/domain/x.py:2)",
    ),
    (
        "werkbedrijf/lib/x.py",
        "import django\n",
        "werkbedrijf/lib is plain Python and may not import django (werkbedrijf/lib/x.py:1)",
    ),
    (
        "werkbedrijf/web/x.py",
        "from governance.models import Seat\n",
        "werkbedrijf/web may not import governance (werkbedrijf/web/x.py:1)",
    ),
    (
        "quotum/attic.py",
        "",
        "quotum/attic.py has no floor: name it in tests/architecture.py or move it",
    ),
    (
        "reports/kinds/helpers.py",
        "",
        "reports/kinds/helpers.py is named after nothing: name it after its subject",
    ),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BROKEN, ids=[sentence for _, _, sentence in BROKEN])
def test_broken_house_is_noticed(tmp_path: Path, name: str, content: str, sentence: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    assert violations(tmp_path) == [sentence]


def test_allowed_imports_pass(tmp_path: Path) -> None:
    files = {
        "reports/views.py": "from quotum.queries import x\nfrom reports.forms import z\n",
        "quotum/actions.py": "from quotum.domain.allocation import x\nfrom governance.actions import y\n",
        "quotum/domain/allocation.py": "import fractions\nfrom quotum.domain import x\nimport werkbedrijf.lib.dates\n",
        "quotum/domain/measures.py": "from quotum.enums import Measure\n",
        "quotum/enums.py": "from enum import StrEnum\n",
        "werkbedrijf/urls.py": "import reports.urls\n",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert violations(tmp_path) == []


def test_no_file_has_outgrown_its_room() -> None:
    long = [
        f"{name}: {text.count(chr(10))} lines"
        for name, text in tracked_texts()
        if not name.startswith(GROWS_BY_ITSELF)
        and "/migrations/" not in name
        and name.endswith((".py", ".html", ".css", ".js", ".md", ".toml", ".yml"))
        and text.count("\n") > LIMIT
    ]
    assert long == []


def test_no_registry_and_no_machine_path_is_named() -> None:
    wrong = [
        f"{name} names {needle}"
        for name, text in tracked_texts()
        for needle in (*REGISTRIES, *MACHINE_PATHS)
        if re.search(rf"(?<![\w.~-]){re.escape(needle)}", text)
    ]
    assert wrong == []


def test_lock_files_hold_hashes_and_no_address() -> None:
    for name, text in tracked_texts():
        if name.endswith((".lock", "package-lock.json")):
            assert "://" not in text, name
            assert '"resolved"' not in text, name
    python = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^([\w.\[\]-]+)==", python, re.MULTILINE)
    assert len(packages) > 30
    assert len(re.findall(r"^[\w.\[\]-]+==[^\n]*\\\n    --hash=sha256:", python, re.MULTILINE)) == len(
        packages
    )


def test_test_lock_holds_the_versions_that_run() -> None:
    def versions(name: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==[\w.]+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert versions("requirements.lock") <= versions("requirements-test.lock")
