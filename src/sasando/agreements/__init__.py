"""Perjanjian Kinerja: who signed for which result with whom, and when.

Legal ground: Perpres 29/2014 Art. 8-14, Permen PANRB 53/2014 annex I. A signed version is never
changed; a revision is a new version that names the one it supersedes. Others may import `models`
(`Agreement.objects.in_force()`), `queries` (`agreement_in_force`, `waits_for_signature_of`) and
`actions`.
"""
