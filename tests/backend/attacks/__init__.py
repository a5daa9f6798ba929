"""Attacks on the helpdesk: each fails, and its control succeeds.

Beside those here: poisoned tables are in ``tests.guide.test_learnt_table``, ``tests.desktop.test_learnt_tables`` and
``tests.commands.test_backend_tables``; what a pack can't say is also in ``tests.domain.test_providers``; who has an
account is in ``tests.proof.test_enumeration_of_calls``; a forged audit log is in ``tests.commands.test_audit``. Nobody
freezes a stranger's account: ``test_impostors``.
"""
