"""Whose passwords count, by Synapse's own way to look one up."""

import asyncio
from types import SimpleNamespace

import pytest
from synapse.handlers.auth import AuthHandler

from consilium_federation.passwords import limit_passwords

UWE, NINA = "@uwe:nord.localhost", "@nina:nord.localhost"


async def users_like(user_id):
    return {known: "a hash" for known in (UWE, NINA) if known == user_id.lower()}


@pytest.fixture
def handler():
    # Synapse's own class, with no more of it than looks up a password.
    made = AuthHandler.__new__(AuthHandler)
    made.store = SimpleNamespace(get_users_by_id_case_insensitive=users_like)
    return made


@pytest.mark.parametrize(
    "user,found", [(UWE, (UWE, "a hash")), ("@Uwe:nord.localhost", (UWE, "a hash")), (NINA, None), ("@x:nord.localhost", None)]
)
def test_nobody_but_the_accounts_that_are_named_has_a_password(handler, user, found):
    limit_passwords(handler, frozenset({UWE}))
    assert asyncio.run(handler._find_user_id_and_pwd_hash(user)) == found


def test_a_synapse_that_looks_passwords_up_elsewhere_does_not_start():
    with pytest.raises(AttributeError):
        limit_passwords(SimpleNamespace(), frozenset({UWE}))
