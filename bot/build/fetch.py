"""A data set from wherever it is: a folder, an archive, or the address of one, as a folder of data files."""

from __future__ import annotations

import contextlib
import hashlib
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

import httpx

from bot.errors import SettingsError

MAX_FETCHED_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 500 * 1024 * 1024
TIMEOUT_S = 30.0
_MARK = "bodies.csv"  # a folder that holds this is one of data files
_KINDS = "give a folder, a .zip or a .tar.gz of one, or the address (https://…) of such an archive"


@contextlib.contextmanager
def fetched(place: str, sha256: str = "") -> Iterator[Path]:
    """Yield the folder of data files that `place` names, for the time of the block.

    `sha256`, in hexadecimal digits, is what the archive has to have; "" trusts it.

    Raises:
        SettingsError: what is wrong with `place`, and what to do, in one line.
    """
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        is_address = place.startswith(("https://", "http://"))
        source = _download(place, room / "archive") if is_address else Path(place)
        if source.is_dir():
            yield _find_data(source, place)
            return
        _check_digest(source, place, sha256)
        yield _find_data(_unpack(source, place, room / "unpacked"), place)


def _download(address: str, path: Path) -> Path:
    try:
        with (
            path.open("wb") as file,
            httpx.stream("GET", address, follow_redirects=True, timeout=TIMEOUT_S) as response,
        ):
            response.raise_for_status()
            for part in response.iter_bytes():
                file.write(part)
                if file.tell() > MAX_FETCHED_BYTES:
                    raise SettingsError(f"{address} holds more than {MAX_FETCHED_BYTES:,} bytes; it is no data set")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise SettingsError(f"{address} cannot be fetched ({reason}); check the address and the network") from None
    return path


def _check_digest(path: Path, place: str, sha256: str) -> None:
    if not sha256:
        return
    with _opened(path, place) as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256.lower():
        raise SettingsError(f"{place} has the SHA-256 {found}, not the one that was given; do not trust it")


def _unpack(path: Path, place: str, into: Path) -> Path:
    """Unpack an archive; nothing of it can land outside of `into`."""
    with _opened(path, place) as file:
        is_zip = zipfile.is_zipfile(file)
    try:
        if is_zip:
            with zipfile.ZipFile(path) as archive:
                _check_size(place, sum(member.file_size for member in archive.infolist()))
                archive.extractall(into)  # noqa: S202  # leaves out "..", drives and roots by itself
        else:
            with tarfile.open(path) as archive:
                _check_size(place, sum(member.size for member in archive))
                archive.extractall(into, filter="data")  # the filter refuses what would land elsewhere
    except tarfile.ReadError:
        raise SettingsError(f"{place} is no archive; {_KINDS}") from None
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, OSError) as error:
        raise SettingsError(f"{place} cannot be unpacked ({error}); {_KINDS}") from None
    return into


def _opened(path: Path, place: str) -> BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise SettingsError(f"{place}: {error.strerror}; {_KINDS}") from None


def _check_size(place: str, size: int) -> None:
    if size > MAX_UNPACKED_BYTES:
        raise SettingsError(f"{place} unpacks to {size:,} bytes, more than any data set; it is left alone")


def _find_data(folder: Path, place: str) -> Path:
    """Return the one folder of data files in what was unpacked, at most two levels down, as in data/ of a checkout."""
    for pattern in (_MARK, f"*/{_MARK}", f"*/*/{_MARK}"):
        if found := sorted(folder.glob(pattern)):
            if len(found) == 1:
                return found[0].parent
            break
    raise SettingsError(f"{place} holds no folder of data files (with a {_MARK}); {_KINDS}")
