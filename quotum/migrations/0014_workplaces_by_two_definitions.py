"""A file of workplaces says which definition it counts, and when, before it is taken over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotum", "0013_staged_files_alike"),
    ]

    operations = [
        migrations.AddField(
            model_name="workplacedraft",
            name="definition",
            field=models.CharField(
                choices=[
                    ("jobs", "banen van werknemers"),
                    ("persons", "werkzame personen, met zelfstandigen"),
                ],
                default="jobs",
                max_length=10,
                verbose_name="definitie",
            ),
        ),
        migrations.AddField(
            model_name="workplacedraft",
            name="reference",
            field=models.CharField(blank=True, default="december", max_length=40, verbose_name="peilmoment"),
        ),
        migrations.AlterField(
            model_name="workplacerevision",
            name="reference",
            field=models.CharField(blank=True, default="december", max_length=40, verbose_name="peilmoment"),
        ),
    ]
