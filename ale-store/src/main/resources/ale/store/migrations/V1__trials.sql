-- The common subset of SQLite and Postgres. Every table is a projection of files: it can be dropped
-- and made again from the run folders and the imported files.

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  digest TEXT NOT NULL,
  trials INTEGER NOT NULL
);

CREATE TABLE agent (
  source INTEGER NOT NULL REFERENCES source (id),
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (source, number)
);

CREATE TABLE task (
  source INTEGER NOT NULL REFERENCES source (id),
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  family TEXT NOT NULL,
  cluster TEXT NOT NULL,
  PRIMARY KEY (source, number)
);

-- One agent on one task, its repetitions summed up: all that a board needs.
CREATE TABLE cell (
  source INTEGER NOT NULL REFERENCES source (id),
  agent INTEGER NOT NULL,
  task INTEGER NOT NULL,
  trials INTEGER NOT NULL,
  passed INTEGER NOT NULL,
  unscored INTEGER NOT NULL,
  invalid INTEGER NOT NULL,
  score_sum DOUBLE PRECISION NOT NULL,
  score_squares DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (source, agent, task)
);

CREATE TABLE trial (
  source INTEGER NOT NULL,
  agent INTEGER NOT NULL,
  task INTEGER NOT NULL,
  repetition INTEGER NOT NULL,
  state INTEGER NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  cost_usd DOUBLE PRECISION,
  input_tokens BIGINT,
  output_tokens BIGINT,
  seconds DOUBLE PRECISION
);

CREATE INDEX trial_by_agent ON trial (source, agent);
