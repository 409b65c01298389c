//! The trees of [`Reason`] in a program file: written flat, each step before its parts with the number of them, so that reading
//! one needs no recursion and a file can't make the reader run out of stack.

use crate::program::{Reason, ReasonKind, Reg};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How deep reasons may nest.
pub(crate) const MAX_DEPTH: usize = 200;

/// One step in the file; its parts follow.
#[derive(Serialize, Deserialize)]
struct Flat<T> {
    text: T,
    value: Reg,
    kind: ReasonKind,
    parts: u32,
}

/// Writes the trees.
pub(crate) fn serialize<S: Serializer>(roots: &[Reason], to: S) -> Result<S::Ok, S::Error> {
    let mut flat: Vec<Flat<&str>> = Vec::new();
    let mut open: Vec<&Reason> = roots.iter().rev().collect();
    while let Some(reason) = open.pop() {
        let parts = u32::try_from(reason.parts.len()).map_err(serde::ser::Error::custom)?;
        flat.push(Flat { text: &reason.text, value: reason.value, kind: reason.kind, parts });
        open.extend(reason.parts.iter().rev());
    }
    flat.serialize(to)
}

/// Reads the trees.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Reason>, D::Error> {
    let flat = Vec::<Flat<String>>::deserialize(from)?;
    let mut roots = Vec::new();
    // Steps that still wait for parts, each within the one before it, with how many are to come.
    let mut open: Vec<(Reason, u32)> = Vec::new();
    for Flat { text, value, kind, parts } in flat {
        if open.len() >= MAX_DEPTH {
            return Err(D::Error::custom("reasons nest too deeply"));
        }
        open.push((Reason { text, value, kind, parts: Vec::new() }, parts));
        while let Some((whole, 0)) = open.pop_if(|(_, parts)| *parts == 0) {
            match open.last_mut() {
                Some((outer, missing)) => {
                    *missing -= 1;
                    outer.parts.push(whole);
                }
                None => roots.push(whole),
            }
        }
    }
    if open.is_empty() { Ok(roots) } else { Err(D::Error::custom("parts of a reason are missing")) }
}
