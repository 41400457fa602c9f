"""docker-compose.yml, Dockerfile and settings agree, and the production settings pass Django's own checks."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from werkbedrijf.health import beat_is_well

ROOT = Path(__file__).resolve().parent.parent
HOST = "werkbedrijf.example"
SECRETS = {
    "secret_key": "k9#" * 25 + "Zq!",
    "database_url": "postgres://board:secret@postgres:5432/board",
    "email_url": "smtp://board:secret@mail.example:587/?tls=1",
    "postgres_password": "secret",
}
ONE_SHOT = {"migrate", "data"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file as docker reads it: anchors merged, SITE_HOST filled in."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    text = re.sub(r"\$\{SITE_HOST(:\?[^}]*)?\}", HOST, text)
    assert "${" not in text, "only SITE_HOST comes from outside"
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = compose["services"]
    assert {"web", "worker", "beat", "postgres", "redis", "proxy"} <= set(found)
    return found


@pytest.fixture(scope="module")
def ours(services: dict[str, Any]) -> dict[str, Any]:
    """The services that run our own image."""
    return {name: service for name, service in services.items() if service["image"] == "werkbedrijf-twente"}


@pytest.fixture
def production(ours: dict[str, Any], tmp_path: Path) -> dict[str, str]:
    """The environment of the web container, with its secrets as files."""
    for name, value in SECRETS.items():
        (tmp_path / name).write_text(value + "\n", encoding="utf-8")
    variables = {
        key: str(value).replace("/run/secrets", str(tmp_path))
        for key, value in ours["web"]["environment"].items()
    }
    variables["VAR_DIR"] = str(tmp_path)
    (tmp_path / "static").mkdir()  # in the image: the style sheet
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return {**kept, **variables, "DJANGO_SETTINGS_MODULE": "werkbedrijf.settings"}


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60)


def command_of(service: dict[str, Any]) -> list[str]:
    command = service["command"]
    return shlex.split(command) if isinstance(command, str) else list(command)


def test_commands_exist(ours: dict[str, Any]) -> None:
    for name, service in ours.items():
        program, *arguments = command_of(service)
        assert shutil.which(program, path=str(Path(sys.executable).parent)), (
            f"{name}: {program} is not installed"
        )
        if program == "uvicorn":
            module, _, attribute = arguments[0].partition(":")
            assert callable(getattr(importlib.import_module(module), attribute))
        elif program == "celery":
            assert arguments[:2] == ["--app", "werkbedrijf"]
            assert arguments[2] in ("worker", "beat")
        else:
            assert program == "python", name
            assert arguments[0] == "manage.py"
            assert arguments[1] in get_commands()


def test_options_of_commands_exist(ours: dict[str, Any]) -> None:
    """A misspelled option stops a container at once; so ask the programs themselves which they know."""
    helps: dict[tuple[str, ...], str] = {}
    for name, service in ours.items():
        words = command_of(service)
        if words[0] == "python":
            continue
        asked = ("uvicorn",) if words[0] == "uvicorn" else ("celery", "--app", "werkbedrijf", words[3])
        if asked not in helps:
            program = [str(Path(sys.executable).parent / asked[0]), *asked[1:], "--help"]
            helps[asked] = subprocess.run(
                program, cwd=ROOT, capture_output=True, text=True, check=True
            ).stdout
        for option in (word.partition("=")[0] for word in words[len(asked) :] if word.startswith("--")):
            assert option in helps[asked], f"{name}: {asked[0]} does not know {option}"


def test_every_variable_is_known_to_the_settings(ours: dict[str, Any]) -> None:
    for name, service in ours.items():
        unknown = set(service["environment"]) - set(settings.KNOWN_VARIABLES)
        assert not unknown, f"{name} sets {unknown}, which nobody reads"


def test_services_run_the_same_code_with_the_same_settings(ours: dict[str, Any]) -> None:
    assert {"web", "worker", "beat", *ONE_SHOT} == set(ours)
    first = ours["web"]["environment"]
    assert all(service["environment"] == first for service in ours.values())


def test_exactly_one_beat(services: dict[str, Any]) -> None:
    beats = [name for name, service in services.items() if " beat " in f"{service.get('command', '')} "]
    assert beats == ["beat"]
    assert "deploy" not in services["beat"]
    assert "scale" not in services["beat"]


def test_all_that_keeps_running_has_a_health_check(services: dict[str, Any]) -> None:
    for name, service in services.items():
        if name in ONE_SHOT:
            assert service["restart"] == "no"
        else:
            assert service["healthcheck"]["test"][0] == "CMD", name
            assert service["restart"] == "unless-stopped", name


def test_health_checks_ask_what_exists(ours: dict[str, Any]) -> None:
    for name in ("web", "worker", "beat"):
        assert ours[name]["healthcheck"]["test"] == ["CMD", "python", "-m", "werkbedrijf.health", name]
        arguments = [sys.executable, "-m", "werkbedrijf.health", "nonsense"]
        refused = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True)
        assert refused.returncode == 2
        assert name in refused.stderr


def test_health_of_beat_is_that_it_wrote_lately(tmp_path: Path) -> None:
    schedule = tmp_path / "beat-schedule"
    assert not beat_is_well(schedule)
    written = tmp_path / "beat-schedule.db"  # the suffix depends on the dbm of the machine
    written.touch()
    assert beat_is_well(schedule)
    os.utime(written, (time.time() - 700, time.time() - 700))
    assert not beat_is_well(schedule)


def test_nothing_runs_as_root(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert str(service["user"]).split(":")[0] not in ("root", "0"), name
        assert service["cap_drop"] == ["ALL"], name
    targets = re.split(r"^FROM ", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for target in targets:
        if " AS styles" not in target.splitlines()[0]:  # only builds, never runs
            assert re.findall(r"^USER (\S+)", target, re.MULTILINE)[-1] not in ("root", "0")


def test_secrets_come_from_files(compose: dict[str, Any], services: dict[str, Any]) -> None:
    assert set(compose["secrets"]) == set(SECRETS)
    for name, service in services.items():
        for variable, value in service.get("environment", {}).items():
            secret = re.search(r"SECRET|PASSWORD|DATABASE_URL|EMAIL_URL", variable)
            assert not secret or variable.endswith("_FILE"), f"{name}: {variable} in the open"
            if str(value).startswith("/run/secrets/"):
                assert Path(str(value)).name in service["secrets"], f"{name} is not given {value}"


def test_what_dockerfile_copies_exists_and_is_not_ignored() -> None:
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    for name in allowed:
        assert (ROOT / name).exists(), f".dockerignore lets {name} in, which does not exist"
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
        for source in line.split()[:-1]:
            assert source == "." or any(
                source == name or source.startswith(f"{name}/") for name in allowed
            ), source
            assert (ROOT / source).exists(), source


def test_dockerfile_and_setup_install_the_same_libraries() -> None:
    """A machine that happens to have them hides the gap."""
    listed = re.search(r'^libraries="([^"]+)"', (ROOT / "bin" / "setup").read_text(), re.MULTILINE)
    assert listed
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert [name for name in listed[1].split() if name not in dockerfile] == []


def test_production_passes_the_deployment_checks(production: dict[str, str]) -> None:
    checked = manage(production, "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "no issues" in checked.stdout


def test_deployment_check_can_fail(production: dict[str, str]) -> None:
    """The test above is worth something only if a development environment does not pass it."""
    checked = manage(
        {**production, "ENVIRONMENT": "development"}, "check", "--deploy", "--fail-level", "WARNING"
    )
    assert checked.returncode != 0
    assert "security.W" in checked.stderr


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"DEMO_MODE": "1"}, "DEMO_MODE"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"SECRET_KEY_FILE": ""}, "SECRET_KEY"),
        ({"SECRET_KEY_FILE": "/nowhere/secret_key"}, "SECRET_KEY_FILE"),
        ({"SECRET_KEY": "twice"}, "SECRET_KEY"),
        ({"ENVIRONMENT": "prodction"}, "ENVIRONMENT"),
        ({"TRUSTED_PROXIES": "one"}, "TRUSTED_PROXIES"),
        ({"EMAIL_URL_FILE": "", "EMAIL_URL": "mail.example"}, "EMAIL_URL"),
    ],
)
def test_production_refuses_bad_settings(
    production: dict[str, str], change: dict[str, str], named: str
) -> None:
    refused = manage({**production, **change}, "check")
    assert refused.returncode != 0
    last = refused.stderr.strip().splitlines()[-1]
    assert "BadSetting" in last
    assert named in last
