"""A guard that refuses connections beyond loopback, and writes down each attempt.

Python reports what its sockets do to audit hooks, whoever imported what before, so that
no library can get around it. c-ares, which resolves names by sockets of its own, is
wrapped. Needs the standard library alone: it is loaded before anything else.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
import errno
import functools
import ipaddress
import json
import os
from pathlib import Path
import socket
import sys
from types import FrameType
from typing import Any

VARIABLE = "PLEX_SYNC_ATTEMPTS"
"""Names the file that a guarded process writes its attempts to."""

NOWHERE = frozenset({"", "localhost", "localhost.localdomain", "0.0.0.0", "::"})


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something that wanted to go beyond loopback, and was refused."""

    event: str
    """`socket.connect`, `socket.getaddrinfo`, `pycares.getaddrinfo`, …"""
    address: str
    frames: list[str]
    """Who asked, the innermost last: `file:line function`."""

    @property
    def ours(self) -> bool:
        """Whether the integration was among those who asked."""
        return any("custom_components/plex_sync/" in frame for frame in self.frames)

    @property
    def only_asks_for_a_route(self) -> bool:
        """Whether it is how Home Assistant learns its own address: nothing is sent."""
        return self.frames[-1].endswith(" async_get_source_ip")


def guarded_environment(file: Path) -> dict[str, str]:
    """The variables that put a Python process, and its children, under the guard."""
    path = str(Path(__file__).parent / "guard")
    if inherited := os.environ.get("PYTHONPATH"):
        path += os.pathsep + inherited
    return {"PYTHONPATH": path, VARIABLE: str(file)}


def attempts(file: Path) -> list[Attempt]:
    """What was refused so far."""
    if not file.exists():
        return []
    found = [Attempt(**json.loads(line)) for line in file.read_text().splitlines()]
    return [attempt for attempt in found if not attempt.only_asks_for_a_route]


def is_loopback(host: object) -> bool:
    """Whether a host name or address stays on this machine."""
    if host is None:
        return True
    name = (
        os.fsdecode(bytes(host)) if isinstance(host, bytes | bytearray) else str(host)
    )
    if name in NOWHERE:
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_loopback


def refuse_beyond_loopback(file: Path) -> None:
    """Put this process under the guard, for good: audit hooks cannot be removed."""
    record = _recorder(file)

    def look(event: str, args: tuple[Any, ...]) -> None:
        if (wanted := _WANTED.get(event)) is None:
            return
        if (host := wanted(args)) is _INSIDE or is_loopback(host):
            return
        record(event, str(host))
        if event.startswith("socket.get"):
            raise socket.gaierror(
                socket.EAI_NONAME, f"guard: no {host} beyond loopback"
            )
        raise OSError(errno.ENETUNREACH, f"guard: no {host} beyond loopback")

    sys.addaudithook(look)
    keep_c_ares_on_loopback(record)


_INSIDE = object()
"""Instead of a host: the socket is of a kind that cannot leave this machine."""


def _host_of_address(args: tuple[Any, ...]) -> object:
    """The host that `connect`, `sendto` or `sendmsg` was given."""
    sock, address = args[0], args[1]
    if sock.family not in (socket.AF_INET, socket.AF_INET6):
        return _INSIDE
    return address[0] if isinstance(address, tuple) else None


_WANTED: Mapping[str, Callable[[tuple[Any, ...]], object]] = {
    "socket.connect": _host_of_address,
    "socket.sendto": _host_of_address,
    "socket.sendmsg": _host_of_address,
    "socket.getaddrinfo": lambda args: args[0],
    "socket.gethostbyname": lambda args: args[0],
    "socket.gethostbyaddr": lambda args: args[0],
}


def _recorder(file: Path) -> Callable[[str, str], None]:
    """Append attempts to a file, one JSON object a line.

    By plain system calls, because Home Assistant warns of `open` in its event loop.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def record(event: str, address: str) -> None:
        attempt = Attempt(event, address, _frames())
        os.write(out, f"{json.dumps(asdict(attempt))}\n".encode())

    return record


def _frames() -> list[str]:
    """Who is asking, the innermost last, without the guard itself."""
    frames: list[str] = []
    frame: FrameType | None = sys._getframe()
    while frame is not None and len(frames) < 30:
        code = frame.f_code
        if code.co_filename != __file__:
            frames.append(f"{code.co_filename}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return frames[::-1]


def keep_c_ares_on_loopback(record: Callable[[str, str], None]) -> None:
    """Let c-ares resolve names of this machine only."""
    try:
        import pycares  # noqa: PLC0415
    except ImportError:
        return

    def guarded(method: Callable[..., Any], event: str) -> Callable[..., Any]:
        @functools.wraps(method)
        def look(
            channel: object,
            name: object,
            *args: Any,
            callback: Callable[[object, int], None],
            **kwargs: Any,
        ) -> None:
            host = name[0] if isinstance(name, tuple) else name
            if is_loopback(host):
                method(channel, name, *args, callback=callback, **kwargs)
                return
            record(event, str(host))
            callback(None, pycares.errno.ARES_ENOTFOUND)

        return look

    for name in ("getaddrinfo", "gethostbyaddr", "getnameinfo", "query", "search"):
        if method := getattr(pycares.Channel, name, None):
            wrapped = guarded(method, f"pycares.{name}")
            setattr(pycares.Channel, name, wrapped)
