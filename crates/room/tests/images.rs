//! Pulls from a registry on loopback, which is as odd as registries are, and images from files.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;
mod registry;

use registry::{Access, Registry, layer};
use room::images::{Auth, Images, Platform, Progress, PullError, Reference, Via};
use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

fn reference(registry: &Registry, tag: &str) -> Reference {
    format!("{}/team/app:{tag}", registry.address).parse().unwrap()
}

async fn pull(
    images: &Images,
    reference: &Reference,
    auth: Auth,
    via: Via,
) -> Result<room::images::Image, PullError> {
    images.pull(reference, &auth, &Platform::linux("amd64"), &via, |_| ()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_is_pulled_once_and_its_manifest_always() {
    let _house = house!();
    let folder = tempfile::tempdir().unwrap();
    let images = Images::open(folder.path()).unwrap();
    let registry = Registry::start(Access::Anonymous).await;
    let first = registry.image("v1", "amd64", &[layer("one", 10), layer("two", 200_000)]);
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let image = images
        .pull(
            &reference(&registry, "v1"),
            &Auth::Anonymous,
            &Platform::linux("amd64"),
            &Via::default(),
            move |p| {
                tell.lock().unwrap().push(p);
            },
        )
        .await
        .unwrap();
    assert_eq!((image.digest, image.layers().len()), (first, 2));
    let folders = images.folders(&image);
    assert_eq!(std::fs::read(folders[1].join("two")).unwrap().len(), 200_000);
    let told = told.lock().unwrap().clone();
    assert!(matches!(&told[0], Progress::Resolved { layers, .. } if layers.len() == 2));
    assert_eq!(told.iter().filter(|p| matches!(p, Progress::Unpacked(_))).count(), 2);
    assert!(told.iter().any(|p| matches!(p, Progress::Fetched { done, total, .. } if done == total)));

    // Another image with a layer in common: only what is new is fetched.
    registry.image("v2", "amd64", &[layer("one", 10), layer("three", 5)]);
    registry.forget();
    let second = pull(&images, &reference(&registry, "v2"), Auth::Anonymous, Via::default()).await.unwrap();
    assert_eq!(registry.asked("/blobs/"), 2, "a configuration and a layer");
    registry.forget();
    pull(&images, &reference(&registry, "v2"), Auth::Anonymous, Via::default()).await.unwrap();
    assert_eq!((registry.asked("/manifests/v2"), registry.asked("/blobs/")), (1, 1));

    // What nobody needs goes, what is shared stays.
    let collected = images.collect(&[second.digest]).await.unwrap();
    assert_eq!((collected.images, collected.layers), (1, 1));
    assert_eq!(images.image(&first).unwrap(), None);
    assert_eq!(images.list().unwrap(), vec![second.clone()]);
    assert!(images.folders(&second).iter().all(|folder| folder.is_dir()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_transfer_is_gone_on_with() {
    let _house = house!();
    let folder = tempfile::tempdir().unwrap();
    let images = Images::open(folder.path()).unwrap();
    let registry = Registry::start(Access::Anonymous).await;
    registry.image("v1", "amd64", &[layer("big", 500_000)]);
    registry.cut_blobs(3);
    pull(&images, &reference(&registry, "v1"), Auth::Anonymous, Via::default()).await.unwrap();
    assert!(registry.asked("range: bytes=") >= 2, "{:?}", registry.log());
    // A registry that breaks off every time is told in the end; what came stays for the next pull.
    let other = Images::open(&folder.path().join("other")).unwrap();
    registry.cut_blobs(5);
    let error = pull(&other, &reference(&registry, "v1"), Auth::Anonymous, Via::default()).await.unwrap_err();
    assert!(matches!(error, PullError::Broken { .. }), "{error}");
    registry.forget();
    pull(&other, &reference(&registry, "v1"), Auth::Anonymous, Via::default()).await.unwrap();
    assert_eq!(registry.asked("range: bytes="), 2, "the registry, and where it points to");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_by_its_kind() {
    let _house = house!();
    let folder = tempfile::tempdir().unwrap();
    let images = Images::open(folder.path()).unwrap();
    let registry = Registry::start(Access::Anonymous).await;
    registry.image("arm", "arm64", &[layer("one", 10)]);
    registry.index("both", &["arm"]);
    registry.image("bad", "amd64", &[layer("evil", 10)]);
    registry.corrupt_layers();
    let fails = async |tag: &str| {
        pull(&images, &reference(&registry, tag), Auth::Anonymous, Via::default()).await.unwrap_err()
    };
    let error = fails("none").await;
    assert!(
        matches!(&error, PullError::NotFound { text, .. } if text == "manifest_unknown: manifest unknown")
    );
    let error = fails("both").await;
    assert!(matches!(&error, PullError::NoPlatform { found, .. } if found == &[Platform::linux("arm64")]));
    assert!(error.to_string().ends_with("no manifest for linux/amd64; has linux/arm64"), "{error}");
    let error = fails("bad").await;
    assert!(matches!(error, PullError::DigestMismatch { .. }), "{error}");
    let nobody: Reference = "127.0.0.1:1/app".parse().unwrap();
    let error = pull(&images, &nobody, Auth::Anonymous, Via::default()).await.unwrap_err();
    assert!(error.to_string().ends_with("dial tcp 127.0.0.1:1: connect: connection refused"), "{error}");
    let missing = Via { namespace: Some("/no/such/namespace".into()), ..Via::default() };
    let error = pull(&images, &nobody, Auth::Anonymous, missing).await.unwrap_err();
    assert!(matches!(error, PullError::Namespace { .. }));
}

/// As containerd does, and so Fargate's agent: <https://repost.aws/knowledge-center/ecs-task-exec-format-error>.
#[tokio::test(flavor = "multi_thread")]
async fn an_image_that_stands_in_no_list_is_pulled_whatever_it_is_for() {
    let _house = house!();
    let folder = tempfile::tempdir().unwrap();
    let images = Images::open(folder.path()).unwrap();
    let registry = Registry::start(Access::Anonymous).await;
    registry.image("arm", "arm64", &[layer("one", 10)]);
    let image = pull(&images, &reference(&registry, "arm"), Auth::Anonymous, Via::default()).await.unwrap();
    assert_eq!(image.config.platform(), Platform::linux("arm64"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_three_ways_to_say_who_one_is() {
    let _house = house!();
    let basic = |password: &str| Auth::Basic { user: "AWS".into(), password: password.into() };
    for access in [Access::Basic, Access::Token] {
        let folder = tempfile::tempdir().unwrap();
        let images = Images::open(folder.path()).unwrap();
        let registry = Registry::start(access).await;
        registry.image("v1", "amd64", &[layer("one", 10)]);
        let reference = reference(&registry, "v1");
        pull(&images, &reference, basic("secret"), Via::default()).await.unwrap();
        let error = pull(&images, &reference, basic("wrong"), Via::default()).await.unwrap_err();
        assert!(
            matches!(&error, PullError::Unauthorized { status: 401, text, .. } if text == "denied: not you"),
            "{error}"
        );
        assert!(!format!("{:?}", basic("wrong")).contains("wrong"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_asked_of_the_given_server_and_tls_trusts_the_given_roots() {
    let _house = house!();
    let folder = tempfile::tempdir().unwrap();
    let images = Images::open(folder.path()).unwrap();
    let (registry, root) = Registry::start_tls(Access::Anonymous, "registry.test").await;
    registry.image("v1", "amd64", &[layer("one", 10)]);
    let nameserver = Some(registry::nameserver("registry.test").await);
    let port = registry.address.port();
    let named = |host: &str| format!("{host}:{port}/team/app:v1").parse::<Reference>().unwrap();
    let via = Via { nameserver, roots: vec![root], public_roots: false, ..Via::default() };
    pull(&images, &named("registry.test"), Auth::Anonymous, via.clone()).await.unwrap();
    let untrusting = Via { roots: Vec::new(), ..via.clone() };
    let error = pull(&images, &named("registry.test"), Auth::Anonymous, untrusting).await.unwrap_err();
    assert!(matches!(&error, PullError::Tls { .. }), "{error:?}");
    let error = pull(&images, &named("other.test"), Auth::Anonymous, via.clone()).await.unwrap_err();
    assert!(error.to_string().contains(": no such host"), "{error}");
    // Where nobody answers, silence is told as such.
    let silent = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let deaf = Via {
        nameserver: Some(silent.local_addr().unwrap()),
        connect_timeout: Duration::from_millis(200),
        ..via
    };
    let error = pull(&images, &named("registry.test"), Auth::Anonymous, deaf).await.unwrap_err();
    assert!(matches!(&error, PullError::NameNotResolved { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_has_the_network_of_its_namespace_only() {
    let _house = house!();
    let name = format!("room-test-{}", std::process::id());
    let ip = |arguments: &[&str]| std::process::Command::new("ip").args(arguments).status();
    if !ip(&["netns", "add", &name]).is_ok_and(|status| status.success()) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let images = Images::open(folder.path()).unwrap();
    let registry = Registry::start(Access::Anonymous).await;
    registry.image("v1", "amd64", &[layer("one", 10)]);
    let via = Via { namespace: Some(Path::new("/run/netns").join(&name)), ..Via::default() };
    let error = pull(&images, &reference(&registry, "v1"), Auth::Anonymous, via).await.unwrap_err();
    ip(&["netns", "delete", &name]).unwrap();
    assert!(error.to_string().ends_with("connect: network is unreachable"), "{error}");
    assert!(registry.log().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn layouts_and_docker_archives() {
    let _house = house!();
    let folder = tempfile::tempdir().unwrap();
    let images = Images::open(&folder.path().join("store")).unwrap();
    let layout = folder.path().join("layout");
    let digest = registry::write_layout(&layout, "amd64");
    let amd64 = Platform::linux("amd64");
    let found = images.import(&layout, &amd64).await.unwrap();
    assert_eq!((found[0].0.as_deref(), found[0].1.digest), (Some("v1"), digest));
    let error = images.import(&layout, &Platform::linux("arm64")).await.unwrap_err();
    assert_eq!(error.to_string(), "no image for linux/arm64; there is linux/amd64");
    let archive = folder.path().join("image.tar");
    registry::write_docker_archive(&archive, "amd64");
    let found = images.import(&archive, &amd64).await.unwrap();
    assert_eq!(found[0].0.as_deref(), Some("app:latest"));
    assert!(images.folders(&found[0].1)[0].join("one").exists());
    std::fs::write(&archive, "nonsense").unwrap();
    assert!(images.import(&archive, &amd64).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_that_buildah_built_runs() {
    let house = house!();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let buildah = |arguments: &[&str]| {
        let done = std::process::Command::new("buildah")
            .args(["--storage-driver", "vfs", "--root"])
            .arg(at("root"))
            .arg("--runroot")
            .arg(at("runroot"))
            .args(arguments)
            .output();
        done.is_ok_and(|done| done.status.success())
    };
    std::fs::create_dir(at("context")).unwrap();
    std::fs::copy("/bin/busybox", at("context").join("busybox")).unwrap();
    let recipe = "FROM scratch\nCOPY busybox /bin/busybox\nUSER 1000:1000\nWORKDIR /work\nENV MARK=built\n\
                  ENTRYPOINT [\"/bin/busybox\"]\nCMD [\"sh\",\"-c\",\"echo $MARK; pwd; id -u\"]\n";
    std::fs::write(at("context").join("Dockerfile"), recipe).unwrap();
    let context = at("context").display().to_string();
    if !buildah(&["bud", "-t", "app", &context]) {
        return;
    }
    let images = Images::open(&at("store")).unwrap();
    let mut layers = Vec::new();
    for kind in ["oci", "oci-archive", "docker-archive"] {
        let target = at(kind);
        assert!(buildah(&["push", "app", &format!("{kind}:{}:app:latest", target.display())]), "{kind}");
        let found = images.import(&target, &Platform::of_host()).await.unwrap();
        let image = &found[0].1;
        let run = &image.config.config;
        let mut sandbox = house.command(kind, &[]);
        sandbox.root = room::Root::Layers(images.folders(image));
        sandbox.arguments = [run.entrypoint.clone(), run.cmd.clone()].concat();
        sandbox.user = run.user.clone();
        sandbox.working_directory = run.working_dir.clone();
        let pairs = run.env.iter().filter_map(|pair| pair.split_once('='));
        sandbox.environment = pairs.map(|(name, value)| (name.into(), value.into())).collect();
        assert_eq!(house.run(sandbox).await.0, "built\n/work\n1000\n", "{kind}");
        layers.push(image.layers().to_vec());
    }
    assert!(layers.windows(2).all(|pair| pair[0] == pair[1]), "a layer is one however it came");
}
