"""What can be saved as a provider, and what is said to be wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.endpoint import Endpoint, Protocol
from gui.views.settings.provider_draft import Draft, Fault, tidy_address

BASE = Endpoint(id="x", name="x", protocol=Protocol.OPENAI)
GOOD = Draft(name="Mine", address="https://host/v1", key="sk-1", models="m")


def faults(**changes: str | bool) -> dict[str, Fault]:
    values: dict[str, str | bool] = {
        "name": "Mine",
        "address": "https://host/v1",
        "key": "sk-1",
        "models": "m",
    }
    return Draft(**(values | changes)).faults()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("localhost:8000/v1", Fault.ADDRESS_NOT_WEB),
        ("ftp://host/v1", Fault.ADDRESS_NOT_WEB),
        ("https://", Fault.ADDRESS_WITHOUT_HOST),
        ("https:///v1", Fault.ADDRESS_WITHOUT_HOST),
        ("http://host:port/v1", Fault.ADDRESS_WITHOUT_HOST),
        ("https://me:secret@host/v1", Fault.ADDRESS_WITH_EXTRAS),
        ("https://host/v1?key=sk-1", Fault.ADDRESS_WITH_EXTRAS),
        ("https://host/v1#top", Fault.ADDRESS_WITH_EXTRAS),
    ],
)
def test_an_address_that_is_none_is_refused(address: str, fault: Fault) -> None:
    assert faults(address=address) == {"address": fault}


def test_an_address_is_needed_only_where_the_provider_has_none_of_its_own() -> None:
    assert faults(address="") == {}
    assert faults(address=" ", needs_address=True) == {"address": Fault.ADDRESS_MISSING}


def test_a_key_is_needed_unless_one_is_kept_already() -> None:
    assert faults(key="", needs_key=True) == {"key": Fault.KEY_MISSING}
    assert faults(key="", needs_key=True, has_key=True) == {}
    assert faults(key="") == {}
    elsewhere = faults(key="", needs_key=True, has_other_key=True)
    assert elsewhere == {"key": Fault.KEY_OF_ANOTHER_ADDRESS}
    assert faults(key="", has_other_key=True) == {}


@pytest.mark.parametrize("key", ["two words", "key\nkey", "“quoted”", "钥匙"])
def test_a_text_that_cannot_be_a_key_is_refused(key: str) -> None:
    assert faults(key=key) == {"key": Fault.KEY_NOT_PLAIN}


def test_name_and_models_are_needed() -> None:
    assert faults(name=" ", models="\n") == {
        "name": Fault.NAME_MISSING,
        "models": Fault.MODELS_MISSING,
    }


def test_a_draft_becomes_an_endpoint() -> None:
    draft = Draft(
        name=" Mine ",
        address=" https://host/v1/chat/completions ",
        key="sk-1",
        models="a\n\n b \na",
    )
    made = draft.applied_to(BASE)
    assert (made.id, made.name, made.base_url) == ("x", "Mine", "https://host/v1")
    assert made.models == ("a", "b")
    assert made.needs_key
    assert "sk-1" not in repr(made)


def test_without_a_key_none_is_asked_for_later() -> None:
    draft = Draft(name="Mine", address="http://127.0.0.1:1/v1", models="m")
    assert not draft.applied_to(BASE).needs_key


@given(
    st.text() | st.lists(st.sampled_from(["https://h", "/models", "/api", "/", " "])).map("".join)
)
def test_any_address_is_judged_and_tidying_twice_changes_nothing(address: str) -> None:
    assert isinstance(faults(address=address), dict)
    assert tidy_address(tidy_address(address)) == tidy_address(address)
