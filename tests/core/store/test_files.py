from pathlib import Path

import pytest

from annotations.errors import OnNetworkDrive
from annotations.store import Store, files


def test_a_network_drive_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "file_system", lambda _: "nfs4")
    with pytest.raises(OnNetworkDrive, match=r"network drive \(nfs4\)"):
        Store(tmp_path / "labels.db")
    assert list(tmp_path.iterdir()) == []


def test_the_file_system_of_a_place_here_is_known(tmp_path: Path) -> None:
    assert files.file_system(tmp_path) not in files.NETWORK


def test_mounts_are_read_as_linux_lists_them() -> None:
    listing = (
        "/dev/sda1 / ext4 rw,relatime 0 0\n"
        "server:/x /home/ann/press\\040desk nfs4 rw 0 0\n"
        "//server/y /srv/a\\134b\\011c\\012d\\043e cifs rw 0 0\n"
        "tmpfs /srv/over tmpfs rw 0 0\n"
        "server:/z /srv/over nfs rw 0 0\n"
        "broken\n"
    )
    mounts = files.linux_mounts(listing)
    assert files.mount_of(Path("/home/ann/labels.db"), mounts) == "ext4"
    assert files.mount_of(Path("/home/ann/press desk/a/labels.db"), mounts) == "nfs4"
    assert files.mount_of(Path("/srv/a\\b\tc\nd#e/labels.db"), mounts) == "cifs"
    assert files.mount_of(Path("/srv/over/labels.db"), mounts) == "nfs"
    assert files.mount_of(Path("/x"), {}) == ""


def test_mounts_are_read_as_macos_lists_them() -> None:
    listing = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//ann@server/Press%20desk on /Volumes/Press desk (2) (smbfs, nodev, nosuid)\n"
        "server:/x on /Volumes/x (nfs)\n"
    )
    mounts = files.darwin_mounts(listing)
    assert files.mount_of(Path("/Users/ann/labels.db"), mounts) == "apfs"
    assert files.mount_of(Path("/Volumes/Press desk (2)/labels.db"), mounts) == "smbfs"
    assert files.mount_of(Path("/Volumes/x/labels.db"), mounts) == "nfs"
