import type { Database } from 'better-sqlite3';

export const version = 20;

/** Files, edits, deletions, reactions of ours, blocked customers. */
export function up(db: Database): void {
  db.exec(`
    -- A file of a message: one that a customer sent and that is to be downloaded, or one of ours. Bytes lie in the data folder by SHA-256.
    CREATE TABLE media (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      connection_id INTEGER NOT NULL,
      message_id INTEGER NOT NULL,
      meta_id TEXT,                     -- Meta's media id; null for what has none (history without ids, links)
      url TEXT,                         -- the webhook's address, good for minutes
      told_mime TEXT, told_sha256 TEXT, told_bytes INTEGER,  -- what Meta said; the hash as lower-case hex
      state TEXT NOT NULL CHECK (state IN ('waiting', 'downloading', 'stored', 'failed', 'gone')),
      attempts INTEGER NOT NULL DEFAULT 0,
      next_at INTEGER,
      deadline_at INTEGER,              -- Meta's id dies then
      failure TEXT,                     -- JSON: code, details
      sha256 TEXT,                      -- of the stored bytes, lower-case hex
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX media_message ON media (message_id);
    CREATE INDEX media_due ON media (next_at) WHERE state = 'waiting';
    CREATE INDEX media_by_file ON media (sha256) WHERE sha256 IS NOT NULL;

    -- What is known of stored bytes, once for each file however often it was sent.
    CREATE TABLE media_file (
      sha256 TEXT PRIMARY KEY,
      mime TEXT NOT NULL,               -- sniffed, not believed
      bytes INTEGER NOT NULL,
      width INTEGER, height INTEGER, duration_ms INTEGER, pages INTEGER,
      waveform BLOB,                    -- one byte a bar, 0 to 100
      stored_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- A file is uploaded once while Meta keeps its id (30 days).
    CREATE TABLE media_upload (
      connection_id INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      mime TEXT NOT NULL,
      meta_id TEXT NOT NULL,
      expires_at INTEGER NOT NULL,
      PRIMARY KEY (connection_id, sha256, mime)
    ) STRICT, WITHOUT ROWID;

    -- What a person handed over and has not sent yet.
    CREATE TABLE handed_file (
      id TEXT PRIMARY KEY,
      sha256 TEXT NOT NULL,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE message_edit (
      connection_id INTEGER NOT NULL,
      target_wamid TEXT NOT NULL,
      wamid TEXT NOT NULL,              -- of the edit itself
      at INTEGER NOT NULL,
      text TEXT,
      content TEXT,
      PRIMARY KEY (connection_id, target_wamid, wamid)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE message_deletion (
      connection_id INTEGER NOT NULL,
      target_wamid TEXT NOT NULL,
      direction INTEGER NOT NULL,       -- who deleted: 0 the customer, 1 the business
      at INTEGER NOT NULL,              -- the earliest report
      PRIMARY KEY (connection_id, target_wamid)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE connection ADD COLUMN typing_indicator INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversation ADD COLUMN blocked_at INTEGER;
    ALTER TABLE conversation ADD COLUMN draft_extras TEXT;  -- JSON: attachments and reply target of the draft

    -- The outbox also carries reactions; a check cannot be altered, so the table is made anew.
    CREATE TABLE outbox_new (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('message', 'read', 'reaction')),
      connection_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      message_id INTEGER NOT NULL,      -- what is sent, what is marked as read, or what is reacted to
      state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'held')),
      attempts INTEGER NOT NULL DEFAULT 0,
      next_at INTEGER NOT NULL,
      lease_until INTEGER,
      held_reason TEXT,
      payload TEXT                      -- JSON; reactions: the emoji
    ) STRICT;
    INSERT INTO outbox_new (id, kind, connection_id, conversation_id, message_id, state, attempts, next_at, lease_until, held_reason)
      SELECT id, kind, connection_id, conversation_id, message_id, state, attempts, next_at, lease_until, held_reason FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE outbox_new RENAME TO outbox;
    CREATE INDEX outbox_due ON outbox (next_at) WHERE state = 'queued';
    CREATE UNIQUE INDEX outbox_message ON outbox (kind, message_id);
    CREATE INDEX outbox_conversation ON outbox (conversation_id, id);
  `);
}
