-- What each load did, the versions of an article, what was changed by hand, and what is removed but not yet swept out.

ALTER TABLE article ADD COLUMN updated TEXT;                        -- as `published`: when the page says it was changed
ALTER TABLE article ADD COLUMN loaded TEXT;                         -- when it came in, in UTC; unknown of older ones
ALTER TABLE article ADD COLUMN batch INTEGER;                       -- the load that brought it in, if it was one
ALTER TABLE article ADD COLUMN replaced_by INTEGER;                 -- the newer version: this one is only read by number
ALTER TABLE article ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN is_listed INTEGER AS (replaced_by IS NULL AND NOT is_hidden) VIRTUAL;

CREATE INDEX article_by_newer ON article (replaced_by) WHERE replaced_by IS NOT NULL;

DROP INDEX article_by_date;
CREATE INDEX article_by_date ON article (published)
WHERE published IS NOT NULL AND replaced_by IS NULL AND NOT is_hidden;

-- Digests of canonical addresses: 8 bytes, because the addresses themselves would make an index ten times as large.
CREATE TABLE address (
    digest  INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (digest, article)
) STRICT, WITHOUT ROWID;

-- The rules that the digests were made by; 0 until those of articles stored before are made.
ALTER TABLE collection ADD COLUMN addresses_version INTEGER NOT NULL DEFAULT 0;

-- The smallest hashes of each sketch: articles that share one may print the same story. Articles stored before have none.
CREATE TABLE likeness (
    hash    INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    who        TEXT NOT NULL,
    origin     TEXT NOT NULL,
    begun      TEXT NOT NULL,
    ended      TEXT,                            -- none when it was broken off
    undone     TEXT,
    loaded     INTEGER NOT NULL DEFAULT 0,
    versions   INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    alike      INTEGER NOT NULL DEFAULT 0,      -- of the loaded, those that print the story of another article
    refused    INTEGER NOT NULL DEFAULT 0,
    teasers    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What became of each item of a load, in order. An article's number stays when the article goes.
CREATE TABLE item (
    batch    INTEGER NOT NULL REFERENCES batch,
    place    INTEGER NOT NULL,
    name     TEXT NOT NULL,
    status   TEXT NOT NULL,
    article  INTEGER,
    other    INTEGER,                           -- the older version, or the article that prints the same story
    passages INTEGER NOT NULL,
    teasers  INTEGER NOT NULL,
    reason   TEXT,
    PRIMARY KEY (batch, place)
) STRICT, WITHOUT ROWID;

-- What was changed by hand. Of an article that is removed, that it was is all that is kept.
CREATE TABLE change (
    id      INTEGER PRIMARY KEY,
    article INTEGER NOT NULL,
    moment  TEXT NOT NULL,
    who     TEXT NOT NULL,
    field   TEXT NOT NULL,
    before  TEXT,
    after   TEXT
) STRICT;

CREATE INDEX change_by_article ON change (article);

-- Postings that stand in rows of `posting` or `fresh` though their passage is gone: passed over, and swept out in time.
CREATE TABLE removed (
    term   TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (term, number)
) STRICT, WITHOUT ROWID;

-- The tally counts what is listed: neither older versions nor what is hidden.
DROP TRIGGER article_counted;
DROP TRIGGER article_uncounted;

CREATE TRIGGER article_counted AFTER INSERT ON article WHEN new.is_listed BEGIN
    INSERT INTO tally VALUES ('kind', iif(new.is_teaser, 'teaser', 'article'), 1)
    ON CONFLICT DO UPDATE SET articles = articles + 1;
    INSERT INTO tally SELECT 'outlet', new.source, 1 WHERE new.source IS NOT NULL
    ON CONFLICT DO UPDATE SET articles = articles + 1;
    INSERT INTO tally SELECT 'language', new.language, 1 WHERE new.language IS NOT NULL
    ON CONFLICT DO UPDATE SET articles = articles + 1;
    INSERT INTO tally SELECT 'undated', '', 1 WHERE new.published IS NULL AND NOT new.is_teaser
    ON CONFLICT DO UPDATE SET articles = articles + 1;
END;

CREATE TRIGGER article_uncounted AFTER DELETE ON article WHEN old.is_listed BEGIN
    UPDATE tally SET articles = articles - 1
    WHERE (kind, name) IN (
        VALUES ('kind', iif(old.is_teaser, 'teaser', 'article')),
               ('outlet', old.source),
               ('language', old.language),
               ('undated', iif(old.published IS NULL AND NOT old.is_teaser, '', NULL))
    );
    DELETE FROM tally WHERE articles = 0;
END;

CREATE TRIGGER article_recounted AFTER UPDATE OF source, language, published, replaced_by, is_hidden ON article BEGIN
    UPDATE tally SET articles = articles - 1
    WHERE old.is_listed AND (kind, name) IN (
        VALUES ('kind', iif(old.is_teaser, 'teaser', 'article')),
               ('outlet', old.source),
               ('language', old.language),
               ('undated', iif(old.published IS NULL AND NOT old.is_teaser, '', NULL))
    );
    INSERT INTO tally SELECT 'kind', iif(new.is_teaser, 'teaser', 'article'), 1 WHERE new.is_listed
    ON CONFLICT DO UPDATE SET articles = articles + 1;
    INSERT INTO tally SELECT 'outlet', new.source, 1 WHERE new.is_listed AND new.source IS NOT NULL
    ON CONFLICT DO UPDATE SET articles = articles + 1;
    INSERT INTO tally SELECT 'language', new.language, 1 WHERE new.is_listed AND new.language IS NOT NULL
    ON CONFLICT DO UPDATE SET articles = articles + 1;
    INSERT INTO tally SELECT 'undated', '', 1 WHERE new.is_listed AND new.published IS NULL AND NOT new.is_teaser
    ON CONFLICT DO UPDATE SET articles = articles + 1;
    DELETE FROM tally WHERE articles = 0;
END;
