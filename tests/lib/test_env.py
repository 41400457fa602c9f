"""Settings are typed and loud about a bad value."""

from __future__ import annotations

from pathlib import Path

import pytest

from werkbedrijf.lib.env import BadSetting, Environment


def test_text_without_value_or_default_is_refused() -> None:
    with pytest.raises(BadSetting, match="SECRET_KEY must be set"):
        Environment({}).text("SECRET_KEY")


def test_empty_value_is_no_value() -> None:
    assert Environment({"HOST": ""}).text("HOST", "localhost") == "localhost"


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("True", True), ("off", False), ("no", False)])
def test_flag_reads_yes_and_no(value: str, expected: bool) -> None:
    assert Environment({"DEMO_MODE": value}).flag("DEMO_MODE") is expected


def test_flag_of_another_word_is_refused() -> None:
    with pytest.raises(BadSetting, match="DEMO_MODE must be true or false, not 'ja'"):
        Environment({"DEMO_MODE": "ja"}).flag("DEMO_MODE")


def test_choice_outside_the_list_is_refused() -> None:
    with pytest.raises(BadSetting, match="must be one of development, production, not 'prod'"):
        Environment({"ENVIRONMENT": "prod"}).choice(
            "ENVIRONMENT", ("development", "production"), "development"
        )


def test_number_that_is_no_number_is_refused() -> None:
    with pytest.raises(BadSetting, match="must be a whole number, not '1.5'"):
        Environment({"TRUSTED_PROXIES": "1.5"}).number("TRUSTED_PROXIES", 0)


def test_names_are_split_at_commas_and_stripped() -> None:
    assert Environment({"ALLOWED_HOSTS": " a.nl, b.nl,,"}).names("ALLOWED_HOSTS") == ["a.nl", "b.nl"]


def test_secret_comes_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("geheim\n")
    assert Environment({"SECRET_KEY_FILE": str(file)}).secret("SECRET_KEY") == "geheim"


def test_secret_in_value_and_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("geheim")
    with pytest.raises(BadSetting, match="not both"):
        Environment({"SECRET_KEY": "x", "SECRET_KEY_FILE": str(file)}).secret("SECRET_KEY")


def test_secret_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="cannot be read"):
        Environment({"SECRET_KEY_FILE": str(tmp_path / "gone")}).secret("SECRET_KEY")


def test_known_holds_every_name_that_was_read() -> None:
    env = Environment({})
    env.secret("DATABASE_URL", "sqlite://")
    env.flag("DEMO_MODE")
    assert env.known == {"DATABASE_URL", "DATABASE_URL_FILE", "DEMO_MODE"}
