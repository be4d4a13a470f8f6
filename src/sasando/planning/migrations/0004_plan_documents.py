"""The RPJMD becomes one kind of plan document beside Renstra, RKPD, Renja and RPD."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0001_initial"),
        ("planning", "0003_first_policies"),
    ]
    operations = [
        migrations.RemoveConstraint("Rpjmd", "planning_rpjmd_years"),
        migrations.RenameModel("Rpjmd", "PlanDocument"),
    ]
