"""The Perjanjian Kinerja as a Word file: a working copy for whoever still has to mend wording.

The template is built here, in code that can be read and reviewed, and filled by docxtpl; texts are
escaped, so that what a user wrote is never a tag of the template or of the file.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate

from sasando.papers.typesetting import printable_data

from .models import SIGNED_STATES
from .paper_content import Marks, agreement_content
from .queries import signed_on

if TYPE_CHECKING:
    from datetime import date

    from docx.document import Document as Word
    from docx.table import Table

    from .models import Agreement

CENTRE, RIGHT = WD_PARAGRAPH_ALIGNMENT.CENTER, WD_PARAGRAPH_ALIGNMENT.RIGHT
OPENING = (
    "Dalam rangka mewujudkan pemerintahan yang efektif, transparan, akuntabel, dan berorientasi "
    "pada hasil, yang bertanda tangan di bawah ini:"
)
GOAL = (
    "mewujudkan target kinerja tahunan dalam lampiran perjanjian ini, dalam rangka mencapai target "
    "kinerja jangka menengah yang ditetapkan dalam dokumen perencanaan. Keberhasilan dan kegagalan "
    "mencapai target itu menjadi tanggung jawab"
)
SUPPORT = (
    "Pihak kedua akan memberi supervisi yang diperlukan, mengevaluasi capaian kinerja menurut "
    "perjanjian ini, dan mengambil tindakan yang diperlukan dalam memberi penghargaan dan sanksi."
)


def agreement_docx(agreement: Agreement, *, day: date) -> bytes:
    """The agreement as it stands, as a .docx that says that only the PDF is valid."""
    signed = agreement.state in SIGNED_STATES
    marks = Marks(is_draft=not signed, is_example=agreement.is_example, is_test_signature=False)
    content = agreement_content(agreement, marks, signed_on(agreement) if signed else None)
    template = DocxTemplate(io.BytesIO(_template()))
    template.render({**printable_data(content), "printed": day.isoformat()}, autoescape=True)
    made = io.BytesIO()
    template.save(made)
    return made.getvalue()


@cache
def _template() -> bytes:
    word = Document()
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin = page.bottom_margin = Mm(20)
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    _statement(word)
    word.add_page_break()
    _annex(word)
    page.footer.paragraphs[
        0
    ].text = "{{ foot.title }}. Naskah kerja {{ printed }}; yang sah hanya PDF bertanda tangan."
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _statement(word: Word) -> None:
    _line(word, "{{ official.word }}{% if official.is_example %} CONTOH{% endif %}", RIGHT)
    _line(word, "PEMERINTAH {{ official.city|upper }}", CENTRE, bold=True)
    _line(word, "{{ unit|upper }}", CENTRE, bold=True)
    _line(word, "{%p for line in titles %}")
    _line(word, "{{ line }}", CENTRE, bold=True)
    _line(word, "{%p endfor %}")
    _line(word, OPENING)
    _line(word, "Nama\t: {{ first.name }}")
    _line(word, "Jabatan\t: {{ first.title }}")
    _line(word, "{%p if is_city %}")
    _line(word, f"berjanji {GOAL} kami.")
    _line(word, "{%p else %}")
    _line(word, "selanjutnya disebut pihak pertama,")
    _line(word, "Nama\t: {{ second.name }}")
    _line(word, "Jabatan\t: {{ second.title }}")
    _line(word, "selaku atasan pihak pertama, selanjutnya disebut pihak kedua.")
    _line(word, f"Pihak pertama berjanji {GOAL} pihak pertama.")
    _line(word, SUPPORT)
    _line(word, "{%p endif %}")
    _line(word, "{%p if reason %}")
    _line(word, "Alasan perubahan: {{ reason }}")
    _line(word, "{%p endif %}")
    _signatures(word)


def _annex(word: Word) -> None:
    _line(word, "{%p for line in annex_titles %}")
    _line(word, "{{ line }}", CENTRE, bold=True)
    _line(word, "{%p endfor %}")
    table = _table(word, ("No.", "Sasaran", "Indikator Kinerja", "Target"))
    _row(table, "{%tr for group in groups %}")
    _row(table, "{%tr for item in group['items'] %}")
    _row(
        table, "{% vm %}{{ group.number }}", "{% vm %}{{ group.text }}",
        "{{ item.indicator }}", "{{ item.target }}",
    )  # fmt: skip
    _row(table, "{%tr endfor %}")
    _row(table, "{%tr endfor %}")
    _line(word, "{%p if budget.rows %}")
    money = _table(word, ("No.", "{{ budget.heading }}", "Anggaran", "Keterangan"))
    _row(money, "{%tr for row in budget.rows %}")
    _row(money, "{{ row.number }}", "{{ row.name }}", "{{ row.amount }}", "{{ row.source }}")
    _row(money, "{%tr endfor %}")
    _row(money, "", "Jumlah", "{{ budget.total }}", "")
    _line(word, "{%p else %}")
    _line(word, "{{ budget.note }}")
    _line(word, "{%p endif %}")
    _signatures(word)


def _signatures(word: Word) -> None:
    _line(word, "{{ place_date }}", RIGHT)
    table = word.add_table(rows=3, cols=2)
    for column, party in enumerate(("second", "first")):
        cells = table.columns[column].cells
        cells[0].text = f"{{{{ {party}.label }}}}"
        cells[1].text = f"{{{{ {party}.signed or '' }}}}"
        cells[
            2
        ].text = (
            f"{{{{ {party}.name }}}}{{% for line in {party}.lines %}}\n{{{{ line }}}}{{% endfor %}}"
        )
        for cell in cells:
            cell.paragraphs[0].alignment = CENTRE
    table.rows[1].height = Mm(22)


def _table(word: Word, headings: tuple[str, ...]) -> Table:
    table = word.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.text = heading
        cell.paragraphs[0].runs[0].bold = True
    return table


def _row(table: Table, *texts: str) -> None:
    cells = table.add_row().cells
    for cell, text in zip(cells, texts, strict=False):
        cell.text = text


def _line(
    word: Word, text: str, alignment: WD_PARAGRAPH_ALIGNMENT | None = None, *, bold: bool = False
) -> None:
    paragraph = word.add_paragraph()
    if alignment is not None:
        paragraph.alignment = alignment
    paragraph.add_run(text).bold = bold
