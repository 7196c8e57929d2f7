//! X.509 certificates: of servers (load balancers, CloudFront), and of users who sign with them.

use super::access_keys::{is_active, status};
use super::users::{new_base, user_name, whole_seconds};
use crate::Iam;
use crate::names::{Kind, random_letters};
use crate::page::{below, page, page_in_order};
use crate::quotas;
use crate::records::*;
use crate::refusals;
use crate::tags;
use clock::Timestamp;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use wire::prelude::*;
use x509_parser::prelude::{FromDer, X509Certificate};

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadServerCertificate.html>
    pub(crate) async fn upload_server_certificate(
        &self,
        call: &Call,
        input: UploadServerCertificateInput,
    ) -> Result<UploadServerCertificateOutput> {
        let (der, expiration) = read_certificate(&input.certificate_body)?;
        is_key_of(&input.private_key, &der)?;
        let tags = tags::of_request(call, input.tags)?;
        let name = input.server_certificate_name;
        let certificate = CertificateRecord {
            base: new_base(call, Kind::ServerCertificate, input.path, name, tags),
            // recorded: iam/resource_providers/test_iam.json, test_server_certificate: no end of line behind the last
            // line; Terraform's provider plans a replacement where there is one.
            body: input.certificate_body.trim_end().to_owned(),
            chain: input.certificate_chain.map(|chain| chain.trim_end().to_owned()),
            private_key: input.private_key,
            expiration,
        };
        let (shown, shown_tags) = (metadata(&certificate), tags::shown(&certificate.base.tags));
        self.state
            .change(call.account(), |change| {
                change.vacant::<CertificateRecord>(&certificate.base.name)?;
                change
                    .room::<CertificateRecord>("ServerCertificatesPerAccount", quotas::SERVER_CERTIFICATES)?;
                change.put(certificate);
                Ok(())
            })
            .await?;
        Ok(UploadServerCertificateOutput { server_certificate_metadata: Some(shown), tags: shown_tags })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServerCertificate.html>
    pub(crate) async fn get_server_certificate(
        &self,
        call: &Call,
        input: GetServerCertificateInput,
    ) -> Result<GetServerCertificateOutput> {
        let certificate =
            self.state.get::<CertificateRecord>(call.account(), &input.server_certificate_name)?;
        Ok(GetServerCertificateOutput {
            server_certificate: ServerCertificate {
                server_certificate_metadata: metadata(&certificate),
                certificate_body: certificate.body.clone(),
                certificate_chain: certificate.chain.clone(),
                tags: Some(tags::all(&certificate.base.tags)),
            },
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html>
    pub(crate) async fn list_server_certificates(
        &self,
        call: &Call,
        input: ListServerCertificatesInput,
    ) -> Result<ListServerCertificatesOutput> {
        let certificates = self.state.list::<CertificateRecord>(call.account()).into_iter();
        let certificates = certificates.filter(|c| below(&c.base.path, input.path_prefix.as_deref()));
        let page = page(certificates, |c| c.base.name.clone(), input.marker.as_deref(), input.max_items)?;
        Ok(ListServerCertificatesOutput {
            is_truncated: page.is_truncated(),
            server_certificate_metadata_list: page.items.iter().map(|c| metadata(c)).collect(),
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServerCertificate.html>
    pub(crate) async fn update_server_certificate(
        &self,
        call: &Call,
        input: UpdateServerCertificateInput,
    ) -> Result<UpdateServerCertificateOutput> {
        self.state
            .change(call.account(), |change| {
                let mut certificate: CertificateRecord = change.get(&input.server_certificate_name)?;
                if let Some(path) = input.new_path {
                    certificate.base.path = path;
                }
                if let Some(name) = input.new_server_certificate_name.filter(|n| *n != certificate.base.name)
                {
                    if !name.eq_ignore_ascii_case(&certificate.base.name) {
                        change.vacant::<CertificateRecord>(&name)?;
                    }
                    change.delete::<CertificateRecord>(&certificate.base.name);
                    certificate.base.name = name;
                }
                change.put(certificate);
                Ok(UpdateServerCertificateOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServerCertificate.html>
    pub(crate) async fn delete_server_certificate(
        &self,
        call: &Call,
        input: DeleteServerCertificateInput,
    ) -> Result<DeleteServerCertificateOutput> {
        self.state
            .change(call.account(), |change| {
                let certificate: CertificateRecord = change.get(&input.server_certificate_name)?;
                change.delete::<CertificateRecord>(&certificate.base.name);
                Ok(DeleteServerCertificateOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html>
    pub(crate) async fn upload_signing_certificate(
        &self,
        call: &Call,
        input: UploadSigningCertificateInput,
    ) -> Result<UploadSigningCertificateOutput> {
        let name = user_name(call, input.user_name)?;
        read_certificate(&input.certificate_body)?;
        let certificate = SigningCertificateRecord {
            id: random_letters("", 24),
            body: input.certificate_body,
            active: true,
            uploaded: whole_seconds(call),
        };
        let shown = shown(&name, &certificate);
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&name)?;
                if user.certificates.iter().any(|other| other.body == certificate.body) {
                    return Err(errors::duplicate_certificate(
                        "The certificate is already associated with a user.",
                    ));
                }
                if user.certificates.len() >= quotas::SIGNING_CERTIFICATES_PER_USER {
                    return Err(refusals::quota(
                        "SigningCertificatesPerUser",
                        quotas::SIGNING_CERTIFICATES_PER_USER,
                    ));
                }
                user.certificates.push(certificate);
                change.put(user);
                Ok(())
            })
            .await?;
        Ok(UploadSigningCertificateOutput { certificate: shown })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html>
    pub(crate) async fn list_signing_certificates(
        &self,
        call: &Call,
        input: ListSigningCertificatesInput,
    ) -> Result<ListSigningCertificatesOutput> {
        let name = user_name(call, input.user_name)?;
        let user = self.state.get::<UserRecord>(call.account(), &name)?;
        let certificates = user.certificates.iter().map(|c| shown(&name, c));
        let page = page_in_order(
            certificates,
            |c| c.certificate_id.clone(),
            input.marker.as_deref(),
            input.max_items,
        )?;
        Ok(ListSigningCertificatesOutput {
            is_truncated: page.is_truncated(),
            certificates: page.items,
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSigningCertificate.html>
    pub(crate) async fn update_signing_certificate(
        &self,
        call: &Call,
        input: UpdateSigningCertificateInput,
    ) -> Result<UpdateSigningCertificateOutput> {
        let active = is_active(&input.status)?;
        let name = user_name(call, input.user_name)?;
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&name)?;
                let certificate = user.certificates.iter_mut().find(|c| c.id == input.certificate_id);
                certificate.ok_or_else(|| no_certificate(&input.certificate_id))?.active = active;
                change.put(user);
                Ok(UpdateSigningCertificateOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSigningCertificate.html>
    pub(crate) async fn delete_signing_certificate(
        &self,
        call: &Call,
        input: DeleteSigningCertificateInput,
    ) -> Result<DeleteSigningCertificateOutput> {
        let name = user_name(call, input.user_name)?;
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&name)?;
                let at = user.certificates.iter().position(|c| c.id == input.certificate_id);
                user.certificates.remove(at.ok_or_else(|| no_certificate(&input.certificate_id))?);
                change.put(user);
                Ok(DeleteSigningCertificateOutput {})
            })
            .await
    }
}

fn no_certificate(id: &str) -> Error {
    errors::no_such_entity(format!("The Certificate with id {id} cannot be found."))
}

fn metadata(certificate: &CertificateRecord) -> ServerCertificateMetadata {
    let base = &certificate.base;
    ServerCertificateMetadata {
        path: base.path.clone(),
        server_certificate_name: base.name.clone(),
        server_certificate_id: base.id.clone(),
        arn: certificate.arn(),
        upload_date: Some(base.created),
        expiration: Some(certificate.expiration),
    }
}

fn shown(user: &str, certificate: &SigningCertificateRecord) -> SigningCertificate {
    SigningCertificate {
        user_name: user.to_owned(),
        certificate_id: certificate.id.clone(),
        certificate_body: certificate.body.clone(),
        status: status(certificate.active),
        upload_date: Some(certificate.uploaded),
    }
}

/// A certificate's bytes and when it ends.
fn read_certificate(pem: &str) -> Result<(Vec<u8>, Timestamp)> {
    let malformed = || {
        errors::malformed_certificate(
            "Unable to parse certificate. Please ensure the certificate is in PEM format.",
        )
    };
    let der = CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|_| malformed())?;
    let (_, certificate) = X509Certificate::from_der(&der).map_err(|_| malformed())?;
    let expiration = Timestamp::from_seconds(certificate.validity().not_after.timestamp());
    Ok((der.to_vec(), expiration))
}

/// Refuses a private key that is not the certificate's.
fn is_key_of(pem: &str, der: &[u8]) -> Result<()> {
    let malformed =
        || errors::malformed_certificate("Unable to parse key; the body must be encoded in PEM format.");
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| malformed())?;
    let key = any_supported_type(&key).map_err(|_| malformed())?;
    let (_, certificate) = X509Certificate::from_der(der).map_err(|_| malformed())?;
    match key.public_key() {
        Some(public) if public.as_ref() != certificate.public_key().raw => {
            Err(errors::key_pair_mismatch("Certificate body and private key do not match."))
        }
        _ => Ok(()),
    }
}
