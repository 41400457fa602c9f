from django.db import migrations


def mark(apps, schema_editor):
    """The list that was in use before lists were adopted: in force for want of a decision."""
    apps.get_model("quotum", "SectorList").objects.update(state="adopted", is_founding=True)


def unmark(apps, schema_editor):
    apps.get_model("quotum", "SectorList").objects.filter(is_founding=True).update(
        state="draft", is_founding=False
    )


class Migration(migrations.Migration):
    dependencies = [("quotum", "0002_deviations_branches_and_classifications")]

    operations = [migrations.RunPython(mark, unmark)]
