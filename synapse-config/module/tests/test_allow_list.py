"""Whom Synapse exchanges events with, and who may change it."""

import asyncio

import pytest
from synapse.module_api.errors import ConfigError

from consilium_federation import FederationModule
from synapse_for_tests import FakeApi


def test_the_allow_list_follows_the_policy_without_a_restart(api, policy_file):
    whitelist = api._hs.config.federation.federation_domain_whitelist
    assert set(whitelist) == {"sued.localhost", "west.localhost"}
    policy_file.write_text('{"partners": []}')
    api.loops["consilium_policy"]()
    assert whitelist == {}


def test_an_allow_list_that_is_open_to_everybody_is_not_accepted(policy_file):
    with pytest.raises(ConfigError):
        FederationModule(FederationModule.parse_config({"policy_file": str(policy_file)}), FakeApi(None))


def test_the_service_account_becomes_admin_once_it_exists(api):
    check = api.loops["consilium_service_account"]
    asyncio.run(check())
    assert api.admins == []
    api.users.add("@consilium:nord.localhost")
    asyncio.run(check())
    asyncio.run(check())
    assert api.admins == [("@consilium:nord.localhost", True)]
