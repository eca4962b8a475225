-- Parcel events of many shops -> what each shop's ledger takes: one row a shop, day, vendor and kind of trouble.
--
--   duckdb market.duckdb < Recipes/duckdb.sql
--
-- Before it, say what your events are, one row a parcel in its last state, and the day on which it was
-- shipped (see "A marketplace"):
--
--   CREATE VIEW parcels AS SELECT shop, carrier AS vendor, shipped_on AS day, result FROM 'events/*.parquet';
--
-- After it, in the folder of each shop: vendorscore import .../sums/shop=SHOP/*.csv .../orders/shop=SHOP/*.csv

-- What your results are worth. What is not named here went well. A kind of which a day has none any more gets a row with
-- count 0, which takes out what an earlier night told.
CREATE TABLE IF NOT EXISTS trouble (result TEXT PRIMARY KEY, kind TEXT NOT NULL);
INSERT OR IGNORE INTO trouble VALUES ('late', 'late'), ('lost', 'lost'), ('damaged', 'damaged');

CREATE OR REPLACE VIEW sums AS
WITH counted AS (
  SELECT shop, CAST(day AS DATE) AS day, vendor, result, count(*) AS parcels FROM parcels GROUP BY ALL)
SELECT shop, day AS date, vendor, 'bad' AS outcome, kinds.kind, coalesce(sum(parcels) FILTER (trouble.kind = kinds.kind), 0)::BIGINT
  AS count, day || ':' || vendor || ':' || kinds.kind AS id
FROM counted LEFT JOIN trouble USING (result) CROSS JOIN (SELECT DISTINCT kind FROM trouble) AS kinds
GROUP BY shop, day, vendor, kinds.kind;

CREATE OR REPLACE VIEW orders AS
SELECT shop, CAST(date_trunc('month', day) AS DATE) AS "from",
  CAST(date_trunc('month', day) + INTERVAL 1 MONTH AS DATE) AS "to", count(*) AS orders, vendor
FROM parcels
GROUP BY ALL;

COPY (FROM sums ORDER BY shop, date, vendor, kind)
  TO 'sums' (FORMAT csv, HEADER, PARTITION_BY (shop), OVERWRITE_OR_IGNORE);
COPY (FROM orders ORDER BY shop, "from", vendor)
  TO 'orders' (FORMAT csv, HEADER, PARTITION_BY (shop), OVERWRITE_OR_IGNORE);
