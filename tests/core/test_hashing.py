import hashlib
import subprocess
import sys

from annotations.hashing import blake2b

SAID = b"The bridge opened."


def test_it_is_the_hash_of_the_standard_library() -> None:
    assert blake2b(SAID, digest_size=8).digest() == hashlib.blake2b(SAID, digest_size=8).digest()


def test_a_python_without_its_own_hashes_takes_those_of_hashlib() -> None:
    program = (
        "import hashlib, sys\n"
        "sys.modules['_blake2'] = None\n"
        "from annotations import hashing\n"
        "assert hashing.blake2b is hashlib.blake2b\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
