"""Documents that leave the system: typeset as PDF/A, signed, with a QR that opens a public page.

A paper is kept byte for byte as it was issued, for its SHA-256 is public: whoever holds the file
can ask on `/periksa/` whether it is the one the city issued. Electronic signatures: UU 11/2008 as
amended by UU 1/2024, PP 71/2019 [M]; the form of official papers: Permendagri 1/2023 [M].

Papers stand above `organization`, because the crest is kept by whoever holds the administrator's
duty, and below everything that issues papers. They know no agreement and no report. Whether a
paper still holds is for the package that issued it to say, at the moment somebody asks: it claims
the addresses of its own kind (`/periksa/PK-.../`) and answers with `public.answer`; this package
answers for codes nobody claims. So there is no registry of callbacks, no copy of a state that
could grow stale, and nothing here imports upward.

Others may import `typesetting` (`typeset`), `head` (`official_files`), `signing`
(`signer`), `actions` (`issue`), `queries`, `public` (`answer`, `Standing`), `codes`, `models`,
`errors`, and call templates in `typst/official.typ`.
"""
