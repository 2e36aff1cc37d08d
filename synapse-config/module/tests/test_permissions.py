"""The same cases as the TypeScript rule, and what the module makes of them."""

import asyncio
import json
from pathlib import Path

import pytest
from synapse.api.errors import Codes, SynapseError
from synapse.module_api import NOT_SPAM
from synapse.util.frozenutils import freeze

from consilium_federation import FederationModule
from consilium_federation.permissions import PERMISSION_TYPE, read_permissions
from synapse_for_tests import FakeApi

CASES = json.loads((Path(__file__).parents[3] / "shared/permissions/cases.json").read_text(encoding="utf-8"))

INVITEE = "@i:nord.localhost"
LOCAL, REMOTE = "@a:nord.localhost", "@b:sued.localhost"


@pytest.mark.parametrize("case", CASES, ids=[case["it"] for case in CASES])
def test_the_rule_holds_as_in_the_client(case):
    permissions = read_permissions(freeze(case["config"]))
    assert (permissions is None) == case.get("broken", False)
    if permissions:
        assert [user for user in case["in"] + case["out"] if permissions.allows(user)] == case["in"]


class Clinic:
    def __init__(self, path, default=None):
        partners = [
            {"serverName": "sued.localhost", "status": "active"},
            {"serverName": "west.localhost", "status": "suspended"},
        ]
        path.write_text(json.dumps({"partners": partners, **({"permissionDefault": default} if default else {})}))
        self.api = FakeApi({})
        FederationModule(FederationModule.parse_config({"policy_file": str(path)}), self.api)

    def give(self, content, user=INVITEE):
        self.api.account_data_manager.stored[(user, PERMISSION_TYPE)] = content

    def stored(self, user=INVITEE):
        return self.api.account_data_manager.stored.get((user, PERMISSION_TYPE))

    def invite(self, inviter, invitee=INVITEE):
        return asyncio.run(self.api.callbacks["user_may_invite"](inviter, invitee, "!room"))

    def allows(self, inviter, invitee=INVITEE):
        return self.invite(inviter, invitee) == NOT_SPAM

    def log_in(self, user=INVITEE):
        asyncio.run(self.api.callbacks["on_user_login"](user, "m.login.password", None))


OWN_ONLY = {"defaultSetting": "block all", "serverExceptions": {"@LOCAL_SERVER@": {}}}


@pytest.fixture
def clinic(tmp_path):
    return Clinic(tmp_path / "policy.json")


@pytest.fixture
def closed(tmp_path):
    return Clinic(tmp_path / "policy.json", OWN_ONLY)


def test_who_is_refused_learns_one_reason_whatever_it_is(clinic):
    answers = []
    for content in (
        {"defaultSetting": "block all"},
        {"defaultSetting": "allow all", "userExceptions": {REMOTE: {}}},
        {"defaultSetting": "allow all", "serverExceptions": {"sued.localhost": {}}},
    ):
        clinic.give(content)
        ruling = clinic.invite(REMOTE)
        assert ruling[0] == Codes.FORBIDDEN
        # What Synapse makes of it; some field names break it.
        answers.append(SynapseError(403, "refused", *ruling).error_dict(None))
    assert answers[0]["app.consilium.code"] == "invitation-refused"
    assert answers == [answers[0]] * 3


def test_without_a_configuration_the_default_of_the_clinic_holds(clinic, tmp_path):
    assert clinic.allows(LOCAL) and clinic.allows(REMOTE)
    closed = Clinic(tmp_path / "closed.json", OWN_ONLY)
    assert closed.allows(LOCAL)
    assert not closed.allows(REMOTE)
    assert closed.stored() is None


def test_a_broken_configuration_is_replaced_by_the_default(closed):
    closed.give({"defaultSetting": "perhaps"})
    assert not closed.allows(REMOTE)
    assert closed.stored() == {
        "defaultSetting": "block all",
        "serverExceptions": {"nord.localhost": {}},
        "userExceptions": {},
        "groupExceptions": [],
    }


def test_signing_in_gives_an_account_the_default_once(closed):
    closed.log_in()
    assert closed.stored()["defaultSetting"] == "block all"
    closed.give({"defaultSetting": "allow all"})
    closed.log_in()
    assert closed.stored() == {"defaultSetting": "allow all"}
    closed.give({"defaultSetting": 1})
    closed.log_in()
    assert closed.stored()["defaultSetting"] == "block all"


def test_nobody_is_kept_out_when_the_default_cannot_be_written(closed):
    closed.log_in("@gone:nord.localhost")


def test_a_service_of_ours_or_of_an_active_partner_always_reaches_people(clinic):
    clinic.give({"defaultSetting": "block all"})
    assert clinic.allows("@consilium:nord.localhost")
    assert clinic.allows("@consilium:sued.localhost")
    assert not clinic.allows("@consilium:west.localhost")
    assert not clinic.allows("@consilium2:sued.localhost")


def test_the_own_service_may_always_be_invited(closed):
    assert closed.allows(REMOTE, "@consilium:nord.localhost")


def test_people_of_partners_decide_at_their_own_clinic(closed):
    closed.give({"defaultSetting": "block all"}, REMOTE)
    assert closed.allows(LOCAL, REMOTE)
