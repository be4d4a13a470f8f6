"""Seals: proof that a closed day stays as it was closed.

Each closed day becomes a Merkle tree (RFC 6962); its root becomes a leaf of one log of days, whose
head is published as a signed checkpoint (C2SP `tlog-checkpoint`). An employee keeps a promise from
the moment of recording and a receipt from the moment of sealing; both can be checked without us.

Other packages may import `actions`, `queries`, `models`, `errors`, and the pure modules `records`,
`receipt` and `verify`, which run without Django.
"""
