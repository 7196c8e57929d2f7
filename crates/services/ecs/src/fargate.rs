//! What Fargate is: sizes of tasks and platform versions.

/// Sizes of tasks: CPU units, the least and the most memory in MiB, and its steps.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size>
const SIZES: &[(u32, u32, u32, u32)] = &[
    (512, 1_024, 4_096, 1_024),
    (1_024, 2_048, 8_192, 1_024),
    (2_048, 4_096, 16_384, 1_024),
    (4_096, 8_192, 30_720, 1_024),
    (8_192, 16_384, 61_440, 4_096),
    (16_384, 32_768, 122_880, 8_192),
];
/// The smallest size has no even steps.
const SMALLEST: (u32, [u32; 3]) = (256, [512, 1_024, 2_048]);

/// The ephemeral storage of a task that asks for none, in GiB.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html>
pub(crate) const EPHEMERAL_STORAGE: u32 = 20;
/// What may be asked for (same page), in GiB.
pub(crate) const EPHEMERAL_RANGE: std::ops::RangeInclusive<i32> = 21..=200;

/// Whether Fargate has tasks of that many CPU units and that much memory in MiB.
pub(crate) fn has_size(cpu: u32, memory: u32) -> bool {
    let (smallest, memories) = SMALLEST;
    if cpu == smallest {
        return memories.contains(&memory);
    }
    SIZES.iter().any(|(units, least, most, step)| {
        *units == cpu && (*least..=*most).contains(&memory) && memory.is_multiple_of(*step)
    })
}

/// CPU units of `1024`, `1 vCPU` or `.5vcpu`.
pub(crate) fn cpu_units(text: &str) -> Option<u32> {
    units(text, "vcpu")
}

/// MiB of `2048`, `2 GB` or `0.5gb`.
pub(crate) fn mebibytes(text: &str) -> Option<u32> {
    units(text, "gb")
}

/// A whole number of small units, or a number of large ones, a thousand and twenty-four small ones each.
fn units(text: &str, large: &str) -> Option<u32> {
    let text = text.trim().to_ascii_lowercase();
    let Some(number) = text.strip_suffix(large) else { return text.parse().ok().filter(|units| *units > 0) };
    let number: f64 = number.trim().parse().ok()?;
    let units = number * 1_024.0;
    let is_whole = units.fract() == 0.0 && units >= 1.0 && units <= f64::from(u32::MAX);
    is_whole.then_some(units as u32)
}

/// The platform version that `LATEST` stands for on Linux.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-linux-fargate.html>
pub(crate) const LATEST: &str = "1.4.0";

/// What a platform version that a caller names stands for.
pub(crate) enum Platform {
    /// The one that runs here.
    Current,
    /// One that AWS retired or this house does not imitate.
    Old,
    /// None of Linux.
    Unknown,
}

/// Reads a platform version.
pub(crate) fn platform(given: Option<&str>) -> Platform {
    match given {
        None | Some("LATEST" | LATEST) => Platform::Current,
        Some("1.0.0" | "1.1.0" | "1.2.0" | "1.3.0") => Platform::Old,
        Some(_) => Platform::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html>
    #[test]
    fn sizes() {
        let has = |cpu, memory| has_size(cpu, memory);
        for (cpu, memories) in [
            (256, &[512, 1_024, 2_048][..]),
            (512, &[1_024, 2_048, 3_072, 4_096]),
            (1_024, &[2_048, 3_072, 8_192]),
            (2_048, &[4_096, 16_384]),
            (4_096, &[8_192, 30_720]),
            (8_192, &[16_384, 20_480, 61_440]),
            (16_384, &[32_768, 40_960, 122_880]),
        ] {
            assert!(memories.iter().all(|memory| has(cpu, *memory)), "{cpu}");
        }
        for (cpu, memory) in [
            (256, 3_072),
            (256, 768),
            (512, 512),
            (1_024, 1_024),
            (1_024, 2_500),
            (4_096, 31_744),
            (8_192, 17_408),
            (128, 512),
            (0, 0),
        ] {
            assert!(!has(cpu, memory), "{cpu} {memory}");
        }
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
    #[test]
    fn units_of_texts() {
        for (text, units) in
            [("1024", Some(1_024)), ("1 vCPU", Some(1_024)), (".25vcpu", Some(256)), ("0.5 VCPU", Some(512))]
        {
            assert_eq!(cpu_units(text), units, "{text}");
        }
        for text in ["", "0", "-1", "vCPU", "1 GB", "1e99 vCPU", "0.3 vCPU", "NaN vCPU"] {
            assert_eq!(cpu_units(text), None, "{text}");
        }
        for (text, mib) in [("512", Some(512)), ("0.5GB", Some(512)), ("3 GB", Some(3_072)), ("1 MB", None)] {
            assert_eq!(mebibytes(text), mib, "{text}");
        }
    }
}
