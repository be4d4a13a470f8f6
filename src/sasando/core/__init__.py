"""What every part of the city's system stands on.

User accounts, the one clock, dated policy, the audit trail, attachments, money and the base of
all refusals (`DomainError`). Every package may import it; it imports only `rules`.
"""
