"""Light affix stripping for Indonesian office words, without a dictionary.

It need not find the true root, only the same stem for forms of one word: penyusunan, menyusun and
tersusunnya all become "susun". Restoring the lost letter after me- and pe- follows the usual
sound change (meny+ from s, men+vowel from t, mem+vowel from p); k before a vowel is dropped
everywhere, for meng+vowel hides it [D].
"""

import re
from functools import lru_cache
from typing import Final

SHORTEST: Final = 4  # letters a stem keeps at least when an ending is taken off

_NYA = re.compile(r"nya$")
_KAN = re.compile(r"kan$")
_AN = re.compile(r"an$")
_I = re.compile(r"i$")
_VERB = re.compile(r"^(?:me|di|ter|ber|memper|diper)")
_CONSONANT_K = re.compile(r"[bcdfghjklmnpqrstvwxyz]k$")
_HIDDEN_K = re.compile(r"^k(?=[aiueo])")
# Words whose sound change or ending a rule without dictionary gets wrong.
_IRREGULAR: Final = {
    form: stem
    for stem, forms in {
        "uji": "diuji menguji teruji pengujian penguji",
        "nilai": "nilai dinilai menilai penilaian penilai ternilai",
        "milik": "memiliki dimiliki kepemilikan pemilik",
        "manfaat": "manfaat pemanfaatan memanfaatkan dimanfaatkan termanfaatkan bermanfaat",
        "pemuda": "pemuda kepemudaan",
        "awas": "diawasi mengawasi terawasi pengawasan pengawas",
        "endali": "kendali terkendali terkendalinya pengendalian dikendalikan mengendalikan",
        "rehabilitasi": "terehabilitasi terehabilitasinya rehab direhab",
        "rawat": "perawatan dirawat merawat terawat perawat",
        "mukim": "permukiman pemukiman bermukim",
        "miskin": "kemiskinan pemiskinan",
        "perempuan": "perempuan",
        "kerja": "kerja bekerja pekerja pekerjaan",
        "ajar": "belajar pembelajaran mengajar pengajar",
        "pelajar": "pelajar",
        "tahan": "ketahanan pertahanan bertahan",
        "periksa": "pemeriksaan diperiksa memeriksa terperiksa",
        "serta": "peserta kepesertaan",
        "kawasan": "kawasan",
        "koperasi": "koperasi perkoperasian berkoperasi",
        "pendapatan": "pendapatan",
        "perangkat": "perangkat",
        "pelihara": "pelihara",
        "bersih": "bersih kebersihan pembersihan dibersihkan",
    }.items()
    for form in forms.split()
}
# (beginning, what it hides, letters that must stay); the first that fits is taken.
_BEGINNINGS: Final = tuple(
    (re.compile(pattern), restored, left)
    for pattern, restored, left in (
        (r"^(?:memper|diper)", "", 3),
        (r"^(?:meny|peny)(?=[aiueo])", "s", 2),
        (r"^(?:meng|peng)", "", 3),
        (r"^(?:mem|pem)(?=[bfv]|p[rl])", "", 3),
        (r"^(?:mem|pem)(?=[aiueo])", "p", 2),
        (r"^(?:men|pen)(?=[cdjz]|s[iyt])", "", 3),
        (r"^(?:men|pen)(?=[aiueo])", "t", 2),
        (r"^(?:ter|per|ber)", "", 4),
        (r"^me(?=[lrwymn])", "", 3),
        (r"^(?:di|pe)", "", 3),
    )
)
_KE = re.compile(r"^ke(?:ber)?")


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """The stem of one lower-case word; words of up to four letters stay as they are."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= SHORTEST or not word.isalpha():
        return word
    bare = _cut(word, _NYA)
    if bare in _IRREGULAR:
        return _IRREGULAR[bare]
    ended = _without_ending(bare)
    begun = _without_beginning(ended)
    if ended != bare and begun == ended:
        begun = _without_ke(ended)
    stem = _CONSONANT_K.sub(lambda found: found.group()[0], begun) if ended != bare else begun
    return _HIDDEN_K.sub("", stem) if len(stem) > SHORTEST else stem


def _without_ending(word: str) -> str:
    is_verb = _VERB.match(word) is not None
    if is_verb and word.endswith("kan"):
        return _cut(word, _KAN)
    if word.endswith("an"):
        return _cut(word, _AN)
    if is_verb and word.endswith("i") and not word.endswith("si"):
        return _cut(word, _I)
    return word


def _without_beginning(word: str) -> str:
    for pattern, restored, left in _BEGINNINGS:
        found = pattern.match(word)
        if found and len(word) - found.end() >= left:
            return restored + word[found.end() :]
    return word


def _without_ke(word: str) -> str:
    rest = _KE.sub("", word)
    return rest if len(rest) >= SHORTEST else word


def _cut(word: str, ending: re.Pattern[str]) -> str:
    shorter = ending.sub("", word)
    return shorter if len(shorter) >= SHORTEST else word
