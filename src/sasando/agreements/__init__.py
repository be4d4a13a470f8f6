"""Perjanjian Kinerja: who signed for which result with whom, and when; the integrity pact too.

Legal ground: Perpres 29/2014 Art. 8-14, Permen PANRB 53/2014 annex I. An agreement is of whoever
holds a post, at every level: posts and direct superiors decide, never echelons. A signed version is
never changed; a revision is a new version that names the one it supersedes. Others may import
`models` (`Agreement.objects.in_force()`, `.of_unit_heads()`), `queries` (`agreement_in_force`,
`agreement_in_force_of`, `waits_for_signature_of`) and `actions`.
"""
