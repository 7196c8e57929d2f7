//! Settings in the environment: every option is also a `MAQUETTE_*` variable, and an unknown one is refused, since a
//! misspelt setting that is ignored is found last.

use crate::cli::Cli;
use crate::exit::Failure;
use clap::CommandFactory;
use std::collections::BTreeSet;

/// Refuses variables that no option reads.
pub(crate) fn check_environment() -> Result<(), Failure> {
    let set = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    check(set.filter(|name| name.starts_with("MAQUETTE_")))
}

fn check(set: impl Iterator<Item = String>) -> Result<(), Failure> {
    let known = known();
    for name in set {
        if known.contains(&name) {
            continue;
        }
        let nearest = known
            .iter()
            .max_by(|a, b| strsim::jaro_winkler(a, &name).total_cmp(&strsim::jaro_winkler(b, &name)));
        let meant = nearest.map_or_else(String::new, |nearest| format!("did you mean {nearest}? "));
        return Err(Failure::usage(format!(
            "{name} is set in the environment, but Maquette has no such setting"
        ))
        .next(format!("{meant}unset {name} to go on")));
    }
    Ok(())
}

/// Every variable that an option of any command reads.
fn known() -> BTreeSet<String> {
    fn gather(command: &clap::Command, into: &mut BTreeSet<String>) {
        let names = command.get_arguments().filter_map(|a| a.get_env()?.to_str().map(str::to_owned));
        into.extend(names);
        command.get_subcommands().for_each(|command| gather(command, into));
    }
    let mut names = BTreeSet::new();
    gather(&Cli::command(), &mut names);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(name: &str) -> Option<String> {
        check(std::iter::once(name.to_owned())).err().and_then(|failure| failure.next)
    }

    #[test]
    fn unknown_settings_are_refused_with_the_nearest_name() {
        for (name, nearest) in [
            ("MAQUETTE_PROT", Some("MAQUETTE_PORT")),
            ("MAQUETTE_DURABLE", Some("MAQUETTE_DURABILITY")),
            ("MAQUETTE_STRICT_KEY", Some("MAQUETTE_STRICT_KEYS")),
            ("MAQUETTE_PORT", None),
            ("MAQUETTE_JSON", None),
            ("MAQUETTE_DATA", None),
        ] {
            let next = refusal(name);
            assert_eq!(next.is_some(), nearest.is_some(), "{name}");
            if let (Some(next), Some(nearest)) = (next, nearest) {
                assert!(next.contains(&format!("did you mean {nearest}?")), "{name}: {next}");
            }
        }
    }

    #[test]
    fn every_option_of_start_is_a_setting() {
        let command = Cli::command();
        let start = command.find_subcommand("start").unwrap();
        for argument in start.get_arguments().filter(|a| a.get_long().is_some() && !a.is_hide_set()) {
            let long = argument.get_long().unwrap();
            if matches!(long, "help" | "version") {
                continue;
            }
            let wanted = format!("MAQUETTE_{}", long.replace('-', "_").to_uppercase());
            let env = argument.get_env().and_then(|name| name.to_str().map(str::to_owned));
            assert_eq!(env.as_deref(), Some(wanted.as_str()), "--{long}");
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
