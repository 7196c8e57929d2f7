//! What users have: passwords, keys, devices, certificates.

use super::*;
use crate::totp;
use door::Credentials;
use serde_json::json;
use std::time::Duration;
use wire::shape::Op;

#[tokio::test]
async fn passwords_obey_the_accounts_policy() {
    let house = house();
    for (operation, input, wanted) in [
        ("CreateUser", json!({"UserName": "ada"}), json!(null)),
        (
            "UpdateAccountPasswordPolicy",
            json!({"MinimumPasswordLength": 10, "RequireNumbers": true, "PasswordReusePrevention": 2}),
            json!(null),
        ),
        (
            "GetAccountPasswordPolicy",
            json!({}),
            json!({"PasswordPolicy": {"MinimumPasswordLength": 10, "RequireNumbers": true, "RequireSymbols": false, "ExpirePasswords": false}}),
        ),
        (
            "CreateLoginProfile",
            json!({"UserName": "ada", "Password": "short1"}),
            json!("PasswordPolicyViolation: Password should have a minimum length of 10"),
        ),
        (
            "CreateLoginProfile",
            json!({"UserName": "ada", "Password": "long enough 1"}),
            json!({"LoginProfile": {"UserName": "ada", "PasswordResetRequired": false}}),
        ),
        (
            "CreateLoginProfile",
            json!({"UserName": "ada", "Password": "long enough 1"}),
            json!("EntityAlreadyExists: Login Profile for user ada already exists."),
        ),
        ("UpdateLoginProfile", json!({"UserName": "ada", "Password": "long enough 2"}), json!(null)),
        (
            "UpdateLoginProfile",
            json!({"UserName": "ada", "Password": "long enough 1"}),
            json!(
                "PasswordPolicyViolation: Policy constraint violation with password reuse prevention during password change."
            ),
        ),
        (
            "DeleteUser",
            json!({"UserName": "ada"}),
            json!("DeleteConflict: Cannot delete entity, must delete login profile first."),
        ),
    ] {
        house.check(operation, input, wanted).await;
    }
    let ada = house.user("ada");
    let denied =
        House::as_caller(&ada, "ChangePassword", json!({"OldPassword": "x", "NewPassword": "y"})).await;
    assert!(denied.as_str().unwrap().starts_with("AccessDenied"), "{denied}");
    house
        .ask(
            "UpdateAccountPasswordPolicy",
            json!({"AllowUsersToChangePassword": true, "MinimumPasswordLength": 10}),
        )
        .await;
    let change = |old: &str| json!({"OldPassword": old, "NewPassword": "long enough 3"});
    assert_eq!(
        House::as_caller(&ada, "ChangePassword", change("wrong")).await,
        "ValidationError: The old password was incorrect."
    );
    assert_eq!(House::as_caller(&ada, "ChangePassword", change("long enough 2")).await, json!({}));
    house.check("DeleteLoginProfile", json!({"UserName": "ada"}), json!(null)).await;
}

#[tokio::test]
async fn the_root_user_has_no_name() {
    let user = house().ask("GetUser", json!({})).await["User"].clone();
    assert_eq!(user["Arn"], format!("arn:aws:iam::{ACCOUNT}:root"));
    assert!(user.get("UserName").is_none() && user.get("Path").is_none(), "{user}");
}

#[tokio::test]
async fn uses_are_remembered() {
    let store = Store::ephemeral().unwrap();
    let house = house_on(&store);
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    let key =
        house.ask("CreateAccessKey", json!({"UserName": "ada"})).await["AccessKey"]["AccessKeyId"].clone();
    let last = |house: House| {
        let key = key.clone();
        async move { house.ask("GetAccessKeyLastUsed", json!({"AccessKeyId": key})).await }
    };
    house
        .check(
            "GetAccessKeyLastUsed",
            json!({"AccessKeyId": key}),
            json!({"UserName": "ada", "AccessKeyLastUsed": {"Region": "N/A", "ServiceName": "N/A"}}),
        )
        .await;
    let id = key.as_str().unwrap();
    let caller = house.iam.credential(id, None, house.clock.now()).unwrap().unwrap().caller;
    let op = <model_iam::ops::ListUsers as Op>::spec();
    house.iam.used(&caller, op, "us-east-1", house.clock.now());
    house.clock.advance(Duration::from_mins(1)).await;
    house.iam.used(&caller, op, "eu-west-1", house.clock.now());
    let used =
        house.ask("GetAccessKeyLastUsed", json!({"AccessKeyId": key})).await["AccessKeyLastUsed"].clone();
    assert_eq!((&used["ServiceName"], &used["Region"]), (&json!("iam"), &json!("eu-west-1")));
    // The store saw the first use, and will see the next quarter of an hour's.
    assert_eq!(last(house_on(&store)).await["AccessKeyLastUsed"]["Region"], "us-east-1");
    let arn = format!("arn:aws:iam::{ACCOUNT}:user/ada");
    house
        .ask("PutUserPolicy", json!({"UserName": "ada", "PolicyName": "p", "PolicyDocument": LIST_USERS}))
        .await;
    let job = house
        .ask("GenerateServiceLastAccessedDetails", json!({"Arn": arn, "Granularity": "ACTION_LEVEL"}))
        .await["JobId"]
        .clone();
    let details = house.ask("GetServiceLastAccessedDetails", json!({"JobId": job})).await;
    let service = &details["ServicesLastAccessed"][0];
    assert_eq!((&details["JobStatus"], &service["ServiceNamespace"]), (&json!("COMPLETED"), &json!("iam")));
    assert_eq!(
        (&service["LastAuthenticatedEntity"], &service["TotalAuthenticatedEntities"]),
        (&json!(arn), &json!(1))
    );
    let actions = service["TrackedActionsLastAccessed"].as_array().unwrap();
    let listed = actions.iter().find(|a| a["ActionName"] == "ListUsers").unwrap();
    assert_eq!(listed["LastAccessedRegion"], "eu-west-1");
    let entities = json!({"JobId": job, "ServiceNamespace": "iam"});
    house.check("GetServiceLastAccessedDetailsWithEntities", entities, json!({"EntityDetailsList": [{"EntityInfo": {"Arn": arn, "Type": "USER"}, "LastAuthenticated": null}]})).await;
    let granting = json!({"Arn": arn, "ServiceNamespaces": ["iam", "sqs"]});
    house
        .check(
            "ListPoliciesGrantingServiceAccess",
            granting,
            json!({"PoliciesGrantingServiceAccess": [{"Policies": [{"PolicyName": "p"}]}, {"Policies": []}]}),
        )
        .await;
    house.check("GenerateCredentialReport", json!({}), json!({"State": "STARTED"})).await;
    house.check("GenerateCredentialReport", json!({}), json!({"State": "COMPLETE"})).await;
    let report = house.ask("GetCredentialReport", json!({})).await;
    let text = base64::Engine::decode(
        &base64::engine::general_purpose::STANDARD,
        report["Content"].as_str().unwrap(),
    )
    .unwrap();
    let text = String::from_utf8(text).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    assert!(rows.len() == 3 && rows.iter().all(|row| row.len() == 22), "{text}");
    assert_eq!((rows[2][0], rows[2][8], rows[2][12]), ("ada", "true", "iam"));
    house.clock.advance(Duration::from_hours(4)).await;
    house
        .check("GetCredentialReport", json!({}), json!("ReportExpired: The credential report has expired."))
        .await;
}

#[tokio::test]
async fn devices_prove_themselves_by_two_codes() {
    let house = house();
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    let device =
        house.ask("CreateVirtualMFADevice", json!({"VirtualMFADeviceName": "d"})).await["VirtualMFADevice"]
            .clone();
    let serial = device["SerialNumber"].as_str().unwrap().to_owned();
    assert_eq!(serial, format!("arn:aws:iam::{ACCOUNT}:mfa/d"));
    let seed = house.iam.state.find::<crate::records::DeviceRecord>(ACCOUNT, "d").unwrap().seed.clone();
    let now = house.clock.now();
    let (first, second) = (totp::code_at(&seed, now), totp::code_at(&seed, now + Duration::from_secs(30)));
    let enable = |second: &str| json!({"UserName": "ada", "SerialNumber": serial, "AuthenticationCode1": first, "AuthenticationCode2": second});
    let wrong =
        json!(format!("InvalidAuthenticationCode: Authentication code for device {serial} is not valid."));
    house.check("EnableMFADevice", enable(&first), wrong).await;
    house.check("EnableMFADevice", enable(&second), json!(null)).await;
    house
        .check(
            "ListMFADevices",
            json!({"UserName": "ada"}),
            json!({"MFADevices": [{"SerialNumber": serial}]}),
        )
        .await;
    house
        .check(
            "ListVirtualMFADevices",
            json!({"AssignmentStatus": "Assigned"}),
            json!({"VirtualMFADevices": [{"User": {"UserName": "ada"}}]}),
        )
        .await;
    let arn = format!("arn:aws:iam::{ACCOUNT}:user/ada");
    let third = totp::code_at(&seed, now + Duration::from_mins(1));
    // No code is taken twice.
    for (code, take, is) in
        [(&second, true, false), (&third, false, true), (&third, true, true), (&third, false, false)]
    {
        assert_eq!(door::Identities::is_mfa_code(&*house.iam, &arn, &serial, code, now, take), is);
    }
    house
        .check(
            "DeleteVirtualMFADevice",
            json!({"SerialNumber": serial}),
            json!("DeleteConflict: MFA VirtualDevice is still in use."),
        )
        .await;
    house
        .check(
            "DeleteUser",
            json!({"UserName": "ada"}),
            json!("DeleteConflict: Cannot delete entity, must delete MFA device first."),
        )
        .await;
    house.check("DeactivateMFADevice", json!({"UserName": "ada", "SerialNumber": serial}), json!(null)).await;
    house.check("DeleteVirtualMFADevice", json!({"SerialNumber": serial}), json!(null)).await;
}

#[tokio::test]
async fn other_credentials_have_their_quotas() {
    let house = house();
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    // recorded: iam/test_iam.json, test_delete_user_after_service_credential_created
    let credential = json!({"ServiceSpecificCredential": {"ServiceName": "codecommit.amazonaws.com", "ServiceUserName": format!("ada-at-{ACCOUNT}"), "Status": "Active", "UserName": "ada"}});
    let create = json!({"UserName": "ada", "ServiceName": "codecommit.amazonaws.com"});
    house.check("CreateServiceSpecificCredential", create, credential).await;
    house
        .check(
            "DeleteUser",
            json!({"UserName": "ada"}),
            json!("DeleteConflict: Cannot delete entity, must remove referenced objects first."),
        )
        .await;
    let listed = house.ask("ListServiceSpecificCredentials", json!({"UserName": "ada"})).await["ServiceSpecificCredentials"][0].clone();
    assert!(listed.get("ServicePassword").is_none());
    let id = listed["ServiceSpecificCredentialId"].clone();
    // recorded: iam/test_iam.json, test_id_match_user_mismatch
    let wrong = json!({"UserName": "wrong-user-name", "ServiceSpecificCredentialId": id});
    house
        .check(
            "ResetServiceSpecificCredential",
            wrong,
            json!("NoSuchEntity: The user with name wrong-user-name cannot be found."),
        )
        .await;
    let right = json!({"UserName": "ada", "ServiceSpecificCredentialId": id});
    house
        .check(
            "ResetServiceSpecificCredential",
            right.clone(),
            json!({"ServiceSpecificCredential": {"ServicePassword": null}}),
        )
        .await;
    house.check("DeleteServiceSpecificCredential", right, json!(null)).await;
    let upload = |body: &str| json!({"UserName": "ada", "SSHPublicKeyBody": body});
    let key = crate::ssh::tests::LINE;
    let uploaded = house.ask("UploadSSHPublicKey", upload(key)).await["SSHPublicKey"].clone();
    assert_eq!(uploaded["Fingerprint"].as_str().map(str::len), Some(47));
    house
        .check(
            "UploadSSHPublicKey",
            upload(key),
            json!("DuplicateSSHPublicKey: The SSH public key is already associated with the user."),
        )
        .await;
    house
        .check(
            "UploadSSHPublicKey",
            upload("ssh-rsa AAAA"),
            json!("InvalidPublicKey: The public key is malformed or otherwise invalid."),
        )
        .await;
    let got = |encoding: &str| {
        let id = &uploaded["SSHPublicKeyId"];
        house.ask("GetSSHPublicKey", json!({"UserName": "ada", "SSHPublicKeyId": id, "Encoding": encoding}))
    };
    assert_eq!(got("SSH").await["SSHPublicKey"]["SSHPublicKeyBody"], key);
    let pem = got("PEM").await["SSHPublicKey"]["SSHPublicKeyBody"].as_str().unwrap().to_owned();
    house
        .check(
            "UploadSSHPublicKey",
            upload(&pem),
            json!("DuplicateSSHPublicKey: The SSH public key is already associated with the user."),
        )
        .await;
    house
        .check(
            "DeleteSSHPublicKey",
            json!({"UserName": "ada", "SSHPublicKeyId": uploaded["SSHPublicKeyId"]}),
            json!(null),
        )
        .await;
}

#[tokio::test]
async fn a_certificate_needs_its_key() {
    let house = house();
    let made = rcgen::generate_simple_self_signed(vec!["example.com".to_owned()]).unwrap();
    let other = rcgen::generate_simple_self_signed(vec!["example.com".to_owned()]).unwrap();
    let upload = |key: String| json!({"ServerCertificateName": "c", "CertificateBody": made.cert.pem(), "PrivateKey": key});
    house
        .check(
            "UploadServerCertificate",
            upload(other.signing_key.serialize_pem()),
            json!("KeyPairMismatch: Certificate body and private key do not match."),
        )
        .await;
    let wanted = json!({"ServerCertificateMetadata": {"Arn": format!("arn:aws:iam::{ACCOUNT}:server-certificate/c"), "Expiration": null}});
    house.check("UploadServerCertificate", upload(made.signing_key.serialize_pem()), wanted).await;
    // recorded: iam/resource_providers/test_iam.json, test_server_certificate
    house
        .check(
            "GetServerCertificate",
            json!({"ServerCertificateName": "c"}),
            json!({"ServerCertificate": {"Tags": [], "CertificateBody": made.cert.pem().trim_end()}}),
        )
        .await;
    house
        .check(
            "UpdateServerCertificate",
            json!({"ServerCertificateName": "c", "NewServerCertificateName": "d"}),
            json!(null),
        )
        .await;
    house
        .check(
            "ListServerCertificates",
            json!({}),
            json!({"ServerCertificateMetadataList": [{"ServerCertificateName": "d"}]}),
        )
        .await;
    house.check("DeleteServerCertificate", json!({"ServerCertificateName": "d"}), json!(null)).await;
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    let upload = json!({"UserName": "ada", "CertificateBody": made.cert.pem()});
    house
        .check(
            "UploadSigningCertificate",
            upload,
            json!({"Certificate": {"UserName": "ada", "Status": "Active"}}),
        )
        .await;
    house.check("ListSigningCertificates", json!({"UserName": "ada"}), json!({"Certificates": [null]})).await;
}

#[tokio::test]
async fn who_used_a_service_last_comes_first() {
    let house = house();
    house.ask("CreateGroup", json!({"GroupName": "g"})).await;
    let op = <model_iam::ops::ListUsers as Op>::spec();
    for name in ["ada", "ben", "cleo"] {
        house.ask("CreateUser", json!({"UserName": name})).await;
        house.ask("AddUserToGroup", json!({"GroupName": "g", "UserName": name})).await;
        if name != "ben" {
            house.clock.advance(Duration::from_mins(1)).await;
            house.iam.used(&house.user(name).caller, op, "us-east-1", house.clock.now());
        }
    }
    let arn = format!("arn:aws:iam::{ACCOUNT}:group/g");
    let job = house.ask("GenerateServiceLastAccessedDetails", json!({"Arn": arn})).await["JobId"].clone();
    let entity = |name: &str| json!({"EntityInfo": {"Name": name}});
    let wanted = json!({"EntityDetailsList": [entity("cleo"), entity("ada"), entity("ben")]});
    let asked = json!({"JobId": job, "ServiceNamespace": "iam"});
    house.check("GetServiceLastAccessedDetailsWithEntities", asked, wanted).await;
}
