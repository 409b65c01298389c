//! `qingce amend`: another value for a standard, written into the policy's own file.

use crate::args::Amend;
use crate::diagnostics;
use crate::fault::{FAILED, Fault, Outcome};
use crate::folder::Folder;
use crate::lang::Message;
use crate::lang::spoken;
use crate::screen::Screen;
use crate::{message, whole};
use qingce_change::{Amended, Refusal, Request, Wanted, amend, compare};
use qingce_compiler::analyse;
use std::io::Write;

/// Works the amendment out, writes the one file that it touches, and tells what has changed.
pub fn run(given: &Amend, screen: &Screen) -> Outcome<()> {
    let folder = Folder::read(&given.policy)?;
    let wanted = match (given.from, &given.to, given.end) {
        (Some(from), Some(value), to) => Wanted::Value {
            from,
            to,
            value: value.clone(),
            authority: given.authority.clone(),
            replace: given.replace,
        },
        (_, _, Some(end)) => Wanted::End(end),
        _ => {
            return Err(Fault::usage(message!(
                "请写明 --from 和 --to，或者 --end",
                "say --from and --to, or --end"
            )));
        }
    };
    let request = Request { standard: given.standard.clone(), wanted };
    let Amended { edits, text, analysis } =
        amend(&folder.text, &request).map_err(|refusals| refused(&refusals, &folder, screen))?;
    let before = analyse(&folder.text).model;
    for edit in &edits {
        let number = edit.place.file.0;
        let file = text.layers.iter().flat_map(|layer| &layer.files).nth(number);
        if let (Some(path), Some(file)) = (folder.paths.get(number), file) {
            whole::write(path, file.text.as_bytes())?;
            let path = path.display();
            eprintln!("{}", crate::say!(screen.language, "已修改 {path}", "changed {path}"));
        }
    }
    let told = compare(&before, &analysis.model).text(spoken(screen.language));
    Ok(std::io::stdout().write_all(told.as_bytes())?)
}

/// Shows why an amendment is refused; nothing was written.
pub fn refused(refusals: &[Refusal], folder: &Folder, screen: &Screen) -> Fault {
    let screen = Screen { colour: screen.error_colour, ..*screen };
    for refusal in refusals {
        match refusal {
            Refusal::Said(said) if refusals.len() == 1 => {
                return Fault {
                    message: Some(Message::new(said.zh.clone(), said.en.clone())),
                    status: FAILED,
                };
            }
            Refusal::Said(said) => eprintln!("{}", said.in_language(screen.language)),
            Refusal::Fault(diagnostic, text) => {
                let amended = Folder { text: text.as_ref().clone(), ..folder.clone() };
                eprint!("{}", diagnostics::draw(diagnostic, &amended, &screen));
            }
        }
    }
    Fault {
        message: Some(message!(
            "没有修改：改了以后会有上面的错误",
            "nothing was changed: it would have the faults above"
        )),
        status: FAILED,
    }
}
