//! Where output goes: standard output, or a file that appears whole or not at all.

use crate::fault::Outcome;
use crate::whole::WholeFile;
use std::io::{BufWriter, Stdout, Write};
use std::path::Path;

/// Standard output or a file.
pub enum Sink {
    /// Standard output.
    Out(BufWriter<Stdout>),
    /// A file.
    File(Box<WholeFile>),
}

impl Sink {
    /// Opens the file, or standard output if there is none.
    ///
    /// # Errors
    /// A file that can't be made.
    pub fn open(out: Option<&Path>) -> Outcome<Self> {
        Ok(match out {
            Some(path) => Self::File(Box::new(WholeFile::create(path)?)),
            None => Self::Out(BufWriter::new(std::io::stdout())),
        })
    }

    /// Ends the output.
    ///
    /// # Errors
    /// A place that can't be written to.
    pub fn finish(self) -> Outcome<()> {
        match self {
            Self::Out(mut out) => Ok(out.flush()?),
            Self::File(file) => file.finish(),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Out(out) => out.write(bytes),
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Out(out) => out.flush(),
            Self::File(file) => file.flush(),
        }
    }
}
