"""The tests mirror the tree; script/test runs them on SQLite and on PostgreSQL."""
