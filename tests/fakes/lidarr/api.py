"""What a small Lidarr answers, path by path."""

from aiohttp import web

from .rows import Row, album_row, download_row, failure_row
from .world import Artist, World

API = "/api/v1"


class Api(World):
    """The API over what there is."""

    base = ""
    app_name = "Lidarr"

    def routes(self) -> list[web.RouteDef]:
        """Which paths there are."""
        return [
            web.route(method, f"{self.base}{API}{path}", handler)
            for method, path, handler in (
                ("GET", "/system/status", self._status),
                ("GET", "/rootfolder", self._root_folders),
                ("GET", "/qualityprofile", self._quality_profiles),
                ("GET", "/metadataprofile", self._metadata_profiles),
                ("GET", "/tag", self._tags),
                ("POST", "/tag", self._add_tag),
                ("GET", "/album/lookup", self._look_up),
                ("GET", "/album", self._albums),
                ("POST", "/album", self._add_album),
                ("PUT", "/album/monitor", self._monitor),
                ("POST", "/command", self._command),
                ("GET", "/queue", self._queue),
            )
        ]

    async def _status(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "appName": self.app_name,
                "instanceName": self.app_name,
                "version": "2.14.5.4836",
                "urlBase": self.base,
                "authentication": "forms",
                "branch": "master",
            }
        )

    async def _root_folders(self, _: web.Request) -> web.Response:
        rows: list[Row] = [
            {
                "id": number,
                "name": "music",
                "path": path,
                "defaultMetadataProfileId": 1,
                "defaultQualityProfileId": 1,
                "defaultMonitorOption": "all",
                "defaultNewItemMonitorOption": "all",
                "defaultTags": [],
                "accessible": accessible,
                "freeSpace": 1_000_000_000 if accessible else None,
                "totalSpace": 500_000_000_000 if accessible else None,
            }
            for number, (path, accessible) in enumerate(self.folders.items(), 1)
        ]
        return web.json_response(rows)

    async def _quality_profiles(self, _: web.Request) -> web.Response:
        return web.json_response(
            [
                {"id": number, "name": name, "upgradeAllowed": False, "cutoff": 0}
                for number, name in self.qualities.items()
            ]
        )

    async def _metadata_profiles(self, _: web.Request) -> web.Response:
        return web.json_response(
            [{"id": number, "name": name} for number, name in self.kinds.items()]
        )

    async def _tags(self, _: web.Request) -> web.Response:
        rows = [{"id": number, "label": label} for number, label in self.tags.items()]
        return web.json_response(rows)

    async def _add_tag(self, request: web.Request) -> web.Response:
        label = str((await request.json())["label"]).lower()
        number = self._id()
        self.tags[number] = label
        return web.json_response({"id": number, "label": label}, status=201)

    async def _look_up(self, request: web.Request) -> web.Response:
        wanted = request.query.get("term", "").partition("lidarr:")[2]
        found = [album for album in self.known if album.foreign_id == wanted]
        return web.json_response([album_row(album) for album in found])

    async def _albums(self, request: web.Request) -> web.Response:
        wanted = request.query.get("foreignAlbumId")
        found = [album for album in self.albums if wanted in {None, album.foreign_id}]
        return web.json_response([album_row(album) for album in found])

    async def _add_album(self, request: web.Request) -> web.Response:
        row = await request.json()
        if failures := self._failures(row):
            return web.json_response(failures, status=400)
        foreign_id = row["foreignAlbumId"]
        album = next((one for one in self.known if one.foreign_id == foreign_id), None)
        if album is None:
            words = "An album with this ID was not found"
            failure = failure_row("MusicbrainzId", words, foreign_id, "")
            return web.json_response([failure], status=400)
        if not album.artist.id:
            self._add_artist(album.artist, row["artist"])
        album.id, album.monitored = self._id(), bool(row["monitored"])
        album.searches += bool((row.get("addOptions") or {}).get("searchForNewAlbum"))
        self.albums.append(album)
        return web.json_response(album_row(album), status=201)

    def _add_artist(self, artist: Artist, row: Row) -> None:
        """Take an artist in; its albums are read later."""
        self._take_in(artist)
        options = row.get("addOptions") or {}
        artist.monitored = bool(row.get("monitored"))
        artist.monitor_new_items = row.get("monitorNewItems", "all")
        artist.quality_profile_id = row["qualityProfileId"]
        artist.metadata_profile_id = row["metadataProfileId"]
        artist.root_folder = row["rootFolderPath"]
        artist.tags = list(row.get("tags") or ())
        if options.get("monitor") == "none" or options.get("albumsToMonitor"):
            artist.to_monitor = list(options.get("albumsToMonitor") or ())

    def _failures(self, row: Row) -> list[Row]:
        """What Lidarr says no to."""
        found: list[Row] = []
        foreign_id, artist = row.get("foreignAlbumId"), row.get("artist") or {}
        if any(album.foreign_id == foreign_id for album in self.albums):
            words = "This album has already been added."
            code = "AlbumExistsValidator"
            found.append(failure_row("ForeignAlbumId", words, foreign_id, code))
        for key, there, words, code in (
            (
                "qualityProfileId",
                self.qualities,
                "Quality Profile does not exist",
                "QualityProfileExistsValidator",
            ),
            (
                "metadataProfileId",
                self.kinds,
                "Metadata profile does not exist",
                "MetadataProfileExistsValidator",
            ),
            (
                "rootFolderPath",
                self.folders,
                "Root folder does not exist",
                "RootFolderExistsValidator",
            ),
        ):
            value = artist.get(key)
            # The root folder counts only for an artist without a path of its own.
            if value not in there and not (
                key == "rootFolderPath" and "path" in artist
            ):
                name = f"Artist.{key[0].upper()}{key[1:]}"
                found.append(failure_row(name, words, value, code))
        return found

    async def _monitor(self, request: web.Request) -> web.Response:
        row = await request.json()
        found = [album for album in self.albums if album.id in row["albumIds"]]
        for album in found:
            album.monitored = row["monitored"]
        return web.json_response([album_row(album) for album in found], status=202)

    async def _command(self, request: web.Request) -> web.Response:
        row = await request.json()
        if row["name"] == "AlbumSearch":
            for album in self.albums:
                album.searches += album.id in row["albumIds"]
        return web.json_response(
            {
                "id": self._id(),
                "name": row["name"],
                "commandName": row["name"],
                "status": "queued",
                "queued": "2026-01-01T00:00:00Z",
                "trigger": "manual",
            },
            status=201,
        )

    async def _queue(self, request: web.Request) -> web.Response:
        page = int(request.query.get("page", "1"))
        size = int(request.query.get("pageSize", "10"))
        shown = [
            download
            for download in self.downloads
            if download.album is not None
            or request.query.get("includeUnknownArtistItems", "").lower() == "true"
        ]
        return web.json_response(
            {
                "page": page,
                "pageSize": size,
                "sortKey": "timeleft",
                "sortDirection": "ascending",
                "totalRecords": len(shown),
                "records": list(map(download_row, shown))[
                    (page - 1) * size : page * size
                ],
            }
        )
