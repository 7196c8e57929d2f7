//! `AWS::IAM::ServerCertificate` and `AWS::IAM::SAMLProvider`.

use super::{at, gone, iam, input, make_or_find, resource_type, tag_list, tags};
use crate::names::Kind;
use door::Call;
use provider::{Made, Request};
use serde_json::json;
use wire::prelude::*;

/// `AWS::IAM::ServerCertificate`. `Ref` is the name.
pub(super) struct ServerCertificate;

resource_type!(
    ServerCertificate,
    "AWS::IAM::ServerCertificate",
    "AWS-IAM-ServerCertificate.json",
    create_certificate,
    update_certificate,
    delete_certificate
);

async fn create_certificate(call: &Call, request: &Request<'_>) -> Result<Made> {
    let name = request.text("ServerCertificateName").unwrap_or_else(|| request.physical_name(128));
    let members = json!({
        "ServerCertificateName": name,
        "Path": request.text("Path"),
        "CertificateBody": request.text("CertificateBody"),
        "CertificateChain": request.text("CertificateChain"),
        "PrivateKey": request.text("PrivateKey"),
        "Tags": tag_list(&request.tags()),
    });
    let get = ("GetServerCertificate", json!({ "ServerCertificateName": name }));
    let uploaded = "/ServerCertificate/ServerCertificateMetadata/UploadDate";
    make_or_find(call, request, ("UploadServerCertificate", members), get, uploaded).await?;
    shown_certificate(call, &name).await
}

async fn update_certificate(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let path = request.text("Path").unwrap_or_else(|| "/".to_owned());
    if request.previous.is_some_and(|old| old.get("Path") != request.properties.get("Path")) {
        iam(call, "UpdateServerCertificate", json!({ "ServerCertificateName": id, "NewPath": path })).await?;
    }
    tags::sync(call, "ServerCertificate", json!({ "ServerCertificateName": id }), request).await?;
    shown_certificate(call, id).await
}

async fn shown_certificate(call: &Call, name: &str) -> Result<Made> {
    let found = iam(call, "GetServerCertificate", json!({ "ServerCertificateName": name })).await?;
    Ok(Made::new(name).with("Arn", at(&found, "/ServerCertificate/ServerCertificateMetadata/Arn")))
}

async fn delete_certificate(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(call, "DeleteServerCertificate", json!({ "ServerCertificateName": id })).await
}

/// `AWS::IAM::SAMLProvider`. `Ref` is the ARN.
pub(super) struct SamlProvider;

resource_type!(
    SamlProvider,
    "AWS::IAM::SAMLProvider",
    "AWS-IAM-SAMLProvider.json",
    create_saml,
    update_saml,
    delete_saml
);

async fn create_saml(call: &Call, request: &Request<'_>) -> Result<Made> {
    plain_assertions(request)?;
    let name = request.text("Name").unwrap_or_else(|| request.physical_name(128));
    let members = json!({
        "Name": name,
        "SAMLMetadataDocument": request.text("SamlMetadataDocument"),
        "Tags": tag_list(&request.tags()),
    });
    let arn = Kind::SamlProvider.arn(call.account(), "/", &name);
    let get = ("GetSAMLProvider", json!({ "SAMLProviderArn": arn }));
    make_or_find(call, request, ("CreateSAMLProvider", members), get, "/CreateDate").await?;
    shown_saml(call, &arn).await
}

async fn update_saml(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    plain_assertions(request)?;
    let members =
        json!({ "SAMLProviderArn": id, "SAMLMetadataDocument": request.text("SamlMetadataDocument") });
    iam(call, "UpdateSAMLProvider", input(members)).await?;
    tags::sync(call, "SAMLProvider", json!({ "SAMLProviderArn": id }), request).await?;
    shown_saml(call, id).await
}

async fn shown_saml(call: &Call, arn: &str) -> Result<Made> {
    let found = iam(call, "GetSAMLProvider", json!({ "SAMLProviderArn": arn })).await?;
    Ok(Made::new(arn).with("Arn", arn).with("SamlProviderUUID", at(&found, "/SAMLProviderUUID")))
}

/// Keys that decrypt assertions are refused, as the API refuses them.
fn plain_assertions(request: &Request<'_>) -> Result<()> {
    let of_encryption = ["AddPrivateKey", "RemovePrivateKey", "PrivateKeyList", "AssertionEncryptionMode"];
    match of_encryption.iter().find(|name| request.properties.contains_key(**name)) {
        Some(name) => Err(Error::not_implemented(format!("{name} of AWS::IAM::SAMLProvider"))),
        None => Ok(()),
    }
}

async fn delete_saml(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(call, "DeleteSAMLProvider", json!({ "SAMLProviderArn": id })).await
}
