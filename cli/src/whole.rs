//! Files written whole or not at all.

use crate::fault::{Fault, Outcome};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file being written beside its final place. It appears there only by [`WholeFile::finish`]; dropped before, it leaves
/// nothing behind, and what was at the place stays.
#[derive(Debug)]
pub struct WholeFile {
    writer: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl WholeFile {
    /// Begins a file for `path`.
    ///
    /// # Errors
    /// A folder that is missing or can't be written to.
    pub fn create(path: &Path) -> Outcome<Self> {
        let folder = match path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".qingce-");
        #[cfg(unix)]
        {
            // As any new file: the process's mask takes away what others may not do.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder).map_err(|error| Fault::writing(path, &error))?;
        Ok(Self { writer: BufWriter::with_capacity(1 << 16, file), path: path.to_owned() })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// A full disk, or a place that can't be replaced.
    pub fn finish(self) -> Outcome<()> {
        let Self { writer, path } = self;
        let file = writer.into_inner().map_err(|error| Fault::writing(&path, error.error()))?;
        file.persist(&path).map_err(|error| Fault::writing(&path, &error.error))?;
        Ok(())
    }

    /// The unfinished file, for writers that need more than [`Write`].
    pub fn file(&self) -> &File {
        self.writer.get_ref().as_file()
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.writer.flush()
    }
}

/// Writes `bytes` to `path`, whole or not at all.
///
/// # Errors
/// As [`WholeFile::create`] and [`WholeFile::finish`].
pub fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let mut file = WholeFile::create(path)?;
    file.write_all(bytes).map_err(|error| Fault::writing(path, &error))?;
    file.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unfinished_file_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("结果.json");
        write(&path, b"old").unwrap();
        let mut file = WholeFile::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        write(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
    }
}
