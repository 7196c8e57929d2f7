//! Where and of what it was measured.

use crate::Result;
use std::path::Path;
use std::process::Command;

/// The processor, the number of its threads, and the kernel.
pub(crate) fn name() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1));
    let threads = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{}, {threads} threads, Linux {}", model.unwrap_or("unknown processor").trim(), kernel.trim())
}

/// The load average of the last minute.
pub(crate) fn load() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|v| v.parse().ok()).unwrap_or(f64::NAN)
}

/// The commit, with a mark when files differ from it.
pub(crate) fn commit() -> String {
    let out = Command::new("git").args(["describe", "--always", "--dirty", "--abbrev=12"]).output();
    out.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned()).unwrap_or_default()
}

/// Today, as the machine has it.
pub(crate) fn today() -> String {
    clock::Clock::real().now().rfc3339().split('T').next().unwrap_or_default().to_owned()
}

/// Resident memory of a process in MB.
pub(crate) fn resident(pid: u32) -> Result<f64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).map_err(|e| e.to_string())?;
    let kib =
        text.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok());
    kib.map(|kib: f64| kib / 1000.0 * 1.024).ok_or_else(|| "no VmRSS".to_owned())
}

/// The size of a file in MB.
pub(crate) fn size(path: &Path) -> Result<f64> {
    let meta = std::fs::metadata(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(meta.len() as f64 / 1e6)
}
