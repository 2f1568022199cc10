"""Where music comes from: streaming accounts and files, each one a file here."""
