-- Parcel events of many shops -> what each shop's ledger takes: one row a shop, day, vendor and kind of trouble.
--
--   psql -f Recipes/postgresql.sql market && sh Recipes/postgresql.sh market
--
-- Before it, say what your events are, one row a parcel in its last state (see "A marketplace"):
--
--   CREATE VIEW parcels AS SELECT shop, carrier AS vendor, delivered_on AS day, result FROM events;
--
-- After it, in the folder of each shop: vendorscore import .../sums-SHOP.csv .../orders-SHOP.csv

\set ON_ERROR_STOP 1

-- What your results are worth. What is not named here went well.
CREATE TABLE IF NOT EXISTS trouble (result text PRIMARY KEY, kind text NOT NULL);
INSERT INTO trouble VALUES ('late', 'late'), ('lost', 'lost'), ('damaged', 'damaged') ON CONFLICT DO NOTHING;

CREATE OR REPLACE VIEW sums AS
SELECT shop, day::date AS date, vendor, 'bad' AS outcome, kind, count(*) AS count,
  to_char(day, 'YYYY-MM-DD') || ':' || vendor || ':' || kind AS id
FROM parcels JOIN trouble USING (result)
GROUP BY shop, day, vendor, kind;

CREATE OR REPLACE VIEW orders AS
SELECT shop, date_trunc('month', day)::date AS "from",
  (date_trunc('month', day) + INTERVAL '1 month')::date AS "to", count(*) AS orders, vendor
FROM parcels
GROUP BY shop, "from", "to", vendor;
