"""From files of every kind to tables: each row of the source once, none left out."""
