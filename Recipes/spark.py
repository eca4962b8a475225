"""Parcel events of many shops -> what each shop's ledger takes: one row a shop, day, vendor and kind of trouble.

    spark-submit Recipes/spark.py EVENTS OUT

EVENTS is a folder of Parquet with the columns shop, vendor, day and result, one row a parcel in its last state, and the day
on which it was shipped (see "A marketplace"). After it, in the folder of each shop:

    vendorscore import OUT/sums/shop=SHOP/*.csv OUT/orders/shop=SHOP/*.csv
"""

import sys

from pyspark.sql import SparkSession

# What your results are worth. What is not named here went well.
TROUBLE = [("late", "late"), ("lost", "lost"), ("damaged", "damaged")]

spark = SparkSession.builder.appName("vendorscore").getOrCreate()
spark.read.parquet(sys.argv[1]).createOrReplaceTempView("parcels")
spark.createDataFrame(TROUBLE, ["result", "kind"]).createOrReplaceTempView("trouble")

# Of a day with trouble, and of the last 90, also the kinds that it has none of: a count of 0 takes out what an earlier night told,
# such as of a parcel that was late and is lost by now. After how many days does a result change no more?
# (A day that has yet to come is a mistake in the events, and ends no 90 days.)
sums = spark.sql("""
    WITH counted AS (
      SELECT shop, CAST(day AS DATE) AS day, vendor, kind, count(*) AS parcels
      FROM parcels JOIN trouble USING (result) GROUP BY 1, 2, 3, 4),
    cells AS (
      SELECT shop, day, vendor FROM counted
      UNION SELECT shop, CAST(day AS DATE), vendor FROM parcels WHERE day > date_sub((SELECT max(CAST(day AS DATE)) FROM parcels WHERE day <= current_date()), 90))
    SELECT shop, day AS date, vendor, 'bad' AS outcome, kind, coalesce(parcels, 0) AS count,
      concat_ws(':', day, vendor, kind) AS id
    FROM cells CROSS JOIN (SELECT DISTINCT kind FROM trouble) AS kinds LEFT JOIN counted USING (shop, day, vendor, kind)""")
orders = spark.sql("""
    SELECT shop, CAST(date_trunc('month', day) AS DATE) AS `from`,
      add_months(CAST(date_trunc('month', day) AS DATE), 1) AS `to`, count(*) AS orders, vendor
    FROM parcels
    GROUP BY 1, 2, 3, vendor""")
for name, table in (("sums", sums), ("orders", orders)):
    table.repartition("shop").write.partitionBy("shop").csv(f"{sys.argv[2]}/{name}", header=True, mode="overwrite")
