"""Every file that waits for "overnemen" has the same fields: figures are called `rows`, and may be an example."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotum", "0012_staged_counts_and_keys_of_details"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField(model_name="workplacedraft", old_name="figures", new_name="rows"),
        migrations.AddField(
            model_name="workplacedraft",
            name="is_example",
            field=models.BooleanField(default=False, verbose_name="voorbeeldcijfer"),
        ),
        migrations.AlterField(
            model_name="targetgroupdraft",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="van",
            ),
        ),
    ]
