//! What holds for a registry: settings, policies, scanning, replication.

use super::*;
use door::Host;

#[tokio::test]
async fn settings() {
    let house = house();
    let get = |name: &str| GetAccountSettingInput { name: name.to_owned() };
    for (name, default) in [
        ("REGISTRY_POLICY_SCOPE", "V2"),
        ("BLOB_MOUNTING", "DISABLED"),
        ("BASIC_SCAN_TYPE_VERSION", "AWS_NATIVE"),
    ] {
        let setting = house.call::<ops::GetAccountSetting>(get(name)).await.unwrap();
        assert_eq!(setting.value.as_deref(), Some(default), "{name}");
    }
    assert_eq!(
        house.call::<ops::GetAccountSetting>(get("X")).await.unwrap_err().code(),
        "InvalidParameterException"
    );
    let put =
        |name: &str, value: &str| PutAccountSettingInput { name: name.to_owned(), value: value.to_owned() };
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutAccountSetting.html
    for (name, value) in
        [("BLOB_MOUNTING", "ON"), ("BASIC_SCAN_TYPE_VERSION", "CLAIR"), ("REGISTRY_POLICY_SCOPE", "V1")]
    {
        let refused = house.call::<ops::PutAccountSetting>(put(name, value)).await;
        assert_eq!(refused.unwrap_err().code(), "InvalidParameterException", "{name}");
    }
    house.call::<ops::PutAccountSetting>(put("BLOB_MOUNTING", "ENABLED")).await.unwrap();
    let set = house.reopened().call::<ops::GetAccountSetting>(get("BLOB_MOUNTING")).await.unwrap();
    assert_eq!(set.value.as_deref(), Some("ENABLED"));
}

#[tokio::test]
async fn what_is_not_built_is_refused() {
    let house = house();
    let rule = ReplicationRule {
        destinations: vec![ReplicationDestination {
            region: "eu-west-1".into(),
            registry_id: ACCOUNT.into(),
        }],
        ..Default::default()
    };
    let put = |rules| PutReplicationConfigurationInput {
        replication_configuration: ReplicationConfiguration { rules },
    };
    assert_eq!(
        said(house.call::<ops::PutReplicationConfiguration>(put(vec![rule])).await),
        "NotImplemented: Maquette does not support replication rules of ECR registries."
    );
    assert_eq!(said(house.call::<ops::PutReplicationConfiguration>(put(Vec::new())).await), "fine");
    let cache = house.call::<ops::CreatePullThroughCacheRule>(CreatePullThroughCacheRuleInput {
        ecr_repository_prefix: "quay".into(),
        upstream_registry_url: "quay.io".into(),
        ..Default::default()
    });
    assert_eq!(cache.await.unwrap_err().code(), "NotImplemented");
    house.repository("app").await;
    house.push("app", "v1", "layer").await;
    let image = || ImageIdentifier { image_tag: Some("v1".into()), image_digest: None };
    let scan = StartImageScanInput { repository_name: "app".into(), image_id: image(), registry_id: None };
    assert_eq!(house.call::<ops::StartImageScan>(scan).await.unwrap_err().code(), "NotImplemented");
    let found = DescribeImageScanFindingsInput {
        repository_name: "app".into(),
        image_id: image(),
        ..Default::default()
    };
    // moto's moto/ecr/exceptions.py
    assert_eq!(
        said(house.call::<ops::DescribeImageScanFindings>(found).await),
        "ScanNotFoundException: Image scan does not exist for the image with '{imageDigest:'null', imageTag:'v1'}' in the repository with name 'app' in the registry with id '000000000000'"
    );
}

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html>
#[tokio::test]
async fn scanning_as_it_is_configured() {
    let house = house();
    house.repository("prod-app").await;
    house.repository("test-app").await;
    let filter = ScanningRepositoryFilter {
        filter: "prod-*".into(),
        filter_type: ScanningRepositoryFilterType::Wildcard,
    };
    let rule =
        |scan_frequency| RegistryScanningRule { scan_frequency, repository_filters: vec![filter.clone()] };
    let put = |scan_type, rule| PutRegistryScanningConfigurationInput {
        scan_type: Some(scan_type),
        rules: Some(vec![rule]),
    };
    let basic = put(ScanType::Basic, rule(ScanFrequency::ScanOnPush));
    house.call::<ops::PutRegistryScanningConfiguration>(basic).await.unwrap();
    let enhanced = put(ScanType::Enhanced, rule(ScanFrequency::ContinuousScan));
    let refused = house.call::<ops::PutRegistryScanningConfiguration>(enhanced).await;
    assert_eq!(refused.unwrap_err().code(), "NotImplemented");
    let input = BatchGetRepositoryScanningConfigurationInput {
        repository_names: ["prod-app", "test-app", "missing"].map(str::to_owned).to_vec(),
    };
    let found = house.call::<ops::BatchGetRepositoryScanningConfiguration>(input).await.unwrap();
    let frequencies: Vec<_> =
        found.scanning_configurations.unwrap().into_iter().filter_map(|c| c.scan_frequency).collect();
    assert_eq!(frequencies, [ScanFrequency::ScanOnPush, ScanFrequency::Manual]);
    assert_eq!(
        found.failures.unwrap()[0].failure_code,
        Some(ScanningConfigurationFailureCode::RepositoryNotFound)
    );
    let on = PutImageScanningConfigurationInput {
        repository_name: "test-app".into(),
        image_scanning_configuration: ImageScanningConfiguration { scan_on_push: Some(true) },
        registry_id: None,
    };
    house.call::<ops::PutImageScanningConfiguration>(on).await.unwrap();
    let keyed = CreateRepositoryInput {
        repository_name: "keyed".into(),
        encryption_configuration: Some(EncryptionConfiguration {
            encryption_type: EncryptionType::Kms,
            kms_key: None,
        }),
        ..Default::default()
    };
    house.call::<ops::CreateRepository>(keyed).await.unwrap();
    assert_eq!(
        house.ecr.shortfalls(),
        [
            "ECR repositories keyed: what their encryption asks for is kept and shown, and nothing is encrypted",
            "ECR repositories test-app: scan on push is kept and shown, and there is no scanner",
        ]
    );
}

#[tokio::test]
async fn policies() {
    let house = house();
    house.repository("app").await;
    let policy = |more: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":"*","Action":"ecr:*"{more}}}]}}"#
        )
    };
    let set = |text: String| SetRepositoryPolicyInput {
        repository_name: "app".into(),
        policy_text: text,
        ..Default::default()
    };
    let get = || GetRepositoryPolicyInput { repository_name: "app".into(), registry_id: None };
    let none = "RepositoryPolicyNotFoundException: Repository policy does not exist for the repository with name 'app' in the registry with id '000000000000'";
    assert_eq!(said(house.call::<ops::GetRepositoryPolicy>(get()).await), none);
    house.call::<ops::SetRepositoryPolicy>(set(policy(""))).await.unwrap();
    assert_eq!(house.call::<ops::GetRepositoryPolicy>(get()).await.unwrap().policy_text, Some(policy("")));
    // moto's tests of SetRepositoryPolicy
    let invalid = "InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'";
    assert_eq!(
        said(house.call::<ops::SetRepositoryPolicy>(set(policy(r#","Resource":"*""#))).await),
        invalid
    );
    assert_eq!(said(house.call::<ops::SetRepositoryPolicy>(set("{}".into())).await), invalid);
    let deny = policy("").replace("Allow", "Deny");
    assert_eq!(
        house.call::<ops::SetRepositoryPolicy>(set(deny)).await.unwrap_err().code(),
        "InvalidParameterException"
    );
    let delete = || DeleteRepositoryPolicyInput { repository_name: "app".into(), registry_id: None };
    house.call::<ops::DeleteRepositoryPolicy>(delete()).await.unwrap();
    assert_eq!(said(house.call::<ops::DeleteRepositoryPolicy>(delete()).await), none);
    let registry = "RegistryPolicyNotFoundException: Registry policy does not exist in the registry with id '000000000000'";
    assert_eq!(said(house.call::<ops::GetRegistryPolicy>(GetRegistryPolicyInput {}).await), registry);
    let put = PutRegistryPolicyInput { policy_text: policy(r#","Resource":"*""#) };
    house.call::<ops::PutRegistryPolicy>(put).await.unwrap();
    assert_eq!(said(house.call::<ops::GetRegistryPolicy>(GetRegistryPolicyInput {}).await), "fine");
    house.call::<ops::DeleteRegistryPolicy>(DeleteRegistryPolicyInput {}).await.unwrap();
    assert_eq!(said(house.call::<ops::DeleteRegistryPolicy>(DeleteRegistryPolicyInput {}).await), registry);
}
