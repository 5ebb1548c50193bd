import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.store.articleids import ArticleIds, sorted_ids

IDS = st.frozensets(st.binary(min_size=32, max_size=32), max_size=8)
MANY = frozenset(hashlib.sha256(b"%d" % number).digest() for number in range(3_001))


def written(ids: ArticleIds) -> bytes:
    return b"".join(ids.quoted())


@given(IDS)
def test_ids_are_written_as_json_and_read_again(some: frozenset[bytes]) -> None:
    ids = sorted_ids(some)
    told = sorted(one.hex() for one in some)
    assert written(ids) == msgspec.json.encode(told)
    assert list(ids) == list(ArticleIds.read(msgspec.Raw(written(ids)))) == told


@pytest.mark.parametrize("n", [1_000, 1_001, 2_000, 3_001])
def test_thousands_of_ids_are_written_and_read_in_pieces(n: int) -> None:
    ids = sorted_ids(frozenset(sorted(MANY)[:n]))
    told = sorted(one.hex() for one in MANY)[:n]
    assert written(ids) == msgspec.json.encode(told)
    assert list(ArticleIds.read(msgspec.Raw(written(ids)))) == told
    spaced = msgspec.json.format(written(ids), indent=1)
    assert list(ArticleIds.read(msgspec.Raw(spaced))) == told


@given(IDS, st.binary(min_size=32, max_size=32))
def test_each_id_has_its_place_and_no_other_has_one(some: frozenset[bytes], other: bytes) -> None:
    ids = sorted_ids(some)
    assert [ids.place(one) for one in ids] == list(range(len(some)))
    assert (other.hex() in ids) == (other in some)
    assert None not in ids


@pytest.mark.parametrize("told", [b"{}", b"[1]", b'["ab"]', b'["%s"]' % (b"A" * 64), b"[null]"])
def test_what_is_no_array_of_ids_is_refused(told: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        ArticleIds.read(msgspec.Raw(told))


@pytest.mark.parametrize("at", [5, 67 * 1_000 + 1, 67 * 2_000 + 7])
def test_a_damaged_id_among_thousands_is_refused(at: int) -> None:
    told = bytearray(written(sorted_ids(MANY)))
    told[at] = ord("x")
    with pytest.raises(ValueError, match=r"."):
        ArticleIds.read(msgspec.Raw(bytes(told)))
