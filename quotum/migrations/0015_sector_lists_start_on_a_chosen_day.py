"""A list of sectors may name the day on which it starts; that day is part of what the board votes on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0010_chair_returns_the_agenda"),
        ("quotum", "0014_workplaces_by_two_definitions"),
    ]

    operations = [
        migrations.AddField(
            model_name="sectorlist",
            name="chosen_start",
            field=models.DateField(blank=True, null=True, verbose_name="gaat in op"),
        ),
        migrations.AddConstraint(
            model_name="sectorlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("chosen_start", None),
                    models.Q(("in_force_from", models.F("chosen_start")), ("in_force_from__isnull", False)),
                    _connector="OR",
                ),
                name="sectorlist_starts_as_chosen",
                violation_error_message="Een sectorindeling gaat in op de dag die is voorgesteld.",
            ),
        ),
    ]
