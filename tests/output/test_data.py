from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from batalin.diagnosis.details import read_details
from batalin.diagnosis.diagnosis import diagnose
from batalin.output.data import to_data
from batalin.output.report import build_report
from batalin.output.schema import build_schema
from batalin.rulebook.loading import find_rules, load
from batalin.rulebook.rulebook import Rulebook
from tests.support import NOW

DATES = {
    "ordered-on": "2026-11-01",
    "tried-on": "2026-11-20",
    "cancelled-on": "2026-11-13",
    "delivered-on": "2026-11-20",
}
SITUATIONS = sorted(rule.id for rule in load(find_rules()).situations)


@pytest.fixture(scope="module")
def schema(rulebook: Rulebook) -> Draft202012Validator:
    content = build_schema(rulebook)
    Draft202012Validator.check_schema(content)
    return Draft202012Validator(content)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_situation_fits_the_schema_and_can_be_read(
    rulebook: Rulebook, schema: Draft202012Validator, situation: str
) -> None:
    for example in rulebook.page(situation)["examples"]:
        for language in ("id", "en"):
            details = read_details(DATES, rulebook, NOW)
            diagnosis = diagnose(rulebook, example["given"], details, NOW, language, "id")
            data = to_data(diagnosis)
            schema.validate(data)
            assert json.loads(json.dumps(data)) == data
            assert data["situation"] == situation
            assert build_report(diagnosis)


def test_schema_refuses_what_is_not_so(rulebook: Rulebook, schema: Draft202012Validator) -> None:
    example = rulebook.page("shipped-cod")["examples"][0]["given"]
    data = to_data(diagnose(rulebook, example, read_details({}, rulebook, NOW), NOW, "id", "id"))
    assert schema.is_valid(data)
    for key, wrong in (("verdict", "yes"), ("answers", {}), ("schema", 2), ("why", [{}]), ("extra", 1)):
        assert not schema.is_valid({**data, key: wrong})
    for key in data:
        assert not schema.is_valid({name: value for name, value in data.items() if name != key})
