"""Between slskd's JSON and the records of this door; what is odd is left out."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeIs

from ..sync.errors import IncompleteAnswer
from .model import Application, RemoteFile, Search, Transfer

type Row = Mapping[str, Any]

LONGEST_EXTENSION: Final = 5


def application_of(answer: object) -> Application:
    """The program's state.

    Raises:
        IncompleteAnswer: this is not what slskd says.
    """
    row = _row(answer, "application")
    server = row.get("server")
    if not isinstance(server, Mapping):
        raise IncompleteAnswer("slskd", "application: not as expected")
    version = row.get("version")
    named = version.get("current") or version.get("full") if _is_row(version) else ""
    state = str(server.get("state") or "")
    return Application(
        version=str(named or ""),
        logged_in=bool(server.get("isLoggedIn")) or "LoggedIn" in state,
    )


def search_of(answer: object) -> Search:
    """How a search stands.

    Raises:
        IncompleteAnswer: it has no id.
    """
    row = _row(answer, "search")
    if not row.get("id"):
        raise IncompleteAnswer("slskd", "search: no id")
    state = str(row.get("state") or "")
    return Search(
        id=str(row["id"]),
        complete=bool(row.get("isComplete")) or "Completed" in state,
        state=state,
        responses=_number(row.get("responseCount")) or 0,
    )


def files_of(answer: object) -> list[RemoteFile]:
    """All files of all peers that answered, those that are locked marked as such.

    Raises:
        IncompleteAnswer: it is no list.
    """
    return [
        file
        for peer in _rows(answer, "responses")
        if peer.get("username")
        for name, locked in (("files", False), ("lockedFiles", True))
        for row in _inner(peer.get(name))
        if (file := _file(peer, row, locked=locked)) is not None
    ]


def transfers_of(answer: object) -> list[Transfer]:
    """The downloads of one user, or of all, whatever folders they are in.

    Raises:
        IncompleteAnswer: it is neither.
    """
    users: Iterable[Row]
    users = [answer] if _is_row(answer) else _rows(answer, "transfers")
    return [
        Transfer(
            id=str(row["id"]),
            username=str(row.get("username") or user.get("username") or ""),
            path=str(row["filename"]),
            size=_number(row.get("size")) or 0,
            state=str(row.get("state") or ""),
            transferred=_number(row.get("bytesTransferred")) or 0,
            percent=_percent(row.get("percentComplete")),
        )
        for user in users
        for folder in _inner(user.get("directories"))
        for row in _inner(folder.get("files"))
        if row.get("id") and row.get("filename")
    ]


def words_of(answer: object) -> str:
    """What a refusal says, in small letters; only to be looked into, never shown."""
    if isinstance(answer, str):
        return answer.casefold()
    if _is_row(answer):
        return " ".join(map(words_of, answer.values()))
    if isinstance(answer, list):
        return " ".join(map(words_of, answer))
    return ""


def extension_of(path: str) -> str:
    """The extension that a path ends with, in small letters; empty: none."""
    _, dot, extension = path.replace("\\", "/").rpartition("/")[2].rpartition(".")
    is_one = dot and extension.isalnum() and len(extension) <= LONGEST_EXTENSION
    return extension.lower() if is_one else ""


def _file(peer: Row, row: Row, *, locked: bool) -> RemoteFile | None:
    path, size = row.get("filename"), _number(row.get("size"))
    if not isinstance(path, str) or not path or not size:
        return None
    extension = str(row.get("extension") or "").strip(". ").lower()
    return RemoteFile(
        username=str(peer["username"]),
        path=path,
        size=size,
        extension=extension or extension_of(path),
        seconds=_number(row.get("length")) or None,
        bitrate=_number(row.get("bitRate")) or None,
        bit_depth=_number(row.get("bitDepth")) or None,
        locked=locked or bool(row.get("isLocked")),
        free_slot=bool(peer.get("hasFreeUploadSlot")),
        queue=_number(peer.get("queueLength")) or 0,
        speed=_number(peer.get("uploadSpeed")) or 0,
    )


def _row(answer: object, what: str) -> Row:
    if not _is_row(answer):
        raise IncompleteAnswer("slskd", f"{what}: not as expected")
    return answer


def _rows(answer: object, what: str) -> Iterable[Row]:
    if not isinstance(answer, list):
        raise IncompleteAnswer("slskd", f"{what}: not as expected")
    return _inner(answer)


def _inner(value: object) -> Iterator[Row]:
    if isinstance(value, list):
        yield from (row for row in value if isinstance(row, Mapping))


def _is_row(value: object) -> TypeIs[Row]:
    return isinstance(value, Mapping)


def _number(value: object) -> int | None:
    """A whole number that is not below nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return max(0, int(value))


def _percent(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return min(100.0, max(0.0, float(value)))
