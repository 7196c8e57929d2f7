//! The roles around a task: those that the caller passes to it, and ECS's own.

use crate::refusals::{client, invalid};
use door::{Call, Caller, Touch};
use model_iam::types::CreateServiceLinkedRoleInput;
use policy::Principal;
use wire::prelude::*;
use wire::schema::Operation;

/// The service's principal.
const ECS: &str = "ecs.amazonaws.com";
/// Who takes a task's roles.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html>
const TASKS: &str = "ecs-tasks.amazonaws.com";

/// The ARN of a role that a definition may also name shortly.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
pub(crate) fn role_arn(call: &Call, given: Option<String>) -> Result<Option<String>> {
    let Some(given) = given.filter(|given| !given.is_empty()) else { return Ok(None) };
    let is_role = |arn: &str| {
        let arn = policy::arn::Arn::parse(arn);
        arn.is_some_and(|arn| arn.service == "iam" && arn.resource.starts_with("role/"))
    };
    let short = |b: u8| b.is_ascii_alphanumeric() || b"+=,.@_-/".contains(&b);
    if is_role(&given) {
        Ok(Some(given))
    } else if given.bytes().all(short) {
        let name = given.trim_start_matches('/');
        Ok(Some(format!("arn:aws:iam::{}:role/{name}", call.account())))
    } else {
        // https://github.com/fabfuel/ecs-deploy/issues/231
        Err(client("Role is not valid"))
    }
}

/// The caller must be allowed to pass the roles of a task, and they must be there.
pub(crate) fn may_pass(call: &Call, op: &'static Operation, roles: &[Option<String>]) -> Result<()> {
    for role in roles.iter().flatten() {
        call.require(op, "iam:PassRole", &Touch::on(role).with("iam:PassedToService", TASKS))?;
    }
    roles.iter().flatten().try_for_each(|role| assumable(call, op, role))
}

/// A role must be there and let ECS's tasks in.
fn assumable(call: &Call, op: &'static Operation, role: &str) -> Result<()> {
    let Some(identities) = call.identities() else { return Ok(()) };
    let tasks = call.as_service(TASKS, &call.arn("ecs", "*"));
    let trusted = tasks.require(op, "sts:AssumeRole", &Touch::on(role));
    if identities.role(role).is_some() && trusted.is_ok() {
        return Ok(());
    }
    // https://github.com/boto/boto3/issues/1878 (an event of a service; that RunTask says it as well is *unconfirmed*)
    Err(client(format!(
        "ECS was unable to assume the role '{role}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role."
    )))
}

/// The ARN of the role by which ECS works on network interfaces.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html>
fn linked_role_arn(account: &str) -> String {
    format!("arn:aws:iam::{account}:role/aws-service-role/{ECS}/AWSServiceRoleForECS")
}

/// The same call as ECS's service-linked role, which is made on first use in the caller's name.
pub(crate) async fn linked(call: &Call) -> Result<Call> {
    let arn = linked_role_arn(call.account());
    // Behind a door without IAM there are no roles, and nothing is decided.
    let Some(identities) = call.identities().cloned() else { return Ok(call.via(ECS)) };
    if identities.role(&arn).is_none() {
        let input = CreateServiceLinkedRoleInput { aws_service_name: ECS.to_owned(), ..Default::default() };
        let made = call.via(ECS).call::<model_iam::ops::CreateServiceLinkedRole>(input).await;
        if let Err(error) = made
            && identities.role(&arn).is_none()
        {
            if !error.is_sender() {
                return Err(error);
            }
            // https://github.com/awslabs/fargatecli/issues/35
            return Err(invalid(
                "Unable to assume the service linked role. Please verify that the ECS service linked role exists.",
            ));
        }
    }
    let role = identities.role(&arn).ok_or_else(|| Error::internal("the service-linked role vanished"))?;
    let session = "ecs";
    let mut caller = Caller::service(ECS, call.account());
    caller.user_id = format!("{}:{session}", role.id);
    caller.principal = Principal::RoleSession {
        role_arn: arn,
        session_arn: format!("arn:aws:sts::{}:assumed-role/{}/{session}", call.account(), role.name),
        role_id: role.id,
        service_linked: true,
    };
    Ok(call.acting(caller))
}
