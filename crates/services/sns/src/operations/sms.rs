//! Settings of text messages. Nobody sends them: they go to the outbox.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-phone-number-as-subscriber.html>

use crate::Sns;
use crate::endpoint::is_phone_number;
use crate::names::invalid;
use door::Call;
use model_sns::types::{
    CheckIfPhoneNumberIsOptedOutInput, CheckIfPhoneNumberIsOptedOutOutput, GetSMSAttributesInput,
    GetSMSAttributesOutput, GetSMSSandboxAccountStatusInput, GetSMSSandboxAccountStatusOutput,
    ListPhoneNumbersOptedOutInput, ListPhoneNumbersOptedOutOutput, OptInPhoneNumberInput,
    OptInPhoneNumberOutput, SetSMSAttributesInput, SetSMSAttributesOutput,
};
use store::{Batch, Key};
use wire::prelude::*;

impl Sns {
    /// <https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html>
    pub(crate) async fn set_sms_attributes(
        &self,
        call: &Call,
        input: SetSMSAttributesInput,
    ) -> Result<SetSMSAttributesOutput> {
        for (name, value) in &input.attributes {
            check(name, value)?;
        }
        let ticket = {
            let _changing = self.state.changing();
            let key = Key::new(&[call.account(), &call.region]);
            let mut record = (*self.state.sms_settings(call.account(), &call.region)).clone();
            record.attributes.extend(input.attributes);
            let mut batch = Batch::new();
            self.state.sms.put(&mut batch, &key, record);
            self.state.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()?;
        Ok(SetSMSAttributesOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_GetSMSAttributes.html>
    pub(crate) async fn get_sms_attributes(
        &self,
        call: &Call,
        input: GetSMSAttributesInput,
    ) -> Result<GetSMSAttributesOutput> {
        let settings = self.state.sms_settings(call.account(), &call.region);
        // recorded: sns/test_sns.json, test_get_sms_attributes_from_unmodified_region
        let mut attributes: Map<String> =
            [("MonthlySpendLimit".to_owned(), "1".to_owned())].into_iter().collect();
        attributes.extend(settings.attributes.clone());
        if let Some(wanted) = input.attributes.filter(|wanted| !wanted.is_empty()) {
            attributes.retain(|name, _| wanted.contains(name));
        }
        Ok(GetSMSAttributesOutput { attributes: Some(attributes) })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_CheckIfPhoneNumberIsOptedOut.html>
    ///
    /// Nobody receives our text messages, so nobody can answer one with STOP.
    pub(crate) async fn check_if_phone_number_is_opted_out(
        &self,
        _: &Call,
        input: CheckIfPhoneNumberIsOptedOutInput,
    ) -> Result<CheckIfPhoneNumberIsOptedOutOutput> {
        check_number(&input.phone_number)?;
        Ok(CheckIfPhoneNumberIsOptedOutOutput { is_opted_out: Some(false) })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_ListPhoneNumbersOptedOut.html>
    pub(crate) async fn list_phone_numbers_opted_out(
        &self,
        _: &Call,
        _: ListPhoneNumbersOptedOutInput,
    ) -> Result<ListPhoneNumbersOptedOutOutput> {
        Ok(ListPhoneNumbersOptedOutOutput { phone_numbers: Some(Vec::new()), next_token: None })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_OptInPhoneNumber.html>
    pub(crate) async fn opt_in_phone_number(
        &self,
        _: &Call,
        input: OptInPhoneNumberInput,
    ) -> Result<OptInPhoneNumberOutput> {
        check_number(&input.phone_number)?;
        Ok(OptInPhoneNumberOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_GetSMSSandboxAccountStatus.html>
    pub(crate) async fn get_sms_sandbox_account_status(
        &self,
        _: &Call,
        _: GetSMSSandboxAccountStatusInput,
    ) -> Result<GetSMSSandboxAccountStatusOutput> {
        Ok(GetSMSSandboxAccountStatusOutput { is_in_sandbox: false })
    }
}

fn check_number(number: &str) -> Result<()> {
    if is_phone_number(number) {
        Ok(())
    } else {
        Err(invalid("PhoneNumber Reason: input incorrectly formatted"))
    }
}

/// The outbox shows sender and type of each message; what only a carrier could follow is kept and reported (see
/// `shortfalls`); what would make a log or a report is not supported.
fn check(name: &str, value: &str) -> Result<()> {
    let fine = match name {
        "DefaultSMSType" => matches!(value, "Promotional" | "Transactional"),
        "DefaultSenderID" => {
            (1..=11).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphanumeric())
        }
        "MonthlySpendLimit" => value.parse::<f64>().is_ok_and(|limit| limit >= 0.0),
        "DeliveryStatusSuccessSamplingRate" => value.parse::<u8>().is_ok_and(|rate| rate <= 100),
        "DeliveryStatusIAMRole" | "UsageReportS3Bucket" => {
            return Err(Error::not_implemented(format!("delivery reports of text messages ({name})")));
        }
        _ => return Err(invalid(&format!("{name} is not a valid attribute"))),
    };
    if fine { Ok(()) } else { Err(invalid(name)) }
}
