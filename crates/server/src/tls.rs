//! Certificates for every name that clients ask for, signed by the installation's own authority.
//!
//! The authority's key and certificate are kept (`ca.key`, mode 0600, and `ca.pem`), so that a client has to be told to
//! trust it only once. The certificates of connections are made on demand, by the name in the TLS greeting, and live in
//! memory: a few hundred names at most, each signed in well under a millisecond.

use crate::guard::Guard;
use clock::{Clock, Timestamp};
use parking_lot::Mutex;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Names whose certificates are kept.
const NAMES: usize = 256;
/// macOS and iOS trust no certificate that is valid for more than 825 days (support.apple.com/103769).
const VALID: Duration = Duration::from_hours(24 * 397);
/// After which a kept certificate is made anew.
const RENEWED: Duration = Duration::from_hours(24 * 180);
const AUTHORITY_VALID: Duration = Duration::from_hours(24 * 3650);
const DAY: Duration = Duration::from_hours(24);

/// Names of the certificate for clients that name none, such as those that connect to an address.
const USUAL: &[&str] = &[
    "localhost",
    "*.localhost",
    "localhost.localstack.cloud",
    "*.localhost.localstack.cloud",
    "host.docker.internal",
    "maquette",
    "127.0.0.1",
    "::1",
];

/// The installation's own certificate authority.
pub struct Authority {
    certificate: String,
    config: Arc<ServerConfig>,
}

/// The authority cannot be read, made or kept.
#[derive(Debug)]
pub struct BadAuthority(String);

impl std::fmt::Display for BadAuthority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadAuthority {}

impl Authority {
    /// An authority that is kept in `folder`, made at the first start. `addresses` are what the server listens on.
    pub fn kept(folder: &Path, guard: Guard, addresses: &[IpAddr]) -> Result<Self, BadAuthority> {
        let key_path = folder.join("ca.key");
        let cannot = |what: &str, path: &Path, error: &dyn std::fmt::Display| {
            BadAuthority(format!("cannot {what} {}: {error}", path.display()))
        };
        let key = match fs::read_to_string(&key_path) {
            Ok(text) => KeyPair::from_pem(&text).map_err(|e| cannot("use the key in", &key_path, &e))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = KeyPair::generate().map_err(|e| BadAuthority(e.to_string()))?;
                fs::create_dir_all(folder).map_err(|e| cannot("make the folder", folder, &e))?;
                write_whole(&key_path, key.serialize_pem().as_bytes(), 0o600)
                    .map_err(|e| cannot("write", &key_path, &e))?;
                key
            }
            Err(error) => return Err(cannot("read", &key_path, &error)),
        };
        let path = folder.join("ca.pem");
        let kept = match fs::read_to_string(&path) {
            // Without its key it would be another authority's.
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(cannot("read", &path, &error)),
        };
        let fresh = kept.is_none();
        let authority = Self::with(key, kept, guard, addresses)?;
        if fresh {
            write_whole(&path, authority.certificate.as_bytes(), 0o644)
                .map_err(|e| cannot("write", &path, &e))?;
        }
        Ok(authority)
    }

    /// An authority that lives as long as the process.
    pub fn ephemeral(guard: Guard, addresses: &[IpAddr]) -> Result<Self, BadAuthority> {
        let key = KeyPair::generate().map_err(|e| BadAuthority(e.to_string()))?;
        Self::with(key, None, guard, addresses)
    }

    fn with(
        key: KeyPair,
        kept: Option<String>,
        guard: Guard,
        addresses: &[IpAddr],
    ) -> Result<Self, BadAuthority> {
        let bad = |error: rcgen::Error| BadAuthority(format!("cannot make a certificate: {error}"));
        // Certificates are judged by other programs, by the host's time, however our clock is steered.
        let host = Clock::real();
        let params = authority_params(host.now()).map_err(bad)?;
        let certificate = match kept {
            Some(text) => text,
            None => params.self_signed(&key).map_err(bad)?.pem(),
        };
        let leaf_key = KeyPair::generate().map_err(bad)?;
        let pkcs8 = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(leaf_key.serialize_der()));
        let signing = ring::sign::any_supported_type(&pkcs8).map_err(|e| BadAuthority(e.to_string()))?;
        let mut usual: Vec<String> = USUAL.iter().map(|&name| name.to_owned()).collect();
        usual.extend(addresses.iter().filter(|a| !a.is_unspecified()).map(ToString::to_string));
        usual.extend(guard.hosts.iter().cloned());
        let maker = Maker { issuer: Issuer::new(params, key), leaf_key, signing, host };
        let usual = maker.certificate(usual).map_err(bad)?;
        let names = Names { maker, guard, usual, made: Mutex::default() };
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| BadAuthority(error.to_string()))?
            .with_no_client_auth();
        let mut config = config.with_cert_resolver(Arc::new(names));
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self { certificate, config: Arc::new(config) })
    }

    /// The authority's certificate in PEM, for clients to trust.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    pub(crate) fn server_config(&self) -> Arc<ServerConfig> {
        self.config.clone()
    }
}

/// The same at every start but for its validity: the certificates of connections refer to it by name and key.
fn authority_params(now: Timestamp) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "Maquette local authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = date(now - DAY);
    params.not_after = date(now + AUTHORITY_VALID);
    Ok(params)
}

fn date(at: Timestamp) -> time::OffsetDateTime {
    time::OffsetDateTime::from_unix_timestamp(at.seconds()).unwrap_or(time::OffsetDateTime::UNIX_EPOCH)
}

/// Makes certificates, all for the one key of this process.
struct Maker {
    issuer: Issuer<'static, KeyPair>,
    leaf_key: KeyPair,
    signing: Arc<dyn rustls::sign::SigningKey>,
    host: Clock,
}

impl Maker {
    fn certificate(&self, names: Vec<String>) -> Result<Arc<CertifiedKey>, rcgen::Error> {
        let mut params = CertificateParams::new(names)?;
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "Maquette");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        params.not_before = date(self.host.now() - DAY);
        params.not_after = date(self.host.now() + VALID);
        let made: CertificateDer<'static> = params.signed_by(&self.leaf_key, &self.issuer)?.der().clone();
        Ok(Arc::new(CertifiedKey::new(vec![made], self.signing.clone())))
    }
}

/// Finds the certificate for the name that a client asks for.
struct Names {
    maker: Maker,
    guard: Guard,
    usual: Arc<CertifiedKey>,
    made: Mutex<HashMap<String, (Timestamp, Arc<CertifiedKey>)>>,
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Names").finish_non_exhaustive()
    }
}

impl ResolvesServerCert for Names {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let Some(name) = hello.server_name().filter(|name| self.guard.knows(name)) else {
            return Some(self.usual.clone());
        };
        let name = name.to_ascii_lowercase();
        let now = self.maker.host.now();
        let kept = self.made.lock().get(&name).cloned();
        if let Some((at, certificate)) = kept.filter(|(at, _)| now.since(*at) < RENEWED) {
            let _ = at;
            return Some(certificate);
        }
        // Made outside of the lock: two connections may both make one, which hurts nobody.
        let certificate = match self.maker.certificate(vec![name.clone()]) {
            Ok(certificate) => certificate,
            Err(error) => {
                door::log(&format!("cannot make a certificate for {name}: {error}"));
                return Some(self.usual.clone());
            }
        };
        let mut made = self.made.lock();
        if made.len() >= NAMES
            && let Some(oldest) = made.iter().min_by_key(|(_, (at, _))| *at).map(|(name, _)| name.clone())
        {
            made.remove(&oldest);
        }
        made.insert(name, (now, certificate.clone()));
        Some(certificate)
    }
}

/// Writes a file that is there whole or not at all, with its mode from the first byte on.
fn write_whole(path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let unfinished = path.with_extension("new");
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(&unfinished)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)
}
