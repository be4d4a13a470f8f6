"""What a reader is told about a refused file: one Indonesian sentence for each reason."""

from .refusal import Reason, SealError

_SENTENCES: dict[Reason, str] = {
    Reason.KEY_MISSING: (
        "Kunci publik segel belum diberikan, jadi tidak ada yang dapat dipercaya. "
        "Ambil kunci dari halaman Segel atau papan pengumuman kantor, lalu berikan dengan "
        "pilihan --kunci. Kunci tidak pernah diambil dari berkas yang diperiksa."
    ),
    Reason.KEY_MALFORMED: (
        "Kunci publik yang diberikan tidak utuh. Salin seluruh baris kunci dari halaman Segel."
    ),
    Reason.TOO_LARGE: "Berkas lebih besar dari 256 KB, jadi bukan tanda terima Sasando.",
    Reason.NOT_JSON: (
        "Berkas ini bukan JSON yang utuh. Pilih berkas tanda terima yang Anda unduh dari Sasando."
    ),
    Reason.NOT_CANONICAL: (
        "Susunan huruf berkas berubah sejak diunduh. Pakai berkas asli, jangan yang disunting "
        "atau disusun ulang."
    ),
    Reason.DUPLICATE_KEY: "Satu nama isian muncul dua kali, jadi isinya tidak pasti.",
    Reason.TYPE_NOT_ALLOWED: "Berkas berisi jenis nilai yang tidak dipakai segel: {subject}.",
    Reason.NUMBER_TOO_LARGE: "Berkas berisi bilangan yang terlalu besar.",
    Reason.KEY_NOT_ASCII: "Nama isian tidak dikenal: {subject}.",
    Reason.TEXT_NOT_UNICODE: "Berkas berisi huruf yang tidak sah.",
    Reason.TOO_DEEP: "Isi berkas bertingkat terlalu dalam.",
    Reason.FORMAT_UNKNOWN: (
        "Bentuk {subject} tidak dikenal. Yang dapat diperiksa: tanda terima dan janji pencatatan."
    ),
    Reason.FIELDS_DIFFER: "Isian pada {subject} kurang atau berlebih.",
    Reason.VALUE_MALFORMED: "Nilai {subject} tidak berbentuk sebagaimana mestinya.",
    Reason.NOTE_MALFORMED: "Surat bertanda tangan di dalam berkas tidak utuh.",
    Reason.SIGNATURE_MISSING: "Tidak ada tanda tangan dari kunci yang Anda percaya.",
    Reason.SIGNATURE_WRONG: "Tanda tangan atas nama {subject} tidak cocok dengan isinya.",
    Reason.CHECKPOINT_MALFORMED: "Kepala segel di dalam berkas tidak utuh.",
    Reason.ORIGIN_DIFFERS: "Segel ini dari {subject}, bukan dari pemilik kunci yang Anda percaya.",
    Reason.CODE_DIFFERS: "Kode catatan tidak sama dengan kode yang dijanjikan.",
    Reason.DAY_DIFFERS: "Hari pada catatan tidak sama dengan hari pada segelnya.",
    Reason.LEAF_DIFFERS: "Isi catatan tidak sama dengan isi yang dijanjikan.",
    Reason.RECORDED_TOO_LATE: "Waktu pencatatan {subject} tidak mendahului waktu tutupnya.",
    Reason.DAY_HEAD_DIFFERS: "Kepala hari pada bukti tidak sama dengan kepala hari yang disegel.",
    Reason.LOG_HEAD_DIFFERS: "Kepala log pada bukti tidak sama dengan yang ditandatangani.",
    Reason.ENTRY_NOT_INCLUDED: "Catatan ini tidak terbukti ada di dalam hari yang disegel.",
    Reason.DAY_NOT_INCLUDED: "Hari ini tidak terbukti ada di dalam log hari.",
    Reason.TILE_MALFORMED: "Ubin {subject} tidak berbentuk sebagaimana mestinya.",
    Reason.TREE_RANGE: "Letak {subject} berada di luar pohon.",
}


def sentence_of(refusal: SealError) -> str:
    """Why it was refused, in words for the person who asked."""
    return _SENTENCES[refusal.reason].format(subject=refusal.subject)
