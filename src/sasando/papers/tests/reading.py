"""PDFs as other people's programs read them: qpdf and poppler."""

import re
import subprocess


def run(*command, stdin):
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def text_of(pdf):
    """The words, page by page, as pdftotext finds them."""
    found = run("pdftotext", "-layout", "-", "-", stdin=pdf)
    assert found.returncode == 0, found.stderr
    return found.stdout.decode()


def words_of(pdf):
    """All words in one line, with single blanks."""
    return " ".join(text_of(pdf).split())


def raw_words_of(pdf):
    """All words in the order in which they are written, slanted ones whole."""
    return " ".join(run("pdftotext", "-raw", "-", "-", stdin=pdf).stdout.decode().split())


def checked_by_qpdf(pdf, tmp_path):
    file = tmp_path / "periksa.pdf"
    file.write_bytes(pdf)
    return run("qpdf", "--check", str(file), stdin=b"")


def pages_of(pdf):
    found = run("pdfinfo", "-", stdin=pdf)
    return int(re.search(rb"Pages:\s+(\d+)", found.stdout).group(1))


def signatures_by_poppler(pdf, tmp_path):
    """For each signature what pdfsig says of it: field, validity, how much it covers."""
    file = tmp_path / "tanda.pdf"
    file.write_bytes(pdf)
    said = run("pdfsig", "-nocert", str(file), stdin=b"").stdout.decode()
    blocks = said.split("Signature #")[1:]
    return [
        (
            re.search(r"Field Name: (.+)", block).group(1),
            "Signature is Valid." in block,
            "ETSI.CAdES.detached" in block,
            "Total document signed" in block.replace("Not total document signed", ""),
        )
        for block in blocks
    ]


def changed_in_signature(pdf, number):
    """The PDF with one digit of the number-th signature's value changed, counted from 0."""
    start = [found.end() for found in re.finditer(rb"/Contents <(?=30)", pdf)][number]
    last = start + len(pdf[start : pdf.index(b">", start)].rstrip(b"0")) - 12
    other = b"1" if pdf[last : last + 1] == b"0" else b"0"
    return pdf[:last] + other + pdf[last + 1 :]


def fonts_not_embedded(pdf):
    """Names of fonts a reader would have to bring himself, or whose letters cannot be read out."""
    lines = run("pdffonts", "-", stdin=pdf).stdout.decode().splitlines()
    assert lines[0].startswith("name")
    return [line for line in lines[2:] if not re.search(r"\byes (yes|no) +yes +\d+ +\d+$", line)]


def inside(pdf, tmp_path):
    """The whole file as plain objects, every stream unfolded."""
    file = tmp_path / "buka.pdf"
    file.write_bytes(pdf)
    found = run("qpdf", "--qdf", "--object-streams=disable", str(file), "-", stdin=b"")
    return found.stdout
