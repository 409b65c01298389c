//! Whatever the bytes are, the answer is an error or a program that runs safely.
//!
//! `QINGCE_MUTATIONS` says how many mutations are tried.

use super::{HEADER, LoadError};
use crate::machine::agreement::{Tally, agree};
use crate::plan::SlotShape;
use crate::program::{Once, Program, Reason, ReasonKind, RecordId, SlotId};
use crate::support::random::{Dice, Kind, program};
use crate::support::{add_rule, date};
use crate::{Ask, Language, Machine, MemoryLedger, Record, Value, Verified};

fn mutations() -> usize {
    std::env::var("QINGCE_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000)
}

/// Files to start from: random ones, and one by hand with reasons of every kind.
fn files() -> Vec<Vec<u8>> {
    let kind = Kind { beyond_kleene: true, unknown_standards: true };
    let mut programs: Vec<Program> = (0..12).map(|seed| program(seed, kind)).collect();
    programs.push(told());
    programs.iter().map(Program::to_bytes).collect()
}

fn told() -> Program {
    let mut program = crate::support::tables();
    add_rule(&mut program, "甲", |code| {
        code.rule.once = Some(Once::Member);
        let mut inside = Vec::new();
        let selection = code.filter((0, "人员"), |code| {
            let valid = code.filter((1, "证书"), |code| code.load(2, "有效"));
            let empty = code.empty(valid);
            let part = code.reason("证书", empty, ReasonKind::Members(valid), Vec::new());
            let field =
                code.reason("工资", empty, ReasonKind::Field { frame: 1, slot: SlotId(4) }, Vec::new());
            let some = code.not(empty);
            inside = vec![part, field];
            code.claim(some, "身份证号")
        });
        let (count, rate) = (code.count(selection), code.standard("补贴"));
        let amount = code.multiply(rate, count);
        let parts = vec![
            code.reason("人员", count, ReasonKind::Members(selection), inside),
            code.reason("补贴", rate, ReasonKind::Standard(crate::program::StandardId(0)), Vec::new()),
        ];
        let whole: Reason = code.reason("补贴 × 人数", amount, ReasonKind::Value, parts);
        code.rule.reasoning = vec![whole];
        code.grant(amount);
    });
    program
}

/// Changes the bytes. Most of the time the length and checksum are mended afterwards, so that the content and the verifier are
/// put to the test.
fn mutate(file: &[u8], dice: &mut Dice) -> Vec<u8> {
    match dice.below(4) {
        0 => scramble(file, dice),
        1 => mend(file, scramble(file, dice)),
        _ => {
            // Numbers in the content are short: small changes make other ids, registers, targets and types of them.
            let mut bytes = file.to_vec();
            for _ in 0..=dice.below(2) {
                let at = HEADER + dice.below(bytes.len() - HEADER);
                let change = u8::try_from(1 + dice.below(4)).unwrap();
                bytes[at] = if dice.one_in(2) {
                    bytes[at].wrapping_add(change)
                } else {
                    bytes[at].wrapping_sub(change)
                };
            }
            mend(file, bytes)
        }
    }
}

/// A header that fits the content.
fn mend(file: &[u8], mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() >= HEADER {
        bytes[..6].copy_from_slice(&file[..6]);
        let length = u32::try_from(bytes.len() - HEADER).unwrap();
        let checksum = crc32fast::hash(&bytes[HEADER..]);
        bytes[6..10].copy_from_slice(&length.to_le_bytes());
        bytes[10..14].copy_from_slice(&checksum.to_le_bytes());
    }
    bytes
}

/// Cuts, puts in, leaves out, copies and replaces bytes.
fn scramble(file: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
        let byte = u8::try_from(dice.below(256)).unwrap();
        match dice.below(7) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, byte),
            2 if !bytes.is_empty() => drop(bytes.remove(at)),
            3 => {
                let end = (at + dice.below(40)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            4 => {
                let from = dice.below(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
                if let Some(other) = bytes.get(from).copied() {
                    bytes[at] = other;
                }
            }
            _ => {
                if let Some(place) = bytes.get_mut(at) {
                    *place = byte;
                }
            }
        }
    }
    bytes
}

/// A record of the program's own type, with values at the ends of what is legal.
fn extreme(program: &Verified, ty: RecordId, dice: &mut Dice) -> Record {
    let shapes = &program.plan().shapes[ty.index()];
    let value = |shape: &SlotShape, dice: &mut Dice| match *shape {
        _ if dice.one_in(6) => Value::Missing,
        SlotShape::Text => Value::Text(dice.pick(&["", "甲", "乙"]).into()),
        SlotShape::Cell { least, greatest } if least <= greatest => {
            Value::Cell(dice.pick(&[least, greatest, 0, 1, 19_500, -3]).clamp(least, greatest))
        }
        SlotShape::Cell { .. } => Value::Missing,
        SlotShape::List(member) => {
            let count = dice.below(3);
            Value::List((0..count).map(|_| extreme(program, member, dice)).collect())
        }
    };
    Record { ty, values: shapes.iter().map(|shape| value(shape, dice)).collect() }
}

/// Runs a program in every way that there is.
fn exercise(program: &Verified, dice: &mut Dice) {
    let mut ledger = MemoryLedger::new();
    let mut machine = Machine::new(program);
    for ty in 0..u16::try_from(program.records.len()).unwrap() {
        let record = extreme(program, RecordId(ty), dice);
        let as_of = Some(date("2023-10-01"));
        let Ok(told) = machine.explain(&record, as_of, &ledger, Ask::default()) else {
            panic!("not decided")
        };
        for one in told {
            one.text(program, Language::Chinese);
            one.text(program, Language::English);
        }
        machine.decide(&record, as_of, &mut ledger).unwrap();
        agree(program, &[record], &mut Tally::default());
    }
    program.listing();
    let again = Program::from_bytes(&program.to_bytes()).unwrap();
    assert_eq!(again, *program);
}

#[test]
fn mutated_files_are_refused_or_run_safely() {
    let files = files();
    let mut dice = Dice(20_220_601);
    let (mut ran, mut unsafe_ones, mut unread) = (0usize, 0usize, 0usize);
    let count = mutations();
    for _ in 0..count {
        let file = &files[dice.below(files.len())];
        let bytes = mutate(file, &mut dice);
        match Program::from_bytes(&bytes) {
            Ok(program) => {
                ran += 1;
                exercise(&program, &mut dice);
            }
            Err(error) => {
                assert!(
                    !error.message(Language::Chinese).is_empty()
                        && !error.message(Language::English).is_empty()
                );
                match error {
                    LoadError::Unsafe(_) => unsafe_ones += 1,
                    _ => unread += 1,
                }
            }
        }
    }
    println!("{count} mutations: {ran} ran, {unsafe_ones} refused by the verifier, {unread} unreadable");
    assert!(
        ran > count / 50 && unsafe_ones > count / 50,
        "{ran} ran, {unsafe_ones} unsafe, {unread} unreadable"
    );
}

#[test]
fn every_single_byte_matters() {
    let file = told().to_bytes();
    for at in 0..file.len() {
        let mut bytes = file.clone();
        bytes[at] ^= 0x20;
        assert!(Program::from_bytes(&bytes).is_err(), "byte {at}");
        assert!(Program::from_bytes(&file[..at]).is_err(), "cut at {at}");
    }
    assert!(Program::from_bytes(&file).is_ok());
}

#[test]
fn any_bytes_are_answered() {
    let mut dice = Dice(7);
    for length in 0..300 {
        let mut bytes: Vec<u8> = (0..length).map(|_| u8::try_from(dice.below(256)).unwrap()).collect();
        assert!(Program::from_bytes(&bytes).is_err());
        // A header that fits random content.
        let mut file = told().to_bytes()[..6].to_vec();
        file.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
        file.extend(crc32fast::hash(&bytes).to_le_bytes());
        file.append(&mut bytes);
        assert!(Program::from_bytes(&file).is_err());
    }
}

/// Lengths in the content that promise more than there is must not be believed.
#[test]
fn promised_lengths_are_not_believed() {
    let content = [vec![0xff; 9], vec![0x01]].concat();
    let mut file = told().to_bytes()[..6].to_vec();
    file.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
    file.extend(crc32fast::hash(&content).to_le_bytes());
    file.extend(content);
    assert_eq!(Program::from_bytes(&file), Err(LoadError::Content));
}

#[test]
fn what_is_wrong_is_told() {
    let file = told().to_bytes();
    let told = |bytes: &[u8]| Program::from_bytes(bytes).unwrap_err().message(Language::Chinese);
    assert_eq!(told(b""), "这不是青策程序文件（.qcb）");
    assert_eq!(told(b"PK\x03\x04"), "这不是青策程序文件（.qcb）");
    let length = file.len();
    let short = told(&file[..length - 1]);
    assert_eq!(short, format!("程序文件不完整：应有 {length} 字节，实有 {} 字节", length - 1));
    let mut other = file.clone();
    other[4] = 9;
    assert_eq!(told(&other), "程序文件的格式版本是 9，本程序只能读取版本 2；请用同一版本重新编译政策");
    let mut damaged = file;
    damaged[length - 1] ^= 1;
    assert_eq!(told(&damaged), "程序文件已损坏：校验和不符");
}
