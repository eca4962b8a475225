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

-- What your results are worth. What is not named here went well.
CREATE TABLE IF NOT EXISTS trouble (result TEXT PRIMARY KEY, kind TEXT NOT NULL);
INSERT OR IGNORE INTO trouble VALUES ('late', 'late'), ('lost', 'lost'), ('damaged', 'damaged');

-- Of a day with trouble, and of the last 90, also the kinds that it has none of: a count of 0 takes out what an earlier night
-- told, such as of a parcel that was late and is lost by now. After how many days does a result change no more?
-- (A day that has yet to come is a mistake in the events, and ends no 90 days.)
CREATE OR REPLACE VIEW sums AS
WITH counted AS (
  SELECT shop, CAST(day AS DATE) AS day, vendor, kind, count(*) AS parcels FROM parcels JOIN trouble USING (result) GROUP BY ALL),
cells AS (
  SELECT shop, day, vendor FROM counted
  UNION SELECT shop, CAST(day AS DATE), vendor FROM parcels WHERE day > (SELECT max(CAST(day AS DATE)) FROM parcels WHERE day <= current_date) - 90)
SELECT shop, day AS date, vendor, 'bad' AS outcome, kind, coalesce(parcels, 0) AS count, day || ':' || vendor || ':' || kind AS id
FROM cells CROSS JOIN (SELECT DISTINCT kind FROM trouble) AS kinds LEFT JOIN counted USING (shop, day, vendor, kind);

CREATE OR REPLACE VIEW orders AS
SELECT shop, CAST(date_trunc('month', day) AS DATE) AS "from",
  CAST(date_trunc('month', day) + INTERVAL 1 MONTH AS DATE) AS "to", count(*) AS orders, vendor
FROM parcels
GROUP BY ALL;

COPY (FROM sums ORDER BY shop, date, vendor, kind)
  TO 'sums' (FORMAT csv, HEADER, PARTITION_BY (shop), OVERWRITE_OR_IGNORE);
COPY (FROM orders ORDER BY shop, "from", vendor)
  TO 'orders' (FORMAT csv, HEADER, PARTITION_BY (shop), OVERWRITE_OR_IGNORE);
