//! Who somebody is.

use crate::Sts;
use crate::seal::Purpose;
use door::Call;
use model_sts::errors;
use model_sts::types::*;
use wire::prelude::*;

impl Sts {
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
    pub(crate) async fn get_caller_identity(
        &self,
        call: &Call,
        _input: GetCallerIdentityInput,
    ) -> Result<GetCallerIdentityOutput> {
        Ok(GetCallerIdentityOutput {
            user_id: Some(call.caller.user_id.clone()),
            account: Some(call.account().to_owned()),
            arn: Some(call.caller.display()),
        })
    }

    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html>
    pub(crate) async fn get_access_key_info(
        &self,
        _call: &Call,
        input: GetAccessKeyInfoInput,
    ) -> Result<GetAccessKeyInfoOutput> {
        let account = door::account_of_access_key(&input.access_key_id).ok_or_else(|| {
            Error::new("ValidationError", format!("Access key {} is not valid", input.access_key_id))
        })?;
        Ok(GetAccessKeyInfoOutput { account: Some(account) })
    }

    /// Encodes the reasons of a refusal, as EC2 and its kin put them into their errors; only
    /// DecodeAuthorizationMessage of this installation reads them.
    pub fn encode_authorization_message(&self, reasons: &serde_json::Value) -> Option<String> {
        self.seal.seal(Purpose::Message, "", reasons.to_string().into_bytes())
    }

    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html>
    pub(crate) async fn decode_authorization_message(
        &self,
        _call: &Call,
        input: DecodeAuthorizationMessageInput,
    ) -> Result<DecodeAuthorizationMessageOutput> {
        let opened = self.seal.unseal(Purpose::Message, "", &input.encoded_message);
        let text = opened.and_then(|bytes| String::from_utf8(bytes).ok());
        let text = text.ok_or_else(|| errors::invalid_authorization_message("Message is not valid"))?;
        Ok(DecodeAuthorizationMessageOutput { decoded_message: Some(text) })
    }
}
