from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SealedDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="hari kerja")),
                ("leaf_index", models.PositiveIntegerField(unique=True, verbose_name="urutan")),
                ("entry_count", models.PositiveIntegerField(verbose_name="catatan")),
                ("root", models.BinaryField(max_length=32, verbose_name="kepala hari")),
                ("closings", models.JSONField(verbose_name="tutup")),
                ("sealed_at", models.DateTimeField(verbose_name="disegel")),
            ],
            options={
                "ordering": ["-leaf_index"],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tree_size", models.PositiveIntegerField(unique=True, verbose_name="jumlah hari")),
                ("root", models.BinaryField(max_length=32, verbose_name="kepala log")),
                ("note", models.TextField(verbose_name="surat bertanda tangan")),
                ("created_at", models.DateTimeField(verbose_name="ditandatangani")),
            ],
            options={
                "ordering": ["-tree_size"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tree_size__gt", 0)), name="seals_checkpoint_not_empty"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tree", models.CharField(max_length=16, verbose_name="pohon")),
                ("level", models.PositiveSmallIntegerField(verbose_name="tingkat")),
                ("number", models.PositiveIntegerField(verbose_name="nomor")),
                ("width", models.PositiveSmallIntegerField(verbose_name="lebar")),
                ("hashes", models.BinaryField(max_length=8192, verbose_name="isi")),
            ],
            options={
                "ordering": ["tree", "level", "number", "width"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tree", "level", "number", "width"), name="seals_tile_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__lte", 63), ("width__gte", 1), ("width__lte", 256)
                        ),
                        name="seals_tile_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tree", "hari"),
                            ("tree__regex", "^hari/[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
                            _connector="OR",
                        ),
                        name="seals_tile_tree",
                    ),
                ],
            },
        ),
    ]
