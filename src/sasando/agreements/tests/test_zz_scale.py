import time
from django.db import connection
from sasando.agreements.models import *
from sasando.agreements.queries import *
from sasando.organization.models import Position, Appointment, Person, Unit
from . import factories as make
import pytest
def test_scale(friday, client):
    N=6000
    units=[]
    for i in range(40):
        u=Unit.objects.create(code=f"D{i}", name=f"Dinas {i}", kind="DINAS", parent=Unit.objects.get(code="KOTA"), valid_from=make.date(2025,1,1))
        u.path=f"{u.parent.path}{u.pk}."; u.save(); units.append(u)
    sup=Position.objects.get(code="DLHK.KEPALA")
    Position.objects.bulk_create([Position(code=f"X.{i}", title=f"Jabatan {i}", unit=units[i%40], kind="PENGAWAS", valid_from=make.date(2025,1,1), reports_to=sup) for i in range(N)], batch_size=1000)
    Person.objects.bulk_create([Person(code=f"P-{i}", name=f"N {i}", employment="PNS") for i in range(N)], batch_size=1000)
    pos=list(Position.objects.filter(code__startswith="X.").order_by("id")); per=list(Person.objects.filter(code__regex=r"^P-\d+$").order_by("id"))
    Appointment.objects.bulk_create([Appointment(person=a, position=b, kind="DEFINITIF", valid_from=make.date(2025,1,1)) for a,b in zip(per,pos)], batch_size=1000)
    Agreement.objects.bulk_create([Agreement(code=f"PK-X.{i}-2027-1", position=p, unit_id=p.unit_id, tier="SEKSI", leads_unit=False, year=2027) for i,p in enumerate(pos)], batch_size=1000)
    ags=list(Agreement.objects.filter(year=2027).order_by("id"))
    AgreementParty.objects.bulk_create([AgreementParty(agreement=a, role=r, person=per[i], position=a.position, name="x", title="y") for i,a in enumerate(ags) for r in ("PERTAMA","KEDUA")], batch_size=1000)
    Agreement.objects.filter(year=2027).update(content_digest="a"*64, proposed_at=make.clock.now())
    ids=[a.pk for a in ags[:4000]]
    AgreementParty.objects.filter(agreement_id__in=ids).update(signed_at=make.clock.now(), signed_digest="a"*64, signature_kind="ELEKTRONIK")
    with connection.cursor() as c: c.execute("ANALYZE" ) if False else None
    from django.db import connection as cn
    for login in ("perencana","kadis","staf"):
        v=make.viewer(login)
        for f in (Filters(2027), Filters(2027,state="BERLAKU"), Filters(2027,state="BELUM"), Filters(2027,unit_code="D3",tier="SEKSI")):
            t=time.perf_counter(); r=agreement_list(viewer=v, filters=f); print(login, f.query(), r.total, round(time.perf_counter()-t,3))
        t=time.perf_counter(); print(login,"missing", count_missing(v, year=2027, day=make.date(2026,11,20)), round(time.perf_counter()-t,3))
        t=time.perf_counter(); len(years_of(v,2026)); len(units_with_agreements(v)); print("choices", round(time.perf_counter()-t,3))
        t=time.perf_counter(); len(waits_for_signature_of(v, make.date(2026,11,20))); print("waits", round(time.perf_counter()-t,3))
    t=time.perf_counter(); missing_list(viewer=make.viewer("perencana"), year=2027, day=make.date(2026,11,20)); print("missing list", round(time.perf_counter()-t,3))
    t=time.perf_counter(); n=sum(1 for _ in all_rows(viewer=make.viewer("perencana"), filters=Filters(2027))); print("csv", n, round(time.perf_counter()-t,3))
