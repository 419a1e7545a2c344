import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.sealed import Seal

OLD, NEW = b"o" * 32, b"n" * 32
texts = st.text(max_size=60)


@given(texts)
def test_what_is_sealed_opens_to_the_same_text(text: str) -> None:
    seal = Seal([NEW], "national_id")

    assert seal.open(seal.close(text)) == text


def test_the_same_text_is_sealed_differently_every_time_but_indexed_alike() -> None:
    seal = Seal([NEW], "national_id")

    assert seal.close("020080000001") != seal.close("020080000001")
    assert seal.index("020080000001") == Seal([NEW], "national_id").index("020080000001")


@given(texts, texts)
def test_the_index_tells_any_two_texts_apart(one: str, other: str) -> None:
    seal = Seal([NEW], "national_id")

    assert (seal.index(one) == seal.index(other)) == (one == other)


def test_neither_sealed_text_nor_index_shows_the_digits() -> None:
    seal = Seal([NEW], "national_id")

    assert "020080000001" not in seal.close("020080000001") + seal.index("020080000001")
    assert len(seal.close("020080000001")) <= 120
    assert len(seal.index("020080000001")) == 64


def test_after_a_change_of_key_what_was_sealed_with_the_old_one_still_opens() -> None:
    before = Seal([OLD], "national_id").close("020080000001")

    assert Seal([NEW, OLD], "national_id").open(before) == "020080000001"


def test_a_key_that_is_not_given_opens_nothing() -> None:
    sealed = Seal([OLD], "national_id").close("020080000001")

    with pytest.raises(ValueError, match="not among those given"):
        Seal([NEW], "national_id").open(sealed)


def test_a_changed_text_does_not_open() -> None:
    seal = Seal([NEW], "national_id")
    key_id, body = seal.close("020080000001").split(".")
    other = "B" if body[20] == "A" else "A"

    with pytest.raises(ValueError, match="changed"):
        seal.open(f"{key_id}.{body[:20]}{other}{body[21:]}")


def test_a_text_sealed_for_one_purpose_is_of_no_use_for_another() -> None:
    sealed = Seal([NEW], "phone").close("020080000001")

    with pytest.raises(ValueError, match="belongs elsewhere"):
        Seal([NEW], "national_id").open(sealed)
    assert Seal([NEW], "phone").index("1") != Seal([NEW], "national_id").index("1")


def test_another_key_makes_another_index() -> None:
    assert Seal([NEW], "national_id").index("1") != Seal([OLD], "national_id").index("1")
