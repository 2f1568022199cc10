"""A small MusicBrainz: releases by barcode, recording, link and words."""

from .faults import Fault, Seen
from .server import FakeMusicBrainz
from .world import Group, Release

__all__ = ["FakeMusicBrainz", "Fault", "Group", "Release", "Seen"]
