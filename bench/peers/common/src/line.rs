//! The lines that peers print, and that the table is made from. Fields are parted by tabs.

use std::fmt;
use std::str::FromStr;

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// Something was measured.
    Ran(Ran),
    /// A peer that wasn't run.
    NotRun {
        /// Its name.
        peer: String,
        /// Why not.
        reason: String,
    },
}

/// A measurement.
#[derive(Debug, Clone, PartialEq)]
pub struct Ran {
    /// Who.
    pub peer: String,
    /// What was worked out, W2 or W3, or what was read.
    pub work: String,
    /// How.
    pub way: String,
    /// How many records.
    pub records: usize,
    /// The median nanoseconds a record.
    pub median: f64,
    /// The least nanoseconds a record.
    pub least: f64,
    /// How many answers are as they should be.
    pub agree: usize,
    /// How many aren't, by rule.
    pub differ: Vec<usize>,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRun { peer, reason } => write!(f, "not run\t{peer}\t{reason}"),
            Self::Ran(ran) => {
                let Ran { peer, work, way, records, median, least, agree, differ } = ran;
                let differ: Vec<String> = differ.iter().map(usize::to_string).collect();
                let differ = differ.join(",");
                write!(f, "ran\t{peer}\t{work}\t{way}\t{records}\t{median:.3}\t{least:.3}\t{agree}\t{differ}")
            }
        }
    }
}

/// A line that isn't one of these.
#[derive(Debug)]
pub struct NotALine;

impl FromStr for Line {
    type Err = NotALine;

    fn from_str(text: &str) -> Result<Self, NotALine> {
        fn number<T: FromStr>(text: &str) -> Result<T, NotALine> {
            text.parse().map_err(|_| NotALine)
        }
        match text.split('\t').collect::<Vec<_>>().as_slice() {
            ["not run", peer, reason] => {
                Ok(Self::NotRun { peer: (*peer).to_owned(), reason: (*reason).to_owned() })
            }
            ["ran", peer, work, way, records, median, least, agree, differ] => Ok(Self::Ran(Ran {
                peer: (*peer).to_owned(),
                work: (*work).to_owned(),
                way: (*way).to_owned(),
                records: number(records)?,
                median: number(median)?,
                least: number(least)?,
                agree: number(agree)?,
                differ: differ.split(',').map(number).collect::<Result<_, _>>()?,
            })),
            _ => Err(NotALine),
        }
    }
}
