//! SSH public keys of users.

use super::access_keys::{is_active, status};
use super::users::{user_name, whole_seconds};
use crate::Iam;
use crate::names::unique_id;
use crate::page::page_in_order;
use crate::records::*;
use crate::refusals;
use crate::ssh::PublicKey;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use wire::prelude::*;

const KEYS: usize = 5;

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html>
    pub(crate) async fn upload_ssh_public_key(
        &self,
        call: &Call,
        input: UploadSSHPublicKeyInput,
    ) -> Result<UploadSSHPublicKeyOutput> {
        let body = input.ssh_public_key_body.trim().to_owned();
        let key = SshKeyRecord {
            id: unique_id("APKA"),
            fingerprint: PublicKey::read(&body)?.fingerprint(),
            body,
            active: true,
            uploaded: whole_seconds(call),
        };
        let shown = shown(&input.user_name, &key);
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&input.user_name)?;
                if user.ssh_keys.iter().any(|other| other.fingerprint == key.fingerprint) {
                    return Err(errors::duplicate_ssh_public_key(
                        "The SSH public key is already associated with the user.",
                    ));
                }
                if user.ssh_keys.len() >= KEYS {
                    return Err(refusals::quota("SSHPublicKeysPerUser", KEYS));
                }
                user.ssh_keys.push(key);
                change.put(user);
                Ok(())
            })
            .await?;
        Ok(UploadSSHPublicKeyOutput { ssh_public_key: Some(shown) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSSHPublicKey.html>
    pub(crate) async fn get_ssh_public_key(
        &self,
        call: &Call,
        input: GetSSHPublicKeyInput,
    ) -> Result<GetSSHPublicKeyOutput> {
        let user = self.state.get::<UserRecord>(call.account(), &input.user_name)?;
        let key = user.ssh_keys.iter().find(|key| key.id == input.ssh_public_key_id);
        let key = key.ok_or_else(|| no_key(&input.ssh_public_key_id))?;
        let mut shown = shown(&user.base.name, key);
        if input.encoding == EncodingType::Pem {
            shown.ssh_public_key_body = PublicKey::read(&key.body)?.pem()?;
        } else if !key.body.starts_with("ssh-rsa ") {
            shown.ssh_public_key_body = PublicKey::read(&key.body)?.line();
        }
        Ok(GetSSHPublicKeyOutput { ssh_public_key: Some(shown) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html>
    pub(crate) async fn list_ssh_public_keys(
        &self,
        call: &Call,
        input: ListSSHPublicKeysInput,
    ) -> Result<ListSSHPublicKeysOutput> {
        let name = user_name(call, input.user_name)?;
        let user = self.state.get::<UserRecord>(call.account(), &name)?;
        let keys = user.ssh_keys.iter().map(|key| SSHPublicKeyMetadata {
            user_name: name.clone(),
            ssh_public_key_id: key.id.clone(),
            status: status(key.active),
            upload_date: key.uploaded,
        });
        let page =
            page_in_order(keys, |k| k.ssh_public_key_id.clone(), input.marker.as_deref(), input.max_items)?;
        Ok(ListSSHPublicKeysOutput {
            is_truncated: page.is_truncated(),
            ssh_public_keys: Some(page.items),
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSSHPublicKey.html>
    pub(crate) async fn update_ssh_public_key(
        &self,
        call: &Call,
        input: UpdateSSHPublicKeyInput,
    ) -> Result<UpdateSSHPublicKeyOutput> {
        let active = is_active(&input.status)?;
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&input.user_name)?;
                let key = user.ssh_keys.iter_mut().find(|key| key.id == input.ssh_public_key_id);
                key.ok_or_else(|| no_key(&input.ssh_public_key_id))?.active = active;
                change.put(user);
                Ok(UpdateSSHPublicKeyOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSSHPublicKey.html>
    pub(crate) async fn delete_ssh_public_key(
        &self,
        call: &Call,
        input: DeleteSSHPublicKeyInput,
    ) -> Result<DeleteSSHPublicKeyOutput> {
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&input.user_name)?;
                let at = user.ssh_keys.iter().position(|key| key.id == input.ssh_public_key_id);
                user.ssh_keys.remove(at.ok_or_else(|| no_key(&input.ssh_public_key_id))?);
                change.put(user);
                Ok(DeleteSSHPublicKeyOutput {})
            })
            .await
    }
}

fn no_key(id: &str) -> Error {
    errors::no_such_entity(format!("The Public Key with id {id} cannot be found."))
}

fn shown(user: &str, key: &SshKeyRecord) -> SSHPublicKey {
    SSHPublicKey {
        user_name: user.to_owned(),
        ssh_public_key_id: key.id.clone(),
        fingerprint: key.fingerprint.clone(),
        ssh_public_key_body: key.body.clone(),
        status: status(key.active),
        upload_date: Some(key.uploaded),
    }
}
