"""Parcel events of many shops -> what each shop's ledger takes: one row a shop, day, vendor and kind of trouble.

    spark-submit Recipes/spark.py EVENTS OUT

EVENTS is a folder of Parquet with the columns shop, vendor, day and result, one row a parcel in its last state, and the day
on which it was shipped (see "A marketplace"). After it, in the folder of each shop:

    vendorscore import OUT/sums/shop=SHOP/*.csv OUT/orders/shop=SHOP/*.csv
"""

import sys

from pyspark.sql import SparkSession

# What your results are worth. What is not named here went well. A kind of which a day has none any more gets a row with count 0,
# which takes out what an earlier night told.
TROUBLE = [("late", "late"), ("lost", "lost"), ("damaged", "damaged")]

spark = SparkSession.builder.appName("vendorscore").getOrCreate()
spark.read.parquet(sys.argv[1]).createOrReplaceTempView("parcels")
spark.createDataFrame(TROUBLE, ["result", "kind"]).createOrReplaceTempView("trouble")

sums = spark.sql("""
    WITH counted AS (
      SELECT shop, CAST(day AS DATE) AS day, vendor, result, count(*) AS parcels FROM parcels GROUP BY 1, 2, 3, 4)
    SELECT shop, day AS date, vendor, 'bad' AS outcome, kinds.kind,
      sum(CASE WHEN trouble.kind = kinds.kind THEN parcels ELSE 0 END) AS count,
      concat_ws(':', day, vendor, kinds.kind) AS id
    FROM counted LEFT JOIN trouble USING (result) CROSS JOIN (SELECT DISTINCT kind FROM trouble) AS kinds
    GROUP BY shop, day, vendor, kinds.kind""")
orders = spark.sql("""
    SELECT shop, CAST(date_trunc('month', day) AS DATE) AS `from`,
      add_months(CAST(date_trunc('month', day) AS DATE), 1) AS `to`, count(*) AS orders, vendor
    FROM parcels
    GROUP BY 1, 2, 3, vendor""")
for name, table in (("sums", sums), ("orders", orders)):
    table.repartition("shop").write.partitionBy("shop").csv(f"{sys.argv[2]}/{name}", header=True, mode="overwrite")
