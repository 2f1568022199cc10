"""What has to be said to a broker, so that it keeps what it is to keep. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from .mqtt_messages import Messages


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPlan:
    """What is sent: first what goes, then what comes."""

    clear: tuple[str, ...]
    publish: Messages
    unchanged: int


def plan_publish(
    wanted: Messages, there: Messages, known: Collection[str]
) -> PublishPlan:
    """Compare what is wanted with what is there.

    Args:
        wanted: all that the broker is to keep.
        there: what it surely keeps; less than that is published again.
        known: the topics that were ever intended: what of them is not wanted goes.
    """
    gone = [topic for topic in dict.fromkeys(known) if topic not in wanted]
    # Entities go before their states: these would be states without a text.
    gone.sort(key=lambda topic: not topic.endswith("/config"))
    changed = {
        topic: payload
        for topic, payload in wanted.items()
        if there.get(topic) != payload
    }
    return PublishPlan(
        clear=tuple(gone), publish=changed, unchanged=len(wanted) - len(changed)
    )
