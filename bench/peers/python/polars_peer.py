"""Polars: expressions over a data frame, one thread. Money is in fen and months are in tenths."""

from datetime import date

import polars as pl
from common import CASES, CLAIMING_KINDS, COUNTED_CATEGORIES, EMPLOYERS, FOLDER, OPTIONS, measure, pays
from polars import col, lit

TYPES = {
    "household": pl.String, "destination": pl.String, "months": pl.Decimal(4, 1), "category": pl.String,
    "organisation": pl.String, "registered": pl.Boolean, "licensed": pl.Boolean, "since": pl.Date, "level": pl.String,
    "loan": pl.String, "partners": pl.Int64, "requested": pl.Decimal(18, 2),
}
HIRE = {"category": pl.String, "contract": pl.Boolean, "insured": pl.Boolean, "new_post": pl.Boolean}
PARQUET = FOLDER / "frame.parquet"
EMPLOYER = {"kind": pl.String, "hires": pl.List(pl.Struct(HIRE))}


def fen(amount):
    return lit(amount, pl.Int64)


def one_of(column, words):
    """Whether it is one of these; faster here than `is_in`."""
    return pl.any_horizontal([col(column) == word for word in words])


def rules():
    works_away = (col("household") == "qinghai") & (col("destination") == "haixi")
    works_away &= (col("months") >= 20) & (col("months") < 60)
    hard = one_of("category", ["out_of_poverty", "monitored", "hard_to_employ"])
    started = one_of("organisation", ["small", "sole_trader"]) & col("registered") & col("licensed")
    started &= col("since") <= lit(date(2024, 2, 29)).dt.offset_by("-1y")
    partnership = pl.min_horizontal(col("partners") * 22_000_000, fen(220_000_000))
    ceiling = pl.when(col("loan") == "personal").then(fen(20_000_000))
    ceiling = ceiling.when(col("loan") == "partnership").then(partnership).otherwise(fen(400_000_000))
    level = pl.when(col("level") == "provincial").then(fen(50_000_000))
    level = level.when(col("level") == "national").then(fen(100_000_000)).otherwise(fen(0))
    labour = pl.when(works_away & hard).then(fen(10_000)).when(works_away).then(fen(5_000)).otherwise(fen(0))
    return [
        labour.alias("labour"),
        pl.when(started).then(fen(1_000_000)).otherwise(fen(0)).alias("startup"),
        level.alias("recognition"),
        pl.min_horizontal(col("requested"), ceiling).alias("loan"),
    ]


def hires():
    hire = pl.element().struct.field
    counts = hire("category").is_in(COUNTED_CATEGORIES) & hire("contract") & hire("insured") & hire("new_post")
    count = col("hires").list.eval(counts).list.sum().cast(pl.Int64)
    return pl.when(col("kind").is_in(CLAIMING_KINDS)).then(count * 100_000).otherwise(fen(0)).alias("hires")


def read(wanted):
    return lambda frame: [(int(a == b),) for a, b in zip(frame.rows(), wanted.rows())]


written = pl.read_csv(CASES, schema=TYPES)
counted = written.with_columns(
    months=(col("months") * 10).cast(pl.Int16), requested=(col("requested") * 100).cast(pl.Int64)
)
optioned = counted.with_columns(col(name).cast(pl.Enum(options)) for name, options in OPTIONS.items())
employers = pl.read_ndjson(EMPLOYERS, schema=EMPLOYER)
cases_pay, employers_pay = pays("cases-pay.csv"), pays("employers-pay.csv")
for frame, way in [(counted, "options as text"), (optioned, "options as enums")]:
    measure("Polars", "W2", way, cases_pay, lambda: frame.select(rules()), pl.DataFrame.rows)
measure("Polars", "W3", "list.eval", employers_pay, lambda: employers.select(hires()), pl.DataFrame.rows)
one = [(1,)] * len(cases_pay)
measure("Polars", "reading W2", "CSV to frame", one, lambda: pl.read_csv(CASES, schema=TYPES), read(written))
counted.write_parquet(PARQUET, compression="snappy")
measure("Polars", "reading W2", "Parquet to frame", one, lambda: pl.read_parquet(PARQUET), read(counted))
measure("Polars", "reading W3", "JSON lines to frame", one, lambda: pl.read_ndjson(EMPLOYERS, schema=EMPLOYER), read(employers))
