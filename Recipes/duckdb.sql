-- Parcel events of many shops -> what each shop's ledger takes: one row a shop, day, vendor and kind of trouble.
--
--   duckdb market.duckdb < Recipes/duckdb.sql
--
-- Before it, say what your events are, one row a parcel in its last state (see "A marketplace"):
--
--   CREATE VIEW parcels AS SELECT shop, carrier AS vendor, delivered_on AS day, result FROM 'events/*.parquet';
--
-- After it, in the folder of each shop: vendorscore import .../sums/shop=SHOP/*.csv .../orders/shop=SHOP/*.csv

-- What your results are worth. What is not named here went well.
CREATE TABLE IF NOT EXISTS trouble (result TEXT PRIMARY KEY, kind TEXT NOT NULL);
INSERT OR IGNORE INTO trouble VALUES ('late', 'late'), ('lost', 'lost'), ('damaged', 'damaged');

CREATE OR REPLACE VIEW sums AS
SELECT shop, CAST(day AS DATE) AS date, vendor, 'bad' AS outcome, kind, count(*) AS count,
  CAST(day AS DATE) || ':' || vendor || ':' || kind AS id
FROM parcels JOIN trouble USING (result)
GROUP BY ALL;

CREATE OR REPLACE VIEW orders AS
SELECT shop, CAST(date_trunc('month', day) AS DATE) AS "from",
  CAST(date_trunc('month', day) + INTERVAL 1 MONTH AS DATE) AS "to", count(*) AS orders, vendor
FROM parcels
GROUP BY ALL;

COPY (FROM sums ORDER BY shop, date, vendor, kind)
  TO 'sums' (FORMAT csv, HEADER, PARTITION_BY (shop), OVERWRITE_OR_IGNORE);
COPY (FROM orders ORDER BY shop, "from", vendor)
  TO 'orders' (FORMAT csv, HEADER, PARTITION_BY (shop), OVERWRITE_OR_IGNORE);
