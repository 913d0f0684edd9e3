//! What the numbers were measured on.

use std::fs;

/// One JSON object: the processor, how many of its cores, the version, and how busy the machine was before.
#[must_use]
pub fn json() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").ok();
    let cpu = cpu.as_deref().and_then(|text| text.lines().find_map(|line| line.strip_prefix("model name")));
    let cpu = cpu.map_or("unknown", |name| name.trim_start_matches([' ', '\t', ':']));
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').take(3).collect::<Vec<_>>().join(" ");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let version = env!("CARGO_PKG_VERSION");
    format!(
        r#"{{"what": "machine", "library": "paraminit {version}", "cpu": "{cpu}", "cores": {cores}, "system": "{os} {arch}", "load": "{load}"}}"#
    )
}
