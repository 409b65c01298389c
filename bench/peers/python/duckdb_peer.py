"""DuckDB: SQL over its own tables, one thread."""

import duckdb
from common import CASES, CLAIMING_KINDS, COUNTED_CATEGORIES, EMPLOYERS, FOLDER, OPTIONS, measure, pays

COLUMNS = {
    "household": "varchar", "destination": "varchar", "months": "decimal(4,1)", "category": "varchar",
    "organisation": "varchar", "registered": "boolean", "licensed": "boolean", "since": "date", "level": "varchar",
    "loan": "varchar", "partners": "integer", "requested": "decimal(18,2)",
}
PAID = """
select
    case when household = 'qinghai' and destination = 'haixi' and months >= 2 and months < 6
        then case when category in ('out_of_poverty', 'monitored', 'hard_to_employ') then 100 else 50 end
        else 0 end as labour,
    case when organisation in ('small', 'sole_trader') and registered and licensed
            and since <= date '2024-02-29' - interval 1 year
        then 10000 else 0 end as startup,
    case level when 'provincial' then 500000 when 'national' then 1000000 else 0 end as recognition,
    least(requested, case loan
        when 'personal' then 200000::decimal(18,2)
        when 'partnership' then least(220000 * partners, 2200000)::decimal(18,2)
        else 4000000::decimal(18,2) end) as loan
from {table}
"""
HIRES = f"""
select case when kind in {tuple(CLAIMING_KINDS)}
    then 1000 * len(list_filter(hires, lambda hire:
        hire.category in {tuple(COUNTED_CATEGORIES)} and hire.contract and hire.insured and hire.new_post))
    else 0 end as hires
from employers
"""
READ_CASES = f"read_csv('{CASES}', header = true, columns = {COLUMNS})"
HIRE = "struct(category varchar, contract boolean, insured boolean, new_post boolean)[]"
READ_EMPLOYERS = (
    f"read_json('{EMPLOYERS}', format = 'newline_delimited', columns = {{'kind': 'varchar', 'hires': '{HIRE}'}})"
)
PARQUET = FOLDER / "cases.parquet"


def to_table(query):
    return lambda: base.execute(f"create or replace temp table made as {query}")


def paid(_):
    rows = base.execute("select * from made").fetchall()
    return [tuple(int(yuan * 100) for yuan in row) for row in rows]


def read(wanted):
    """Whether each row of a table is as in the other."""
    def compare(_):
        rows = base.execute("select * from made").fetchall()
        return [(int(a == b),) for a, b in zip(rows, base.execute(f"select * from {wanted}").fetchall())]
    return compare


base = duckdb.connect()
base.execute("set threads = 1")
base.execute(f"create table cases as from {READ_CASES}")
for name, options in OPTIONS.items():
    base.execute(f"create type {name}_option as enum {tuple(options)}")
options = ", ".join(f"{name}::{name}_option as {name}" for name in OPTIONS)
base.execute(f"create table optioned as select * replace ({options}) from cases")
base.execute(f"copy cases to '{PARQUET}' (format parquet, compression snappy)")
base.execute(f"create table employers as from {READ_EMPLOYERS}")

cases_pay, employers_pay = pays("cases-pay.csv"), pays("employers-pay.csv")
for table, way in [("cases", "table to table, options as text"), ("optioned", "table to table, options as enums")]:
    measure("DuckDB", "W2", way, cases_pay, to_table(PAID.format(table=table)), paid)
measure("DuckDB", "W3", "table to table, list_filter", employers_pay, to_table(HIRES), paid)
one = [(1,)] * len(cases_pay)
measure("DuckDB", "reading W2", "CSV to table", one, to_table(f"from {READ_CASES}"), read("cases"))
measure("DuckDB", "reading W2", "Parquet to table", one, to_table(f"from '{PARQUET}'"), read("cases"))
measure("DuckDB", "reading W3", "JSON lines to table", one, to_table(f"from {READ_EMPLOYERS}"), read("employers"))
