use super::*;
use std::{os::unix::fs::symlink, process::Command};

/// A certificate is opaque to us: any bytes between the lines will do, but Java wants a real one.
fn certificate() -> String {
    let made = rcgen::generate_simple_self_signed(["maquette.test".to_owned()]).unwrap();
    made.cert.pem()
}

struct Image(tempfile::TempDir);

impl Image {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, layer: &str, path: &str, text: &[u8]) -> &Self {
        let path = self.0.path().join(layer).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn link(&self, layer: &str, path: &str, to: &str) -> &Self {
        let path = self.0.path().join(layer).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(to, path).unwrap();
        self
    }

    fn trust(&self, layers: &[&str], certificate: &str) -> (Trust, PathBuf) {
        let layers: Vec<_> = layers.iter().map(|layer| self.0.path().join(layer)).collect();
        let made = self.0.path().join("trust");
        (layer(&layers, certificate, &made).unwrap(), made)
    }
}

#[test]
fn every_bundle_has_the_certificate_and_keeps_its_own() {
    let (image, ours) = (Image::new(), certificate());
    image
        .file("low", "etc/ssl/certs/ca-certificates.crt", b"old")
        .file("high", "etc/ssl/certs/ca-certificates.crt", b"theirs")
        .link("high", "etc/ssl/cert.pem", "certs/ca-certificates.crt")
        .file("low", "etc/pki/real/bundle.pem", b"amazon's\n")
        .link("low", "etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/real/bundle.pem")
        .file("low", "usr/share/ca-certificates/x.crt", b"");
    let (trust, made) = image.trust(&["low", "high"], &ours);
    let read = |path: &str| fs::read_to_string(made.join(path)).unwrap();
    assert_eq!(trust.bundle, Path::new("/etc/ssl/certs/ca-certificates.crt"));
    assert_eq!(read("etc/ssl/certs/ca-certificates.crt"), format!("theirs\n{}\n", ours.trim()));
    assert_eq!(read("etc/pki/real/bundle.pem"), format!("amazon's\n{}\n", ours.trim()));
    // The links stay links.
    assert!(!made.join("etc/ssl/cert.pem").exists());
    assert!(!made.join("etc/pki/tls/certs/ca-bundle.crt").exists());
    assert_eq!(read("usr/local/share/ca-certificates/maquette.crt").trim(), ours.trim());
    assert!(!made.join("etc/pki/ca-trust").exists());
    assert_eq!(read("etc/ssl/maquette-ca.pem").trim(), ours.trim());
    let named = environment(&trust);
    assert!(named.contains(&("AWS_CA_BUNDLE".into(), "/etc/ssl/certs/ca-certificates.crt".into())));
    assert!(named.contains(&("NODE_EXTRA_CA_CERTS".into(), "/etc/ssl/maquette-ca.pem".into())));
}

#[test]
fn an_image_without_any_gets_the_first() {
    let (image, ours) = (Image::new(), certificate());
    image.file("only", "app", b"");
    let (trust, made) = image.trust(&["only"], &ours);
    assert_eq!(trust.bundle, Path::new("/etc/ssl/certs/ca-certificates.crt"));
    assert_eq!(
        fs::read_to_string(made.join("etc/ssl/certs/ca-certificates.crt")).unwrap().trim(),
        ours.trim()
    );
    let empty: [&str; 0] = [];
    assert_eq!(Image::new().trust(&empty, &ours).0.bundle, trust.bundle);
}

#[test]
fn links_of_an_image_stay_within_it() {
    let (image, ours) = (Image::new(), certificate());
    let outside = image.0.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("ca-certificates.crt"), "the host's").unwrap();
    image
        .link("evil", "etc/ssl/certs", outside.to_str().unwrap())
        .link("evil", "etc/ssl/cert.pem", "../../../../../../../../etc/hostname")
        .link("evil", "etc/pki/tls/cert.pem", "cert.pem");
    let (_, made) = image.trust(&["evil"], &ours);
    assert_eq!(fs::read_to_string(outside.join("ca-certificates.crt")).unwrap(), "the host's");
    // The bundle lands where the link leads *in the sandbox*.
    let inside = made.join(outside.strip_prefix("/").unwrap()).join("ca-certificates.crt");
    assert_eq!(fs::read_to_string(inside).unwrap().trim(), ours.trim());
}

#[test]
fn java_reads_the_key_stores() {
    let (image, ours) = (Image::new(), certificate());
    let theirs = certificate();
    let jks = keystore::make(certificates(&theirs).iter()).unwrap();
    image
        .file("only", "etc/ssl/certs/ca-certificates.crt", theirs.as_bytes())
        .file("only", "etc/ssl/certs/java/cacerts", &jks)
        .file("only", "usr/lib/jvm/java-21/lib/security/cacerts", b"0\x82 a PKCS12 store")
        .file("only", "etc/pki/ca-trust/extracted/java/cacerts", &jks[..30]);
    let (trust, made) = image.trust(&["only"], &ours);
    assert_eq!(trust.unreached.len(), 1);
    assert!(trust.unreached[0].starts_with("/etc/pki/ca-trust/extracted/java/cacerts: "));
    for store in ["etc/ssl/certs/java/cacerts", "usr/lib/jvm/java-21/lib/security/cacerts"] {
        let bytes = fs::read(made.join(store)).unwrap();
        assert_eq!(bytes.get(8..12), Some(&[0, 0, 0, 2][..]), "{store}");
        let listed = Command::new("keytool")
            .args(["-list", "-storepass", "changeit", "-keystore"])
            .arg(made.join(store))
            .output();
        // Without Java on this machine, its format is what the count above says of it.
        if let Ok(listed) = listed {
            let text = String::from_utf8_lossy(&listed.stdout).into_owned();
            assert!(text.contains("contains 2 entries"), "{store}: {text}");
        }
    }
}
