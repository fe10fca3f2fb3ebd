"""Reads the tables of this folder into Python, with nothing but Python itself:

    import read
    tables = read.read_tables(".")
    tables["responses"][0]["values_1"]

A number is a number, an empty cell is None. 'Not asked', 'I don't know' and 'left open' are None too; what they were stands in
read.missing(tables, "responses"). With pandas: pandas.DataFrame(tables["responses"]).
"""
import csv
import os

names = ["rounds", "responses", "conditions", "partners", "ties", "scores", "quality"]
codes = {-7: "not asked", -8: "unknown", -9: "open"}


def _read(folder, name):
    with open(os.path.join(folder, name + ".csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_tables(folder="."):
    """All tables by name: each is a list of rows, each row a dict by column. `codebook` explains the columns."""
    tables = {"codebook": _read(folder, "codebook")}
    for name in names:
        columns = [row for row in tables["codebook"] if row["file"] == name + ".csv"]
        tables[name] = [{c["variable"]: _value(row[c["variable"]], c) for c in columns} for row in _read(folder, name)]
    tables["_missing"] = {name: _list_missing(folder, name, tables["codebook"]) for name in names}
    return tables


def missing(tables, name):
    """Why there is no answer: for each row a dict from the column to 'not asked', 'unknown' or 'open'."""
    return tables["_missing"][name]


def _value(cell, column):
    if cell == "":
        return None
    if column["type"] == "string":
        return cell
    number = float(cell) if column["type"] == "number" else int(cell)
    return None if column["missing_en"] and number in codes else number


def _list_missing(folder, name, codebook):
    columns = [row["variable"] for row in codebook if row["file"] == name + ".csv" and row["missing_en"]]
    return [
        {c: codes[int(row[c])] for c in columns if row[c] != "" and int(row[c]) in codes} for row in _read(folder, name)
    ]
