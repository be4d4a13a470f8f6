"""What stands already: whose post it was, how far below the mayor, how it was signed.

An agreement with parties belongs to the post of its first party; a draft has none yet, and belongs
to the post that leads its unit. The tier follows from how many heads stand between it and the city.
"""

from django.db import migrations

MOVE = """
ALTER TABLE agreements_agreement DISABLE TRIGGER agreements_agreement_guard;
ALTER TABLE agreements_agreementitem DISABLE TRIGGER agreements_item_guard;
ALTER TABLE agreements_agreementparty DISABLE TRIGGER agreements_party_guard;

UPDATE agreements_agreement a SET content_format = 1 WHERE content_digest <> '';

UPDATE agreements_agreement a SET position_id = p.position_id
FROM agreements_agreementparty p WHERE p.agreement_id = a.id AND p.role = 'PERTAMA';

UPDATE agreements_agreement a SET position_id = (
    SELECT q.id FROM organization_position q
    WHERE q.unit_id = a.unit_id AND q.duty IN ('KEPALA', 'SEKDA', 'WALI_KOTA')
    ORDER BY EXISTS (SELECT 1 FROM organization_position above
                     WHERE above.id = q.reports_to_id AND above.unit_id = q.unit_id
                       AND above.duty IN ('KEPALA', 'SEKDA', 'WALI_KOTA')), q.id
    LIMIT 1)
WHERE a.position_id IS NULL;

UPDATE agreements_agreement a SET leads_unit = true, tier = CASE
    WHEN length(u.path) - length(replace(u.path, '.', '')) = 1 THEN 'KOTA'
    WHEN length(u.path) - length(replace(u.path, '.', '')) = 2 THEN 'PERANGKAT_DAERAH'
    WHEN length(u.path) - length(replace(u.path, '.', '')) = 3 THEN 'BIDANG'
    ELSE 'SEKSI' END
FROM organization_unit u WHERE u.id = a.unit_id;

UPDATE agreements_agreementitem SET path = code || '/';

UPDATE agreements_agreementparty SET signature_kind = 'ELEKTRONIK' WHERE signed_at IS NOT NULL;

SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE agreements_agreement ENABLE TRIGGER agreements_agreement_guard;
ALTER TABLE agreements_agreementitem ENABLE TRIGGER agreements_item_guard;
ALTER TABLE agreements_agreementparty ENABLE TRIGGER agreements_party_guard;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_positions_money_papers")]
    operations = [migrations.RunSQL(MOVE, migrations.RunSQL.noop)]
