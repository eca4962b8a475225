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

-- What your results are worth. What is not named here went well.
CREATE TABLE IF NOT EXISTS trouble (result text PRIMARY KEY, kind text NOT NULL);
INSERT INTO trouble VALUES ('late', 'late'), ('lost', 'lost'), ('damaged', 'damaged') ON CONFLICT DO NOTHING;

-- Of a day with trouble, and of the last 90, also the kinds that it has none of: a count of 0 takes out what an earlier night
-- told, such as of a parcel that was late and is lost by now. After how many days does a result change no more?
-- (A day that has yet to come is a mistake in the events, and ends no 90 days.)
CREATE OR REPLACE VIEW sums AS
WITH counted AS (
  SELECT shop, day::date AS day, vendor, kind, count(*) AS parcels FROM parcels JOIN trouble USING (result) GROUP BY 1, 2, 3, 4),
cells AS (
  SELECT shop, day, vendor FROM counted
  UNION SELECT shop, day::date, vendor FROM parcels WHERE day > (SELECT max(day::date) FROM parcels WHERE day <= current_date) - 90)
SELECT shop, day AS date, vendor, 'bad' AS outcome, kind, coalesce(parcels, 0) AS count,
  to_char(day, 'YYYY-MM-DD') || ':' || vendor || ':' || kind AS id
FROM cells CROSS JOIN (SELECT DISTINCT kind FROM trouble) AS kinds LEFT JOIN counted USING (shop, day, vendor, kind);

CREATE OR REPLACE VIEW orders AS
SELECT shop, date_trunc('month', day)::date AS "from",
  (date_trunc('month', day) + INTERVAL '1 month')::date AS "to", count(*) AS orders, vendor
FROM parcels
GROUP BY shop, "from", "to", vendor;
