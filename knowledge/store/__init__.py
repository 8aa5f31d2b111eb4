"""The archive's SQL. Everything here is a plain function on an open connection, inside a caller's transaction."""
