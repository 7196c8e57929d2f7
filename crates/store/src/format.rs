//! The version of the data folder's format, in a file of its own beside the engine's.
//!
//! Newer than this program: refused. Older: migrated step by step, the new number written after each step. Absent: the
//! folder is new, or its creation was cut short before anything was acknowledged.

use crate::{Error, Result};
use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

const FILE: &str = "format";

/// The format that this program writes.
pub(crate) const CURRENT: u32 = 1;

/// The step from a format to the next one.
pub(crate) type Migration = fn(&Path) -> Result<()>;

/// Each step with the format that it leaves. None yet: format 1 is the first.
pub(crate) const MIGRATIONS: &[(u32, Migration)] = &[];

/// Reads the format of the folder; `None` when it has none.
pub(crate) fn read(dir: &Path) -> Result<Option<u32>> {
    let path = dir.join(FILE);
    match fs::read_to_string(&path) {
        Ok(text) => match text.trim().parse() {
            Ok(format) => Ok(Some(format)),
            Err(_) => Err(Error::Damaged { path, what: "it does not hold a format number".into() }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(format!("read {}", path.display()), error)),
    }
}

/// Writes the format, whole or not at all.
pub(crate) fn write(dir: &Path, format: u32) -> Result<()> {
    let (path, fresh) = (dir.join(FILE), dir.join("format.new"));
    let written = File::create(&fresh)
        .and_then(|mut file| {
            writeln!(file, "{format}")?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&fresh, &path))
        .and_then(|()| File::open(dir)?.sync_all());
    written.map_err(|error| Error::io(format!("write {}", path.display()), error))
}

/// Brings the folder from `found` to `goal`.
pub(crate) fn migrate(dir: &Path, found: u32, goal: u32, steps: &[(u32, Migration)]) -> Result<()> {
    if found > goal {
        return Err(Error::TooNew { dir: dir.to_owned(), found, known: goal });
    }
    for format in found..goal {
        let Some((_, step)) = steps.iter().find(|(from, _)| *from == format) else {
            let what = format!("it says format {format}, which never was");
            return Err(Error::Damaged { path: dir.join(FILE), what });
        };
        step(dir)?;
        write(dir, format + 1)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let dir = tempfile::tempdir().expect("a folder");
        let dir = dir.path();
        assert_eq!(read(dir).expect("readable"), None);
        write(dir, 3).expect("writable");
        assert_eq!(read(dir).expect("readable"), Some(3));
        let error = migrate(dir, 3, 2, &[]).expect_err("newer").to_string();
        assert!(error.contains("has format 3 and this program knows formats up to 2"), "{error}");

        let steps: &[(u32, Migration)] = &[(4, |dir| note(dir, "four")), (3, |dir| note(dir, "three"))];
        migrate(dir, 3, 5, steps).expect("migrated");
        assert_eq!(read(dir).expect("readable"), Some(5));
        assert_eq!(fs::read_to_string(dir.join("notes")).expect("notes"), "three four ");

        let error = migrate(dir, 0, 1, &[]).expect_err("no such step").to_string();
        assert!(error.contains("it says format 0, which never was"), "{error}");
        fs::write(dir.join(FILE), "x").expect("writable");
        let error = read(dir).expect_err("not a number").to_string();
        assert!(error.contains("it does not hold a format number"), "{error}");
    }

    fn note(dir: &Path, text: &str) -> Result<()> {
        let path = dir.join("notes");
        let notes = fs::read_to_string(&path).unwrap_or_default();
        fs::write(&path, format!("{notes}{text} ")).map_err(|error| Error::io("write notes", error))
    }
}
