//! Trust inside a sandbox: a layer above an image's, in which every bundle of certificates that the image has also has
//! the installation's certificate.
//!
//! It is a layer and not a bind over the file, since a bind can be neither renamed nor replaced: a container that
//! updates its certificates would fail with EBUSY. Whoever brings a bundle of their own (Python's certifi, Node's
//! built-in one) is reached by the variables of [`environment`].

mod keystore;
mod merged;

use crate::{
    error::{Error, io},
    place,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use merged::{Found, Merged};
use std::{
    fs::{self, DirBuilder},
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, lchown},
    path::{Path, PathBuf},
};

/// Where images have their bundles: Debian, Alpine, distroless; Alpine's other one; Amazon Linux and Fedora; SUSE.
const BUNDLES: [&str; 7] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/ssl/cert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/pki/tls/cert.pem",
    "/etc/ssl/ca-bundle.pem",
    "/var/lib/ca-certificates/ca-bundle.pem",
];

/// Where Java has its key stores, besides every folder of `/usr/lib/jvm`.
const KEY_STORES: [&str; 3] = [
    "/etc/ssl/certs/java/cacerts",
    "/etc/pki/ca-trust/extracted/java/cacerts",
    "/opt/java/openjdk/lib/security/cacerts",
];

/// Where a distribution takes up certificates when it makes its bundle anew, and the folder that tells it is that one.
const ANCHORS: [(&str, &str); 2] = [
    ("/usr/share/ca-certificates", "/usr/local/share/ca-certificates/maquette.crt"),
    ("/etc/pki/ca-trust/source", "/etc/pki/ca-trust/source/anchors/maquette.pem"),
];

/// The installation's certificate by itself, for those who add one to their own.
const ALONE: &str = "/etc/ssl/maquette-ca.pem";

/// A file of certificates that is longer is none.
const LONGEST: u64 = 32 << 20;

/// What was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trust {
    /// The bundle to point programs to, as the sandbox sees it.
    pub bundle: PathBuf,
    /// The certificate alone.
    pub certificate: PathBuf,
    /// Java's key stores that could not be added to, with the reason.
    pub unreached: Vec<String>,
}

/// Makes the layer for an image (its layers, the lowest first) and a certificate, in a folder that is not there yet.
/// To be put on top of the image's layers.
pub fn layer(layers: &[PathBuf], certificate: &str, folder: &Path) -> Result<Trust, Error> {
    let beside = folder.with_extension("new");
    place::remove_folder(&beside)?;
    let parent = folder.parent().unwrap_or(Path::new("/"));
    place::private_folder(parent)?;
    let maker = Maker { merged: Merged::new(layers), certificate: certificate.trim(), folder: &beside };
    let trust = maker.make().map_err(io(|| format!("make the layer {}", beside.display())))?;
    fs::rename(&beside, folder).map_err(io(|| format!("make the layer {}", folder.display())))?;
    Ok(trust)
}

/// Variables for those who look at no bundle of the system. What a task says itself comes first.
pub fn environment(trust: &Trust) -> Vec<(String, String)> {
    let bundle = trust.bundle.display().to_string();
    let names = ["AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO"];
    let mut all: Vec<_> = names.iter().map(|name| ((*name).to_owned(), bundle.clone())).collect();
    all.push(("NODE_EXTRA_CA_CERTS".to_owned(), trust.certificate.display().to_string()));
    all
}

struct Maker<'a> {
    merged: Merged<'a>,
    certificate: &'a str,
    folder: &'a Path,
}

impl Maker<'_> {
    fn make(&self) -> std::io::Result<Trust> {
        DirBuilder::new().mode(0o755).create(self.folder)?;
        self.like(Path::new("/"), self.folder)?;
        let mut trust = Trust { certificate: ALONE.into(), ..Trust::default() };
        let mut done: Vec<PathBuf> = Vec::new();
        let mut system = String::new();
        for asked in BUNDLES {
            // Several names may be links to one file.
            let Some((path, bytes)) = self.read(asked)? else { continue };
            if trust.bundle.as_os_str().is_empty() {
                trust.bundle = asked.into();
                system = String::from_utf8_lossy(&bytes).into_owned();
            }
            if !done.contains(&path) {
                let text = format!("{}\n{}\n", String::from_utf8_lossy(&bytes).trim_end(), self.certificate);
                self.write(&path, text.as_bytes())?;
                done.push(path);
            }
        }
        if trust.bundle.as_os_str().is_empty() {
            trust.bundle = BUNDLES[0].into();
            self.write(&trust.bundle, format!("{}\n", self.certificate).as_bytes())?;
        }
        self.write(&trust.certificate, format!("{}\n", self.certificate).as_bytes())?;
        for (sign, anchor) in ANCHORS {
            if matches!(self.merged.find(Path::new(sign))?, Some(Found { is_folder: true, .. })) {
                self.write(Path::new(anchor), format!("{}\n", self.certificate).as_bytes())?;
            }
        }
        let mut stores: Vec<PathBuf> = KEY_STORES.iter().map(PathBuf::from).collect();
        for machine in self.merged.list(Path::new("/usr/lib/jvm"))? {
            let machine = Path::new("/usr/lib/jvm").join(machine);
            stores.extend(["lib", "jre/lib"].map(|lib| machine.join(lib).join("security/cacerts")));
        }
        for asked in stores {
            let Some((path, bytes)) = self.read(&asked.to_string_lossy())? else { continue };
            if done.contains(&path) {
                continue;
            }
            match self.key_store(&bytes, &system) {
                Ok(store) => self.write(&path, &store)?,
                Err(problem) => trust.unreached.push(format!("{}: {problem}", path.display())),
            }
            done.push(path);
        }
        Ok(trust)
    }

    /// Java's own format is added to; the newer one is replaced by one in the older, which every Java reads, with what
    /// the system trusts.
    fn key_store(&self, bytes: &[u8], system: &str) -> Result<Vec<u8>, &'static str> {
        let ours = certificates(self.certificate);
        if keystore::is_jks(bytes) {
            return keystore::add(bytes, &ours);
        }
        let system = certificates(system);
        if system.is_empty() {
            return Err("it is no JKS, and there is no bundle to make one of");
        }
        keystore::make(system.iter().chain(&ours))
    }

    fn read(&self, path: &str) -> std::io::Result<Option<(PathBuf, Vec<u8>)>> {
        let Some(found) = self.merged.find(Path::new(path))? else { return Ok(None) };
        let file = &found.file;
        let is_plain = fs::symlink_metadata(file)?.is_file() && fs::metadata(file)?.len() <= LONGEST;
        if is_plain { Ok(Some((found.path, fs::read(file)?))) } else { Ok(None) }
    }

    /// Writes a file of the layer; its folders are as the image has them, since the topmost layer's attributes count.
    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        // Where the image has a link for one of the folders, the file goes where that leads.
        let (parent, name) = (path.parent().unwrap_or(Path::new("/")), path.file_name().unwrap_or_default());
        let parent = self.merged.resolve(parent)?;
        let mut so_far = PathBuf::from("/");
        for part in parent.components().skip(1) {
            so_far.push(part);
            let target = self.within(&so_far);
            if !target.exists() {
                DirBuilder::new().mode(0o755).create(&target)?;
                self.like(&so_far, &target)?;
            }
        }
        let target = self.within(&parent.join(name));
        fs::write(&target, bytes)?;
        fs::set_permissions(&target, fs::Permissions::from_mode(0o644))
    }

    fn within(&self, path: &Path) -> PathBuf {
        self.folder.join(path.strip_prefix("/").unwrap_or(path))
    }

    /// Gives a folder the owner and mode that the image's has.
    fn like(&self, path: &Path, target: &Path) -> std::io::Result<()> {
        if let Some(found) = self.merged.find(path)? {
            let like = fs::metadata(&found.file)?;
            lchown(target, Some(like.uid()), Some(like.gid()))?;
            fs::set_permissions(target, fs::Permissions::from_mode(like.mode() & 0o7777))?;
        }
        Ok(())
    }
}

/// The certificates of a bundle, as DER.
fn certificates(bundle: &str) -> Vec<Vec<u8>> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    let blocks = bundle.split(BEGIN).skip(1).filter_map(|rest| rest.split_once(END));
    blocks.filter_map(|(text, _)| STANDARD.decode(text.split_whitespace().collect::<String>()).ok()).collect()
}

#[cfg(test)]
mod tests;
