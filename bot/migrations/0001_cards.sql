-- An answer card: which stretches of which articles it shows, never their words and never the question.
CREATE TABLE card (
    card_id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL, -- seconds since 1970
    strength TEXT NOT NULL CHECK (strength IN ('strong', 'partial', 'none')),
    excerpts TEXT NOT NULL -- JSON: a list of references, each with a digest of the words it stood for
) STRICT;

CREATE INDEX card_by_age ON card (created_at);

CREATE TABLE note (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
