"""Parcel events of many shops -> what each shop's ledger takes: one row a shop, day, vendor and kind of trouble.

    spark-submit Recipes/spark.py EVENTS OUT

EVENTS is a folder of Parquet with the columns shop, vendor, day and result, one row a parcel in its last state (see
"A marketplace"). After it, in the folder of each shop:

    vendorscore import OUT/sums/shop=SHOP/*.csv OUT/orders/shop=SHOP/*.csv
"""

import sys

from pyspark.sql import SparkSession

# What your results are worth. What is not named here went well.
TROUBLE = [("late", "late"), ("lost", "lost"), ("damaged", "damaged")]

spark = SparkSession.builder.appName("vendorscore").getOrCreate()
spark.read.parquet(sys.argv[1]).createOrReplaceTempView("parcels")
spark.createDataFrame(TROUBLE, ["result", "kind"]).createOrReplaceTempView("trouble")

sums = spark.sql("""
    SELECT shop, CAST(day AS DATE) AS date, vendor, 'bad' AS outcome, kind, count(*) AS count,
      concat_ws(':', CAST(day AS DATE), vendor, kind) AS id
    FROM parcels JOIN trouble USING (result)
    GROUP BY shop, CAST(day AS DATE), vendor, kind""")
orders = spark.sql("""
    SELECT shop, CAST(date_trunc('month', day) AS DATE) AS `from`,
      add_months(CAST(date_trunc('month', day) AS DATE), 1) AS `to`, count(*) AS orders, vendor
    FROM parcels
    GROUP BY 1, 2, 3, vendor""")
for name, table in (("sums", sums), ("orders", orders)):
    table.repartition("shop").write.partitionBy("shop").csv(f"{sys.argv[2]}/{name}", header=True, mode="overwrite")
