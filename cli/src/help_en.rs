//! The parts of the English help that stand below the arguments.

/// Below the help of `qingce`.
pub const TOP: &str = "\
Exit status: 0 all went well; 1 faults in the policy, failed scenarios, or a run that could not be carried out; 2 some records
could not be read (the others are decided); 64 arguments that make no sense.";

/// Below the help of `qingce amend`.
pub const AMEND: &str = "\
The line is added in its place in the policy's own file, and nothing else is touched. The amendment is refused for whatever
`qingce check` would find wrong with it: a day outside the period in force, another unit, values that overlap. Afterwards it
tells what has changed, as `qingce diff` does.";

/// Below the help of `qingce impact`.
pub const IMPACT: &str = "\
With --as-of the reference date of every record is set to that day: what would be decided if all applied on it. Grants and
ceilings are added up apart, for a ceiling is not a promise. Names and ID numbers are masked in lists.";

/// Below the help of `qingce prove`.
pub const PROVE: &str = "\
\"proven\" is said only of what holds of every record on every day; a record that breaks a guarantee has been decided and seen to
break it. Where neither can be shown, it is \"not proven\". Nothing need be installed; z3 helps where fields are multiplied.";

/// Below the help of `qingce decide`.
pub const DECIDE: &str = "\
A file or sheet is named after its record type. The members of a list stand in a table of their own, named RECORD.LIST
(broker.crew.csv, or a sheet broker.crew); its first column holds the key of the record that each row belongs to.
JSON nests them. Text files may be UTF-8, UTF-16 with a byte order mark, or GB18030. A blank is not known, never \"no\".
JSON, JSON lines and CSV are read as a stream; a workbook is loaded as a whole.";
