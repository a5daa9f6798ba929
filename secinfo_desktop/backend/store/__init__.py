"""The only room with SQL: tables, transactions, migrations."""
