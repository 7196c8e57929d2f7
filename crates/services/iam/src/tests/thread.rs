//! From making a user to what it may do.

use super::*;
use serde_json::json;

#[tokio::test]
async fn a_user_may_what_its_policies_say_at_once() {
    let house = house();
    house.ask("CreateUser", json!({"UserName": "ada", "Path": "/team/"})).await;
    let ada = house.user("ada");
    let refused = House::as_caller(&ada, "ListUsers", json!({})).await;
    assert_eq!(
        refused,
        json!(format!(
            "AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/team/ada is not authorized to perform: iam:ListUsers on \
             resource: arn:aws:iam::{ACCOUNT}:user/ because no identity-based policy allows the iam:ListUsers action"
        ))
    );
    let policy = json!({"UserName": "ada", "PolicyName": "list", "PolicyDocument": LIST_USERS});
    house.ask("PutUserPolicy", policy).await;
    assert_eq!(House::as_caller(&ada, "ListUsers", json!({})).await["Users"][0]["UserName"], "ada");
    house.ask("DeleteUserPolicy", json!({"UserName": "ada", "PolicyName": "list"})).await;
    assert!(House::as_caller(&ada, "ListUsers", json!({})).await.is_string());
    // The same by a group that has one of AWS's policies.
    house.ask("CreateGroup", json!({"GroupName": "readers"})).await;
    house
        .ask(
            "AttachGroupPolicy",
            json!({"GroupName": "readers", "PolicyArn": "arn:aws:iam::aws:policy/IAMReadOnlyAccess"}),
        )
        .await;
    house.ask("AddUserToGroup", json!({"GroupName": "readers", "UserName": "ada"})).await;
    assert!(House::as_caller(&ada, "ListUsers", json!({})).await.is_object());
    // And a boundary that does not name the action takes it away.
    let boundary =
        json!({"UserName": "ada", "PermissionsBoundary": "arn:aws:iam::aws:policy/AmazonSQSFullAccess"});
    house.ask("PutUserPermissionsBoundary", boundary).await;
    let refused = House::as_caller(&ada, "ListUsers", json!({})).await;
    assert!(
        refused
            .as_str()
            .unwrap()
            .ends_with("because no permissions boundary allows the iam:ListUsers action"),
        "{refused}"
    );
}

#[tokio::test]
async fn keys_are_known_until_they_are_deleted_and_after_a_restart() {
    use door::{BadCredential, Credentials};
    let store = Store::ephemeral().unwrap();
    let house = house_on(&store);
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    let key = house.ask("CreateAccessKey", json!({"UserName": "ada"})).await["AccessKey"].clone();
    let id = key["AccessKeyId"].as_str().unwrap();
    assert!(id.starts_with("AKIA") && id.len() == 20);
    let house = house_on(&store);
    let now = house.clock.now();
    let found = house.iam.credential(id, None, now).unwrap().unwrap();
    assert_eq!(found.secret.as_deref(), key["SecretAccessKey"].as_str());
    assert_eq!(found.caller.display(), format!("arn:aws:iam::{ACCOUNT}:user/ada"));
    let status = json!({"UserName": "ada", "AccessKeyId": id, "Status": "Inactive"});
    house.ask("UpdateAccessKey", status).await;
    assert_eq!(house.iam.credential(id, None, now).err(), Some(BadCredential::Inactive));
    house.ask("DeleteAccessKey", json!({"UserName": "ada", "AccessKeyId": id})).await;
    assert!(house.iam.credential(id, None, now).unwrap().is_none());
    for _ in 0..2 {
        house.ask("CreateAccessKey", json!({"UserName": "ada"})).await;
    }
    let third = house.ask("CreateAccessKey", json!({"UserName": "ada"})).await;
    assert_eq!(third, "LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2");
}
