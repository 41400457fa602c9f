"""On PostgreSQL the index by which the register is searched, spelled as werkbedrijf/web/words.py asks; elsewhere nothing."""

from typing import Any

from django.db import migrations

INDEX = "decision_dutch"


def make_index(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE INDEX {INDEX} ON governance_decision USING gin (to_tsvector('dutch', title || ' ' || text))"
        )


def drop_index(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("governance", "0006_withdrawals_of_decisions")]

    operations = [migrations.RunPython(make_index, drop_index)]
