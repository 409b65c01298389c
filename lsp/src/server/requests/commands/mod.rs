//! One file a command.

mod amend;
mod explain_record;
mod impact;
mod scenarios;
mod show_prose;
mod view_text;
