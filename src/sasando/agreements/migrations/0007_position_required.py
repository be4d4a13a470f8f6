import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0006_move_to_positions'),
        ('organization', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='agreement',
            name='position',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='organization.position'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('position', 'year', 'version'), name='agreements_version_once'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('tier__in', ['KOTA', 'PERANGKAT_DAERAH', 'BIDANG', 'SEKSI', 'PEGAWAI'])), name='agreements_tier'),
        ),
        migrations.AddConstraint(
            model_name='agreementparty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signature_kind', ''), ('signed_at__isnull', True), ('signed_digest', '')), models.Q(('signature_kind__in', ['ELEKTRONIK', 'KERTAS']), ('signed_at__isnull', False), models.Q(('signed_digest', ''), _negated=True)), _connector='OR'), name='agreements_signature_has_digest'),
        ),
        migrations.AddConstraint(
            model_name='agreementparty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paper_date__isnull', False), ('signature_kind', 'KERTAS')), models.Q(('paper_date__isnull', True), models.Q(('signature_kind', 'KERTAS'), _negated=True)), _connector='OR'), name='agreements_paper_has_date'),
        ),
    ]
