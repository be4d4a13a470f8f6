"""Refusals of the example city."""

from typing import Any

from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Any] = {
    "demo-refused-here": gettext_lazy(
        "Data contoh tidak dapat dimuat di sini karena basis data ini bukan peragaan. Gunakan "
        "basis data peragaan."
    ),
    "scale-unknown": gettext_lazy(
        "Ukuran kota contoh %(scale)s tidak dikenal. Pilih small, city, atau province."
    ),
    "no-bulk-ground": gettext_lazy(
        "Catatan untuk pengukuran tidak dapat dibuat dengan pilihan ini. Bangun kota contoh "
        "dahulu, lalu pilih jumlah orang yang punya hasil kerja, 1–16 catatan sehari, dan hari "
        "sebelum segel pertama."
    ),
}
