"""Words that are spelled right: two of them that differ by a letter are two words, never a slip.

Words of five letters and more that the official nomenclature of 2027 uses three times or more
(misspellings taken out by hand), and everyday words of offices that look like others. A word that
is missing may be taken for a slip of its neighbour, "evakuasi" for "evaluasi" [D].
"""

from typing import Final

_WORDS: Final = """
    absensi absentee acara adaptasi adminduk administrasi administratif advokasi agama agraria
    ajakan ajang akademik akademis akhir akibat akreditasi akseptor akses aktif akuntansi akurat
    alamat anakan analis analisis ancaman andalalin anggaran anggota angkasa angkutan angsa antar
    antara antrean aparatur aplikasi apotek arsip asesor asing asistensi aspal aspek atasi atlet
    atribut audit bacaan badai badan bagan bahan bahasa bakal bakat balai baliho balik balita bandar
    bangga bangsa bangunan banjir bantal bantuan barang barat baris basis batang batas batik batita
    bawah bekal bekas belajar benang bencana benda bendung bendungan benih bentang bentuk beracun
    beragama beralkohol beras berasal berat berbahasa berbahaya berbasis berbentuk berdampak
    berdasarkan berdaya beredar berencana bergerak berisiko berita berjasa berkaitan berkala
    berkebutuhan berkelanjutan berkembang berkembangnya berkoperasi berkualitas berlaku bermotor
    beroperasi beroperasinya berorientasi berpartisipasi berpotensi berprestasi bersama
    bersertifikat bersertikat bersifat bersih berskala bersubsidi bertambah berukuran berupa
    berusaha berwawasan besar beserta biasa biaya bibit bidan bidang bijak bimbingan bimtek bineka
    birokrasi blangko bordir borok buaya budaya budidaya bukan bukti bulan bulat bunda bunga bupati
    buruh cabai cabang cabut cacat cadangan cadas cagar cakap cakupan calon camat cantik canting
    capaian cedera center cepat cerai cerita cetak check citra contoh covid curah daerah daftar
    dagang daging dahan dalam damai dampak danau dapat dapur darat darurat dasar dashat datang dawai
    debit delta demokrasi denda dengan desain destinasi dewan dewasa dialihkan diangkat diangkut
    diawali diawasi dibangun dibayarkan dibentuk diberdayakan diberikan dibina dibuat didata didik
    dievakuasi dievaluasi difasilitasi diganti digelar digital digunakan dihasilkan diidentifikasi
    diinventarisasi dikelola dikembangkan dikenakan dikendalikan diklat dikoordinir dilaksanakan
    dilakukan dilatih dilebarkan dilestarikan dilindungi dimanfaatkan dimusnahkan dimutakhirkan
    dinamis dinas dinilai dinyatakan diolah dioperasikan dioptimalisasi dipakai dipantau dipelihara
    diperbaiki diperbanyak diperiksa dipertanggungjawabkan dipilah dipilih dipulangkan dipulihkan
    dirawat direhabilitasi direvitalisasi disabilitas disediakan diselenggarakan diseminasi
    disertifikasi disetujuinya disiplin distribusi distributor disusun ditanam ditangani ditata
    ditebar ditempatkan ditemukan diterapkan diterapkannya diterbitkan diterbitkannya diterima
    ditertibkan ditetapkan ditetapkannya ditindaklanjuti ditingkatkan diuji diukur diusahakan
    diverifikasi dokter dokumen domba domestik domisili drainase dukungan dunia edukasi efektivitas
    ekonomi ekosistem ekspor elektronik embung emisi energi etika etnis evakuasi evaluasi fakir
    fasilitas fasilitasi fasyankes festival fisik formal format formulir forum fraksi fungsi
    fungsional gajah galeri galur ganda gangguan ganti garam gardu gedung gelandangan gelar gelas
    gemar genangan gender gerai gerak gerakan gereja getah giliran golongan gudang gugus gulma hakim
    halal halaman hambatan hamil hampar harapan harga harmonisasi hasil hayati hewan hibah hidran
    hidup higiene hijau hijauan hilang hilir honor hortikultura hubungan hukum huruf hutan ibangga
    identifikasi ideologi ijazah ikatan iklan iklim imbal implementasi impor indeks indikator
    indonesia induk industri industrial inflasi informasi informatika infrastruktur ingatan inovasi
    inovatif insan insentif insidensi inspeksi inspektor instalasi instansi instruktur instrumen
    integrasi intelektual intelijen intoleransi invensi inventarisasi investasi investigasi irigasi
    islam isolasi jabatan jadwal jagung jalan jalur jalurnya jaminan janda jangkrik jantung jarak
    jaringan jaringannya jawab jemaat jembatan jenis jenjang jerami jernih juara jumlah jurnal kabar
    kabel kabupaten kadar kader kajian kalung kambing kamera kampanye kampung kamus kanal kanan
    kanker kantin kantor kapal kapasitas kapasitasnya karakter karang karet karier karir kartu karya
    kasus kawasan keamanan keanekaragaman keanggotaan keanggotaannya kearifan kearsipan kebakaran
    kebangsaan kebijakan kebudayaan kebun kebutuhan kecamatan kecil kedaruratan kegiatan kehati
    kehidupan kehutanan kejadian kejuaraan kekayaan kekerasan kekeringan kelahiran kelaikan kelainan
    kelas kelautan kelayakan kelebihan kelembagaan kelengkapan kelestarian kelola kelompok keluarga
    kelulusan kelurahan kemacetan kemampuan kemandirian kemasyarakatan kematian kembali kementerian
    kemitraan kenaikan kencana kendaraan keolahragaan kepada kepala kepatuhan kepedulian kepegawaian
    kepemilikan kepemimpinan kepemudaan kependidikan kependudukan kepentingan kepercayaan
    kepramukaan keputusan kerang kerawanan kereta keringat kerja kerjanya kerjasama kertas kerugian
    kerukunan kerusakan kesadaran kesatuan kesehatan kesejahteraan keselamatan kesenian kesepakatan
    kesertaan kesesuaian kesetaraan kesiapsiagaan ketahanan ketenagakerjaan ketenteraman ketentuan
    keterampilan keterangan keterlibatan ketersediaan ketertiban ketiga ketinggian keuangan keutuhan
    kewajiban kewaspadaan kewenangan kewenangannya kewilayahan kewirausahaan khusus kinerja klinik
    kolaborasi kolam koleksi kolera kominfo komite komitmen komoditas kompetensi kompetensinya
    kompetisi komunikasi komunitas kondisi konflik konkuren konservasi konsolidasi konstruksi
    konsultansi konsultasi konsumen konsumsi konten kontrak kontrasepsi koordinasi koperasi koran
    korban korek kosong kreatif kreativitas kredit krisis kriteria kualifikasi kualitas kuantitas
    kuliah kulit kumuh kunjungan kupon kurang kurikulum kursi kursus laboratorium lahan lahar lahir
    lainnya lajur lalai lampu langsung lanjut lanjutan lapak lapang lapangan laporan latar latihan
    layak layanan layang lebih legal leger leher lemari lembaga lembah lembar lereng lestari letak
    limbah lingkungan lingkup linmas lintas literasi logistik lokal lokasi loket lomba lptks lubang
    lulus lulusan lumpur lurah madrasah magang makam makan makanan makro maksimum malam malaria
    manajemen manajerial mandat mandi mandiri manfaat mangrove mantap manusia masak masalah masjid
    massa massal masuk masyarakat masyhur materi maupun mawar mebel medan media mediasi medik medis
    mekanisme melaksanakan melakukan melalui melati melayani melibatkan melintasi meliputi
    memanfaatkan membaca membahayakan membangun membawa membuka memenuhi memerlukan memiliki
    memperoleh memuat menara mendapat mendapatkan mendirikan mendukung menengah menentukan
    menerapkan menerima menetapkan mengatasi mengelola mengenai menggunakan mengikuti meningkat
    meningkatkan meningkatnya menjadi mentah mental menuju menular menyelenggarakan menyusun
    merupakan meter metode metrologi mewujudkan migran mikro milik minat mineral minimal minum
    minuman miskin mitigasi mitra mobil modal model modul mogok monitoring montir muara muatan
    muatannya museum musik musim musyawarah napza narkotika nasional naskah negara negeri nelayan
    neraca netral nikah nilai nilam nomor nonformal nusantara objek olahraga olahragawan online
    operasi operasional operasionalisasi operator optimalisasi orang organisasi orientasi orkes
    ormas otonomi pabrik padang padat pagar pahlawan pajak pakai pakaian pakan pakar paket palawija
    paling pameran pamong panas pancasila pandai panel panen pangan panggung pangkat panjang pantai
    panti papan parameter parit pariwisata parkir partai partisipasi pasang pasar pasca pascabencana
    pascapanen pasien pasir pasokan paspor pasukan patok patroli patung pecah pedagang pedesaan
    peduli pegawai pejabat pekan pekat pekerja pekerjaan pelabuhan pelajar pelajaran pelaksana
    pelaksanaan pelaku pelakunya pelanggaran pelaporan pelari pelatih pelatihan pelayanan pelayar
    pelayaran pelebaran pelelangan pelestarian pelindung pelindungan pelopor peluang pemadam
    pemadaman pemagangan pemahaman pemain pemajuan pemakaman pemandu pemanen pemanfaatan pemangku
    pemantapan pemantau pemantauan pemasangan pemasaran pemasukan pembaca pembagian pembahasan
    pembangunan pembantu pembatasan pembauran pembawa pembelajaran pembeli pembentukan pemberdayaan
    pemberhentian pemberian pembiayaan pembina pembinaan pembuat pembuatan pembudi pembudidayaan
    pembukaan pembukuan pemda pemecah pemekaran pemeliharaan pemenuhan pemeriksaan pemerintah
    pemerintahan pemerlu pemetaan pemilahan pemilih pemilihan pemilik pemilu pemrosesan pemuda
    pemudik pemugaran pemukiman pemukul pemula pemulangan pemulihan pemusnahan pemutakhiran penamaan
    penambang penampung penampungan penanaman penanda penanganan penanggulangan penangkapan penari
    penataan penatausahaan pencapaian pencari pencarian pencatatan pencegahan pencemar pencemaran
    pendaftaran pendamping pendampingan pendanaan pendapatan pendaratan pendataan pendatang
    pendayagunaan pendidik pendidikan pendistribusian pendonor penduduk pendukung pendukungnya
    penegak penegakan penegasan penelaahan penelitian penempatan penenun penerapan penerbang
    penerbitan penerima penerimaan penertiban penetapan pengadaan pengadilan pengaduan pengajar
    pengakuan pengamalan pengaman pengamanan pengambil penganggaran pengangkatan pengangkutan
    pengawalan pengawas pengawasan pengecer pengelola pengelolaan pengeluaran pengembang
    pengembangan pengemis pengenaan pengenalan pengendali pengendalian pengerahan pengerukan
    pengesahan pengetahuan penggembalaan penggerakan pengguna penggunaan penghargaan penghayat
    penghayatan penghuni pengkajian pengolah pengolahan pengoperasian pengrajin penguatan pengujian
    pengukuhan pengukuran pengumpan pengumpulan pengungsi pengungsian pengurangan pengusaha penilai
    penilaian penilik peningkatan penjabaran penjaga penjagaan penjahit penjaminan penjangkauan
    penjual penting penugasan penumbuhan penumpang penunjang penutupan penyadaran penyair penyajian
    penyakit penyalagunaan penyaluran penyampaian penyandang penyanyi penyebab penyebaran
    penyebarluasan penyeberangan penyedia penyediaan penyelamatan penyelenggara penyelenggaraan
    penyelesaian penyerahan penyiapan penyidik penyidikan penyimpanan penyimpangan penyuluh
    penyuluhan penyusunan penyusunannya penyusutan peraga perahu perairan perajin perak peralatan
    peran perangkat perantau peraturan perawat perawatan perbaikan perbanyakan perbatasan perbekalan
    perbukuan percepatan perda perdagangan perdesaan peredaran perekonomian peremajaan perempuan
    perencanaan perguruan perhitungan perhubungan perikanan perimbangan perindustrian peringatan
    perintis peristiwa perizinan perizinannya perjanjian perkada perkara perkebunan perkembangan
    perkeretaapian perkoperasian perkotaan perkuatan perkumpulan perlengkapan perlindungan perluasan
    permakanan permasalahan permodalan permohonan permukaan permukiman pernikahan perolehan
    perorangan perpipaan perpustakaan persalinan persampahan persandian perselisihan persentase
    perseorangan persetujuan personil persyaratan pertama pertambangan pertanahan pertanggungjawaban
    pertanian pertimbangan pertolongan perubahan perumahan perumusan perundang perundangan
    perundungan perusahaan perwakilan perwilayahan peserta pesisir pestisida petak petani peternak
    petugas petunjuk pidana pidato pihak piket pilar pilihan pimpinan pinjam pinjaman pintu piring
    pisau pohon pokok polder polisi politik pompa posko posyandu potensi potensial potong praja
    prajabatan praktik pranata prasarana prestasi prioritas produk produksi produktif produktivitas
    produsen profesi profil program promosi prosedur proses proteksi provinsi proyeksi publik
    publikasi pulau puncak pupuk purnapaskibraka pusat puskesmas putih putus racun ragam rakit
    rakyat ramah ramai rambu rancangan rangka ranperda rapat rapor rasio rawan rawat realisasi
    redistribusi reforma reformasi regional registrasi rehabilitasi rekayasa reklamasi rekomendasi
    rekonsiliasi rekonstruksi relawan relokasi remaja rembug rencana renja renstra rentan reproduksi
    republik respon restorasi restrukturisasi retensi retribusi revitalisasi reviu ringan riset
    risiko rispkp rokok romba rotan rpjmd rpjpd rpplh rppma rppml rppmu ruang rujuk rujukan rumah
    rumpun rumput rusak rutin sabun sadar saham saing sakit saksi salah salak saluran sambungan
    sampah sampai samping sandal sandang sanggar sanitasi sanksi santunan sapuan saran sarana sastra
    satpol satuan satwa sawah sawit sayang sayap sayur sebagai secara sedang sederhana segar sehat
    sejarah sekat sekolah sekretariat sektor sektoral selain selama selamat selatan seleksi seluruh
    sembako sementara seminar semua semut sendi sendiri sengketa seniman sentra sepatu sepeda
    sepuluh serah serat serba serta sertifikasi sertifikat sesuai setempat setiap siaga sidang
    siinas simpan sinergi sinergitas sinkronisasi sinkronnya sipil sistem siswa situasi skala sosial
    sosialisasi sosis spald spasial spesifik spiritual stabilisasi stadion standar standardisasi
    standarisasi stasiun statis statistik status strategi strategis stunting suara subjek subsektor
    sudah sudut sumber sumbernya sumur sungai supervisi surat susun swadaya swalayan swasta tahapan
    tahun tahunnya tahura takaran taksi talak talud taman tamasya tamatan tambah tambak tambang
    tanah tanam tanaman tanda tangga tanggap tangguh tanggul tangkap tangki tanpa tapak taraf target
    tarian tarif tarik taruna tawar tdpik tebal tebing teknik teknis teknisi teknologi teladan telah
    teluk telur tematik tempat tenaga tenda tentang tenun teori tepat terap terawasinya terbang
    terbangun terbangunnya terbentuk terbentuknya terbina terbinanya terbit tercapainya terciptanya
    terdaftar terdampak terehabilitasi terehabilitasinya terevaluasinya terfasilitasi
    terfasilitasinya terhadap terima terintegrasi terjaminnya terkait terkelola terkelolanya terkena
    terkendali terkendalinya terkordinirnya terlaksana terlaksanakannya terlaksananya terlantar
    terlayani terlayaninya terletak terlibat termanfaatkan termanfaatkannya termasuk terminal ternak
    teroptimalisasinya terpadu terpantau terpelihara terpeliharanya terpenuhi terpenuhinya terpusat
    tersedia tersedianya terselenggaranya terselesaikannya tersertifikasi tersosialisasinya tersusun
    tersusunnya tertangani tertanganinya tertanggulanginya tertata tertentu tertib tertutup
    terverifikasi terwujudnya tetap tidak timbal timbul timur tindak tinggalnya tinggi tingkat tinja
    tiram titik tokoh tolak topik tradisional transmigran transmigrasi trantibum trayek tugas tulis
    tumbuh tumbuhan tumpah tunai tunda tunggal turis udang udara ujian ukiran ukuran ulang ulayat
    undangan undian unggas unggul unggulan unsur untuk upacara upaya uppka urusan usaha usahanya
    usulan utama utang utara utilitas vaksin verifikasi vertikal veteriner vokasi wabah waduk wajib
    wakil wanita waralaba warga waris warung wasit wawasan wilayah wirausaha wisata yatim zakat
    zoonosis"""
LEXICON: Final = frozenset(_WORDS.split())
