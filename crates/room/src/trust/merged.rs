//! An image's layers as the sandbox will see them, without mounting anything: which file a path is, through whiteouts,
//! opaque folders and links, each of which stays within the image.

use std::{
    collections::VecDeque,
    ffi::{OsStr, OsString},
    fs,
    io::{self, ErrorKind},
    os::unix::fs::{FileTypeExt, MetadataExt},
    path::{Component, Path, PathBuf},
};

/// Links on the way to a file, as the kernel counts them.
const LINKS: usize = 40;

pub(super) struct Merged<'a> {
    /// The lowest first.
    layers: &'a [PathBuf],
}

/// What is at a path.
pub(super) struct Found {
    /// The path without links.
    pub(super) path: PathBuf,
    /// Where it lies: in the topmost layer that has it.
    pub(super) file: PathBuf,
    pub(super) is_folder: bool,
}

/// What the layers have under one name.
enum Entry {
    /// Folders, the topmost first, which are one.
    Folder(Vec<PathBuf>),
    File(PathBuf),
    Link(PathBuf),
}

impl<'a> Merged<'a> {
    pub(super) fn new(layers: &'a [PathBuf]) -> Self {
        Self { layers }
    }

    pub(super) fn find(&self, path: &Path) -> io::Result<Option<Found>> {
        let (path, entry) = self.walk(path)?;
        Ok(match entry {
            Some(Entry::Folder(folders)) => {
                folders.into_iter().next().map(|file| Found { path, file, is_folder: true })
            }
            Some(Entry::File(file)) => Some(Found { path, file, is_folder: false }),
            Some(Entry::Link(_)) | None => None,
        })
    }

    /// A path with the links on the way resolved, as far as it is there.
    pub(super) fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(self.walk(path)?.0)
    }

    /// The names in a folder.
    pub(super) fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let (path, Some(Entry::Folder(folders))) = self.walk(path)? else { return Ok(Vec::new()) };
        let mut names = Vec::new();
        for folder in folders {
            for entry in fs::read_dir(folder)? {
                let name = entry?.file_name();
                if !names.contains(&name) && self.find(&path.join(&name))?.is_some() {
                    names.push(name);
                }
            }
        }
        Ok(names)
    }

    fn walk(&self, path: &Path) -> io::Result<(PathBuf, Option<Entry>)> {
        let mut todo: VecDeque<OsString> = parts(path);
        let root: Vec<PathBuf> = self.layers.iter().rev().cloned().collect();
        // The folders on the way, so that `..` leads back and never above the root.
        let mut way: Vec<(OsString, Vec<PathBuf>)> = Vec::new();
        let mut links = 0;
        while let Some(name) = todo.pop_front() {
            if name == ".." {
                way.pop();
                continue;
            }
            let here = way.last().map_or(&root, |(_, folders)| folders);
            let so_far =
                || way.iter().map(|(name, _)| name).fold(PathBuf::from("/"), |path, name| path.join(name));
            match entry(here, &name)? {
                Some(Entry::Folder(folders)) => way.push((name, folders)),
                Some(Entry::Link(to)) => {
                    links += 1;
                    if links > LINKS {
                        return Ok((so_far().join(name), None));
                    }
                    if to.is_absolute() {
                        way.clear();
                    }
                    for part in parts(&to).into_iter().rev() {
                        todo.push_front(part);
                    }
                }
                Some(file) if todo.is_empty() => return Ok((so_far().join(name), Some(file))),
                _ => {
                    let rest = todo.iter().fold(so_far().join(name), |path, name| path.join(name));
                    return Ok((rest, None));
                }
            }
        }
        let path = way.iter().map(|(name, _)| name).fold(PathBuf::from("/"), |path, name| path.join(name));
        let folders = way.pop().map_or(root, |(_, folders)| folders);
        Ok((path, Some(Entry::Folder(folders))))
    }
}

fn parts(path: &Path) -> VecDeque<OsString> {
    path.components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_owned()),
            Component::ParentDir => Some("..".into()),
            _ => None,
        })
        .collect()
}

/// What folders that are one, the topmost first, have under a name.
fn entry(folders: &[PathBuf], name: &OsStr) -> io::Result<Option<Entry>> {
    let mut found = Vec::new();
    for folder in folders {
        let path = folder.join(name);
        let about = match fs::symlink_metadata(&path) {
            Ok(about) => about,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => continue,
            Err(error) => return Err(error),
        };
        let kind = about.file_type();
        if kind.is_char_device() && about.rdev() == 0 {
            break;
        }
        if kind.is_dir() {
            let is_opaque = opaque(&path);
            found.push(path);
            if is_opaque {
                break;
            }
        } else if found.is_empty() {
            return Ok(Some(if kind.is_symlink() {
                Entry::Link(fs::read_link(&path)?)
            } else {
                Entry::File(path)
            }));
        } else {
            break;
        }
    }
    Ok((!found.is_empty()).then_some(Entry::Folder(found)))
}

fn opaque(path: &Path) -> bool {
    let mut value = [0; 1];
    rustix::fs::lgetxattr(path, "trusted.overlay.opaque", &mut value).is_ok_and(|length| length == 1)
        && value == *b"y"
}
