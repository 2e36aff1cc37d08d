import json

import pytest

from consilium_federation import FederationModule
from synapse_for_tests import FakeApi


@pytest.fixture
def policy_file(tmp_path):
    path = tmp_path / "policy.json"
    path.write_text(
        json.dumps(
            {
                "partners": [
                    {"serverName": "sued.localhost", "status": "active"},
                    {"serverName": "west.localhost", "status": "suspended"},
                ]
            }
        )
    )
    return path


@pytest.fixture
def api(policy_file):
    api = FakeApi({})
    FederationModule(FederationModule.parse_config({"policy_file": str(policy_file)}), api)
    return api
