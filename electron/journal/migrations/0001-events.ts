import type { Migration } from './migration'

/**
 * The events, where their streams stand, and what the journal knows of itself: in `meta`, `schema` is the
 * number of the last migration and `live` the common hash of the live heads.
 */
export const EVENTS: Migration = {
  number: 1,
  statements: [
    `CREATE TABLE events (
       seq    INTEGER PRIMARY KEY,
       id     TEXT NOT NULL,
       stream TEXT NOT NULL,
       type   TEXT NOT NULL,
       at     INTEGER NOT NULL,
       body   BLOB NOT NULL,
       hash   BLOB NOT NULL CHECK (length(hash) = 32)
     ) STRICT`,
    `CREATE INDEX events_by_stream ON events (stream)`,
    `CREATE TABLE heads (
       stream  TEXT PRIMARY KEY,
       status  TEXT NOT NULL,
       number  INTEGER NOT NULL,
       summary BLOB NOT NULL,
       entries INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX heads_by_status ON heads (status, number)`,
    `CREATE TABLE meta (
       name  TEXT PRIMARY KEY,
       value TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
  ],
}
