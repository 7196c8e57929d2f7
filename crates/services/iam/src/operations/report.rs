//! The credential report: a line a user, with every credential that it has.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html>

use super::users::whole_seconds;
use crate::Iam;
use crate::records::*;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use std::time::Duration;
use wire::prelude::*;

/// A report this young is handed out again, and an older one has expired.
const FRESH: Duration = Duration::from_hours(4);

const COLUMNS: &str = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
    password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,\
    access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,\
    access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,\
    cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html>
    pub(crate) async fn generate_credential_report(
        &self,
        call: &Call,
        _input: GenerateCredentialReportInput,
    ) -> Result<GenerateCredentialReportOutput> {
        let now = whole_seconds(call);
        let old = self.state.account(call.account()).report.clone();
        if old.is_some_and(|(made, _)| now.since(made) < FRESH) {
            return Ok(GenerateCredentialReportOutput {
                state: Some(ReportStateType::Complete),
                description: None,
            });
        }
        let report = self.report(call);
        self.state
            .change(call.account(), |change| {
                let mut account = change.account_record();
                account.report = Some((now, report));
                change.put_account(account);
                Ok(())
            })
            .await?;
        Ok(GenerateCredentialReportOutput {
            state: Some(ReportStateType::Started),
            description: Some("No report exists. Starting a new report generation task".to_owned()),
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html>
    pub(crate) async fn get_credential_report(
        &self,
        call: &Call,
        _input: GetCredentialReportInput,
    ) -> Result<GetCredentialReportOutput> {
        let account = self.state.account(call.account());
        let Some((made, text)) = account.report.clone() else {
            return Err(errors::credential_report_not_present("No report present for the account."));
        };
        if call.now().since(made) >= FRESH {
            return Err(errors::credential_report_expired("The credential report has expired."));
        }
        Ok(GetCredentialReportOutput {
            content: Some(text.into_bytes().into()),
            report_format: Some(ReportFormatType::TextCsv),
            generated_time: Some(made),
        })
    }

    fn report(&self, call: &Call) -> String {
        let account = call.account();
        let record = self.state.account(account);
        let max_age = record.password_policy.as_ref().and_then(|p| p.max_age);
        let root = self.line(Line {
            name: "<root_account>",
            arn: format!("arn:aws:iam::{account}:root"),
            // There is no sign-up here: an account is as old as it is.
            created: "not_supported".to_owned(),
            password: Password::OfRoot,
            mfa: false,
            keys: &record.keys,
            certificates: &[],
        });
        let mut lines = vec![COLUMNS.to_owned(), root];
        for user in self.state.list::<UserRecord>(account) {
            let password = user.login.as_ref().map(|login| {
                let rotation =
                    max_age.map(|days| login.changed + Duration::from_hours(24 * days.max(0) as u64));
                [time(login.changed), rotation.map_or_else(|| "N/A".to_owned(), time)]
            });
            lines.push(self.line(Line {
                name: &user.base.name,
                arn: user.arn(),
                created: time(user.base.created),
                password: password.map_or(Password::None, Password::Since),
                mfa: !user.devices.is_empty(),
                keys: &user.keys,
                certificates: &user.certificates,
            }));
        }
        lines.join("\n")
    }

    fn line(&self, line: Line<'_>) -> String {
        let not_applicable = || "N/A".to_owned();
        let mut cells = vec![line.name.to_owned(), line.arn, line.created];
        match line.password {
            Password::OfRoot => cells.extend(["not_supported"; 4].map(str::to_owned)),
            Password::None => cells.extend(["false", "N/A", "N/A", "N/A"].map(str::to_owned)),
            Password::Since([changed, rotation]) => {
                cells.extend(["true".to_owned(), "no_information".to_owned(), changed, rotation]);
            }
        }
        cells.push(line.mfa.to_string());
        for at in 0..2 {
            let Some(key) = line.keys.get(at) else {
                cells.push("false".to_owned());
                cells.extend([not_applicable(), not_applicable(), not_applicable(), not_applicable()]);
                continue;
            };
            cells.extend([key.active.to_string(), time(key.created)]);
            match self.state.used.last(&key.id) {
                Some((last, service, region)) => cells.extend([time(last), region, service]),
                None => cells.extend([not_applicable(), not_applicable(), not_applicable()]),
            }
        }
        for at in 0..2 {
            match line.certificates.get(at) {
                Some(certificate) => {
                    cells.extend([certificate.active.to_string(), time(certificate.uploaded)]);
                }
                None => cells.extend(["false".to_owned(), not_applicable()]),
            }
        }
        cells.join(",")
    }
}

/// What a line of the report is made of.
struct Line<'a> {
    name: &'a str,
    arn: String,
    created: String,
    password: Password,
    mfa: bool,
    keys: &'a [AccessKeyRecord],
    certificates: &'a [SigningCertificateRecord],
}

/// What the report says of a password.
enum Password {
    /// The root user's is not told.
    OfRoot,
    None,
    /// When it changed, and when it will have to.
    Since([String; 2]),
}

fn time(at: Timestamp) -> String {
    format!("{}+00:00", at.rfc3339().trim_end_matches('Z'))
}
