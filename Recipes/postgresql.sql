-- Parcel events of many shops -> what each shop's ledger takes: one row a shop, day, vendor and kind of trouble.
--
--   psql -f Recipes/postgresql.sql market && sh Recipes/postgresql.sh market
--
-- Before it, say what your events are, one row a parcel in its last state, and the day on which it was
-- shipped (see "A marketplace"):
--
--   CREATE VIEW parcels AS SELECT shop, carrier AS vendor, shipped_on AS day, result FROM events;
--
-- After it, in the folder of each shop: vendorscore import .../sums-SHOP.csv .../orders-SHOP.csv

\set ON_ERROR_STOP 1

-- What your results are worth. What is not named here went well. A kind of which a day has none any more gets a row with
-- count 0, which takes out what an earlier night told.
CREATE TABLE IF NOT EXISTS trouble (result text PRIMARY KEY, kind text NOT NULL);
INSERT INTO trouble VALUES ('late', 'late'), ('lost', 'lost'), ('damaged', 'damaged') ON CONFLICT DO NOTHING;

CREATE OR REPLACE VIEW sums AS
WITH counted AS (
  SELECT shop, day::date AS day, vendor, result, count(*) AS parcels FROM parcels GROUP BY 1, 2, 3, 4)
SELECT shop, day AS date, vendor, 'bad' AS outcome, kinds.kind,
  coalesce(sum(parcels) FILTER (WHERE trouble.kind = kinds.kind), 0)::bigint AS count,
  to_char(day, 'YYYY-MM-DD') || ':' || vendor || ':' || kinds.kind AS id
FROM counted LEFT JOIN trouble USING (result) CROSS JOIN (SELECT DISTINCT kind FROM trouble) AS kinds
GROUP BY shop, day, vendor, kinds.kind;

CREATE OR REPLACE VIEW orders AS
SELECT shop, date_trunc('month', day)::date AS "from",
  (date_trunc('month', day) + INTERVAL '1 month')::date AS "to", count(*) AS orders, vendor
FROM parcels
GROUP BY shop, "from", "to", vendor;
