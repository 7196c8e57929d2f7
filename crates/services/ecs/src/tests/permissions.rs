//! What IAM decides about calls of ECS, and by whom ECS itself calls.

use super::*;
use policy::Principal;

impl House {
    /// The same house, called by a user whose policy allows these statements.
    async fn as_user(&self, name: &str, statements: Value) -> Self {
        let made = self.iam("CreateUser", json!({"UserName": name})).await;
        let document = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
        let policy = json!({"UserName": name, "PolicyName": "p", "PolicyDocument": document});
        self.iam("PutUserPolicy", policy).await;
        let (arn, id) = (made["User"]["Arn"].as_str().unwrap(), made["User"]["UserId"].as_str().unwrap());
        let mut caller = Caller::root(ACCOUNT, "test");
        caller.principal = Principal::User { arn: arn.to_owned(), id: id.to_owned() };
        Self {
            door: self.door.clone(),
            call: self.call.acting(caller),
            clock: self.clock.clone(),
            ecs: self.ecs.clone(),
            runner: self.runner.clone(),
        }
    }
}

impl House {
    /// Makes a role that a service may assume.
    pub(super) async fn role(&self, name: &str, service: &str) {
        let trust = json!({"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]});
        let role = json!({"RoleName": name, "AssumeRolePolicyDocument": trust.to_string()});
        self.iam("CreateRole", role).await;
    }
}

/// A definition with a task role.
fn with_role() -> Value {
    let mut definition = definition("web");
    definition["taskRoleArn"] = "arn:aws:iam::000000000000:role/app".into();
    definition
}

const RUN: &str = r#"{"Effect": "Allow", "Action": "ecs:RunTask",
    "Resource": "arn:aws:ecs:us-east-1:000000000000:task-definition/web:*",
    "Condition": {"ArnEquals": {"ecs:cluster": "arn:aws:ecs:us-east-1:000000000000:cluster/default"}}}"#;

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html>
#[tokio::test]
async fn a_role_is_passed_by_whoever_may_pass_it() {
    let house = House::new();
    house.ok("CreateCluster", json!({})).await;
    house.ok("RegisterTaskDefinition", with_role()).await;
    let unable = "ClientException: ECS was unable to assume the role 'arn:aws:iam::000000000000:role/app' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.";
    house.refused("RunTask", wish(json!({})), unable).await;
    house.role("app", "ec2.amazonaws.com").await;
    house.refused("RunTask", wish(json!({})), unable).await;
    house.iam("DeleteRole", json!({"RoleName": "app"})).await;
    house.role("app", "ecs-tasks.amazonaws.com").await;
    house.run(json!({})).await;
    let run: Value = serde_json::from_str(RUN).unwrap();
    let without = house.as_user("without", json!([run])).await;
    let refused = without.try_call("RunTask", wish(json!({}))).await.unwrap_err();
    assert!(refused.starts_with("AccessDeniedException: User: arn:aws:iam::000000000000:user/without is not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/app"), "{refused}");
    let pass = json!({"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
        "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}});
    // Neither ec2:DescribeSubnets nor anything else of EC2: ECS asks by its own role.
    let with = house.as_user("with", json!([run, pass])).await;
    assert_eq!(with.run(json!({})).await.len(), 1);
    let elsewhere = with.try_call("RunTask", wish(json!({"cluster": "other"}))).await.unwrap_err();
    assert!(elsewhere.contains("is not authorized to perform: ecs:RunTask on resource: arn:aws:ecs:us-east-1:000000000000:task-definition/web:1"), "{elsewhere}");
}

/// <https://github.com/awslabs/fargatecli/issues/35>
#[tokio::test]
async fn the_service_linked_role_is_made_on_first_use() {
    let house = House::new();
    house.web().await;
    let run: Value = serde_json::from_str(RUN).unwrap();
    house.iam("DeleteServiceLinkedRole", json!({"RoleName": "AWSServiceRoleForECS"})).await;
    let refused = "InvalidParameterException: Unable to assume the service linked role. Please verify that the ECS service linked role exists.";
    let user = house.as_user("user", json!([run])).await;
    user.refused("RunTask", wish(json!({})), refused).await;
    assert_eq!(house.run(json!({})).await.len(), 1);
    let role = house.iam("GetRole", json!({"RoleName": "AWSServiceRoleForECS"})).await;
    assert_eq!(role["Role"]["Path"], "/aws-service-role/ecs.amazonaws.com/");
    assert_eq!(user.run(json!({})).await.len(), 1);
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html>
#[tokio::test]
async fn who_tags_what_is_made_must_be_allowed_to() {
    let house = House::new();
    let create = json!({"Effect": "Allow", "Action": "ecs:CreateCluster", "Resource": "*"});
    let tag = json!({"Effect": "Allow", "Action": "ecs:TagResource", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:CreateAction": "CreateCluster"}}});
    let tagged = json!({"clusterName": "one", "tags": [{"key": "a", "value": "b"}]});
    let one = house.as_user("one", json!([create])).await;
    let refused = one.try_call("CreateCluster", tagged.clone()).await.unwrap_err();
    assert!(refused.contains("is not authorized to perform: ecs:TagResource on resource: arn:aws:ecs:us-east-1:000000000000:cluster/one"), "{refused}");
    let two = house.as_user("two", json!([create, tag])).await;
    two.ok("CreateCluster", tagged.clone()).await;
    let off = json!({"name": "tagResourceAuthorization", "value": "off"});
    house.ok("PutAccountSettingDefault", off).await;
    one.ok("CreateCluster", tagged).await;
}
