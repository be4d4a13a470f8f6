"""The results of programmes in words and shapes, and what is missing where nothing is traced."""

from __future__ import annotations

from typing import Final

from .queries.results import SUPPORT, Untraced

CLASS_WORDS: Final = {
    "TERCAPAI": "mencapai target",
    "MELESET": "meleset dari target",
    "TAK_TERTELUSUR": "tak tertelusur",
    SUPPORT: "program penunjang",
}
CLASS_MARKS: Final = {"TERCAPAI": "●", "MELESET": "▼", "TAK_TERTELUSUR": "○", SUPPORT: "◇"}
CLASS_NOTES: Final = {
    "TERCAPAI": "Semua indikator sasarannya yang sudah waktunya mencapai 100 %.",
    "MELESET": "Sedikitnya satu indikator sasarannya di bawah 100 %.",
    "TAK_TERTELUSUR": "Tidak seorang pun dapat mengatakan hasilnya; alasannya di tiap baris.",
    SUPPORT: "Menjalankan kantor dan menopang semua sasaran; tidak dinilai sendiri.",
}
WHY_WORDS: Final = {
    Untraced.NO_PROGRAMME: "belanja tanpa program",
    Untraced.AGENCY_UNTIED: "SKPD belum dihubungkan ke unit kota",
    Untraced.CODE_UNKNOWN: "kode program tidak ada dalam nomenklatur",
    Untraced.NOT_ASSIGNED: "program belum diberikan kepada perangkat daerah ini",
    Untraced.NO_OBJECTIVE: "program belum dikaitkan dengan sasaran",
    Untraced.NO_INDICATOR: "sasarannya belum punya indikator",
    Untraced.NOT_MEASURED: "indikatornya belum terukur",
    Untraced.PARTLY_MEASURED: "indikatornya baru terukur sebagian",
}
