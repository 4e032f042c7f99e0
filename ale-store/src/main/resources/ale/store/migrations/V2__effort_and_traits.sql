-- What trials cost, and what is known of tasks beyond family and cluster.

-- Sums of one agent over the counted trials of one family; a task without a family stands for itself.
-- metric: 0 US dollars, 1 seconds of work, 2 tokens in, 3 tokens out. Rows stand only where known.
CREATE TABLE effort (
  source INTEGER NOT NULL REFERENCES source (id),
  agent INTEGER NOT NULL,
  family TEXT NOT NULL,
  metric INTEGER NOT NULL,
  trials INTEGER NOT NULL,
  passed INTEGER NOT NULL,
  total DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (source, agent, family, metric)
);

INSERT INTO effort
SELECT x.source, x.agent, CASE WHEN t.family = '' THEN t.name ELSE t.family END, 0,
       COUNT(*), SUM(CASE WHEN x.state = 1 THEN 1 ELSE 0 END), SUM(x.cost_usd)
FROM trial x JOIN task t ON t.source = x.source AND t.number = x.task
WHERE x.cost_usd IS NOT NULL AND x.state <> 2 GROUP BY 1, 2, 3;

INSERT INTO effort
SELECT x.source, x.agent, CASE WHEN t.family = '' THEN t.name ELSE t.family END, 1,
       COUNT(*), SUM(CASE WHEN x.state = 1 THEN 1 ELSE 0 END), SUM(x.seconds)
FROM trial x JOIN task t ON t.source = x.source AND t.number = x.task
WHERE x.seconds IS NOT NULL AND x.state <> 2 GROUP BY 1, 2, 3;

INSERT INTO effort
SELECT x.source, x.agent, CASE WHEN t.family = '' THEN t.name ELSE t.family END, 2,
       COUNT(*), SUM(CASE WHEN x.state = 1 THEN 1 ELSE 0 END), SUM(x.input_tokens)
FROM trial x JOIN task t ON t.source = x.source AND t.number = x.task
WHERE x.input_tokens IS NOT NULL AND x.state <> 2 GROUP BY 1, 2, 3;

INSERT INTO effort
SELECT x.source, x.agent, CASE WHEN t.family = '' THEN t.name ELSE t.family END, 3,
       COUNT(*), SUM(CASE WHEN x.state = 1 THEN 1 ELSE 0 END), SUM(x.output_tokens)
FROM trial x JOIN task t ON t.source = x.source AND t.number = x.task
WHERE x.output_tokens IS NOT NULL AND x.state <> 2 GROUP BY 1, 2, 3;

-- Tier, subfield, track, capability, layer and pool of a task; some have several values.
CREATE TABLE trait (
  source INTEGER NOT NULL REFERENCES source (id),
  task INTEGER NOT NULL,
  dimension TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (source, task, dimension, word)
);

-- Runs are read again for their traits; imports had none.
UPDATE source SET digest = '' WHERE kind = 'run';
