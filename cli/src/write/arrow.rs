//! Decisions as Parquet or Arrow: one row a record, one struct column a rule.
//!
//! Before the rules' columns stand `record`, `number`, `key` and `reference_date`, after them `remarks`: what else there is to
//! tell of any rule (why it failed, which of several may be had), null for most records. The rules' columns are as
//! [`qingce_runtime::columns::arrow`] has them; of a rule for records of another type they are null.

use super::Destination;
use super::parquet::Parquet;
use super::sink::Sink;
use crate::args::DecisionFormat;
use crate::decided::{Around, Decided};
use crate::fault::{Fault, Outcome};
use crate::lang::{both, pick};
use crate::words;
use crate::{message, say};
use arrow_array::cast::AsArray;
use arrow_array::types::UInt16Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int64Array, PrimitiveArray, RecordBatch,
    StringArray, StructArray,
};
use arrow_buffer::NullBuffer;
use arrow_ipc::writer::FileWriter;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use arrow_select::filter::filter_record_batch;

use qingce_runtime::calendar;
use qingce_runtime::columns::RuleColumn;
use qingce_runtime::columns::arrow::{ArrowFault, decided, decided_fields};
use qingce_runtime::program::{RecordId, Relation, RuleId};
use qingce_runtime::{Decision, Machine, Outcome as Came};
use std::sync::Arc;

/// The column that numbers the records.
const NUMBER: &str = "number";

/// A file of decisions by columns.
pub struct Columns<'p> {
    around: Around<'p>,
    machine: Machine<'p>,
    /// The types of records, for which there are columns.
    types: Vec<RecordId>,
    schema: SchemaRef,
    to: To,
}

enum To {
    Parquet(Box<Parquet>),
    Ipc(Box<FileWriter<Sink>>),
}

fn fault(error: &dyn std::error::Error) -> Fault {
    Fault::new(message!("决定写不出去：{error}", "the decisions can't be written: {error}"))
}

fn told(error: &ArrowFault) -> Fault {
    Fault::new(both(|language| error.message(language)))
}

impl<'p> Columns<'p> {
    /// A writer of decisions on records of these types; an unknown one stands for all.
    ///
    /// # Errors
    /// A file that can't be made.
    pub fn new(to: Destination<'_>, around: Around<'p>, types: &[Option<RecordId>]) -> Outcome<Self> {
        let every = || (0..=u16::MAX).map(RecordId).take(around.program.records.len()).collect();
        let known: Option<Vec<RecordId>> = types.iter().copied().collect();
        let mut types = known.unwrap_or_else(every);
        types.sort_unstable();
        types.dedup();
        let schema = schema(around, &types);
        let sink = Sink::open(to.out)?;
        let to = match to.format {
            DecisionFormat::Arrow => {
                To::Ipc(Box::new(FileWriter::try_new(sink, &schema).map_err(|error| fault(&error))?))
            }
            _ => {
                let file = Parquet::new(sink, schema.clone(), NUMBER).map_err(|error| fault(&error))?;
                To::Parquet(Box::new(file))
            }
        };
        Ok(Self { around, machine: Machine::new(around.program), types, schema, to })
    }

    fn batch(&mut self, found: &Decided) -> Outcome<RecordBatch> {
        let (program, rows) = (self.around.program, found.chunk.len());
        let batch = found.chunk.batch();
        // An Arrow file has one dictionary a column, so that of types is always the same.
        let names = program.records.iter().map(|record| Some(record.name.as_str()));
        let types = PrimitiveArray::<UInt16Type>::from(vec![found.record().0; rows]);
        let numbers = (0i64..).zip(0..rows).map(|(row, _)| i64::try_from(found.first).unwrap_or(0) + row);
        let keys = (0..rows).map(|row| found.key(self.around, &batch, row));
        let dates = (0..rows).map(|row| found.date(self.around, &batch, row).map(calendar::from_date));
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(DictionaryArray::new(types, Arc::new(names.collect::<StringArray>()))),
            Arc::new(numbers.collect::<Int64Array>()),
            Arc::new(keys.collect::<StringArray>()),
            Arc::new(dates.collect::<Date32Array>()),
        ];
        let own = decided(program, found.record(), &found.columns).map_err(|error| told(&error))?;
        let own: Vec<_> = found.columns.iter().map(|(rule, _)| *rule).zip(own).collect();
        for (rule, _) in rules(self.around, &self.types) {
            columns.push(match own.iter().find(|(id, _)| *id == rule) {
                Some((_, array)) => array.clone(),
                None => self.nothing(rule, rows)?,
            });
        }
        columns.push(Arc::new(self.remarks(found)?));
        let all = RecordBatch::try_new(self.schema.clone(), columns).map_err(|error| fault(&error))?;
        if found.chunk.bad().is_empty() {
            return Ok(all);
        }
        let mut kept = vec![false; rows];
        found.chunk.good().for_each(|row| kept[row] = true);
        filter_record_batch(&all, &BooleanArray::from(kept)).map_err(|error| fault(&error))
    }

    /// The column of a rule for records of another type.
    fn nothing(&self, rule: RuleId, rows: usize) -> Outcome<ArrayRef> {
        let columns = [(rule, RuleColumn::with_rows(rows))];
        let subject = self.around.program.rule(rule).map_or(RecordId(0), |rule| rule.subject);
        let arrays = decided(self.around.program, subject, &columns).map_err(|error| told(&error))?;
        let of = arrays.first().and_then(|array| array.as_struct_opt());
        let (fields, arrays, _) =
            of.cloned().unwrap_or_else(|| StructArray::new_empty_fields(rows, None)).into_parts();
        Ok(Arc::new(StructArray::new(fields, arrays, Some(NullBuffer::new_null(rows)))))
    }

    /// What else there is to tell of the rows.
    fn remarks(&mut self, found: &Decided) -> Outcome<StringArray> {
        let related = |relation: &Relation| matches!(relation, Relation::Excludes | Relation::Unstated);
        let of_type = || self.around.program.rules_of(found.record());
        let rules_relate =
            of_type().any(|(_, rule)| rule.relations.iter().any(|(relation, _)| related(relation)));
        if !rules_relate && found.columns.iter().all(|(_, column)| column.told.is_empty()) {
            return Ok(StringArray::new_null(found.chunk.len()));
        }
        let mut told: Vec<Option<String>> = vec![None; found.chunk.len()];
        let batch = found.chunk.batch();
        for row in found.chunk.good() {
            if rules_relate || found.columns.iter().any(|(_, column)| column.told.contains_key(&row)) {
                let decisions = found.decisions(self.around, &mut self.machine, (&batch, row))?;
                told[row] = remark(&decisions, self.around);
            }
        }
        Ok(told.into())
    }
}

/// The remarks on a record's decisions, with the rules' names.
fn remark(decisions: &[Decision], around: Around<'_>) -> Option<String> {
    let language = around.language;
    let mut all = Vec::new();
    for decision in decisions.iter().filter(|decision| around.wants(decision.id)) {
        let mut own = words::remarks(decision, language);
        match &decision.outcome {
            // What is missing has a column of its own.
            Came::Undetermined { delegated, .. } if delegated.is_empty() => {}
            Came::Applies { .. } => {}
            _ => own.insert(0, words::outcome(decision, language)),
        }
        own.retain(|remark| !remark.is_empty());
        if !own.is_empty() {
            let (rule, own) = (&decision.rule, own.join(pick(language, "；", "; ")));
            all.push(say!(language, "{rule}：{own}", "{rule}: {own}"));
        }
    }
    (!all.is_empty()).then(|| all.join("\n"))
}

/// The rules of these types that are asked for, with their columns.
fn rules(around: Around<'_>, types: &[RecordId]) -> Vec<(RuleId, Field)> {
    let of_type = |record: &RecordId| {
        let ids: Vec<_> = around.program.rules_of(*record).map(|(id, _)| id).collect();
        ids.into_iter().zip(decided_fields(around.program, *record)).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = types.iter().flat_map(of_type).filter(|(rule, _)| around.wants(*rule)).collect();
    all.sort_by_key(|(rule, _)| *rule);
    // With several types a rule has nothing to say of records of another one.
    all.into_iter().map(|(rule, field)| (rule, field.with_nullable(types.len() > 1))).collect()
}

fn schema(around: Around<'_>, types: &[RecordId]) -> SchemaRef {
    let texts = DataType::Dictionary(Box::new(DataType::UInt16), Box::new(DataType::Utf8));
    let mut fields = vec![
        Field::new("record", texts, false),
        Field::new(NUMBER, DataType::Int64, false),
        Field::new("key", DataType::Utf8, true),
        Field::new("reference_date", DataType::Date32, true),
    ];
    fields.extend(rules(around, types).into_iter().map(|(_, field)| field));
    fields.push(Field::new("remarks", DataType::Utf8, true));
    Arc::new(Schema::new(fields))
}

impl super::Writer for Columns<'_> {
    fn write(&mut self, decided: &Decided) -> Outcome<()> {
        if decided.chunk.is_empty() {
            return Ok(());
        }
        let batch = self.batch(decided)?;
        match &mut self.to {
            To::Parquet(file) => file.write(batch).map_err(|error| fault(&error)),
            To::Ipc(writer) => writer.write(&batch).map_err(|error| fault(&error)),
        }
    }

    fn finish(self: Box<Self>) -> Outcome<()> {
        let sink = match self.to {
            To::Parquet(file) => file.finish().map_err(|error| fault(&error))?,
            To::Ipc(mut writer) => {
                writer.finish().map_err(|error| fault(&error))?;
                writer.into_inner().map_err(|error| fault(&error))?
            }
        };
        sink.finish()
    }
}
