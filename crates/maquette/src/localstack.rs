//! LocalStack's settings: people come with a compose file. What applies here is translated, and the rest is said to have
//! no effect; none of it is passed over in silence.
//! <https://docs.localstack.cloud/references/configuration/>

use std::net::IpAddr;

/// What LocalStack's settings ask for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Wishes {
    pub(crate) host: Option<IpAddr>,
    pub(crate) port: Option<u16>,
    pub(crate) ephemeral: bool,
    pub(crate) hosts: Vec<String>,
    pub(crate) origins: Vec<String>,
    /// The services asked for by name, where any are.
    pub(crate) services: Vec<String>,
    /// A sentence for each setting that was found.
    pub(crate) notes: Vec<String>,
}

/// Settings without effect, by the beginning of their names, and why.
const WITHOUT_EFFECT: &[(&str, &str)] = &[
    ("DEBUG", "every call is on record anyway: see `maquette track`"),
    ("LS_LOG", "every call is on record anyway: see `maquette track`"),
    ("ENFORCE_IAM", "IAM decides every call, always"),
    ("IAM_SOFT_MODE", "IAM decides every call, always"),
    ("SNAPSHOT_SAVE_STRATEGY", "what was acknowledged is kept, without snapshots"),
    ("SNAPSHOT_LOAD_STRATEGY", "what was acknowledged is kept, without snapshots"),
    ("SNAPSHOT_FLUSH_INTERVAL", "what was acknowledged is kept, without snapshots"),
    ("SQS_ENDPOINT_STRATEGY", "queue URLs repeat the host that the client asked"),
    ("USE_SSL", "the port speaks HTTP and HTTPS at once"),
    ("CUSTOM_SSL_CERT_PATH", "certificates come from Maquette's own authority: see `maquette env --https`"),
    ("STRICT_SERVICE_LOADING", "every service is always on"),
    ("EAGER_SERVICE_LOADING", "every service is always on"),
    ("CFN_PER_RESOURCE_TIMEOUT", "resources take the time that they take"),
    ("LOCALSTACK_AUTH_TOKEN", "there is nothing to log in to"),
    ("LOCALSTACK_API_KEY", "there is nothing to log in to"),
    ("ACTIVATE_PRO", "there is nothing to log in to"),
    ("MAIN_DOCKER_NETWORK", "no containers are run by this version"),
    ("LAMBDA_", "no functions are run by this version"),
    ("ECS_DOCKER_FLAGS", "no containers are run by this version"),
    ("EC2_DOCKER_FLAGS", "no containers are run by this version"),
    ("BATCH_DOCKER_FLAGS", "no containers are run by this version"),
    ("SFN_MOCK_CONFIG", "Step Functions is not in this version"),
];

/// Reads LocalStack's settings.
pub(crate) fn read(env: impl Iterator<Item = (String, String)>) -> Wishes {
    let mut wishes = Wishes::default();
    let mut env: Vec<_> = env.collect();
    env.sort();
    for (name, value) in env {
        let applied = match name.as_str() {
            "GATEWAY_LISTEN" => wishes.gateway(&value),
            "EDGE_PORT" => wishes.edge_port(&value),
            "PERSISTENCE" => wishes.persistence(&value),
            "SERVICES" => {
                let names = value.split(',').filter_map(|name| name.split(':').next()).map(str::trim);
                wishes.services.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
                Some("has no effect: every service is always on".to_owned())
            }
            "LOCALSTACK_HOST" => wishes.own_name(&value),
            "EXTRA_CORS_ALLOWED_ORIGINS" => {
                wishes.origins.extend(value.split(',').map(|o| o.trim().to_owned()));
                Some("those origins are welcome".to_owned())
            }
            "DISABLE_CORS_CHECKS" if truthy(&value) => {
                wishes.origins.push("*".to_owned());
                Some("pages of any origin may call this server".to_owned())
            }
            _ => WITHOUT_EFFECT
                .iter()
                .find(|(known, _)| name == *known || known.ends_with('_') && name.starts_with(known))
                .map(|(_, why)| format!("has no effect: {why}")),
        };
        // The value may be a secret: it is not repeated.
        wishes.notes.extend(applied.map(|applied| format!("{name}: {applied}")));
    }
    wishes
}

impl Wishes {
    /// The services asked for that are not among `present`.
    pub(crate) fn missing(&self, present: &[&str]) -> Vec<&str> {
        self.services.iter().map(String::as_str).filter(|name| !present.contains(name)).collect()
    }

    /// `0.0.0.0:4566,0.0.0.0:443`, of which the first counts.
    fn gateway(&mut self, value: &str) -> Option<String> {
        let mut all = value.split(',').map(str::trim).filter(|part| !part.is_empty());
        let first = all.next()?;
        let (host, port) = match first.rsplit_once(':') {
            Some((host, port)) => (host, port),
            None if first.bytes().all(|b| b.is_ascii_digit()) => ("", first),
            None => (first, ""),
        };
        self.host = host.trim_matches(['[', ']']).parse().ok();
        self.port = port.parse().ok();
        let wrong = self.host.is_none() && !host.is_empty() || self.port.is_none() && !port.is_empty();
        if wrong {
            return Some("is not understood; it has no effect".to_owned());
        }
        let others = all.count();
        Some(if others == 0 {
            "listening there".to_owned()
        } else {
            format!("listening on the first address; the other {others} have no effect")
        })
    }

    fn edge_port(&mut self, value: &str) -> Option<String> {
        // GATEWAY_LISTEN sorts after it, and wins.
        self.port = value.parse().ok();
        Some(
            if self.port.is_some() { "listening there" } else { "is not a port; it has no effect" }
                .to_owned(),
        )
    }

    fn persistence(&mut self, value: &str) -> Option<String> {
        self.ephemeral = !truthy(value);
        Some(
            if self.ephemeral { "nothing is kept, as with --ephemeral" } else { "state is kept, as always" }
                .to_owned(),
        )
    }

    fn own_name(&mut self, value: &str) -> Option<String> {
        let host = value.split(':').next().filter(|host| !host.is_empty())?;
        self.hosts.push(host.to_owned());
        Some("is answered for; URLs in answers repeat the name that the client asked".to_owned())
    }
}

fn truthy(value: &str) -> bool {
    matches!(value.trim().to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(env: &[(&str, &str)], expected: Wishes) {
        let notes = expected.notes.clone();
        let got = read(env.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        assert_eq!(got.notes.len(), notes.len(), "{env:?}: {got:?}");
        for (note, part) in got.notes.iter().zip(&notes) {
            assert!(note.contains(part), "{env:?}: {note}");
        }
        assert_eq!(Wishes { notes, ..got }, expected, "{env:?}");
    }

    fn notes(notes: &[&str]) -> Wishes {
        Wishes { notes: notes.iter().map(|&n| n.to_owned()).collect(), ..Wishes::default() }
    }

    #[test]
    fn translates_or_reports() {
        let all = Some("0.0.0.0".parse().unwrap());
        check(&[("PATH", "/bin"), ("HOME", "/root")], notes(&[]));
        check(
            &[("GATEWAY_LISTEN", "0.0.0.0:4567,0.0.0.0:443")],
            Wishes { host: all, port: Some(4567), ..notes(&["the other 1"]) },
        );
        check(&[("GATEWAY_LISTEN", ":4567")], Wishes { port: Some(4567), ..notes(&["listening"]) });
        check(&[("GATEWAY_LISTEN", "0.0.0.0")], Wishes { host: all, ..notes(&["listening"]) });
        check(
            &[("GATEWAY_LISTEN", "[::1]:1")],
            Wishes { host: Some("::1".parse().unwrap()), port: Some(1), ..notes(&["listening"]) },
        );
        check(&[("GATEWAY_LISTEN", "here:there")], notes(&["not understood"]));
        check(&[("EDGE_PORT", "4570")], Wishes { port: Some(4570), ..notes(&["listening"]) });
        check(&[("PERSISTENCE", "0")], Wishes { ephemeral: true, ..notes(&["nothing is kept"]) });
        check(&[("PERSISTENCE", "1")], notes(&["state is kept"]));
        let services = ["sqs", "s3", "lambda"].map(str::to_owned).to_vec();
        let asked = Wishes { services, ..notes(&["always on"]) };
        assert_eq!(asked.missing(&["sqs", "sns"]), ["s3", "lambda"]);
        check(&[("SERVICES", "sqs, s3,lambda:4574,")], asked);
        check(&[("DEBUG", "1")], notes(&["no effect"]));
        check(&[("LAMBDA_KEEPALIVE_MS", "1")], notes(&["no effect"]));
        check(
            &[("DISABLE_CORS_CHECKS", "1")],
            Wishes { origins: vec!["*".to_owned()], ..notes(&["any origin"]) },
        );
        check(
            &[("LOCALSTACK_HOST", "aws.example.com:4566")],
            Wishes { hosts: vec!["aws.example.com".to_owned()], ..notes(&["answered for"]) },
        );
    }

    #[test]
    fn secrets_are_not_repeated() {
        let env = [("LOCALSTACK_AUTH_TOKEN".to_owned(), "ls-secret".to_owned())];
        let notes = read(env.into_iter()).notes;
        assert!(notes.len() == 1 && !notes[0].contains("ls-secret"), "{notes:?}");
    }
}
