"""Every page a person can open, on a phone and on a desk: readable by all, whole, and our own."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import reverse

import sasando.core
from tests.addresses import addresses
from tests.scene import ANONYMOUS

from .conftest import DESK, PHONE, watch

AXE = (
    Path(sasando.core.__file__).parent / "tests" / "vendor" / "axe-core" / "4.14.1" / "axe.min.js"
).read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """async (tags) => {
  const only = {type: "tag", values: tags};
  const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"]});
  const shown = (rule) => rule.nodes.map((node) => node.html.slice(0, 200)).join(" | ");
  return found.violations.map((rule) => `${rule.id}: ${shown(rule)}`);
}"""
TOO_WIDE = """() => {
  const width = window.innerWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((part) => part.getBoundingClientRect().right > width + 0.5)
    .slice(0, 5).map((part) => part.outerHTML.slice(0, 160));
}"""
SIZES = {"phone": PHONE, "desk": DESK}


@dataclass(frozen=True)
class Page:
    """A page to be opened: its address, by whom, and what the server answers."""

    name: str
    role: str
    parameters: str = ""
    query: str = ""
    status: int = 200
    note: str = ""

    def __str__(self) -> str:
        return "-".join(
            re.sub(r"[^\w.]+", "_", part)
            for part in (self.name, self.note or self.parameters, self.query, self.role)
            if part
        )

    def path(self, codes: dict[str, str]) -> str:
        pairs = [part.split("=", 1) for part in self.parameters.format(**codes).split("&") if part]
        address = reverse(self.name, kwargs=dict(pairs))
        return f"{address}?{self.query.format(**codes)}" if self.query else address


PAGES = (
    Page("core:login", ANONYMOUS),
    Page("core:password_change", "staf"),
    Page("core:pages", "staf"),
    Page("core:pages", "warga"),
    Page("core:second_factor", "staf"),
    Page("core:second_factor", "orangluar", note="not-set"),
    Page("seals:index", ANONYMOUS),
    Page("seals:index", ANONYMOUS, query="bulan=2026-11"),
    Page("seals:day", ANONYMOUS, "day=2026-11-19"),
    Page("seals:day", ANONYMOUS, "day=2026-11-20", status=404, note="open-day"),
    Page("papers:find", ANONYMOUS),
    Page("papers:find", ANONYMOUS, query="kode=bukan", note="mistyped"),
    Page("papers:check", ANONYMOUS, "code=ZZ-2222-2222-2222", status=404, note="unknown"),
    Page("papers:crest", "pengelola"),
    Page("papers:withdraw", "sekda", "code=PK-{paper}"),
    Page("agreements:check_agreement", ANONYMOUS, "code={paper}", note="paper"),
    Page("agreements:check_plan", ANONYMOUS, "code=2222-2222-2222", status=404, note="unknown"),
    Page("agreements:check_pact", ANONYMOUS, "code=2222-2222-2222", status=404, note="unknown"),
    Page("work:today", "staf"),
    Page("work:today", "staf", query="hari=2026-11-19", note="closed-day"),
    Page("work:today", "staf", query="hari=2026-11-20&ganti={entry}", note="correction"),
    Page("work:today", "perawat"),
    Page("work:today", "walikota"),
    Page("work:today", "warga", note="no-post"),
    Page("work:result_money", "staf", "code={agreed_result}"),
    Page("work:queue", "kabid"),
    Page("work:queue", "walikota", note="empty"),
    Page("work:queue", "warga", status=403, note="refused"),
    Page("work:plan", "staf"),
    Page("work:plan", "kabid"),
    Page("work:plan", "walikota"),
    Page("work:this_month", "staf"),
    Page("work:month", "staf", "month=2026-10"),
    Page("work:day", "staf", "day=2026-11-19"),
    Page("work:day", "staf", "day=2026-11-20"),
    Page("work:receipt", "staf", "code={sealed_entry}", note="receipt"),
    Page("work:receipt", "staf", "code={entry}", note="promise"),
    Page("work:objections", "staf"),
    Page("work:objections", "kepegawaian"),
    Page("scoreboard:thread", "staf"),
    Page("scoreboard:node", "walikota", "kind=misi&code=MISI-7"),
    Page("scoreboard:node", "walikota", "kind=sasaran&code=SASARAN-7.1"),
    Page("scoreboard:node", "kadis", "kind=butir&code=PK-DLHK-2026-1.1"),
    Page("scoreboard:node", "kabid", "kind=hasil&code=H-KABID-2026"),
    Page("scoreboard:node", "kabid", "kind=hasil&code=H-KABID-2026", "lihat=orang"),
    Page("scoreboard:node", "kabid", "kind=hasil&code=H-KABID-2026", "lihat=catatan"),
    Page("scoreboard:node", "kabid", "kind=catatan&code={evidence_entry}", note="entry"),
    Page("scoreboard:board", "walikota"),
    Page("scoreboard:board", "kadis"),
    Page("scoreboard:board", "lurah"),
    Page("scoreboard:board", "staf"),
    Page("scoreboard:unit", "walikota", "code=DLHK"),
    Page("scoreboard:filing", "kabid", "code=DLHK.SAMPAH&day=2026-11-19"),
    Page("scoreboard:waiting", "kadis", "code=DLHK"),
    Page("scoreboard:achievement", "kadis", "code=DLHK"),
    Page("scoreboard:results", "walikota"),
    Page("scoreboard:results", "walikota", query="tahun=2025&triwulan=4&buka=semua"),
    Page("scoreboard:results", "warga", query="tahun=2026&triwulan=9", note="refused-quarter"),
    Page("scoreboard:results_missing", "warga"),
    Page("scoreboard:results_years", "perencana"),
    Page("scoreboard:results_distances", "perencana"),
    Page("scoreboard:agency_results", "walikota", query="buka=semua&urut=rencana"),
    Page("scoreboard:agency_results", "camat"),
    Page("scoreboard:efficiency", "walikota"),
    Page("scoreboard:efficiency", "warga"),
    Page("scoreboard:habits", "walikota"),
    Page("scoreboard:habits", "perencana", query="tingkat=program"),
    Page("scoreboard:habit_lines", "walikota", query="putusan=kebiasaan"),
    Page("scoreboard:habit_unit", "kadis", "code=DLHK"),
    Page("scoreboard:habit_unit", "staf", "code=DLHK", "putusan=semua&tingkat=kegiatan"),
    Page("scoreboard:habit_line", "perencana", "unit=DLHK&code={habit_line}"),
    Page("planning:habit_answer", "kadis", "unit=DLHK&code={habit_line}"),
    Page("agreements:list", "perencana"),
    Page("agreements:draft", "perencana"),
    Page("agreements:agreement", "kadis", "code={agreement}"),
    Page("agreements:agreement", "kabid", "code={proposed}"),
    Page("agreements:edit", "kadis", "code={drafted}"),
    Page("agreements:sign", "kadis", "code={proposed}"),
    Page("agreements:revise", "kadis", "code={agreement}"),
    Page("agreements:compare", "camat", "code={revision}"),
    Page("agreements:agreement", "pemeriksa", "code={scanned}", note="scanned"),
    Page("agreements:cascade", "kadis", "code={agreement}"),
    Page("agreements:change_item", "kadis", "code={drafted}&number=1"),
    Page("agreements:check_scan", "pemeriksa", "code={scanned}"),
    Page("agreements:document_dates", "perencana"),
    Page("agreements:handover", "kadis", "code={agreement}"),
    Page("agreements:missing", "perencana"),
    Page("agreements:pact", "kabid", "code={pact}"),
    Page("agreements:pacts", "kadis"),
    Page("agreements:return", "kadis", "code={proposed}"),
    Page("agreements:scan", "perencana", "code={scanned}"),
    Page("agreements:sign_pact", "kabid", "code=DLHK.SAMPAH.KEPALA"),
    Page("agreements:witness_pact", "kadis", "code={pact}"),
    Page("agreements:action_plan", "kadis", "code={agreed_plan}", note="agreed"),
    Page("agreements:action_plan", "camat", "code={draft_plan}", note="draft"),
    Page("agreements:action_plan", "sekda", "code={proposed_plan}", note="to-agree"),
    Page("agreements:action_plan_item", "camat", "code={draft_plan}&number=1"),
    Page("agreements:change_plan", "kadis", "code={agreed_plan}"),
    Page("agreements:plan_of_agreement", "kabid", "code={proposed}", note="none"),
    Page("agreements:monitoring", "sekda"),
    Page("agreements:monitoring", "kadis"),
    Page("agreements:monitoring_post", "walikota", "code=SEKDA"),
    Page("agreements:monitoring_quarter", "sekda", "code=DLHK.KEPALA&year=2026&number=3"),
    Page("agreements:monitoring_quarter", "kadis", "code=DLHK.KEPALA&year=2026&number=4"),
    Page("agreements:monitoring_report", "kadis", "code=DLHK.KEPALA&year=2026&number=3"),
    Page("agreements:monitoring_decisions", "sekda"),
    Page("agreements:obstacle", "sekda", "code={obstacle}"),
    Page("agreements:obstacle", "kadis", "code={obstacle}"),
    Page("reminders:index", "sekda"),
    Page("reminders:index", "warga", note="no-post"),
    Page("organization:tree", "kepegawaian"),
    Page("organization:unit", "kabid", "code=DLHK.SAMPAH"),
    Page("organization:person", "kabid", "code=P-STAF"),
    Page("organization:reset_second_factor", "kepegawaian", "code=P-STAF"),
    Page("organization:appoint", "kepegawaian", "code=DLHK.SAMPAH.KEPALA"),
    Page("organization:imports", "kepegawaian"),
    Page("organization:upload", "kepegawaian", "kind=pegawai"),
    Page("organization:account", "staf"),
    Page("organization:trail", "pemeriksa"),
    Page("planning:rpjmd", "perencana"),
    Page("planning:mission", "perencana", "code=MISI-7"),
    Page("planning:indicators", "perencana"),
    Page("planning:indicator", "perencana", "code=IKU-SAMPAH"),
    Page("planning:record", "perencana", "code=IKU-SAMPAH"),
    Page("planning:indicator_new", "perencana"),
    Page("planning:indicator_edit", "perencana", "code=IKU-IZIN"),
    Page("planning:indicator_targets", "perencana", "code=IKU-SAMPAH"),
    Page("planning:indicator_revisions", "staf", "code=IKU-SAMPAH"),
    Page("planning:verification_queue", "pemeriksa"),
    Page("planning:figure", "pemeriksa", "code=IKU-SAMPAH&year=2026&quarter=3"),
    Page("planning:figure", "walikota", "code=IKU-SAMPAH&year=2026&quarter=2"),
    Page("planning:list_upload", "perencana", "kind=indikator"),
    Page("planning:list_upload", "perencana", "kind=pengukuran"),
    Page("planning:agencies", "perencana"),
    Page("planning:programmes", "perencana", "code=DLHK"),
    Page("planning:programme", "perencana", "code=DLHK&programme_code=2.11.11"),
    Page("planning:trees", "perencana"),
    Page("planning:tree_plant", "perencana"),
    Page("planning:tree", "perencana", "code=POHON-KOTA-2025"),
    Page("planning:tree", "staf", "code=POHON-DLHK-2026"),
    Page("planning:tree_add", "kadis", "code=POHON-DLHK-2026", "di={tree_node}"),
    Page("planning:tree_history", "staf", "code=POHON-DLHK-2026"),
    Page("planning:tree_findings", "perencana", "code=POHON-KOTA-2025"),
    Page("planning:tree_picture", "staf", "code=POHON-KOTA-2025"),
    Page("planning:node", "kadis", "code={tree_node}"),
    Page("planning:node_edit", "kadis", "code={tree_node}"),
    Page("planning:node_move", "kadis", "code={tree_node}"),
    Page("planning:node_remove", "kadis", "code={tree_node}"),
    Page("planning:node_ask", "kadis", "code={tree_node}"),
    Page("budget:years", "perencana"),
    Page("budget:years", "warga", query="tahun=2025"),
    Page("budget:version_new", "perencana"),
    Page("budget:version", "perencana", "code={budget_draft}"),
    Page("budget:version", "staf", "code={budget}"),
    Page("budget:version", "staf", "code={budget}", "menurut=sasaran"),
    Page("budget:version", "staf", "code={budget}", "skpd=2.11.0.00.0.00.01.0000&program=2.11.11"),
    Page("budget:version_adopt", "perencana", "code={budget_draft}"),
    Page("budget:version_codes", "staf", "code={budget_draft}"),
    Page("budget:upload", "perencana", "code={budget_draft}"),
    Page("budget:compare", "walikota"),
    Page("budget:compare", "walikota", query="menurut=subkegiatan&hanya=berubah"),
    Page("budget:codes", "perencana"),
    Page("budget:code_tie", "perencana", "code={agency_code}"),
    Page("budget:taxes", "staf"),
    Page("budget:printed", "perencana", query="tahun=2026"),
    Page("budget:tags", "perencana"),
    Page("budget:tag_new", "perencana"),
    Page("budget:tag", "perencana", "code=PEGAWAI"),
    Page("budget:tag", "staf", "code=INFRASTRUKTUR"),
    Page("budget:tag_upload", "perencana", "code=PENDIDIKAN"),
    Page("budget:tag_row_end", "perencana", "code=PEGAWAI&number=1"),
    Page("budget:next_year", "perencana"),
    Page("budget:next_year", "staf", query="kelas=TAK_TERTELUSUR"),
    Page("budget:next_year", "perencana", query="tahun=2031", status=404),
    Page("budget:mandatory", "walikota", "code={budget}"),
    Page("budget:mandatory_counted", "staf", "code={budget}&rule=pegawai"),
    Page("budget:mandatory_counted", "staf", "code={budget}&rule=pegawai", "skpd={budget_agency}"),
    Page("budget:scenarios", "sekda"),
    Page("budget:scenario_new", "perencana"),
    Page("budget:scenario", "walikota", "code={scenario}"),
    Page("budget:scenario", "perencana", "code={scenario_next}"),
    Page("budget:scenario_rules", "perencana", "code={scenario_kept}"),
    Page("budget:scenario_draft", "perencana", "code={scenario_kept}"),
    Page("budget:scenarios_compare", "sekda", query="a={scenario}&b={scenario_kept}"),
    Page("budget:scenarios_compare", "sekda", query="a={scenario}&b={scenario_next}", status=422),
    Page("budget:absorption", "walikota"),
    Page("budget:absorption_agency", "kadis", "code={budget_agency}"),
    Page("budget:progress", "kadis", "code={budget_agency}"),
    Page("budget:progress_told", "kadis", "code={budget_agency}"),
    Page("budget:progress_told", "staf", "code={budget_agency}"),
    Page("budget:contracts", "walikota"),
    Page("budget:contracts", "perencana", query="tahun=2026&skpd={budget_agency}"),
    Page("budget:loose", "perencana", query="tahun=2026"),
    Page(
        "budget:loose_tie",
        "perencana",
        query="tahun=2026&jenis=SUB&skpd={budget_agency}&kode={loose}",
    ),
    Page("budget:acceleration", "sekda"),
    Page("budget:acceleration", "kadis", query="skpd={budget_agency}"),
    Page("budget:statements", "sekda"),
    Page("budget:lists", "perencana"),
    Page("budget:list_upload", "perencana", "kind=sp2d"),
    Page("budget:list_upload", "perencana", "kind=realisasi-akun"),
    Page("planning:requests", "kadis"),
    Page("planning:request", "dirrsud", "code={waiting_request}"),
    Page("planning:request", "kadis", "code={accepted_request}"),
    Page("planning:documents", "perencana"),
    Page("planning:documents", "staf", query="jenis=RKPD"),
    Page("planning:document_new", "perencana"),
    Page("planning:document", "kadis", "code={plan_draft}", note="draft"),
    Page("planning:document", "perencana", "code=RKPD-2026"),
    Page("planning:document", "perencana", "code=RKPD-2026", "unit=DLHK"),
    Page("planning:document", "perencana", "code=RPJMD-2025-2029"),
    Page("planning:document_line", "kadis", "code={plan_draft}&unit=DLHK&row={plan_line}"),
    Page("planning:document_adopt", "kadis", "code={plan_draft}"),
    Page("planning:document_compare", "perencana", "code=RKPD-2026-P1"),
    Page("planning:document_findings", "perencana", "code=RKPD-2026"),
    Page("planning:document_carry", "kadis", "code={plan_draft}", "version=2027"),
    Page("planning:document_upload", "kadis", "code={plan_draft}&kind=baris"),
    Page("planning:document_upload", "perencana", "code=RPJMD-2025-2029&kind=sasaran"),
    Page("planning:nomenclature", "staf", query="cari=sampah"),
    Page("planning:nomenclature_code", "staf", "code={nomenclature_code}"),
    Page("planning:alignment", "perencana"),
    Page("planning:alignment_edit", "perencana", "code=SASARAN-7.1"),
    Page("planning:goal_edit", "perencana", "code=AC-1"),
    Page("planning:goal_new", "perencana"),
)
DARK_PAGES = (
    Page("core:login", ANONYMOUS),
    Page("seals:index", ANONYMOUS),
    Page("work:today", "staf"),
    Page("work:queue", "kabid"),
    Page("work:plan", "staf"),
    Page("scoreboard:thread", "staf"),
    Page("scoreboard:board", "walikota"),
    Page("scoreboard:results", "walikota", query="buka=semua"),
    Page("scoreboard:results_years", "perencana"),
    Page("scoreboard:results_distances", "perencana"),
    Page("scoreboard:agency_results", "walikota", query="buka=semua"),
    Page("scoreboard:habits", "walikota"),
    Page("scoreboard:habit_unit", "kadis", "code=DLHK"),
    Page("agreements:agreement", "kabid", "code={proposed}"),
    Page("planning:indicator", "perencana", "code=IKU-SAMPAH"),
)
NOT_OPENED = {
    "core:front": "leads on at once",
    "core:logout": "POST only",
    "core:second_factor_setup": "only in the session that began; see test_second_factor",
    "core:health": "JSON for the machine that watches the machine",
    "agreements:paper": "a file",
    "agreements:paper_docx": "a file",
    "agreements:plan_pdf": "a file",
    "agreements:pact_pdf": "a file",
    "papers:crest_image": "a picture",
    "seals:heads_csv": "a file",
    "seals:verifier_key": "one line of plain text",
    "seals:checkpoint": "one note of plain text",
    "seals:log_tile": "hashes",
    "seals:day_tile": "hashes",
    "work:clock": "JSON for the countdown",
    "work:decide": "POST only",
    "work:submit_result": "POST only",
    "work:agree_result": "POST only",
    "work:return_result": "POST only",
    "work:withdraw": "POST only",
    "work:evidence": "the uploaded file itself",
    "work:receipt_file": "a file",
    "work:decide_objection": "POST only",
    "agreements:download": "a file",
    "agreements:content": "a file",
    "agreements:remove": "POST only",
    "agreements:propose": "POST only",
    "agreements:withdraw": "POST only",
    "agreements:add_budget": "POST only",
    "agreements:missing_download": "a file",
    "agreements:prefill_budget": "POST only",
    "agreements:remove_budget": "POST only",
    "agreements:scan_file": "a file",
    "agreements:signatures": "a file",
    "agreements:remove_activity": "POST only",
    "agreements:propose_plan": "POST only",
    "agreements:withdraw_plan": "POST only",
    "agreements:agree_plan": "POST only",
    "agreements:return_plan": "POST only",
    "agreements:monitoring_csv": "a file",
    "agreements:review_report": "POST only",
    "agreements:report_evidence": "the uploaded file itself",
    "reminders:give_address": "POST only",
    "reminders:confirm_address": "POST only",
    "reminders:forget_address": "POST only",
    "reminders:open_calendar": "POST only",
    "reminders:close_calendar": "POST only",
    "reminders:calendar": "a calendar file",
    "organization:issue_password": "POST only",
    "organization:end_acting": "POST only",
    "organization:confirm": "POST only",
    "organization:report_csv": "a file",
    "organization:template_csv": "a file",
    "organization:template_xlsx": "a file",
    "organization:trail_csv": "a file",
    "planning:habit_review": "POST only",
    "planning:habits_judge": "POST only",
    "budget:compare_file": "a file",
    "budget:counted_file": "a file",
    "budget:tag_confirm": "POST only",
    "budget:tag_report": "POST only",
    "budget:tag_template": "a file",
    "budget:tag_rows_file": "a file",
    "budget:mandatory_file": "a file",
    "budget:scenario_file": "a file",
    "budget:scenarios_compare_file": "a file",
    "budget:scenario_copy": "POST only",
    "budget:scenario_discard": "POST only",
    "budget:scenario_rule_value": "POST only",
    "budget:scenario_rule_move": "POST only",
    "budget:scenario_rule_remove": "POST only",
    "budget:version_file": "a file",
    "budget:version_codes_file": "a file",
    "budget:contracts_file": "a file",
    "budget:loose_file": "a file",
    "budget:progress_evidence": "a file",
    "budget:odd_rows": "POST only",
    "budget:sipd_ids_file": "a file",
    "budget:map_columns": "POST only, seen in test_budget",
    "budget:confirm": "POST only",
    "budget:version_discard": "POST only",
    "budget:absorption_file": "a file",
    "budget:absorption_agency_file": "a file",
    "budget:acceleration_file": "a file",
    "budget:statements_file": "a file",
    "budget:list_confirm": "POST only",
    "budget:list_report": "POST only",
    "budget:list_template": "a file",
    "planning:indicators_file": "a file",
    "planning:series_file": "a file",
    "planning:list_confirm": "POST only",
    "planning:list_report": "a file",
    "planning:list_template": "a file",
    "planning:list_export": "a file",
    "planning:figure_decide": "POST only",
    "planning:figure_reopen": "POST only",
    "planning:figure_evidence": "the uploaded file itself",
    "planning:tree_undo": "POST only",
    "planning:tree_findings_file": "a file",
    "planning:tree_svg": "a file, seen inside planning:tree_picture",
    "planning:tree_pdf": "a file",
    "planning:node_shift": "POST only",
    "planning:request_withdraw": "POST only",
    "planning:document_amend": "POST only",
    "planning:document_discard": "POST only",
    "planning:document_line_remove": "POST only",
    "planning:document_confirm": "POST only",
    "planning:document_report": "a file",
    "planning:document_compare_file": "a file",
    "budget:next_year_file": "a file",
    "scoreboard:efficiency_file": "a file",
    "planning:document_findings_file": "a file",
    "planning:document_template_csv": "a file",
    "planning:document_template_xlsx": "a file",
    "planning:document_export_csv": "a file",
    "planning:document_export_xlsx": "a file",
    "planning:nomenclature_map": "a file",
    "planning:alignment_file": "a file",
}


def test_every_address_is_opened_or_has_a_reason():
    names = {address.name for address in addresses()}
    opened = {page.name for page in PAGES}
    assert opened | NOT_OPENED.keys() == names
    assert opened & NOT_OPENED.keys() == set()


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_is_whole(page, open_as, city):
    look_at(page, open_as(page.role), city, SIZES)


@pytest.mark.parametrize("page", DARK_PAGES, ids=str)
def test_a_page_can_be_read_in_the_dark(page, open_as, city):
    look_at(page, open_as(page.role, color_scheme="dark"), city, {"dark": PHONE})


def look_at(page: Page, context, city, sizes: dict[str, dict[str, int]]) -> None:
    """Open a page and hold it, at each size, against everything all pages promise."""
    seen = watch(context)
    window = context.new_page()
    answer = window.goto(page.path(city.scene.codes), wait_until="load")
    assert answer.status == page.status
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert window.locator("html").get_attribute("lang") == "id"
    assert window.locator("h1").count() == 1
    assert window.title().endswith("· Sasando")
    window.evaluate(AXE)
    for name, size in sizes.items():
        window.set_viewport_size(size)
        take_picture(window, f"{page}-{name}")
        assert window.evaluate(TOO_WIDE) == [], name
        assert window.evaluate(RUN_AXE, WCAG) == [], name
    # A browser notes the refusal of the page itself, which is what we came for.
    refusal = f"the server responded with a status of {page.status}"
    assert [line for line in seen if page.status == 200 or refusal not in line] == []


def take_picture(window, name: str) -> None:
    """For whoever wants to look: SASANDO_SCREENSHOTS names a folder."""
    folder = os.environ.get("SASANDO_SCREENSHOTS")
    if folder:
        window.screenshot(path=Path(folder) / f"{name.replace(':', '-')}.png", full_page=True)
