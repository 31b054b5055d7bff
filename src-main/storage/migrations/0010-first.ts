import type { Database } from 'better-sqlite3';

export const version = 10;

/** The first shape of the data folder. Frozen once released. */
export function up(db: Database): void {
  db.exec(`
    -- One business phone number with its settings. Secrets lie beside it, encrypted.
    CREATE TABLE connection (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      phone_number_id TEXT NOT NULL UNIQUE,
      waba_id TEXT NOT NULL,
      app_id TEXT,
      phone TEXT NOT NULL,              -- E.164
      name TEXT NOT NULL DEFAULT '',
      graph_url TEXT NOT NULL,
      graph_version TEXT NOT NULL,
      answered_version TEXT,            -- what facebook-api-version said, where it differs
      read_receipts TEXT NOT NULL DEFAULT 'open' CHECK (read_receipts IN ('open', 'reply', 'never')),
      token_refused_at INTEGER,
      paused_reason TEXT,               -- class A error that stops this number's queue
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE secret (
      connection_id INTEGER NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('access_token', 'app_secret', 'verify_token')),
      box BLOB NOT NULL,                -- AES-256-GCM: nonce, tag, ciphertext
      last_four TEXT NOT NULL,
      updated_at INTEGER NOT NULL,
      PRIMARY KEY (connection_id, kind)
    ) STRICT, WITHOUT ROWID;

    -- The folder's own random data key, wrapped once for every way of opening it.
    CREATE TABLE key_wrap (
      kind TEXT PRIMARY KEY,
      wrapped BLOB NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE setting (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL               -- JSON
    ) STRICT, WITHOUT ROWID;

    -- The journal: every webhook body that was acknowledged.
    CREATE TABLE webhook_delivery (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      received_at INTEGER NOT NULL,
      body BLOB,                        -- null once retention has passed
      codec INTEGER NOT NULL DEFAULT 0, -- 0 as received, 1 zstd
      split INTEGER NOT NULL DEFAULT 0  -- 0 waiting to be split into items, 1 done
    ) STRICT;
    CREATE INDEX webhook_delivery_waiting ON webhook_delivery (id) WHERE split = 0;

    CREATE TABLE webhook_item (
      delivery_id INTEGER NOT NULL REFERENCES webhook_delivery (id),
      ordinal INTEGER NOT NULL,
      kind TEXT NOT NULL,               -- message, status, echo, history, call, error, notice, empty
      phone_number_id TEXT,
      key TEXT,                         -- wamid or what else names the item
      outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'duplicate', 'ignored', 'waiting', 'quarantined')),
      reason TEXT,
      PRIMARY KEY (delivery_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX webhook_item_unsettled ON webhook_item (outcome, phone_number_id)
      WHERE outcome IN ('waiting', 'quarantined') OR reason = 'unknown_number';

    -- Running totals of outcomes, kept in the transaction that changes them; the doctor counts anew.
    CREATE TABLE journal_total (
      outcome TEXT PRIMARY KEY,         -- deliveries, unsplit, applied, duplicate, ignored, waiting, quarantined
      items INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO journal_total (outcome, items)
      VALUES ('deliveries', 0), ('unsplit', 0), ('applied', 0), ('duplicate', 0), ('ignored', 0), ('waiting', 0), ('quarantined', 0);

    CREATE TABLE contact (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      local_name TEXT,                  -- set by a person; never overwritten by webhooks
      display_name TEXT,                -- derived: what is shown; null when nothing is known
      search_text TEXT NOT NULL DEFAULT '', -- derived: folded names and digits
      is_group INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL
    ) STRICT;

    -- Each identity that Meta reported, and the contact that it belongs to now.
    CREATE TABLE identity (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('user_id', 'parent_user_id', 'wa_id', 'group')),
      value TEXT NOT NULL,              -- exactly as Meta gave it
      match_key TEXT,                   -- wa_id only: the form under which spellings of one number meet
      contact_id INTEGER NOT NULL REFERENCES contact (id),
      profile_name TEXT, profile_name_at INTEGER,
      username TEXT, username_at INTEGER,
      first_seen_at INTEGER,            -- Meta's time
      last_seen_at INTEGER,
      timed INTEGER NOT NULL DEFAULT 0, -- whose it is depends on times: the number changed hands, or a spelling rule looks at them
      UNIQUE (kind, value)
    ) STRICT;
    CREATE INDEX identity_contact ON identity (contact_id);
    CREATE INDEX identity_match ON identity (match_key) WHERE match_key IS NOT NULL;

    -- Evidence: two identities that one webhook showed together.
    CREATE TABLE identity_pair (
      a_id INTEGER NOT NULL REFERENCES identity (id),
      b_id INTEGER NOT NULL REFERENCES identity (id),
      kind TEXT NOT NULL,               -- seen_together, system, by_hand, parted
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      PRIMARY KEY (a_id, b_id, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX identity_pair_b ON identity_pair (b_id);

    CREATE TABLE contact_join (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kept_contact_id INTEGER NOT NULL,
      joined_contact_id INTEGER NOT NULL,
      joined_name TEXT,
      reason TEXT NOT NULL,
      a_identity_id INTEGER NOT NULL,
      b_identity_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      undone_at INTEGER
    ) STRICT;
    CREATE INDEX contact_join_kept ON contact_join (kept_contact_id);

    CREATE TABLE conversation (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      connection_id INTEGER NOT NULL REFERENCES connection (id),
      contact_id INTEGER NOT NULL REFERENCES contact (id),
      last_message_id INTEGER,          -- derived: newest by (sort_at, wamid)
      last_at INTEGER NOT NULL DEFAULT 0,
      window_opened_at INTEGER,         -- derived: newest counting message of the customer
      window_closed_by_meta_at INTEGER,
      unread INTEGER NOT NULL DEFAULT 0,
      marked_unread INTEGER NOT NULL DEFAULT 0,
      message_count INTEGER NOT NULL DEFAULT 0,
      receipt_sent_message_id INTEGER,  -- newest inbound message that the customer was told is read
      draft TEXT,
      draft_at INTEGER,
      UNIQUE (connection_id, contact_id)
    ) STRICT;
    CREATE INDEX conversation_contact ON conversation (contact_id);
    CREATE INDEX conversation_recent ON conversation (last_at DESC, id DESC);
    CREATE INDEX conversation_recent_of ON conversation (connection_id, last_at DESC, id DESC);
    CREATE INDEX conversation_unread ON conversation (last_at DESC, id DESC, unread, marked_unread) WHERE unread > 0 OR marked_unread = 1;
    CREATE INDEX conversation_unread_of ON conversation (connection_id, last_at DESC, id DESC) WHERE unread > 0 OR marked_unread = 1;
    CREATE INDEX conversation_window ON conversation (window_opened_at, id, window_closed_by_meta_at) WHERE window_opened_at IS NOT NULL;

    CREATE TABLE message (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      conversation_id INTEGER NOT NULL REFERENCES conversation (id),
      connection_id INTEGER NOT NULL,
      wamid TEXT,
      peer_identity_id INTEGER,         -- the customer's identity that this message named first
      direction INTEGER NOT NULL,       -- 0 in, 1 out
      source INTEGER NOT NULL,          -- bits: 1 live, 2 history, 4 phone app, 8 sent by Wicket
      kind TEXT NOT NULL,
      sort_at INTEGER NOT NULL,         -- Meta's time in ms; our own time for what we send
      received_at INTEGER NOT NULL,
      text TEXT,
      content TEXT,                     -- JSON of the kind's own object; null for plain text
      reply_to TEXT,                    -- wamid
      forwarded INTEGER NOT NULL DEFAULT 0, -- 0 no, 1 once, 2 often
      unread INTEGER NOT NULL DEFAULT 0,
      opens_window INTEGER NOT NULL DEFAULT 0, -- the customer's word: opens or renews the 24 hours
      delivery_id INTEGER,              -- journal entry that holds the raw body
      item_ordinal INTEGER,
      content_hash BLOB,                -- first bytes of the SHA-256 of the item; the lower one wins
      state TEXT,                       -- outbound only
      accepted_at INTEGER, sent_at INTEGER, delivered_at INTEGER, read_at INTEGER, played_at INTEGER, failed_at INTEGER,
      failure TEXT,                     -- JSON: code, title, details, from (answer, status)
      pricing TEXT,                     -- JSON as Meta gave it
      client_key TEXT
    ) STRICT;
    CREATE UNIQUE INDEX message_wamid ON message (wamid, connection_id) WHERE wamid IS NOT NULL;
    CREATE INDEX message_thread ON message (conversation_id, sort_at, wamid, id);
    CREATE INDEX message_unread ON message (conversation_id, sort_at, wamid, id) WHERE unread = 1;
    CREATE INDEX message_trouble ON message (state) WHERE state IN ('unsure', 'failed');
    CREATE UNIQUE INDEX message_client_key ON message (client_key) WHERE client_key IS NOT NULL;

    CREATE TABLE reaction (
      connection_id INTEGER NOT NULL,
      target_wamid TEXT NOT NULL,
      direction INTEGER NOT NULL,       -- who reacted: 0 the customer, 1 the business
      reactor TEXT NOT NULL,            -- tells people of a group apart by identity; empty elsewhere
      emoji TEXT NOT NULL,              -- empty: taken back
      at INTEGER NOT NULL,
      wamid TEXT NOT NULL,
      PRIMARY KEY (connection_id, target_wamid, direction, reactor)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX message_failed ON message (conversation_id) WHERE failed_at IS NOT NULL;

    -- Statuses that came before their message.
    CREATE TABLE parked_status (
      connection_id INTEGER NOT NULL,
      wamid TEXT NOT NULL,
      sent_at INTEGER, delivered_at INTEGER, read_at INTEGER, played_at INTEGER, failed_at INTEGER,
      failure TEXT,
      pricing TEXT,
      opaque TEXT,
      PRIMARY KEY (connection_id, wamid)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE notice (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,         -- hash of the item, so that a redelivery is harmless
      phone_number_id TEXT,
      waba_id TEXT,
      field TEXT NOT NULL,
      at INTEGER NOT NULL,
      content TEXT NOT NULL             -- JSON as Meta gave it
    ) STRICT;
    CREATE INDEX notice_at ON notice (at DESC);

    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('message', 'read')),
      connection_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      message_id INTEGER NOT NULL,      -- what is sent, or what is marked as read
      state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'held')),
      attempts INTEGER NOT NULL DEFAULT 0,
      next_at INTEGER NOT NULL,
      lease_until INTEGER,
      held_reason TEXT
    ) STRICT;
    CREATE INDEX outbox_due ON outbox (next_at) WHERE state = 'queued';
    CREATE UNIQUE INDEX outbox_message ON outbox (kind, message_id);
    CREATE INDEX outbox_conversation ON outbox (conversation_id, id);

    -- What happened each time a message was tried.
    CREATE TABLE attempt (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      message_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      http_status INTEGER,
      meta_code INTEGER,
      meta_subcode INTEGER,
      details TEXT,
      trace_id TEXT
    ) STRICT;
    CREATE INDEX attempt_message ON attempt (message_id);
  `);
}
