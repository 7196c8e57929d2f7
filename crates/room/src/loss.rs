//! Sandboxes whose supervisor is no more: how they ended, or, where nobody saw it, the end of what is left.

use crate::{
    cgroup::Trees,
    control::{Record, RunningRecord},
    error::{Error, io},
    exit::{Exit, Loss},
    place::{self, Place},
};
use clock::Clock;
use std::{
    fs::{self, File, TryLockError},
    io::ErrorKind,
    path::Path,
};

/// Whether a supervisor lives.
pub(crate) fn is_locked(place: &Place) -> Result<bool, Error> {
    let told = || format!("ask for the lock {}", place.lock().display());
    let file = match File::open(place.lock()) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(io(told)(error)),
    };
    match file.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(io(told)(error)),
    }
}

/// Waits until the supervisor is gone and reads how the sandbox ended. Where it did not say, what is left of the
/// sandbox is killed: nobody would notice its end or read its output.
pub(crate) fn bury(place: &Place, cgroup: &Path, trees: &Trees, clock: &Clock) -> Result<Exit, Error> {
    place::private_folder(&place.run)?;
    let lock = File::create(place.lock()).map_err(io(|| format!("open {}", place.lock().display())))?;
    // From here on no supervisor begins either: it would find how this ended.
    lock.lock().map_err(io(|| format!("take {}", place.lock().display())))?;
    if let Some(exit) = place::read_json(&place.exit())? {
        return Ok(exit);
    }
    trees.destroy(cgroup)?;
    for folder in
        [place.upper(), place.work(), place.data.join("skeleton"), place.data.join("etc"), place.oci()]
    {
        place::remove_folder(&folder)?;
    }
    let running: Option<RunningRecord> = place::read_json(&place.running())?;
    let record: Option<Record> = place::read_json(&place.record())?;
    let lost = if record.is_some_and(|record| boot_id().is_ok_and(|now| now != record.boot)) {
        Loss::HostRestarted
    } else if running.is_some() {
        Loss::SupervisorDied
    } else {
        Loss::NeverBegan
    };
    let exit = Exit {
        code: None,
        oom_kills: 0,
        stopped: false,
        forced: false,
        started: running.map(|running| running.started),
        ended: clock.now(),
        failed: None,
        lost: Some(lost),
    };
    place::write_json(&place.exit(), &exit, true)?;
    Ok(exit)
}

/// The kernel's name for this boot.
pub(crate) fn boot_id() -> Result<String, Error> {
    let path = "/proc/sys/kernel/random/boot_id";
    Ok(fs::read_to_string(path).map_err(io(|| format!("read {path}")))?.trim().to_owned())
}
