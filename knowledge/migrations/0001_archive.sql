-- Articles, what stands where in them, and the postings they are found by: one file, one transaction an article.

CREATE TABLE article (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: a card must not come to mean another article
    identity    BLOB NOT NULL UNIQUE,               -- digest of the text and its citation
    is_teaser   INTEGER NOT NULL,
    external_id TEXT,
    title       TEXT,
    byline      TEXT,
    source      TEXT,
    published   TEXT,                               -- ISO 8601, as precise as the page was
    url         TEXT,
    language    TEXT,
    text        TEXT NOT NULL
) STRICT;

CREATE INDEX article_by_date ON article (published) WHERE published IS NOT NULL;

CREATE TABLE part (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    end     INTEGER NOT NULL,
    label   TEXT NOT NULL,
    PRIMARY KEY (article, start)
) STRICT, WITHOUT ROWID;

-- Which pages a teaser was printed on; it goes with the last of them.
CREATE TABLE printing (
    teaser  INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (teaser, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX printing_by_article ON printing (article);

CREATE TABLE passage (
    number  INTEGER PRIMARY KEY,                    -- as in the postings
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start   INTEGER NOT NULL,
    end     INTEGER NOT NULL
) STRICT;

CREATE INDEX passage_by_article ON passage (article);

-- A row holds the passages of one segment of 65,536 that a term stands in: their numbers within it and, for each,
-- term frequency << 8 | length, all as little-endian uint16. New passages go to `fresh`, which is folded in at times.
CREATE TABLE posting (
    term     TEXT NOT NULL,
    segment  INTEGER NOT NULL,
    passages BLOB NOT NULL,
    codes    BLOB NOT NULL,
    PRIMARY KEY (term, segment)
) STRICT, WITHOUT ROWID;

CREATE TABLE fresh (
    term     TEXT NOT NULL,
    segment  INTEGER NOT NULL,
    passages BLOB NOT NULL,
    codes    BLOB NOT NULL,
    PRIMARY KEY (term, segment)
) STRICT, WITHOUT ROWID;

-- One row: the collection that scores are relative to.
CREATE TABLE collection (
    next_number    INTEGER NOT NULL,
    passages       INTEGER NOT NULL,
    terms          INTEGER NOT NULL,
    fresh_passages INTEGER NOT NULL,
    words_version  INTEGER NOT NULL
) STRICT;

-- How many articles of each outlet and language there are, kept by the triggers below.
CREATE TABLE tally (
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER article_counted AFTER INSERT ON article BEGIN
    INSERT INTO tally VALUES ('kind', iif(new.is_teaser, 'teaser', 'article'), 1)
    ON CONFLICT DO UPDATE SET articles = articles + 1;
    INSERT INTO tally SELECT 'outlet', new.source, 1 WHERE new.source IS NOT NULL
    ON CONFLICT DO UPDATE SET articles = articles + 1;
    INSERT INTO tally SELECT 'language', new.language, 1 WHERE new.language IS NOT NULL
    ON CONFLICT DO UPDATE SET articles = articles + 1;
    INSERT INTO tally SELECT 'undated', '', 1 WHERE new.published IS NULL AND NOT new.is_teaser
    ON CONFLICT DO UPDATE SET articles = articles + 1;
END;

CREATE TRIGGER article_uncounted AFTER DELETE ON article BEGIN
    UPDATE tally SET articles = articles - 1
    WHERE (kind, name) IN (
        VALUES ('kind', iif(old.is_teaser, 'teaser', 'article')),
               ('outlet', old.source),
               ('language', old.language),
               ('undated', iif(old.published IS NULL AND NOT old.is_teaser, '', NULL))
    );
    DELETE FROM tally WHERE articles = 0;
END;
