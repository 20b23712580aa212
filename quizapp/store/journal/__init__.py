"""The journal under the tables: one line a transaction, on the disk before it is acknowledged."""
