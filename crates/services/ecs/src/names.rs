//! How ECS names things: ARNs, and the short forms that callers may write instead.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html#ecs-resource-ids>

use door::Call;
use policy::arn::Arn;
use uuid::Uuid;

/// The cluster of a call that names none.
pub(crate) const DEFAULT_CLUSTER: &str = "default";

/// A new id of a task: thirty-two hexadecimal digits.
pub(crate) fn task_id() -> String {
    Uuid::new_v4().simple().to_string()
}

/// A new id of an attachment or a container.
pub(crate) fn uuid() -> String {
    Uuid::new_v4().to_string()
}

/// The name of a cluster that a caller gives by its name or ARN; that of the default cluster where it gives none.
/// `None` for an ARN that is no cluster of this account and region.
pub(crate) fn cluster(call: &Call, given: Option<&str>) -> Option<String> {
    let given = given.filter(|given| !given.is_empty()).unwrap_or(DEFAULT_CLUSTER);
    if !given.starts_with("arn:") {
        return Some(given.to_owned());
    }
    here(call, given)?.strip_prefix("cluster/").map(str::to_owned)
}

/// The id of a task that a caller gives by its id or ARN, in a cluster. `None` for what names no task of that cluster.
pub(crate) fn task(call: &Call, cluster: &str, given: &str) -> Option<String> {
    if !given.starts_with("arn:") {
        return Some(given.to_owned());
    }
    let path = here(call, given)?.strip_prefix("task/")?;
    match path.split_once('/') {
        Some((of, id)) => (of == cluster).then(|| id.to_owned()),
        None => Some(path.to_owned()),
    }
}

/// A family and, where it is said, a revision: `web`, `web:3` or an ARN.
pub(crate) fn definition(call: &Call, given: &str) -> Option<(String, Option<u32>)> {
    let short =
        if given.starts_with("arn:") { here(call, given)?.strip_prefix("task-definition/")? } else { given };
    match short.split_once(':') {
        Some((family, revision)) => Some((family.to_owned(), Some(revision.parse().ok()?))),
        None => Some((short.to_owned(), None)),
    }
}

/// What stands behind the account in an ARN of this service, account and region.
fn here<'a>(call: &Call, arn: &'a str) -> Option<&'a str> {
    let arn = Arn::parse(arn)?;
    let ours = arn.service == "ecs" && arn.region == &*call.region && arn.account == call.account();
    ours.then_some(arn.resource)
}

/// `arn:aws:ecs:...:cluster/name`
pub(crate) fn cluster_arn(call: &Call, name: &str) -> String {
    call.arn("ecs", &format!("cluster/{name}"))
}

/// The ARN of a cluster as a caller names it, for IAM, which decides before anybody looks whether it is there.
pub(crate) fn cluster_touched(call: &Call, given: Option<&str>) -> String {
    match given {
        Some(arn) if arn.starts_with("arn:") => arn.to_owned(),
        _ => cluster_arn(call, given.filter(|given| !given.is_empty()).unwrap_or(DEFAULT_CLUSTER)),
    }
}

/// The ARN of a task as a caller names it, for IAM.
pub(crate) fn task_touched(call: &Call, cluster: Option<&str>, given: &str) -> String {
    if given.starts_with("arn:") {
        return given.to_owned();
    }
    let cluster = cluster_touched(call, cluster);
    let name = cluster.rsplit('/').next().unwrap_or_default();
    call.arn("ecs", &format!("task/{name}/{given}"))
}

/// `family:revision` of a definition's ARN.
pub(crate) fn of_definition(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or_default()
}
