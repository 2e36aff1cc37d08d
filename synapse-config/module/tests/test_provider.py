"""Whom the hospital's provider may bring in, by Synapse's own mapping."""

import asyncio

import pytest
from synapse.handlers.sso import MappingException

from consilium_federation.groups import GROUPS_KEY, groups_of
from consilium_federation.provider import ProviderMapping

CONFIG = {
    "localpart_template": "{{ user.preferred_username }}",
    "display_name_template": "{{ user.name }}",
    "groups_claim": "groups",
    "service_localpart": "consilium",
}


def map_person(failures=0, **userinfo):
    mapping = ProviderMapping(ProviderMapping.parse_config(CONFIG), None)
    return asyncio.run(mapping.map_user_attributes(userinfo, {}, failures))


def test_somebody_is_called_as_the_provider_says():
    found = map_person(sub="1", preferred_username="Nina.Neu", name="Dr. Nina Neu")
    assert (found["localpart"], found["display_name"]) == ("nina.neu", "Dr. Nina Neu")


@pytest.mark.parametrize("name", ["consilium", "CONSILIUM", "consilium-guest-1", "", None])
def test_nobody_comes_in_as_the_service_a_guest_or_nobody(name):
    with pytest.raises(MappingException):
        map_person(sub="1", preferred_username=name, name="x")


def test_a_name_that_is_taken_is_not_given_with_a_number():
    with pytest.raises(MappingException):
        map_person(failures=1, sub="1", preferred_username="nina", name="x")


@pytest.mark.parametrize(
    "claim,groups",
    [(["a", "b"], ["a", "b"]), ("a", ["a"]), (["/clinic/admins"], ["clinic/admins"]), (None, []), ([1], []), ({}, [])],
)
def test_groups_are_read_however_the_provider_writes_them(claim, groups):
    assert groups_of(claim) == groups


def test_groups_are_kept_beside_the_sign_in():
    mapping = ProviderMapping(ProviderMapping.parse_config(CONFIG), None)
    assert asyncio.run(mapping.get_extra_attributes({"groups": ["a"]}, {})) == {GROUPS_KEY: ["a"]}
