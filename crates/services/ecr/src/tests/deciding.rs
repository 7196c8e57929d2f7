//! Each request of the registry is decided as the action that it is on AWS, under the token's caller.

use super::*;
use door::{Filter, Grants, Identities, Principal, ProviderFacts, RoleFacts};
use policy::{Attached, Holder, Origin, Policy};

/// An account with one user, whose only policy is the one that a test gives it.
struct OneUser {
    policy: Option<String>,
    there: std::sync::atomic::AtomicBool,
}

impl Identities for OneUser {
    fn grants(&self, _: &Principal) -> Arc<Grants> {
        let origin = Origin::Inline { holder: Holder::User, holder_name: "ada".into(), name: "own".into() };
        let identity =
            self.policy.iter().map(|text| Attached::new(origin.clone(), Policy::parse(text).unwrap()));
        Arc::new(Grants { identity: identity.collect(), ..Grants::default() })
    }
    fn version(&self) -> u64 {
        0
    }
    fn exists(&self, _: &Principal) -> bool {
        self.there.load(std::sync::atomic::Ordering::Relaxed)
    }
    fn role(&self, _: &str) -> Option<RoleFacts> {
        None
    }
    fn is_mfa_code(&self, _: &str, _: &str, _: &str, _: Timestamp, _: bool) -> bool {
        false
    }
    fn user_tags(&self, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }
    fn managed_policy(&self, _: &str) -> Option<Attached> {
        None
    }
    fn provider(&self, _: &str, _: &str) -> Option<ProviderFacts> {
        None
    }
}

/// A house whose user may do these actions, and the user's token.
async fn allowed(house: &House, actions: &[&str]) -> (House, String, Arc<OneUser>) {
    let actions: Vec<_> = actions.iter().copied().chain(["ecr:GetAuthorizationToken"]).collect();
    let policy = json!({"Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": actions, "Resource": "*"}});
    user(house, Some(policy.to_string()), ACCOUNT).await
}

async fn user(house: &House, policy: Option<String>, account: &str) -> (House, String, Arc<OneUser>) {
    let ada = Arc::new(OneUser { policy, there: true.into() });
    let door = Builder::new(house.clock.clone(), Track::in_memory())
        .identities(ada.clone())
        .service(&house.ecr, house.ecr.routes())
        .build();
    let arn = format!("arn:aws:iam::{account}:user/ada");
    let mut caller = Caller::root(account, "AKIA1");
    caller.principal = Principal::User { arn, id: "AIDA1".into() };
    let call = door.call(caller, "us-east-1");
    let house = House {
        call,
        clock: house.clock.clone(),
        door,
        ecr: house.ecr.clone(),
        store: house.store.clone(),
        folder: house.folder.clone(),
    };
    let token = house.token(&house.call).await;
    (house, token, ada)
}

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html>
#[tokio::test]
async fn every_request_needs_its_action() {
    let root = house();
    root.repository("app").await;
    let image = root.push("app", "v1", "layer").await;
    let layer = Digest::of(b"layer");
    let begun = root.ask("POST", "/v2/app/blobs/uploads/", &[], b"").await;
    let upload = begun.header("location");
    let blob = format!("/v2/app/blobs/{layer}");
    let last = format!("{upload}?digest={}", Digest::of(b"x"));
    let text = manifest(b"{}", "layer").to_string();
    for (method, path, body, action) in [
        ("GET", "/v2/app/manifests/v1", "", "ecr:BatchGetImage"),
        ("HEAD", "/v2/app/manifests/v1", "", "ecr:BatchGetImage"),
        ("GET", &*blob, "", "ecr:GetDownloadUrlForLayer"),
        ("HEAD", &*blob, "", "ecr:BatchCheckLayerAvailability"),
        ("POST", "/v2/app/blobs/uploads/", "", "ecr:InitiateLayerUpload"),
        ("GET", upload, "", "ecr:UploadLayerPart"),
        ("PATCH", upload, "x", "ecr:UploadLayerPart"),
        ("PUT", &*last, "", "ecr:CompleteLayerUpload"),
        ("PUT", "/v2/app/manifests/v2", &*text, "ecr:PutImage"),
        ("GET", "/v2/app/tags/list", "", "ecr:ListImages"),
        ("GET", &*format!("/v2/app/referrers/{image}"), "", "ecr:BatchGetImage"),
        ("GET", "/v2/_catalog", "", "ecr:DescribeRepositories"),
        ("DELETE", "/v2/app/manifests/v2", "", "ecr:BatchDeleteImage"),
        ("DELETE", upload, "", "ecr:UploadLayerPart"),
    ] {
        let (other, token, _) = allowed(&root, &[]).await;
        let refused = other.ask_with(Some(&token), method, path, &[], body.as_bytes()).await;
        let on = if path == "/v2/_catalog" { "*" } else { "app" };
        let says = format!(
            "User: arn:aws:iam::000000000000:user/ada is not authorized to perform: {action} on resource: arn:aws:ecr:us-east-1:000000000000:repository/{on} because no identity-based policy allows the {action} action"
        );
        assert_eq!(refused.refusal(), (403, "DENIED".into(), says), "{method} {path}");
        let told = other.door.track.recent(&Filter::default(), 1);
        assert_eq!((&*told[0].action, told[0].decision.as_ref().map(|d| d.allowed)), (action, Some(false)));
        // An upload that is over is none: what is allowed last goes last.
        if method == "DELETE" && path == upload {
            continue;
        }
        let (ours, token, _) = allowed(&root, &[action]).await;
        let done = ours.ask_with(Some(&token), method, path, &[], body.as_bytes()).await;
        assert!(done.status.is_success(), "{method} {path}: {}", done.status);
    }
}

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html>: another account pulls by the
/// repository's policy and its own.
#[tokio::test]
async fn another_account_needs_the_repositorys_policy() {
    let root = house();
    root.repository("app").await;
    root.push("app", "v1", "layer").await;
    let may = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}});
    let (other, token, _) = user(&root, Some(may.to_string()), "111111111111").await;
    let host = [("host", "000000000000.dkr.ecr.us-east-1.amazonaws.com")];
    let pull = async || other.ask_with(Some(&token), "GET", "/v2/app/manifests/v1", &host, b"").await;
    let refused = pull().await.refusal();
    assert_eq!((refused.0, &*refused.1), (403, "DENIED"));
    assert!(
        refused.2.contains("because no resource-based policy allows the ecr:BatchGetImage action"),
        "{}",
        refused.2
    );
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111111111111:root"}, "Action": "ecr:BatchGetImage"}]});
    let set = |policy: &Value| SetRepositoryPolicyInput {
        repository_name: "app".into(),
        policy_text: policy.to_string(),
        ..Default::default()
    };
    root.call::<ops::SetRepositoryPolicy>(set(&policy)).await.unwrap();
    assert_eq!(pull().await.status.as_u16(), 200);
    // By the door's own name the registry is the caller's.
    let own = other.ask_with(Some(&token), "GET", "/v2/app/manifests/v1", &[], b"").await;
    assert_eq!(
        own.refusal().2,
        "The repository with name 'app' does not exist in the registry with id '111111111111'"
    );
    // A registry's policy holds for all its repositories (its scope, V2), beside each one's own.
    let deny = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*",
        "Action": "ecr:BatchGetImage", "Resource": "*"}]});
    let put = PutRegistryPolicyInput { policy_text: deny.to_string() };
    root.call::<ops::PutRegistryPolicy>(put).await.unwrap();
    assert_eq!(pull().await.status.as_u16(), 403);
    root.call::<ops::DeleteRegistryPolicy>(DeleteRegistryPolicyInput {}).await.unwrap();
    assert_eq!(pull().await.status.as_u16(), 200);
}

#[tokio::test]
async fn whoever_was_deleted_has_no_token() {
    let root = house();
    let (ours, token, ada) = allowed(&root, &[]).await;
    let base = async || ours.ask_with(Some(&token), "GET", "/v2/", &[], b"").await.status.as_u16();
    assert_eq!(base().await, 200);
    ada.there.store(false, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(base().await, 401);
}

/// `ecr:ResourceTag/...` and `aws:ResourceTag/...`:
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html>
#[tokio::test]
async fn tags_decide() {
    let root = house();
    for (name, team) in [("ours", "a"), ("theirs", "b")] {
        let input = CreateRepositoryInput {
            repository_name: name.to_owned(),
            tags: Some(vec![Tag { key: "team".into(), value: team.into() }]),
            ..Default::default()
        };
        root.call::<ops::CreateRepository>(input).await.unwrap();
        root.push(name, "v1", "layer").await;
    }
    for key in ["ecr:ResourceTag/team", "aws:ResourceTag/team"] {
        let policy = json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
            {"Effect": "Allow", "Action": "ecr:BatchGetImage", "Resource": "*",
             "Condition": {"StringEquals": {key: "a"}}}]});
        let (house, token, _) = user(&root, Some(policy.to_string()), ACCOUNT).await;
        let pull = async |name: &str| {
            let path = format!("/v2/{name}/manifests/v1");
            house.ask_with(Some(&token), "GET", &path, &[], b"").await.status.as_u16()
        };
        assert_eq!((pull("ours").await, pull("theirs").await), (200, 403), "{key}");
    }
}
