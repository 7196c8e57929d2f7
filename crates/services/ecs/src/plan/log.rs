//! The options of the `awslogs` driver.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html>

use model_ecs::types::LogConfiguration;
use wire::prelude::*;

/// Where a container's lines go, and how they become events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LogPlan {
    pub(crate) group: String,
    pub(crate) region: String,
    /// `prefix/container/task-id`
    pub(crate) stream: String,
    /// The group is made where it is not there, which takes `logs:CreateLogGroup`.
    pub(crate) create_group: bool,
    /// A line on which this date appears begins an event (`strftime`'s letters).
    pub(crate) datetime_format: Option<String>,
    /// A line that matches begins an event; wins over the former.
    pub(crate) multiline_pattern: Option<String>,
    pub(crate) mode: LogMode,
}

/// What happens when lines come faster than they are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogMode {
    /// The program waits.
    Blocking,
    /// Lines are kept up to so many bytes, and lost beyond.
    NonBlocking { buffer: u64 },
}

/// The options that are understood.
pub(crate) const OPTIONS: &[&str] = &[
    "awslogs-create-group",
    "awslogs-datetime-format",
    "awslogs-group",
    "awslogs-multiline-pattern",
    "awslogs-region",
    "awslogs-stream-prefix",
    "max-buffer-size",
    "mode",
];
/// The buffer of a driver that is told none: the page names 10 MiB since June 2025.
const BUFFER: u64 = 10 * 1024 * 1024;

/// The plan of a configuration that was checked when it was registered.
pub(super) fn plan(log: &LogConfiguration, container: &str, task_id: &str) -> Result<LogPlan> {
    let option = |name: &str| log.options.as_ref().and_then(|options| options.get(name)).cloned();
    let needed = |name: &str| option(name).ok_or_else(|| Error::internal(format!("no {name}")));
    let prefix = needed("awslogs-stream-prefix")?;
    // AWS changed the default to non-blocking in June 2025.
    let mode = match option("mode").as_deref() {
        Some("blocking") => LogMode::Blocking,
        _ => LogMode::NonBlocking {
            buffer: option("max-buffer-size").as_deref().and_then(bytes).unwrap_or(BUFFER),
        },
    };
    Ok(LogPlan {
        group: needed("awslogs-group")?,
        region: needed("awslogs-region")?,
        stream: format!("{prefix}/{container}/{task_id}"),
        create_group: option("awslogs-create-group").as_deref() == Some("true"),
        datetime_format: option("awslogs-datetime-format"),
        multiline_pattern: option("awslogs-multiline-pattern"),
        mode,
    })
}

/// Bytes of `25m`, `4k`, `1g` or a bare number, as Docker reads sizes.
pub(crate) fn bytes(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    let text = text.strip_suffix('b').unwrap_or(&text);
    let (number, unit) = match text.chars().last()? {
        'k' => (text.strip_suffix('k')?, 1 << 10),
        'm' => (text.strip_suffix('m')?, 1 << 20),
        'g' => (text.strip_suffix('g')?, 1 << 30),
        _ => (text, 1),
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}
