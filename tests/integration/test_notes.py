"""Notes follow reviews on Plex, if the user wants it and Plex lets them be read."""

from .house import House
from .test_undo import row_of

NOTES = {"policy_notes": "mirror"}


async def test_review_becomes_a_note_and_goes_with_it(house: House) -> None:
    """Written, read back, and cleared when the review is withdrawn."""
    show = house.show("Frieren", 12)
    house.watch(show, 3)
    owner = house.plex.owner
    owner.token = owner.account_token
    owner.reviews = {show.guid: "Slow and good"}
    entry = await house.set_up(options=NOTES)
    await house.sync(entry)
    row = row_of(house, show)
    assert row is not None
    assert row["notes"] == "Slow and good"
    assert "reviews_no_account" not in house.issues(entry)
    assert (await house.call(entry, "explain", title="Frieren"))["reviews"] == ""
    owner.reviews = {}
    assert (await house.sync(entry))["counts"] == {"synced": 1}
    row = row_of(house, show)
    assert row is not None
    assert not row["notes"]


async def test_token_of_the_server_is_told_in_a_repair(house: House) -> None:
    """The rest is synced; the repair goes with the wish."""
    show = house.show("Frieren", 12)
    house.watch(show, 3)
    house.plex.owner.reviews = {show.guid: "Slow and good"}
    house.plex.owner.account_token = "another"
    entry = await house.set_up(options=NOTES)
    await house.sync(entry)
    assert house.progress(show) == 3
    assert "reviews_no_account" in house.issues(entry)
    told = await house.call(entry, "explain", title="Frieren")
    assert told["reviews"] == "reviews_no_account"
    house.hass.config_entries.async_update_entry(
        entry, options={**entry.options, "policy_notes": "off"}
    )
    await house.sync(entry)
    assert "reviews_no_account" not in house.issues(entry)
