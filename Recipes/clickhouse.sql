-- Parcel events of many shops -> what each shop's ledger takes: one row a shop, day, vendor and kind of trouble.
--
--   clickhouse local --path market --multiquery < Recipes/clickhouse.sql      (or chDB, or a server)
--
-- Before it, say what your events are, one row a parcel in its last state, and the day on which it was
-- shipped (see "A marketplace"):
--
--   CREATE VIEW parcels AS SELECT shop, carrier AS vendor, toDate(shipped_at) AS day, result FROM events;
--
-- After it, in the folder of each shop: vendorscore import .../sums-SHOP.csv .../orders-SHOP.csv
--
-- On a server that gets events all the time let a SummingMergeTree keep the sums, and read them where `sums` is read here:
--
--   CREATE TABLE kept (shop String, day Date, vendor String, kind String, count UInt64)
--     ENGINE = SummingMergeTree ORDER BY (shop, day, vendor, kind);
--   CREATE MATERIALIZED VIEW keep TO kept AS
--     SELECT shop, day, vendor, kind, count() AS count FROM events JOIN trouble USING (result) GROUP BY ALL;
-- It adds what comes and forgets nothing: for results that are final.

-- What your results are worth. What is not named here went well.
CREATE TABLE IF NOT EXISTS trouble (result String, kind String) ENGINE = MergeTree ORDER BY result;
INSERT INTO trouble SELECT * FROM values('result String, kind String',
  ('late', 'late'), ('lost', 'lost'), ('damaged', 'damaged')) WHERE (SELECT count() FROM trouble) = 0;

-- Of a day with trouble, and of the last 90, also the kinds that it has none of: a count of 0 takes out what an earlier night
-- told, such as of a parcel that was late and is lost by now. After how many days does a result change no more?
-- (A day that has yet to come is a mistake in the events, and ends no 90 days.)
CREATE OR REPLACE VIEW sums AS
WITH counted AS (
  SELECT shop, day, vendor, kind, count() AS parcels FROM parcels INNER JOIN trouble USING (result) GROUP BY ALL),
cells AS (
  SELECT shop, day, vendor FROM counted
  UNION DISTINCT SELECT shop, day, vendor FROM parcels WHERE day > (SELECT max(day) FROM parcels WHERE day <= today()) - 90),
asked AS (SELECT shop, day, vendor, kind FROM cells CROSS JOIN (SELECT DISTINCT kind FROM trouble) AS kinds)
SELECT shop, day AS date, vendor, 'bad' AS outcome, kind, parcels AS count,
  concat(toString(day), ':', vendor, ':', kind) AS id
FROM asked LEFT JOIN counted USING (shop, day, vendor, kind);

CREATE OR REPLACE VIEW orders AS
SELECT shop, toStartOfMonth(day) AS `from`, addMonths(toStartOfMonth(day), 1) AS `to`, count() AS orders, vendor
FROM parcels
GROUP BY shop, `from`, `to`, vendor;

INSERT INTO FUNCTION file('sums-{_partition_id}.csv', 'CSVWithNames') PARTITION BY shop
SELECT * FROM sums ORDER BY shop, date, vendor, kind SETTINGS engine_file_truncate_on_insert = 1;

INSERT INTO FUNCTION file('orders-{_partition_id}.csv', 'CSVWithNames') PARTITION BY shop
SELECT * FROM orders ORDER BY shop, `from`, vendor SETTINGS engine_file_truncate_on_insert = 1;
