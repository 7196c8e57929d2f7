//! Repositories, their tags, and tokens.

use super::*;

fn named(name: &str) -> CreateRepositoryInput {
    CreateRepositoryInput { repository_name: name.to_owned(), ..Default::default() }
}

#[tokio::test]
async fn made_shown_and_deleted() {
    let house = house();
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
    let made = house.call::<ops::CreateRepository>(named("team/app")).await.unwrap().repository.unwrap();
    assert_eq!(
        made.repository_arn.as_deref(),
        Some("arn:aws:ecr:us-east-1:000000000000:repository/team/app")
    );
    assert_eq!(made.repository_uri.as_deref(), Some("000000000000.dkr.ecr.us-east-1.amazonaws.com/team/app"));
    assert_eq!(made.image_tag_mutability, Some(ImageTagMutability::Mutable));
    assert_eq!(made.image_scanning_configuration.unwrap().scan_on_push, Some(false));
    assert_eq!(made.encryption_configuration.unwrap().encryption_type, EncryptionType::Aes256);
    // https://github.com/getmoto/moto/blob/master/moto/ecr/exceptions.py has AWS's texts.
    assert_eq!(
        said(house.call::<ops::CreateRepository>(named("team/app")).await),
        "RepositoryAlreadyExistsException: The repository with name 'team/app' already exists in the registry with id '000000000000'"
    );
    let missing =
        || DescribeRepositoriesInput { repository_names: Some(vec!["no".into()]), ..Default::default() };
    let unknown = "RepositoryNotFoundException: The repository with name 'no' does not exist in the registry with id '000000000000'";
    assert_eq!(said(house.call::<ops::DescribeRepositories>(missing()).await), unknown);
    house.push("team/app", "v1", "layer").await;
    let delete = |name: &str, force| DeleteRepositoryInput {
        repository_name: name.to_owned(),
        force,
        registry_id: None,
    };
    assert_eq!(
        said(house.call::<ops::DeleteRepository>(delete("team/app", None)).await),
        "RepositoryNotEmptyException: The repository with name 'team/app' in registry with id '000000000000' cannot be deleted because it still contains images"
    );
    assert_eq!(said(house.call::<ops::DeleteRepository>(delete("team/app", Some(true))).await), "fine");
    assert_eq!(said(house.call::<ops::DeleteRepository>(delete("no", None)).await), unknown);
    house.repository("team/app").await;
    assert_eq!(house.images("team/app"), 0);
}

#[tokio::test]
async fn names_and_settings_that_are_refused() {
    let house = house();
    // AWS's own text, seen in many issues: the pattern without the model's escapes.
    assert_eq!(
        said(house.call::<ops::CreateRepository>(named("Bad_Name!")).await),
        r"InvalidParameterException: Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*''"
    );
    let filter = |filter: &str| ImageTagMutabilityExclusionFilter {
        filter_type: ImageTagMutabilityExclusionFilterType::Wildcard,
        filter: filter.to_owned(),
    };
    let set = |mutability, filters: Option<Vec<&str>>| CreateRepositoryInput {
        image_tag_mutability: Some(mutability),
        image_tag_mutability_exclusion_filters: filters.map(|f| f.into_iter().map(filter).collect()),
        ..named("app")
    };
    for (mutability, filters) in [
        (ImageTagMutability::ImmutableWithExclusion, None),
        (ImageTagMutability::Immutable, Some(vec!["dev*"])),
        (ImageTagMutability::ImmutableWithExclusion, Some(vec!["a*b*c*"])),
    ] {
        let refused = house.call::<ops::CreateRepository>(set(mutability, filters)).await;
        assert_eq!(refused.unwrap_err().code(), "InvalidParameterException");
    }
    let encryption =
        EncryptionConfiguration { encryption_type: EncryptionType::Aes256, kms_key: Some("k".into()) };
    let keyed = CreateRepositoryInput { encryption_configuration: Some(encryption), ..named("app") };
    assert_eq!(
        house.call::<ops::CreateRepository>(keyed).await.unwrap_err().code(),
        "InvalidParameterException"
    );
}

#[tokio::test]
async fn listed_in_pages() {
    let house = house();
    for name in ["c", "a1", "b2"] {
        house.repository(&format!("{name}-repository")).await;
    }
    let mut seen = Vec::new();
    let mut next_token = None;
    loop {
        let input = DescribeRepositoriesInput { max_results: Some(2), next_token, ..Default::default() };
        let out = house.call::<ops::DescribeRepositories>(input).await.unwrap();
        seen.extend(out.repositories.unwrap().into_iter().filter_map(|r| r.repository_name));
        next_token = out.next_token;
        if next_token.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["a1-repository", "b2-repository", "c-repository"]);
}

#[tokio::test]
async fn tags() {
    let house = house();
    house.repository("app").await;
    let arn = || "arn:aws:ecr:us-east-1:000000000000:repository/app".to_owned();
    let tag = |key: &str, value: &str| Tag { key: key.to_owned(), value: value.to_owned() };
    let set = |tags: Vec<Tag>| TagResourceInput { resource_arn: arn(), tags };
    house.call::<ops::TagResource>(set(vec![tag("team", "a"), tag("stage", "b")])).await.unwrap();
    let gone = UntagResourceInput { resource_arn: arn(), tag_keys: vec!["team".into()] };
    house.call::<ops::UntagResource>(gone).await.unwrap();
    let listed =
        house.call::<ops::ListTagsForResource>(ListTagsForResourceInput { resource_arn: arn() }).await;
    let listed: Vec<_> = listed.unwrap().tags.unwrap().into_iter().map(|tag| (tag.key, tag.value)).collect();
    assert_eq!(listed, [("stage".to_owned(), "b".to_owned())]);
    let many = (0..50).map(|n| tag(&n.to_string(), "")).collect();
    assert_eq!(house.call::<ops::TagResource>(set(many)).await.unwrap_err().code(), "TooManyTagsException");
    let reserved = house.call::<ops::TagResource>(set(vec![tag("aws:x", "")])).await;
    assert_eq!(reserved.unwrap_err().code(), "InvalidTagParameterException");
}

/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html>
#[tokio::test]
async fn a_token_is_good_for_twelve_hours() {
    let house = house();
    let out = house.call::<ops::GetAuthorizationToken>(Default::default()).await.unwrap();
    let data = out.authorization_data.unwrap().remove(0);
    assert_eq!(data.proxy_endpoint.as_deref(), Some("https://000000000000.dkr.ecr.us-east-1.amazonaws.com"));
    assert_eq!(data.expires_at.unwrap().since(house.clock.now()).as_secs(), 12 * 3600);
    let token = data.authorization_token.unwrap();
    assert!(decoded(&token).starts_with("AWS:"));
    let base = async |token: Option<&str>| house.ask_with(token, "GET", "/v2/", &[], b"").await;
    assert_eq!(base(Some(&token)).await.status, StatusCode::OK);
    // The token is its own record: it outlives the program.
    let again = house.reopened();
    assert_eq!(again.ask_with(Some(&token), "GET", "/v2/", &[], b"").await.status, StatusCode::OK);
    let none = base(None).await;
    assert_eq!(none.refusal(), (401, "UNAUTHORIZED".into(), "no basic auth credentials".into()));
    assert_eq!(
        none.header("www-authenticate"),
        "Basic realm=\"http://localhost:4566/\",service=\"ecr.amazonaws.com\""
    );
    let other = STANDARD.encode("AWS:nonsense");
    assert_eq!(base(Some(&other)).await.refusal().1, "DENIED");
    house.clock.advance(std::time::Duration::from_hours(12)).await;
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html
    assert_eq!(
        base(Some(&token)).await.refusal(),
        (403, "DENIED".into(), "Your authorization token has expired. Reauthenticate and try again.".into())
    );
}
