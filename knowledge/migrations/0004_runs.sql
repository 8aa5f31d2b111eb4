-- The postings as a log-structured merge tree: rows are written once, and merged with others of their size into the next
-- run. From run 4 on a run holds 16 segments for good. Before, each row of a term was rewritten with each fold.

ALTER TABLE posting RENAME TO former;

CREATE TABLE posting (
    run      INTEGER NOT NULL,
    term     TEXT NOT NULL,
    start    INTEGER NOT NULL,  -- the first passage that it was written for, of one segment as all the others
    passages BLOB NOT NULL,
    codes    BLOB NOT NULL,
    PRIMARY KEY (run, term, start)
) STRICT, WITHOUT ROWID;

-- Runs 0 to 3. In the tree of all rows, which is deep, each of theirs would take five times as long to write.
CREATE TABLE gathering (
    run      INTEGER NOT NULL,
    term     TEXT NOT NULL,
    start    INTEGER NOT NULL,
    passages BLOB NOT NULL,
    codes    BLOB NOT NULL,
    PRIMARY KEY (run, term, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    number  INTEGER PRIMARY KEY,
    parts   INTEGER NOT NULL,   -- how many came into it since it was last merged into the next
    reached TEXT                -- the last term that was merged into it; none unless that is under way
) STRICT;

INSERT INTO run VALUES (0, 0, NULL), (1, 0, NULL), (2, 0, NULL), (3, 0, NULL);
INSERT INTO run SELECT DISTINCT 4 + segment / 16, 0, NULL FROM former;
INSERT INTO posting SELECT 4 + segment / 16, term, segment * 65536, passages, codes FROM former;
INSERT INTO gathering SELECT 3, term, max(segment * 65536, next_number - fresh_passages), fresh.passages, codes
FROM fresh, collection;

DROP TABLE former;
DROP TABLE fresh;
ALTER TABLE collection DROP COLUMN fresh_passages;
