// What the peers in JavaScript share: the records, the clock, and the line that each measurement prints.

import { readFileSync } from "node:fs";

const folder = process.argv[2];
// As many runs, and for as long, as the peers in Rust.
const RUNS = 15;
const MILLISECONDS = 600;

const lines = (name) => readFileSync(`${folder}/${name}`, "utf8").trimEnd().split("\n");

/** What each rule pays each record, in fen. */
export const pays = (name) => lines(name).slice(1).map((line) => line.split(",").map(Number));

const number = (text) => Number(text.replace(/[.-]/g, ""));

/** The cases: money in fen, months in tenths, days as numbers like 20240229. Every one is made alike, which V8 likes. */
export const cases = () =>
  lines("cases.csv").slice(1).map((line) => {
    const field = line.split(",");
    return {
      household: field[0],
      destination: field[1],
      months: number(field[2]),
      category: field[3],
      organisation: field[4],
      registered: field[5] === "true",
      licensed: field[6] === "true",
      since: number(field[7]),
      level: field[8],
      loan: field[9],
      partners: number(field[10]),
      requested: number(field[11]),
      today: 20240229,
    };
  });

export const employers = () => lines("employers.jsonl").map((line) => JSON.parse(line));

/** Times `run`, which gives what each record is paid by each rule, and compares that with what it should be. */
export const measure = async (peer, work, way, should, run) => {
  const are = await run();
  const times = [];
  const begin = performance.now();
  while (times.length < RUNS || performance.now() - begin < MILLISECONDS) {
    const start = performance.now();
    await run();
    times.push(((performance.now() - start) * 1e6) / should.length);
  }
  times.sort((a, b) => a - b);
  const differ = should[0].map((_, rule) => should.filter((paid, at) => paid[rule] !== are[at]?.[rule]).length);
  const agree = should.length * differ.length - differ.reduce((a, b) => a + b);
  const [median, least] = [times[times.length >> 1], times[0]].map((time) => time.toFixed(3));
  console.log(["ran", peer, work, way, should.length, median, least, agree, differ.join()].join("\t"));
};

/** What is done to each record, as something to run. */
export const each = (records, decide) => {
  const paid = new Array(records.length);
  return () => {
    for (let at = 0; at < records.length; at++) paid[at] = decide(records[at]);
    return paid;
  };
};
