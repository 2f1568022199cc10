"""A server of mapping files, with the ways in which such a server fails."""

from collections import Counter
from compression import zstd
from dataclasses import dataclass, field
import hashlib
import json
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(slots=True)
class ServedFile:
    """A file, and how it is served."""

    content: bytes
    status: int = 200
    cut_off: bool = False
    """Announce the whole file, send half of it, drop the connection."""
    requests: int = 0
    not_modified: int = 0

    @property
    def etag(self) -> str:
        """The mark of this edition."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:16]}"'


@dataclass(slots=True)
class FakeMappings:
    """Serves files on loopback; to be used as an asynchronous context.

    `files` can be changed at any time, by name: `mappings.json`, `mappings.json.zst`.
    """

    files: dict[str, ServedFile] = field(default_factory=dict)
    requests: Counter[str] = field(default_factory=Counter)
    """How often each file was asked for."""
    _server: TestServer | None = None

    async def __aenter__(self) -> Self:
        """Start."""
        application = web.Application()
        application.router.add_get("/{name}", self._serve)
        self._server = TestServer(application, host="127.0.0.1")
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        if self._server is not None:
            await self._server.close()

    def address(self, name: str) -> str:
        """The address of a file, whether it is there or not."""
        assert self._server is not None
        return str(self._server.make_url(f"/{name}"))

    def put(self, name: str, document: object) -> ServedFile:
        """Serve a document as JSON, packed if the name says so; bytes as they are."""
        content = (
            document
            if isinstance(document, bytes)
            else json.dumps(document, separators=(",", ":")).encode()
        )
        if name.endswith(".zst") and not isinstance(document, bytes):
            content = zstd.compress(content)
        self.files[name] = ServedFile(content)
        return self.files[name]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        self.requests[name] += 1
        file = self.files.get(name)
        if file is None:
            return web.Response(status=404)
        file.requests += 1
        if file.status != 200:
            return web.Response(status=file.status, text="out of order")
        headers = {"ETag": file.etag}
        if request.headers.get("If-None-Match") == file.etag:
            file.not_modified += 1
            return web.Response(status=304, headers=headers)
        if not file.cut_off:
            return web.Response(body=file.content, headers=headers)
        answer = web.StreamResponse(headers=headers)
        answer.content_length = len(file.content)
        await answer.prepare(request)
        await answer.write(file.content[: len(file.content) // 2])
        if request.transport is not None:
            request.transport.close()
        return answer
