//! The slow evaluator: walks the typed model with plain exact decimals and its own calendar, to be compared with programs.
