-- Which articles print the same story: hashes of each one's words, as little-endian uint32, sorted, each once.
-- Articles stored before this have none, and are never taken for another's story until they are loaded anew.

CREATE TABLE sketch (
    article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    hashes  BLOB NOT NULL
) STRICT;
