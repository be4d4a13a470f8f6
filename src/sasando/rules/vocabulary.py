"""Words of Indonesian planning offices: abbreviations, equals, and words that weigh little.

Tables only; `texts.py` says how they are used. They were written from the official nomenclature
(Kepmendagri 900.1.15.5) and from office usage [D]; a word that is missing costs similarity, it
never makes two different texts alike.
"""

from typing import Final

# Short forms of running text and other spellings, by word.
_SHORT_FORMS = """
    yg=yang dgn=dengan dg=dengan utk=untuk pd=pada dlm=dalam thd=terhadap tdk=tidak blm=belum
    tsb=tersebut dll=lainnya dst=lainnya jml=jumlah jlh=jumlah banyaknya=jumlah persen=persentase
    presentase=persentase prosentase=persentase th=tahun thn=tahun ta=tahun keg=kegiatan
    prog=program kel=kelurahan kec=kecamatan kab=kabupaten kabkota=kabupaten prov=provinsi
    dok=dokumen lap=laporan peg=pegawai masy=masyarakat pemb=pembangunan adm=administrasi org=orang
    ortu=orangtua sarpras=prasarana monev=evaluasi bimtek=pelatihan diklat=pelatihan
    rehab=rehabilitasi pkm=puskesmas fasyankes=faskes skpd=opd tbc=tb ijin=izin perijinan=perizinan
    obyek=objek aktifitas=aktivitas efektifitas=efektivitas produktifitas=produktivitas
    kwalitas=kualitas analisa=analisis hipotesa=hipotesis resiko=risiko praktek=praktik
    nopember=november propinsi=provinsi
"""
SHORT_FORMS: Final[dict[str, str]] = dict(pair.split("=") for pair in _SHORT_FORMS.split())

# Whole phrases that stand for one thing, as they are written once short forms are spelled out.
PHRASES: Final[dict[str, str]] = {
    "sekolah dasar": "sd",
    "sekolah menengah pertama": "smp",
    "sekolah menengah atas": "sma",
    "sekolah menengah kejuruan": "smk",
    "pendidikan anak usia dini": "paud",
    "anak usia dini": "paud",
    "taman kanak kanak": "tk",
    "taman kanak": "tk",
    "pusat kegiatan belajar masyarakat": "pkbm",
    "sanggar kegiatan belajar": "skb",
    "bantuan operasional sekolah": "bos",
    "peserta didik": "siswa",
    "anak didik": "siswa",
    "pusat kesehatan masyarakat": "puskesmas",
    "pos pelayanan terpadu": "posyandu",
    "rumah sakit umum daerah": "rsud",
    "rumah sakit": "rs",
    "fasilitas pelayanan kesehatan": "faskes",
    "fasilitas kesehatan": "faskes",
    "tenaga kesehatan": "nakes",
    "kesehatan ibu dan anak": "kia",
    "angka kematian ibu": "aki",
    "angka kematian bayi": "akb",
    "air susu ibu": "asi",
    "tuberkulosis": "tb",
    "tuberculosis": "tb",
    "demam berdarah dengue": "dbd",
    "demam berdarah": "dbd",
    "buang air besar sembarangan": "babs",
    "orang dengan gangguan jiwa": "odgj",
    "standar pelayanan minimal": "spm",
    "aparatur sipil negara": "asn",
    "pegawai negeri sipil": "pns",
    "organisasi perangkat daerah": "opd",
    "satuan kerja perangkat daerah": "opd",
    "perangkat daerah": "opd",
    "sumber daya manusia": "sdm",
    "standar operasional prosedur": "sop",
    "sistem pemerintahan berbasis elektronik": "spbe",
    "teknologi informasi dan komunikasi": "tik",
    "barang milik daerah": "bmd",
    "badan usaha milik daerah": "bumd",
    "rumah tidak layak huni": "rtlh",
    "ruang terbuka hijau": "rth",
    "penerangan jalan umum": "pju",
    "sistem penyediaan air minum": "spam",
    "tempat pembuangan akhir": "tpa",
    "tempat pemrosesan akhir": "tpa",
    "tempat pembuangan sementara": "tps",
    "tempat penampungan sementara": "tps",
    "usaha mikro kecil dan menengah": "umkm",
    "usaha mikro kecil menengah": "umkm",
    "industri kecil dan menengah": "ikm",
    "industri kecil menengah": "ikm",
    "keluarga berencana": "kb",
    "pasangan usia subur": "pus",
    "pendapatan asli daerah": "pad",
    "anggaran pendapatan dan belanja daerah": "apbd",
    "pajak bumi dan bangunan": "pbb",
    "satuan polisi pamong praja": "satpolpp",
    "satpol pp": "satpolpp",
    "dewan perwakilan rakyat daerah": "dprd",
    "rancangan peraturan daerah": "raperda",
    "peraturan daerah": "perda",
    "peraturan kepala daerah": "perkada",
    "kartu tanda penduduk elektronik": "ktpel",
    "ktp elektronik": "ktpel",
    "ktp el": "ktpel",
    "e ktp": "ktpel",
    "kartu keluarga": "kk",
    "penyandang masalah kesejahteraan sosial": "pmks",
    "pemerlu pelayanan kesejahteraan sosial": "ppks",
    "potensi sumber kesejahteraan sosial": "psks",
    "lanjut usia": "lansia",
    "indeks kepuasan masyarakat": "skm",
    "survei kepuasan masyarakat": "skm",
    "indeks pembangunan manusia": "ipm",
    "penanaman modal asing": "pma",
    "penanaman modal dalam negeri": "pmdn",
    "pengarusutamaan gender": "pug",
    "kekerasan dalam rumah tangga": "kdrt",
    "rukun tetangga": "rt",
    "rukun warga": "rw",
    "musyawarah perencanaan pembangunan": "musrenbang",
    "rencana kerja pemerintah daerah": "rkpd",
    "rencana pembangunan jangka menengah daerah": "rpjmd",
    "sarana dan prasarana": "prasarana",
    "sarana prasarana": "prasarana",
    "prasarana dan sarana": "prasarana",
    "monitoring dan evaluasi": "evaluasi",
    "pemantauan dan evaluasi": "evaluasi",
    "bimbingan teknis": "pelatihan",
    "pendidikan dan pelatihan": "pelatihan",
    "orang tua": "orangtua",
    "kerja sama": "kerjasama",
    "tindak lanjut": "tindaklanjut",
    "ditindak lanjuti": "tindaklanjut",
    "ditindaklanjuti": "tindaklanjut",
    "anak anak": "anak",
}

# Words that say the same thing in these texts, with every form that shares their stem.
_EQUALS = """
    murid=siswa pelajar=siswa warga=masyarakat penduduk=masyarakat rakyat=masyarakat buat=susun
    rumus=susun selenggara=laksana laku=laksana ada=sedia renovasi=rehabilitasi baik=rehabilitasi
    kapasitas=mampu kompetensi=mampu tuntas=selesai rampung=selesai pantau=monitoring staf=pegawai
    karyawan=pegawai aparat=aparatur apotik=apotek latihan=latih salur=beri serah=beri
    rawat=pelihara keluh=adu perkara=kasus
"""
EQUALS: Final[dict[str, str]] = dict(pair.split("=") for pair in _EQUALS.split())

# Words that carry no meaning of their own here.
_STOP = """
    yang dan di ke dari untuk dengan pada dalam oleh atas terhadap serta atau secara para setiap per
    bagi guna telah sudah akan dapat tersebut sebagai melalui antara hal adalah ini itu yaitu tahun
    tahunan lainnya lain berdasarkan agar supaya hingga sampai seluruh semua masing sesuai terkait
    tentang berupa maupun juga bahwa rangka rp
"""
STOP: Final[frozenset[str]] = frozenset(_STOP.split())

# Words about measuring and about the paper itself.
_WEAK = """
    jumlah banyak banyaknya persentase proporsi rasio tingkat cakupan capaian angka nilai indeks
    besaran besarnya volume frekuensi total rata hasil keluaran output outcome program kegiatan sub
    subkegiatan pelaksanaan terlaksananya terlaksana dilaksanakan melaksanakan penyelenggaraan
    terselenggaranya diselenggarakan digelar dilakukan tersedia tersedianya penyediaan disediakan
    tersusunnya terwujudnya tercapainya daerah kota kabupaten kupang pemerintah wilayah lingkup
    kewenangan optimal optimalnya ketersediaan urusan bidang terpenuhinya pemenuhan kinerja
    mendapatkan memperoleh menerima diberikan
"""
WEAK: Final[frozenset[str]] = frozenset(_WEAK.split())

# Words that turn a sentence round.
TURNING: Final[frozenset[str]] = frozenset({"tidak", "bukan", "belum", "tanpa", "non"})
