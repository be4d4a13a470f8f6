import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0013_item_path_guard'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='agreementitem',
            constraint=models.CheckConstraint(condition=models.Q(('path__endswith', django.db.models.functions.text.Concat(models.F('code'), models.Value('/')))), name='agreements_item_path_ends_with_it'),
        ),
    ]
