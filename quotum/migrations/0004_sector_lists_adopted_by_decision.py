from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotum", "0003_the_first_sector_list_is_founding")]

    operations = [
        migrations.AddConstraint(
            model_name="sectorlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("in_force_from__isnull", False),
                        ("state", "adopted"),
                        models.Q(("decision__isnull", False), ("is_founding", True), _connector="OR"),
                    ),
                    models.Q(
                        models.Q(("state", "adopted"), _negated=True),
                        ("decision__isnull", True),
                        ("is_founding", False),
                    ),
                    _connector="OR",
                ),
                name="sectorlist_adopted_by_decision",
                violation_error_message="Alleen een besluit stelt vast.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectorlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    ("is_founding", True),
                    models.Q(
                        ("decision_point__isnull", False), models.Q(("content_sha256", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="sectorlist_proposed_on_point",
                violation_error_message="Wat is voorgesteld, hoort bij een beslispunt.",
            ),
        ),
    ]
