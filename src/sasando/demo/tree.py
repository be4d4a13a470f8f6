"""Performance trees of the example city: built by the real actions, each node marked *contoh*.

A city tree for the plan's years with waste, stunting, revenue and services; trees of two agencies
that hang on it; two crosscutting requests; and a few faults left in, so that the checks have
something to show.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sasando.core import clock
from sasando.core.models import User
from sasando.organization.models import Duty, Position, Unit
from sasando.organization.queries import viewer_for
from sasando.planning.actions.crosscutting import (
    Acceptance,
    Asking,
    accept_crosscutting,
    ask_crosscutting,
)
from sasando.planning.actions.tree import add_node, plant_tree
from sasando.planning.actions.tree_nodes import NodeDraft
from sasando.planning.models import Indicator, Objective, PerformanceNode, PerformanceTree

if TYPE_CHECKING:
    from datetime import date, datetime

    from sasando.organization.queries import Viewer

Level = PerformanceNode.Level
LEVELS = {
    "!": Level.ULTIMATE, "=": Level.INTERMEDIATE, "-": Level.IMMEDIATE, "o": Level.OUTPUT,
    "p": Level.PROCESS, "*": Level.FACTOR,
}  # fmt: skip

# One line a node: dots for depth, a sign for the level, the condition; then links after bars:
# unit, indicator, objective, weight ("40%"). Lines without links are left so on purpose.
CITY = """
! Kota bersih dan nyaman ditinggali | KOTA | IKU-RTH | SASARAN-7.1
.* Sampah selesai sejak dari rumah
..= Sampah kota terangkut seluruhnya | DLHK | IKU-SAMPAH | 60%
...- Setiap kelurahan dilayani pada jadwal tetap | DLHK
....o Armada siap jalan setiap pagi | DLHK
....o Titik kumpul tertata dan berpagar | DLHK
...- Warga memilah sampah sebelum dibuang | 53.71.03
....o Kelompok pemilah bekerja di setiap RT | 53.71.03
..= Sampah yang dibuang ke TPA berkurang | DLHK | | | 40%
...- Sampah organik diolah di tingkat kelurahan | DLHK
...- Jumlah bank sampah bertambah | DLHK
.* Ruang kota yang hijau
..= Taman dan jalur hijau terawat | PERKIM | IKU-RTH
...- Pohon pelindung tumbuh di jalan utama | DLHK
! Keluarga sehat dan anak tumbuh sesuai umur | KOTA | IKU-STUNTING | SASARAN-1.2
.* Gizi seribu hari pertama
..= Balita berisiko tertangani sebelum stunting | DINKES | IKU-STUNTING | 50%
...- Ibu hamil memeriksakan diri minimal enam kali | DINKES
....o Kunjungan rumah ibu hamil berisiko terlaksana | DINKES
...- Balita ditimbang setiap bulan | DINKES
....o Posyandu buka sesuai jadwal | DINKES
....o Kader menguasai pengukuran antropometri | DINKES
..= Keluarga berisiko cukup pangan | DKP | IKU-MISKIN-EKSTREM | 30%
...- Pangan bergizi terjangkau sampai kelurahan | DKP
.* Air dan sanitasi layak
..= Rumah tangga memakai sanitasi layak | PUPR
...- Tersedianya sambungan air di permukiman padat | PUPR
! Pendapatan daerah mandiri | KOTA | IKU-PAD | SASARAN-3.3
.* Potensi yang terdata
..= Wajib pajak membayar sesuai potensi | BAPENDA | IKU-PAD
...- Data potensi pajak mutakhir | BAPENDA
....o Objek pajak baru terdata setiap triwulan | BAPENDA
...- Wajib pajak mudah membayar | BAPENDA
....o Kanal pembayaran nontunai tersedia di semua kelurahan | BAPENDA
.* Piutang yang tertagih
..= Piutang pajak menurun | BAPENDA
...- Tunggakan lama terselesaikan | BAPENDA
! Layanan publik memuaskan penggunanya | KOTA | IKU-IKM | SASARAN-3.2
.= Izin usaha terbit tepat waktu | DPMPTSP | IKU-IZIN
..- Persyaratan izin sederhana dan pasti | DPMPTSP
..- Petugas loket kompeten | DPMPTSP
.= Warga terlindungi saat kebakaran | DAMKAR | IKU-TANGGAP | SASARAN-5.1
..- Regu tiba dalam waktu tanggap | DAMKAR
...o Pos pemadam siaga 24 jam di setiap kecamatan | DAMKAR
= Jalan kota mantap | PUPR | IKU-JALAN | SASARAN-7.2
"""
WASTE = """
= Sampah kota terangkut sesuai jadwal | DLHK | IKU-SAMPAH | SASARAN-7.1
.- Rute angkut melayani semua titik resmi | DLHK.SAMPAH | IKU-SAMPAH
..o Kendaraan laik jalan setiap hari | DLHK.SAMPAH
...p Pemeriksaan armada sebelum berangkat | DLHK.SAMPAH
...p Perbaikan ringan selesai di hari yang sama | DLHK.SAMPAH
..o Titik liar ditutup dan diawasi | DLHK.SAMPAH
.- Timbulan sampah tercatat harian | DLHK.SAMPAH
..o Timbangan TPA berfungsi dan ditera | DLHK.SAMPAH
"""
HOSPITAL = """
= Pasien dilayani sesuai standar | RSUD | IKU-IKM | SASARAN-3.2
.- Waktu tunggu rawat jalan memenuhi standar | RSUD
..o Jadwal dokter dipenuhi | RSUD | IKU-BOR
..o Rekam medis elektronik terisi lengkap | RSUD
"""
HANGS = {
    WASTE: "Sampah kota terangkut seluruhnya",
    HOSPITAL: "Layanan publik memuaskan penggunanya",
}


@dataclass(frozen=True)
class Sketch:
    """One line of the sketches above."""

    depth: int
    draft: NodeDraft


def load_trees(now: datetime) -> int:
    """Plant the example trees where the city has none; how many nodes were added."""
    if PerformanceTree.objects.exists():
        return 0
    day = clock.local_day(now)
    planner = viewer_for(User.objects.get(username="perencana"), day)
    city = _plant(planner, "KOTA", 2025, 2029)
    _grow(planner, city, CITY)
    for unit, sketch in (("DLHK", WASTE), ("RSUD", HOSPITAL)):
        head = _head_of(unit, day)
        tree = _plant(head, unit, day.year, day.year)
        carrier = PerformanceNode.objects.get(tree=city, text=HANGS[sketch])
        _grow(head, tree, sketch, supports=carrier.code)
    _ask(now)
    return PerformanceNode.objects.count()


def _plant(viewer: Viewer, unit: str, first: int, last: int) -> PerformanceTree:
    tree = plant_tree(viewer=viewer, unit_code=unit, first_year=first, last_year=last)
    PerformanceTree.objects.filter(pk=tree.pk).update(is_example=True)
    return tree


def _head_of(unit: str, day: date) -> Viewer:
    holders = User.objects.filter(
        person__appointments__position__unit__code=unit,
        person__appointments__position__duty=Duty.HEAD,
    )
    return viewer_for(holders.distinct().get(), day)


def _grow(viewer: Viewer, tree: PerformanceTree, sketch: str, supports: str = "") -> None:
    """Each line becomes a node under the last one that stands a step to the left."""
    path: list[str] = []
    for line in sketch.strip().splitlines():
        found = _read(line, supports if not path else "")
        made = add_node(
            viewer=viewer, tree_code=tree.code, draft=found.draft,
            parent_code=path[found.depth - 1] if found.depth else "",
        )  # fmt: skip
        path = [*path[: found.depth], made.code]


def _read(line: str, supports: str) -> Sketch:
    words, *links = (part.strip() for part in line.split("|"))
    mark = words.lstrip(".")
    depth = len(words) - len(mark)
    draft = NodeDraft(
        level=LEVELS[mark[0]], text=mark[1:].strip(), supports=supports if not depth else ""
    )
    for link in links:
        draft = replace(draft, **_link(link))
    return Sketch(depth, draft)


def _link(link: str) -> dict[str, Any]:
    """A link by its look; what this city does not have is left out."""
    if link.endswith("%"):
        return {"weight": Decimal(link[:-1])}
    if link.startswith("IKU-"):
        return {"indicators": (link,)} if Indicator.objects.filter(code=link).exists() else {}
    if link.startswith("SASARAN-"):
        return {"objective": link} if Objective.objects.filter(code=link).exists() else {}
    unit = Unit.objects.filter(code=link).first() if link else None
    if unit is None:
        return {}
    post = Position.objects.filter(unit=unit, duty__in=(Duty.HEAD, Duty.MAYOR)).first()
    return {"unit": unit.code, "position": post.code if post else ""}


def _ask(now: datetime) -> None:
    """DLHK asks the camat, who accepts, and the hospital, whose answer is awaited."""
    day = clock.local_day(now)
    head, camat = _head_of("DLHK", day), _head_of("53.71.03", day)
    route = PerformanceNode.objects.get(text="Rute angkut melayani semua titik resmi")
    asked = ask_crosscutting(
        viewer=head,
        now=now,
        node_code=route.code,
        asking=Asking(
            text="Ketua RT mengumumkan jadwal angkut kepada warganya",
            promise="RT yang mengumumkan jadwal",
            target="90 persen RT",
            due_on=day + timedelta(days=90),
            supplier="53.71.03",
        ),
    )
    accept_crosscutting(viewer=camat, now=now, code=asked.code, acceptance=Acceptance())
    ask_crosscutting(
        viewer=head,
        now=now,
        node_code=route.code,
        asking=Asking(
            text="Limbah bukan medis rumah sakit dipilah sebelum diangkut",
            promise="Limbah yang sudah dipilah",
            target="100 persen",
            due_on=day + timedelta(days=45),
            supplier="RSUD",
        ),
    )
