"""Reading the signatures of one of our own PDFs: which fields, sound or not, how much they cover.

Never for a file a stranger sends: such a file is only hashed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext


@dataclass(frozen=True)
class ReadSignature:
    """One signature. `is_sound`: the bytes it covers are those that were signed, by the key of the
    certificate beside it. Whether that certificate is to be trusted is another question."""

    field: str
    signer_name: str
    is_sound: bool
    covers_whole_file: bool


def read_signatures(pdf: bytes) -> list[ReadSignature]:
    """The signatures of a PDF in the order in which they were added; empty for what is no PDF."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        return [_read(embedded) for embedded in reader.embedded_signatures]
    except (PdfReadError, SignatureValidationError, ValueError):
        return []


def _read(embedded: EmbeddedPdfSignature) -> ReadSignature:
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(embedded, signer_validation_context=context)
    coverage = embedded.evaluate_signature_coverage()
    return ReadSignature(
        field=embedded.field_name,
        signer_name=str(embedded.sig_object.get("/Name", "")),
        is_sound=bool(status.intact and status.valid),
        covers_whole_file=coverage == SignatureCoverageLevel.ENTIRE_FILE,
    )
