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
}

/// The queue that a URL names: its last two segments, else a bare name in the caller's account. So every style of URL
/// is read that clients of AWS and of LocalStack have: `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`,
/// `http://REGION.queue.localhost:4566/ACCOUNT/NAME`, `http://localhost:4566/queue/REGION/ACCOUNT/NAME`.
pub(crate) fn of_url(call: &Call, url: &str) -> QueueName {
    let mut segments = url.trim_end_matches('/').rsplit('/');
    let name = segments.next().unwrap_or_default().to_owned();
    let account = segments.next().filter(|s| policy::arn::is_account_id(s));
    QueueName { account: account.unwrap_or_else(|| call.account()).to_owned(), name }
}

/// The URL under which the client reached us.
pub(crate) fn url(call: &Call, account: &str, name: &str) -> String {
    let scheme = if call.origin.secure && call.origin.ip.is_some() { "https" } else { "http" };
    format!("{scheme}://{}/{account}/{name}", call.origin.authority)
}

pub(crate) fn arn(region: &str, account: &str, name: &str) -> String {
    format!("arn:aws:sqs:{region}:{account}:{name}")
}
