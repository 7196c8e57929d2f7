use super::{
    config::ImageConfig,
    digest::Digest,
    manifest::{Descriptor, Document, Platform, choose},
    reference::Reference,
    unpack::{LayerError, unpack},
};
use std::{
    fs,
    io::Write,
    os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt},
    path::Path,
};
use tar::{Builder, EntryType, Header};

#[test]
fn references_by_dockers_rules() {
    let check = |text: &str, shown: &str| {
        assert_eq!(text.parse::<Reference>().map(|r| r.to_string()).as_deref(), Ok(shown), "{text}");
    };
    check("alpine", "docker.io/library/alpine:latest");
    check("team/app:1.2", "docker.io/team/app:1.2");
    check("localhost/app", "localhost/app:latest");
    check("127.0.0.1:5000/app", "127.0.0.1:5000/app:latest");
    check(
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/a/b:v1",
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/a/b:v1",
    );
    let digest = format!("sha256:{}", "ab".repeat(32));
    check(&format!("x.example/app@{digest}"), &format!("x.example/app@{digest}"));
    check(&format!("x.example/app:1@{digest}"), &format!("x.example/app:1@{digest}"));
    for wrong in ["", "UPPER", "a//b", "app:", "app:-x", "a@sha256:12", "x y", "host.:99999/a", "-a"] {
        assert!(wrong.parse::<Reference>().is_err(), "{wrong}");
    }
}

#[test]
fn a_configuration_as_docker_writes_it() {
    let text = r#"{"architecture":"amd64","os":"linux","config":{"Env":["A=b"],"Entrypoint":["/app"],"Cmd":null,
        "ExposedPorts":{"80/tcp":{}},"WorkingDir":"/w","User":"1000","Volumes":null,"Labels":null,"StopSignal":"SIGQUIT",
        "Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":1000000000}},
        "rootfs":{"type":"layers","diff_ids":[]},"history":[]}"#;
    let config: ImageConfig = serde_json::from_str(text).unwrap();
    let run = &config.config;
    assert_eq!((run.entrypoint.as_slice(), run.cmd.len()), (&["/app".to_owned()][..], 0));
    assert_eq!((run.exposed_ports.as_slice(), run.user.as_str()), (&["80/tcp".to_owned()][..], "1000"));
    assert_eq!(run.healthcheck.as_ref().unwrap().interval, 1_000_000_000);
    // What we keep, we read again.
    let kept = serde_json::to_vec(&config).unwrap();
    assert_eq!(serde_json::from_slice::<ImageConfig>(&kept).unwrap(), config);
    let bare: ImageConfig = serde_json::from_str(r#"{"config":null,"rootfs":{"diff_ids":null}}"#).unwrap();
    assert_eq!(bare, ImageConfig::default());
}

#[test]
fn a_list_is_chosen_from_by_platform() {
    let descriptor = |os: &str, architecture: &str, variant: Option<&str>| Descriptor {
        digest: Digest::of(format!("{os}{architecture}{variant:?}").as_bytes()),
        size: 1,
        platform: Some(Platform { variant: variant.map(Into::into), ..Platform::linux(architecture) })
            .map(|platform| Platform { os: os.into(), ..platform }),
        annotations: Default::default(),
    };
    let index = [
        descriptor("unknown", "unknown", None),
        descriptor("linux", "arm", Some("v6")),
        descriptor("linux", "arm", Some("v7")),
        descriptor("linux", "arm64", Some("v8")),
    ];
    let variant = Platform { variant: Some("v7".into()), ..Platform::linux("arm") };
    assert_eq!(choose(&index, &variant), Ok(&index[2]));
    assert_eq!(choose(&index, &Platform::linux("arm64")), Ok(&index[3]));
    let missing = choose(&index, &Platform::linux("amd64")).unwrap_err();
    let shown: Vec<_> = missing.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["linux/arm/v6", "linux/arm/v7", "linux/arm64/v8"]);
    assert!(Document::parse(br#"{"schemaVersion":1,"name":"x"}"#).is_err());
}

struct Tar(Builder<Vec<u8>>);

impl Tar {
    fn new() -> Self {
        Self(Builder::new(Vec::new()))
    }

    fn entry(&mut self, name: &str, kind: EntryType, mode: u32, link: &str, bytes: &[u8]) -> &mut Self {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_mode(mode);
        header.set_uid(1000);
        header.set_gid(1001);
        header.set_mtime(1_000_000_000);
        header.set_size(bytes.len() as u64);
        // Written by hand, as somebody would who means harm: the crate's own setters refuse such names.
        let old = header.as_old_mut();
        old.name[..name.len()].copy_from_slice(name.as_bytes());
        old.linkname[..link.len()].copy_from_slice(link.as_bytes());
        if matches!(kind, EntryType::Char | EntryType::Block) {
            header.set_device_major(1).unwrap();
            header.set_device_minor(3).unwrap();
        }
        header.set_cksum();
        self.0.append(&header, bytes).unwrap();
        self
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> &mut Self {
        self.entry(name, EntryType::Regular, 0o644, "", bytes)
    }

    fn bytes(&mut self) -> Vec<u8> {
        let builder = std::mem::replace(&mut self.0, Builder::new(Vec::new()));
        builder.into_inner().unwrap()
    }
}

fn unpacked(archive: &[u8], folder: &Path) -> Result<(), LayerError> {
    let digest = Digest::of(archive);
    unpack(archive, digest, digest, folder)
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|found| found.uid() == 0)
}

#[test]
fn a_layer_with_everything_in_it() {
    if !is_root() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut tar = Tar::new();
    let xattr = tar_xattr("user.note", "hello");
    tar.entry("bin/", EntryType::Directory, 0o755, "", b"")
        .entry("bin/su", EntryType::Regular, 0o4755, "", b"setuid")
        .entry("bin/su2", EntryType::Link, 0o4755, "bin/su", b"")
        .entry("lib", EntryType::Symlink, 0o777, "/usr/lib", b"")
        .entry("dev/null", EntryType::Char, 0o666, "", b"")
        .entry("pipe", EntryType::Fifo, 0o600, "", b"")
        .file("etc/.wh.gone", b"")
        .file("var/.wh..wh..opq", b"")
        .file("var/new", b"new")
        .file(".wh..wh.plnk", b"")
        .entry("pax", EntryType::XHeader, 0o644, "", &xattr)
        .file("noted", b"x")
        .entry("tmp/", EntryType::Directory, 0o1777, "", b"");
    unpacked(&tar.bytes(), folder.path()).unwrap();
    let su = fs::metadata(at("bin/su")).unwrap();
    assert_eq!((su.mode() & 0o7777, su.uid(), su.gid(), su.mtime()), (0o4755, 1000, 1001, 1_000_000_000));
    assert_eq!(fs::metadata(at("bin/su2")).unwrap().ino(), su.ino());
    assert_eq!(fs::read_link(at("lib")).unwrap(), Path::new("/usr/lib"));
    let null = fs::metadata(at("dev/null")).unwrap();
    assert!(null.file_type().is_char_device());
    assert_eq!((null.rdev(), null.mode() & 0o777), (nix::sys::stat::makedev(1, 3), 0o666));
    assert!(fs::metadata(at("pipe")).unwrap().file_type().is_fifo());
    let gone = fs::symlink_metadata(at("etc/gone")).unwrap();
    assert!(gone.file_type().is_char_device() && gone.rdev() == 0);
    let mut value = [0; 8];
    let length = rustix::fs::lgetxattr(at("var"), "trusted.overlay.opaque", &mut value).unwrap();
    assert_eq!(&value[..length], b"y");
    let length = rustix::fs::lgetxattr(at("noted"), "user.note", &mut value).unwrap();
    assert_eq!(&value[..length], b"hello");
    assert_eq!(fs::metadata(at("tmp")).unwrap().mode() & 0o7777, 0o1777);
    assert!(!at(".wh..wh.plnk").exists());
    assert_eq!(fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o755);
}

fn tar_xattr(name: &str, value: &str) -> Vec<u8> {
    let record = format!(" SCHILY.xattr.{name}={value}\n");
    let mut length = record.len() + 2;
    while length.to_string().len() + record.len() != length {
        length = length.to_string().len() + record.len();
    }
    format!("{length}{record}").into_bytes()
}

#[test]
fn nothing_leads_out_of_a_layer() {
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("target");
    let mut link_out = Tar::new();
    link_out.entry("link", EntryType::Symlink, 0o777, outside.path().to_str().unwrap(), b"");
    let cases: Vec<Vec<u8>> = vec![
        Tar::new().file("../target", b"x").bytes(),
        Tar::new().file("a/../../target", b"x").bytes(),
        Tar::new().file("../.wh.target", b"x").bytes(),
        Tar::new().file("a/.wh...", b"x").bytes(),
        Tar::new().entry("../target", EntryType::Char, 0o666, "", b"").bytes(),
        link_out.file("link/target", b"x").bytes(),
        Tar::new()
            .entry("link", EntryType::Symlink, 0o777, outside.path().to_str().unwrap(), b"")
            .file("link/.wh.target", b"")
            .bytes(),
        Tar::new().entry("hard", EntryType::Link, 0o644, "../../../../../../../etc/passwd", b"").bytes(),
    ];
    for (number, archive) in cases.into_iter().enumerate() {
        let folder = outside.path().join(format!("layer-{number}"));
        fs::create_dir(&folder).unwrap();
        assert!(unpacked(&archive, &folder).is_err(), "case {number}");
        assert!(!target.exists(), "case {number}");
    }
    // An absolute name is one within the layer.
    let folder = outside.path().join("absolute");
    fs::create_dir(&folder).unwrap();
    unpacked(&Tar::new().file("/etc/x", b"x").bytes(), &folder).unwrap_or_else(|error| {
        assert!(!is_root(), "{error}");
    });
}

#[test]
fn compressed_layers_are_verified_inside_and_out() {
    if !is_root() {
        return;
    }
    let archive = Tar::new().file("file", &b"compressible ".repeat(10_000)).bytes();
    let diff_id = Digest::of(&archive);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&archive).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd =
        ruzstd::encoding::compress_to_vec(archive.as_slice(), ruzstd::encoding::CompressionLevel::Fastest);
    for blob in [&gzip, &zstd, &archive] {
        let folder = tempfile::tempdir().unwrap();
        unpack(blob.as_slice(), Digest::of(blob), diff_id, folder.path()).unwrap();
        assert_eq!(fs::metadata(folder.path().join("file")).unwrap().len(), 130_000);
        let wrong = Digest::of(b"something else");
        let told = unpack(blob.as_slice(), wrong, diff_id, folder.path());
        assert!(matches!(told, Err(LayerError::BlobMismatch { expected, .. }) if expected == wrong));
        let told = unpack(blob.as_slice(), Digest::of(blob), wrong, folder.path());
        assert!(matches!(told, Err(LayerError::DiffMismatch { expected, .. }) if expected == wrong));
    }
    let cut = &gzip[..gzip.len() / 2];
    let folder = tempfile::tempdir().unwrap();
    assert!(unpack(cut, Digest::of(cut), diff_id, folder.path()).is_err());
}
