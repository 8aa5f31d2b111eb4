-- Feeds that are loaded again and again. Moments are seconds since 1970.
CREATE TABLE feed (
    feed_id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    who TEXT NOT NULL, -- as the loads have it: name and number
    every INTEGER NOT NULL, -- seconds
    pages INTEGER NOT NULL, -- how many of those linked to are loaded in place of the summaries
    next_at INTEGER, -- none when it is paused
    tried_at INTEGER NOT NULL,
    news INTEGER NOT NULL, -- articles that its last load brought in
    failures INTEGER NOT NULL, -- in a row
    reason TEXT, -- why the last load failed
    memory TEXT NOT NULL, -- JSON: what its server called its state, and how often each page was tried, by its digest
    UNIQUE (guild_id, url)
) STRICT;

CREATE INDEX feed_by_time ON feed (next_at) WHERE next_at IS NOT NULL;
