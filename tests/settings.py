"""The settings of the application as the tests run them: the same file, with a few facts of the test environment.

A module of its own because pytest-django reads the settings before any conftest.py can set a variable.
"""

# ruff: noqa: E402, F403, F405 (the environment comes first, and everything of the real settings is wanted)
import atexit
import os
import shutil
import tempfile
import time
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_RUNS = _ROOT / "var" / "test"
_RUNS.mkdir(parents=True, exist_ok=True)
for _left in _RUNS.glob("run-*"):  # by runs that were killed
    if time.time() - _left.stat().st_mtime > 24 * 3600:
        shutil.rmtree(_left, ignore_errors=True)
# A folder per process: two runs in one work tree must not meet in one database file.
_VAR = Path(tempfile.mkdtemp(prefix="run-", dir=_RUNS))
_OWNER = os.getpid()
atexit.register(lambda: os.getpid() == _OWNER and shutil.rmtree(_VAR, ignore_errors=True))
os.environ["ENVIRONMENT"] = "test"
os.environ["DEMO_MODE"] = "1"
os.environ["VAR_DIR"] = str(_VAR)  # nothing of a test lands among the files of bin/start
if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
    os.environ["DATABASE_URL"] = f"sqlite:///{_VAR / 'db.sqlite3'}"
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(_ROOT / "var" / "hypothesis")
os.environ.pop("REDIS_URL", None)

from werkbedrijf.settings import *

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # hundreds of sign-ins, none of them secret
STATICFILES_DIRS = [
    BASE_DIR / "werkbedrijf" / "static",
    *(d for d in [_ROOT / "var" / "static"] if d.is_dir()),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
if "TEST_TEMPLATE" in os.environ:  # in which tests/run_checks.py walked the migrations: copied in a blink
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["TEST_TEMPLATE"]}
