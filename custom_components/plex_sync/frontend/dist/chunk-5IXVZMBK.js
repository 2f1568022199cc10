var e=["synced","failed","not_found","review","deleted","undone","pending"];export{e as a};
