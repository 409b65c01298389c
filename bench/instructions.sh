#!/usr/bin/env bash
# Counts the instructions that a fixed input takes and compares them with instructions.tsv, so that a slow-down is seen on any
# machine. UPDATE=1 writes the file anew. Needs valgrind.
set -euo pipefail
cd "$(dirname "$0")"
tolerance=5 # per cent

cargo build --release --quiet --no-default-features --bin steady
binary="${CARGO_TARGET_DIR:-target}/release/steady"

# Instructions a record: of two runs' difference, so that making the records and the program doesn't count.
count() {
    local few many
    few=$(total "$1" "$2" 1)
    many=$(total "$1" "$2" 3)
    echo $(((many - few) / 2 / 4096))
}
total() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$binary" "$1" "$2" 4096 "$3" 2>&1 |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

# Another compiler makes other instructions of the same program, and so does a processor without AVX2.
made_by="# $(rustc --version | cut -d' ' -f1,2) $(grep -qw avx2 /proc/cpuinfo && echo AVX2 || echo "no AVX2")"
counted=$(for work in W2 W3; do for way in rows records columns; do
    printf '%s\t%s\t%s\n' "$work" "$way" "$(count "$work" "$way")"
done; done)
if [ -n "${UPDATE:-}" ]; then
    printf '%s\n%s\n' "$made_by" "$counted" >instructions.tsv
fi
echo "$counted"
if [ "$made_by" != "$(head -1 instructions.tsv)" ]; then
    echo "not compared: instructions.tsv is of $(head -1 instructions.tsv | cut -c3-), this is ${made_by:2}"
    exit
fi
awk -F'\t' -v tolerance="$tolerance" '
    /^#/ { next }
    NR == FNR { before[$1, $2] = $3; next }
    !(($1, $2) in before) { print "new: " $1 " " $2; bad = 1; next }
    $3 > before[$1, $2] * (1 + tolerance / 100) {
        print "slower: " $1 " " $2 " took " $3 " instructions a record, " before[$1, $2] " before"; bad = 1
    }
    END { exit bad }' instructions.tsv <(echo "$counted")
