//! A queue's three names: URL, ARN, and account with name.

use door::Call;

/// Account and name of a queue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct QueueName {
    pub(crate) account: String,
    pub(crate) name: String,
}

impl QueueName {
    pub(crate) fn arn(&self, region: &str) -> String {
        arn(region, &self.account, &self.name)
    }
    /// The URL under which the client reached us.
    pub(crate) fn url(&self, call: &Call) -> String {
        let scheme = if call.origin.secure && call.origin.ip.is_some() { "https" } else { "http" };
        format!("{scheme}://{}/{}/{}", call.origin.authority, self.account, self.name)
    }
}

/// The queue that a URL names: its last two segments, else a bare name in the caller's account.
pub(crate) fn of_url(call: &Call, url: &str) -> QueueName {
    let mut segments = url.trim_end_matches('/').rsplit('/');
    let name = segments.next().unwrap_or_default().to_owned();
    let is_account = |s: &&str| s.len() == 12 && s.bytes().all(|b| b.is_ascii_digit());
    let account = segments.next().filter(is_account).unwrap_or_else(|| call.account()).to_owned();
    QueueName { account, name }
}

pub(crate) fn arn(region: &str, account: &str, name: &str) -> String {
    format!("arn:aws:sqs:{region}:{account}:{name}")
}
