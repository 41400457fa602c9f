"""The settings of the application as the tests run them: the same file, with a few facts of the test environment.

A module of its own because pytest-django reads the settings before any conftest.py can set a variable.
"""

# ruff: noqa: E402, F403, F405 (the environment comes first, and everything of the real settings is wanted)
import os
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
_VAR = _ROOT / "var" / "test" / _WORKER
_VAR.mkdir(parents=True, exist_ok=True)
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
