"""Accounts, as themselves and as others see them."""

from typing import TYPE_CHECKING

from .library import User
from .nodes import Node

if TYPE_CHECKING:
    from .server import FakePlex


def account_node(fake: FakePlex, user: User) -> Node:
    """An account, as itself sees it."""
    members = user.kind != "friend"
    features = Node("features", {}, [Node("feature", {"id": "pass"})])
    return Node(
        "user",
        {
            "id": user.plex_tv_id,
            "uuid": user.uuid,
            "username": user.name if user.email else "",
            "title": user.name,
            "email": user.email or "",
            "friendlyName": "",
            "confirmed": True,
            "protected": bool(user.pin),
            "hasPassword": bool(user.email),
            "thumb": f"https://plex.tv/users/{user.uuid}/avatar",
            "authToken": user.account_token,
            "authenticationToken": user.account_token,
            "scrobbleTypes": "",
            "restricted": user.email is None,
            "home": members,
            "homeAdmin": user is fake.owner,
            "homeSize": len(fake.home) if members else 1,
            "maxHomeSize": 15,
            "guest": False,
        },
        [
            Node(
                "subscription",
                {"active": True, "status": "Active", "plan": "lifetime"},
                [features],
            ),
            Node("profile", {"autoSelectAudio": True}),
            Node("entitlements", {"all": True}),
            Node("roles", {}, [Node("role", {"id": "plexpass"})]),
        ],
    )


def shared_user_node(fake: FakePlex, user: User) -> Node:
    """An account, as the owner sees it."""
    server = Node(
        "Server",
        {
            "id": user.plex_tv_id,
            "serverId": 1,
            "machineIdentifier": fake.machine_identifier,
            "name": fake.name,
            "lastSeenAt": 1_752_300_000,
            "numLibraries": len(fake.sections),
            "allLibraries": user.sections is None,
            "owned": True,
            "pending": user.pending,
        },
    )
    return Node(
        "User",
        {
            "id": user.plex_tv_id,
            "title": user.name,
            "username": user.name if user.email else "",
            "email": user.email or "",
            "thumb": "",
            "home": user.kind == "home",
            "restricted": user.email is None,
            "protected": bool(user.pin),
            "filterAll": "",
            "filterMovies": "",
            "filterTelevision": "",
            "filterMusic": "",
            "filterPhotos": "",
        },
        [server],
    )


def home_user_node(fake: FakePlex, user: User) -> Node:
    """A member of the home."""
    return Node(
        "User",
        {
            "id": user.plex_tv_id,
            "uuid": user.uuid,
            "admin": user is fake.owner,
            "guest": False,
            "restricted": user.email is None,
            "protected": bool(user.pin),
            "title": user.name,
            "username": user.name if user.email else "",
            "email": user.email or "",
            "thumb": "",
        },
    )
