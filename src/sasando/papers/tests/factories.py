"""Issued papers and crests."""

from sasando.papers.actions import issue
from sasando.papers.codes import new_code
from sasando.papers.local_signer import test_signer as demo_signer

from .samples import AT, DAY, small_pdf

SIGNERS = [{"nama": "Yohanes Contoh, S.T.", "jabatan": "Kepala Dinas", "waktu": AT.isoformat()}]


def issued(viewer, *, kind="ZZ", subject="ISI-1", title="Surat Uji", pdf=None, **given):
    """A paper of a kind no package issues."""
    facts = {"signers": SIGNERS, "is_example": True, **given}
    return issue(
        viewer=viewer,
        code=new_code(kind),
        subject_code=subject,
        title=title,
        document_date=DAY,
        pdf=pdf or small_pdf(title),
        signer=demo_signer(),
        **facts,
    )
