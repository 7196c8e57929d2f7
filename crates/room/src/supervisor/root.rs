//! A sandbox's root: its layers under a layer of its own, mounted where only its supervisor sees it.

use super::inside::Inside;
use crate::{
    exit::StartFailure,
    place::Place,
    sandbox::{Root, Sandbox},
};
use nix::{
    mount::{MntFlags, MsFlags, mount as kernel_mount, umount2},
    sched::{CloneFlags, unshare},
};
use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown, symlink},
    path::{Path, PathBuf},
};

/// Bytes of mount options that the kernel takes, less the terminating zero.
const LONGEST_OPTIONS: usize = 4095;

/// Enters a mount namespace whose mounts nobody else sees.
pub(super) fn own_mount_namespace() -> io::Result<()> {
    unshare(CloneFlags::CLONE_NEWNS)?;
    let nothing = None::<&str>;
    kernel_mount(nothing, "/", nothing, MsFlags::MS_REC | MsFlags::MS_SLAVE, nothing)?;
    Ok(())
}

/// Mounts the root and puts the sandbox's files into it; where its users are to be looked up.
pub(super) fn mount(place: &Place, sandbox: &Sandbox) -> Result<Inside, StartFailure> {
    let layers = match &sandbox.root {
        Root::Layers(layers) => layers.clone(),
        Root::Host => vec![host_skeleton(place).map_err(|e| StartFailure::mount(&place.data, e))?],
    };
    let root = place.root();
    let problem = |e| StartFailure::mount(&root, e);
    let top = layers.last().and_then(|top| fs::metadata(top).ok());
    // The upper layer's root is the sandbox's `/`: its owner and mode are the image's.
    folder(&place.upper(), top.as_ref().map_or(0o755, |top| top.mode() & 0o7777)).map_err(problem)?;
    if let Some(top) = top {
        chown(place.upper(), Some(top.uid()), Some(top.gid())).map_err(problem)?;
    }
    folder(&place.work(), 0o700).map_err(problem)?;
    folder(&root, 0o755).map_err(problem)?;
    let lowest = place.run.join("empty");
    let layers = if layers.is_empty() {
        folder(&lowest, 0o755).map_err(problem)?;
        vec![lowest]
    } else {
        layers
    };
    for layer in &layers {
        fs::metadata(layer).map_err(|e| StartFailure::mount(layer, e))?;
    }
    let lower: Vec<_> = layers.iter().rev().map(|layer| escaped(layer)).collect();
    // What a sandbox wrote is thrown away after it, so nothing need be brought to the disk (volatile).
    let options = format!(
        "lowerdir={},upperdir={},workdir={},index=off,volatile",
        lower.join(":"),
        escaped(&place.upper()),
        escaped(&place.work())
    );
    overlay(&root, &options).map_err(|e| StartFailure::mount(&root, e))?;
    let inside = Inside::open(&root).map_err(problem)?;
    if matches!(sandbox.root, Root::Host) {
        host_etc(place, sandbox).map_err(|e| StartFailure::mount("/etc", e))?;
    } else {
        for (path, bytes) in &sandbox.files {
            inside.write(path, bytes).map_err(|e| StartFailure::mount(path, e))?;
        }
    }
    if !sandbox.working_directory.is_empty() {
        // A folder that cannot be made is told when it cannot be entered.
        let _ = inside.make_folder(Path::new(&sandbox.working_directory));
    }
    if matches!(sandbox.root, Root::Host) {
        // Its users are the host's: its own `/etc` is mounted only when it starts.
        return Inside::open(Path::new("/")).map_err(|e| StartFailure::mount("/", e));
    }
    Ok(inside)
}

fn overlay(target: &Path, options: &str) -> io::Result<()> {
    if options.len() > LONGEST_OPTIONS {
        return Err(io::Error::other(format!(
            "its layers' paths take {} bytes, more than the {LONGEST_OPTIONS} that the kernel takes",
            options.len()
        )));
    }
    kernel_mount(Some("overlay"), target, Some("overlay"), MsFlags::empty(), Some(options))?;
    Ok(())
}

/// Lets go of what was mounted by others, and of the root, which the sandbox now has itself: a network namespace whose
/// file is deleted must end with it, and not live on in our copy of the mount table.
pub(super) fn let_go() -> io::Result<()> {
    let table = fs::read_to_string("/proc/self/mountinfo")?;
    for line in table.lines().rev() {
        let Some((before, after)) = line.split_once(" - ") else { continue };
        let kind = after.split(' ').next().unwrap_or_default();
        let is_foreign = matches!(kind, "nsfs" | "overlay") || kind.starts_with("fuse");
        if is_foreign && let Some(target) = before.split(' ').nth(4) {
            // What cannot be let go, such as an overlay that is the host's own root, is no worse than before.
            let _ = umount2(Path::new(&unescaped(target)), MntFlags::MNT_DETACH);
        }
    }
    Ok(())
}

/// Takes the root away where the sandbox did not come to have it.
pub(super) fn unmount(place: &Place) {
    for target in [place.run.join("etc"), place.root()] {
        // It is no mount any more where the start went well.
        let _ = umount2(&target, MntFlags::MNT_DETACH);
    }
}

/// The lowest layer of a root of host files: the links that stand for `/usr`'s folders.
fn host_skeleton(place: &Place) -> io::Result<PathBuf> {
    let skeleton = place.data.join("skeleton");
    folder(&skeleton, 0o755)?;
    for name in ["bin", "sbin", "lib", "lib32", "lib64"] {
        if let Ok(target) = fs::read_link(Path::new("/").join(name)) {
            symlink(target, skeleton.join(name))?;
        }
    }
    for name in ["usr", "etc", "var", "run", "tmp"] {
        folder(&skeleton.join(name), if name == "tmp" { 0o1777 } else { 0o755 })?;
    }
    Ok(skeleton)
}

/// The host's `/etc` with the sandbox's files over it, at `run/etc`.
fn host_etc(place: &Place, sandbox: &Sandbox) -> io::Result<()> {
    let ours = place.data.join("etc");
    folder(&ours, 0o755)?;
    folder(&place.run.join("etc"), 0o755)?;
    let inside = Inside::open(&ours)?;
    for (path, bytes) in &sandbox.files {
        let path = path.strip_prefix("/etc").map_err(|_| {
            io::Error::other(format!(
                "a sandbox of host files has its own files in /etc only, not {}",
                path.display()
            ))
        })?;
        inside.write(&Path::new("/").join(path), bytes)?;
    }
    overlay(&place.run.join("etc"), &format!("lowerdir={}:/etc", escaped(&ours)))
}

fn folder(path: &Path, mode: u32) -> io::Result<()> {
    match DirBuilder::new().mode(mode).create(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    // The mask took bits from what was asked for.
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// A path in overlay's options, whose separators it may contain.
fn escaped(path: &Path) -> String {
    let mut text = String::new();
    for character in path.to_string_lossy().chars() {
        if matches!(character, ':' | ',' | '\\') {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

/// A path of the mount table, where some characters are octal.
fn unescaped(text: &str) -> String {
    text.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
}
