//! Embedding: compile a policy once (or load a `.qcb` file), then decide records of your own.
//!
//! `cargo run --release --example embed`

use qingce::folder::Folder;
use qingce_runtime::decision::Effect;
use qingce_runtime::{Machine, MemoryLedger, Outcome, Program, RecordBuilder};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder =
        Folder::read("policies/qinghai-labour-brand".as_ref()).map_err(|_| "the policy can't be read")?;
    let compiled = qingce_compiler::compile(&folder.text).map_err(|_| "the policy has errors")?;
    let program = Program::from_bytes(&compiled.program.to_bytes())?; // what a service would load

    let worker = RecordBuilder::new(&program, "务工人员")?
        .set("青海户籍", true)?
        .set("农牧民", true)?
        .set("赴海西采摘枸杞", true)?
        .set("采摘开始", "2023-07-15")?
        .set("采摘结束", "2023-10-10")?
        .build();
    let broker = RecordBuilder::new(&program, "劳务经纪人")?
        .set("经纪人编号", "JJR-1")?
        .set("申请日期", "2023-10-20")?
        .push("带领人员", worker)?
        .build();

    let mut machine = Machine::new(&program);
    for decision in machine.decide(&broker, None, &mut MemoryLedger::default())? {
        match decision.outcome {
            Outcome::Applies { effect: Effect::Grant { amount, .. }, .. } => {
                println!("{}：{amount} 元", decision.rule)
            }
            Outcome::Undetermined { missing, .. } => {
                let missing: Vec<_> = missing.iter().map(ToString::to_string).collect();
                println!("{}：缺 {}", decision.rule, missing.join("、"))
            }
            other => println!("{}：{other:?}", decision.rule),
        }
    }
    Ok(())
}
