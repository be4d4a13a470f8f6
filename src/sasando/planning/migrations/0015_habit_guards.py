"""Answers and reviews are kept for good, nobody reviews himself; the limits of the detector."""

from datetime import date

from django.conf import settings
from django.db import migrations

APP = settings.APP_DB_ROLE
POLICY = {
    "name": "batas-kebiasaan",
    "value": {
        "tahun_kebiasaan": 2,
        "tahun_target_sama": 3,
        "nama_mirip": 760,
        "indikator_mirip": 760,
        "nama_disalin": 700,
        "perubahan_pagu": 100,
        "kata_keluaran": ["jumlah", "terlaksananya", "tersedianya", "tersusunnya"],
        "kata_pelaksanaan": [
            "terlaksananya",
            "terselenggaranya",
            "tersedianya",
            "tersusunnya",
            "pelaksanaan",
            "penyelenggaraan",
        ],
        "predikat_tertinggi": ["WTP", "AA"],
    },
    "legal_basis": "Usulan: dua tahun berturut-turut tanpa sasaran RPJMD disebut kebiasaan; target "
    "yang sama tiga tahun disebut tidak berubah; kemiripan dan perubahan pagu dalam per seribu. "
    "Kemiripan 760 dipilih pada data berlabel (./sasando bench habit).",
    "evidence": "P",
}

GUARDS = f"""
CREATE FUNCTION planning_guard_habit_review() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM planning_habitanswer given
        WHERE given.id = NEW.answer_id AND given.answered_by_id = NEW.reviewed_by_id
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_habit_second_person',
            MESSAGE = 'an answer is reviewed by a second person';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER planning_habitanswer_fixed BEFORE UPDATE OR DELETE ON planning_habitanswer
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();
CREATE TRIGGER planning_habitreview_fixed BEFORE UPDATE OR DELETE ON planning_habitreview
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();
CREATE TRIGGER planning_habitreview_guard BEFORE INSERT ON planning_habitreview
    FOR EACH ROW EXECUTE FUNCTION planning_guard_habit_review();

REVOKE UPDATE, DELETE ON planning_habitanswer, planning_habitreview FROM {APP};
"""
LIFT = f"""
GRANT UPDATE, DELETE ON planning_habitanswer, planning_habitreview TO {APP};
DROP TRIGGER planning_habitreview_guard ON planning_habitreview;
DROP TRIGGER planning_habitreview_fixed ON planning_habitreview;
DROP TRIGGER planning_habitanswer_fixed ON planning_habitanswer;
DROP FUNCTION planning_guard_habit_review();
"""


def write(apps, schema_editor):
    apps.get_model("core", "Policy").objects.create(valid_from=date(2000, 1, 1), **POLICY)


class Migration(migrations.Migration):
    dependencies = [("planning", "0014_habits"), ("core", "0002_guards")]
    operations = [
        migrations.RunSQL(GUARDS, LIFT),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
