"""One employer can turn out to be another: a line of its own says so, and what it goes on as."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotum", "0015_sector_lists_start_on_a_chosen_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EmployerJoining",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reden")),
                ("at", models.DateTimeField(verbose_name="vastgelegd op")),
            ],
            options={
                "verbose_name": "samenvoeging van werkgevers",
                "verbose_name_plural": "samenvoegingen van werkgevers",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="employer",
            name="joined_to",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="absorbed",
                to="quotum.employer",
                verbose_name="samengevoegd met",
            ),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("joined_to", None),
                    models.Q(("joined_to", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="employer_joined_to_another",
                violation_error_message="Een werkgever wordt met een andere samengevoegd.",
            ),
        ),
        migrations.AddField(
            model_name="employerjoining",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="vastgelegd door",
            ),
        ),
        migrations.AddField(
            model_name="employerjoining",
            name="employer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="joinings",
                to="quotum.employer",
                verbose_name="werkgever",
            ),
        ),
        migrations.AddField(
            model_name="employerjoining",
            name="into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="quotum.employer",
                verbose_name="samengevoegd met",
            ),
        ),
        migrations.AddConstraint(
            model_name="employerjoining",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True),
                    models.Q(
                        ("into", None),
                        models.Q(("into", models.F("employer")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="employer_joining_has_reason",
                violation_error_message="Werkgevers worden samengevoegd of gesplitst met een reden.",
            ),
        ),
    ]
