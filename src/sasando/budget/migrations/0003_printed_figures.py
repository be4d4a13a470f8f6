"""A printed figure may stand where no version is loaded, and says to what it was rounded."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("budget", "0002_guards")]
    operations = [
        migrations.RemoveConstraint(model_name="printedfigure", name="budget_printed_once"),
        migrations.AddField(
            model_name="printedfigure",
            name="year",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="tahun anggaran"),
        ),
        migrations.AddField(
            model_name="printedfigure",
            name="document",
            field=models.CharField(default="", max_length=60, verbose_name="dokumen"),
            preserve_default=False,
        ),
        migrations.RunSQL(
            "UPDATE budget_printedfigure f SET year = v.year, document = v.name"
            " FROM budget_budgetversion v WHERE v.id = f.version_id",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="printedfigure",
            name="year",
            field=models.PositiveSmallIntegerField(verbose_name="tahun anggaran"),
        ),
        migrations.AddField(
            model_name="printedfigure",
            name="rounded_to",
            field=models.PositiveIntegerField(
                choices=[
                    (1, "rupiah penuh"),
                    (1000, "ribu rupiah"),
                    (1000000, "juta rupiah"),
                    (1000000000, "miliar rupiah"),
                ],
                default=1,
                verbose_name="dibulatkan ke",
            ),
        ),
        migrations.AlterField(
            model_name="printedfigure",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="printed_figures",
                to="budget.budgetversion",
            ),
        ),
        migrations.AlterModelOptions(
            name="printedfigure", options={"ordering": ["year", "document", "source", "post"]}
        ),
        migrations.AddConstraint(
            model_name="printedfigure",
            constraint=models.UniqueConstraint(
                fields=("year", "document", "post", "source"), name="budget_printed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="printedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("rounded_to__in", [1, 1000, 1000000, 1000000000])),
                name="budget_printed_rounding",
            ),
        ),
    ]
