//! AWS's words for documents that it does not store. Each table names where its answers come from.

use policy::validate::{counted_size, invalid_principal, principals};
use policy::{Document, Use, validate};

#[track_caller]
fn check(usage: Use, document: &str, expected: &str) {
    let got = validate(document, usage).map(|_: Document| ()).map_err(|invalid| invalid.to_string());
    let expected = if expected.is_empty() { Ok(()) } else { Err(expected.to_owned()) };
    assert_eq!(got, expected, "{document}");
}

/// A document of version 2012-10-17 with these statements.
fn document(statements: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": {statements}}}"#)
}

const SYNTAX: &str = "Syntax errors in policy.";
const LEGACY: &str = "The policy failed legacy parsing";
const VERSION: &str = "Policy document must be version 2012-10-17 or greater.";
const ACTIONS: &str = "Policy statement must contain actions.";
const RESOURCES: &str = "Policy statement must contain resources.";
const UNIQUE: &str = "Statement IDs (SID) in a single policy must be unique.";
const VENDOR: &str = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
const ONE_COLON: &str = "Actions/Condition can contain only one colon.";
const QUALIFIED: &str = "Resource vendor must be fully qualified and cannot contain regexes.";
const BUCKET: &str = r#""Resource": "arn:aws:s3:::example_bucket""#;

/// The cases of getmoto/moto, tests/test_iam/test_iam_policies.py (Apache-2.0), established against AWS: statements of
/// a managed policy, with the error; none where AWS takes it.
#[test]
fn statements_of_managed_policies() {
    let list = format!(r#""Effect": "Allow", "Action": "s3:ListBucket", {BUCKET}"#);
    let with = |more: &str| format!("{{{list}, {more}}}");
    let action = |action: &str| format!(r#"{{"Effect": "Allow", {action}, {BUCKET}}}"#);
    let resource =
        |resource: &str| format!(r#"{{"Effect": "Allow", "Action": "s3:ListBucket", {resource}}}"#);
    let date = |date: &str| with(&format!(r#""Condition": {{"DateLessThan": {{"a": "{date}"}}}}"#));
    for (statement, expected) in [
        // The form.
        (r#"["afd"]"#.to_owned(), SYNTAX),
        ("[]".into(), SYNTAX),
        (with(r#""Extra field": "value""#), SYNTAX),
        (format!(r#"{{"Effect": "invalid", "Action": "s3:ListBucket", {BUCKET}}}"#), SYNTAX),
        (format!(r#"{{"Action": "s3:ListBucket", {BUCKET}}}"#), SYNTAX),
        (resource(r#""Resource": {"a": "arn:aws:s3:::example_bucket"}"#), SYNTAX),
        (resource(r#""Resource": ["adfdf", {}]"#), SYNTAX),
        (with(r#""NotResource": []"#), SYNTAX),
        (with(r#""NotResource": "*""#), SYNTAX),
        (action(r#""Action": [[]]"#), SYNTAX),
        (action(r#""NotAction": "s3s:ListBucket", "Action": []"#), SYNTAX),
        (action(r#""NotAction": "s3:ListBucket", "Action": "iam:dsf""#), SYNTAX),
        (action(r#""Action": {}"#), SYNTAX),
        (with(r#""Sid": {}"#), SYNTAX),
        (with(r#""Sid": []"#), SYNTAX),
        // Conditions.
        (with(r#""Condition": []"#), SYNTAX),
        (with(r#""Condition": "a""#), SYNTAX),
        (with(r#""Condition": {"a": "b"}"#), SYNTAX),
        (with(r#""Condition": {"DateGreaterThan": "b"}"#), SYNTAX),
        (with(r#""Condition": {"DateGreaterThan": []}"#), SYNTAX),
        (with(r#""Condition": {"DateGreaterThan": {"a": {}}}"#), SYNTAX),
        (with(r#""Condition": {"x": {"a": "1"}}"#), SYNTAX),
        (with(r#""Condition": {"ForAnyValue::StringEqualsIfExists": {"a": "asf"}}"#), SYNTAX),
        (with(r#""Condition": [{"ForAllValues:StringEquals": {"aws:TagKeys": "Department"}}]"#), SYNTAX),
        (
            format!(r#"{{"Effect": "Allow", {BUCKET}, "Condition": {{"DateGreaterThan": {{"a": {{}}}}}}}}"#),
            SYNTAX,
        ),
        (with(r#""Condition": {}"#), ""),
        (with(r#""Condition": {"DateGreaterThan": {}}"#), ""),
        (with(r#""Condition": {"DateGreaterThan": {"a": []}}"#), ""),
        (with(r#""Condition": {"x": {}, "y": {}}"#), ""),
        (with(r#""Condition": {"StringEqualsIfExists": {"a": "asf"}}"#), ""),
        (with(r#""Condition": {"ForAnyValue:StringEqualsIfExists": {"a": "asf"}}"#), ""),
        // What the older parser takes.
        (format!(r#"{{"Effect": "denY", "Action": "s3:ListBucket", {BUCKET}}}"#), LEGACY),
        (r#"{"Effect": "allow", "Resource": "arn:aws:s3:us-east-1::example_bucket"}"#.into(), LEGACY),
        (
            format!(
                r#"[{{"Sid": "sdf", "Effect": "aLLow", "Action": "s3:L", {BUCKET}}}, {{"Sid": "sdf", "Effect": "Allow"}}]"#
            ),
            LEGACY,
        ),
        (r#"{"Effect": "Allow", "Condition": {"DateGreaterThan": {"a": "sdfdsf"}}}"#.into(), LEGACY),
        (date("sdfdsf"), LEGACY),
        (date("234-13"), LEGACY),
        (date("2016-12-13t2:00:00.593194+1"), LEGACY),
        (date("2016-12-13t2:00:00.1999999999+10:59"), LEGACY),
        (date("9223372036854775808"), LEGACY),
        (date("01T"), ""),
        (date("2019-07-01T13:20:15Z"), ""),
        (date("2016-12-13T21:20:37.593194+00:00"), ""),
        (date("2016-12-13t2:00:00.593194+23"), ""),
        (date("-292275054"), ""),
        (resource(r#""Resource": "arn:aws:s3::example_bucket""#), LEGACY),
        (resource(r#""NotResource": "arn:aws:s3::example_bucket""#), LEGACY),
        (r#"{"Effect": "Allow", "Resource": "arn:aws:s3::example_bucket"}"#.into(), LEGACY),
        (resource(r#""Resource": "arn:aws::::example_bucket""#), LEGACY),
        (resource(r#""Resource": "arn:aws::fdsasf""#), LEGACY),
        (
            format!(r#"{{{list}, "Condition": {{"DateGreaterThan": {{"a": "sdfdsf"}}}}}}"#)
                .replace("arn:aws:s3", "arn:error:s3"),
            LEGACY,
        ),
        // Sids.
        (format!(r#"[{{"Sid": "sdf", {list}}}, {{"Sid": "sdf", "Effect": "Allow"}}]"#), UNIQUE),
        (format!(r#"[{{"Sid": "sdf", {list}}}, {{{list}}}]"#), ""),
        // Actions.
        (format!(r#"{{"Effect": "Allow", {BUCKET}}}"#), ACTIONS),
        (r#"{"Effect": "Allow"}"#.into(), ACTIONS),
        (action(r#""Action": []"#), ACTIONS),
        (format!(r#"[{{"Effect": "Deny"}}, {{{list}}}]"#), ACTIONS),
        (action(r#""Action": "invalid""#), VENDOR),
        (action(r#""NotAction": """#), VENDOR),
        (r#"{"Effect": "Allow", "Action": "invalid"}"#.into(), VENDOR),
        (action(r#""Action": "a a:ListBucket""#), "Vendor a a is not valid"),
        (action(r#""Action": "s3:List:Bucket""#), ONE_COLON),
        (
            format!(
                r#"[{{"Effect": "Allow", "Action": "s3s:ListBucket", {BUCKET}}}, {{"Effect": "Allow", "Action": "s:3s:ListBucket", {BUCKET}}}]"#
            ),
            ONE_COLON,
        ),
        (action(r#""Action": "*""#), ""),
        (action(r#""Action": "iam: asdf safdsf af ""#), ""),
        (action(r#""Action": "s3-s.x:ListBucket""#), ""),
        (action(r#""NotAction": "s3:ListBucket""#), ""),
        // Resources.
        (r#"{"Effect": "Allow", "Action": "s3:ListBucket"}"#.into(), RESOURCES),
        (resource(r#""Resource": []"#), RESOURCES),
        (
            resource(r#""Resource": "invalid resource""#),
            r#"Resource invalid resource must be in ARN format or "*"."#,
        ),
        (resource(r#""Resource": """#), r#"Resource  must be in ARN format or "*"."#),
        (resource(r#""Resource": ["adf"]"#), r#"Resource adf must be in ARN format or "*"."#),
        (
            r#"{"Effect": "Allow", "Action": "s:3:ListBucket", "Resource": "sdfsadf"}"#.into(),
            r#"Resource sdfsadf must be in ARN format or "*"."#,
        ),
        (
            resource(r#""Resource": "a:bsdfdsafsad""#),
            r#"Partition "bsdfdsafsad" is not valid for resource "arn:bsdfdsafsad:*:*:*:*"."#,
        ),
        (
            resource(r#""Resource": "a:b:cadfsdf""#),
            r#"Partition "b" is not valid for resource "arn:b:cadfsdf:*:*:*"."#,
        ),
        (
            resource(r#""Resource": "a:b:c:d:e:f:g:h""#),
            r#"Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h"."#,
        ),
        (
            resource(r#""Resource": "aws:s3:::example_bucket""#),
            r#"Partition "s3" is not valid for resource "arn:s3:::example_bucket:*"."#,
        ),
        (
            resource(r#""Resource": ["arn:error:s3:::example_bucket", "arn:error:s3::example_bucket"]"#),
            r#"Partition "error" is not valid for resource "arn:error:s3:::example_bucket"."#,
        ),
        (resource(r#""Resource": "arn:aws""#), QUALIFIED),
        (
            resource(r#""Resource": "arn:aws:iam:us-east-1::example_bucket""#),
            "IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information.",
        ),
        (
            resource(r#""Resource": "arn:aws:s3:us-east-1::example_bucket""#),
            "Resource arn:aws:s3:us-east-1::example_bucket can not contain region information.",
        ),
        (resource(r#""Resource": ["arn:aws:s3:::example_bucket", "*"]"#), ""),
        (resource(r#""Resource": "arn:aws:iam:::user/example_bucket""#), ""),
        (resource(r#""Resource": "arn:aws:fdsasf""#), ""),
        (resource(r#""Resource": "arn:aws:cloudwatch:us-east-1::example_bucket""#), ""),
        (resource(r#""Resource": "arn:aws:invalid-service:us-east-1::example_bucket""#), ""),
        (
            resource(
                r#""NotResource": ["arn:aws:s3:::HRBucket/Payroll", "arn:aws:s3:::HRBucket/Payroll/*"]"#,
            ),
            "",
        ),
    ] {
        check(Use::Managed, &document(&statement), expected);
    }
}

/// The same table, what surrounds the statements.
#[test]
fn documents_of_managed_policies() {
    let statement = format!(r#"{{"Effect": "Allow", "Action": "s3:ListBucket", {BUCKET}}}"#);
    for (document, expected) in [
        ("This is not a json document".to_owned(), SYNTAX),
        (format!(r#"{{"Statement": {statement}}}"#), VERSION),
        (format!(r#"{{"Version": "2008-10-17", "Statement": {statement}}}"#), VERSION),
        (format!(r#"{{"Version": "2013-10-17", "Statement": {statement}}}"#), SYNTAX),
        (r#"{"Version": "2012-10-17"}"#.into(), SYNTAX),
        (format!(r#"{{"Version": "2012-10-17", "Statement": {statement}, "Extra field": "value"}}"#), SYNTAX),
        (format!(r#"{{"Version": "2012-10-17", "Id": ["cd3a"], "Statement": {statement}}}"#), SYNTAX),
        (format!(r#"{{"Version": "2012-10-17", "Id": {{}}, "Statement": {statement}}}"#), SYNTAX),
        (format!(r#"{{"Version": "2012-10-17", "Id": "sdfsdfsdf", "Statement": {statement}}}"#), ""),
        (format!(r#"{{"Statement": {}}}"#, statement.replace("Allow", "denY")), VERSION),
        // "Individual elements must not contain multiple instances of the same key":
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
        (
            format!(r#"{{"Version": "2012-10-17", "Version": "2012-10-17", "Statement": {statement}}}"#),
            SYNTAX,
        ),
    ] {
        check(Use::Managed, &document, expected);
        if expected == VERSION && !document.contains("denY") {
            check(Use::Inline, &document, "");
        }
    }
}

/// Answers that people quoted from AWS.
#[test]
fn identity_policies_elsewhere() {
    let iam_path = r#"IAM resource path must either be "*", root, or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/."#;
    let sid = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
    for (statement, expected) in [
        // https://github.com/logandk/serverless-wsgi/issues/158
        (r#"{"Effect": "Allow", "Action": ["logs:CreateLogStream"], "Resource": []}"#, RESOURCES),
        // https://github.com/aws/aws-cdk/issues/7615
        (r#"{"Effect": "Allow", "Resource": "*"}"#, ACTIONS),
        // Terraform against PutRolePolicy, quoted with the `root` that moto's older table lacks.
        (
            r#"{"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::123456789012:*cdk*"}"#,
            iam_path,
        ),
        (r#"{"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::123456789012:root"}"#, ""),
        // An AWS event log's errorMessage of CreatePolicy.
        (r#"{"Sid": "has-hyphens", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#, sid),
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html: "You can't use a variable
        // to replace parts of the ARN before the fifth colon"; IAM answers this to a variable in the account's place.
        (
            r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:sqs:*:${aws:PrincipalAccount}:q"}"#,
            LEGACY,
        ),
        (r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:sqs:*:*:${aws:username}"}"#, ""),
        // A deny of everything named so, refused for the service's wildcard.
        (r#"{"Effect": "Deny", "Action": "*", "Resource": "arn:aws:*:*:123456789012:*nonprod*"}"#, QUALIFIED),
        // What https://github.com/Netflix/consoleme/issues/8968 met when a trust policy was put in an identity's place.
        (
            r#"{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}"#,
            "Policy document should not specify a principal.",
        ),
    ] {
        check(Use::Inline, &document(statement), expected);
    }
    // STS, by https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/assumed_roles.html
    check(Use::Session, "{not json", "The policy is not in the valid JSON format.");
    check(Use::Session, "[]", SYNTAX);
}

const JSON: &str = "This policy contains invalid Json";

#[test]
fn trust_policies() {
    let ec2 = r#""Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}"#;
    let by = |principal: &str| {
        format!(r#"{{"Effect": "Allow", "Principal": {principal}, "Action": "sts:AssumeRole"}}"#)
    };
    for (statement, expected) in [
        (format!(r#"{{{ec2}, "Action": "sts:AssumeRole"}}"#), ""),
        (format!(r#"{{{ec2}, "Action": ["sts:AssumeRole", "sts:TagSession"], "Condition": {{}}}}"#), ""),
        (by(r#"{"AWS": "*"}"#), ""),
        (by(r#"{"AWS": ["123456789012", "arn:aws:iam::123456789012:root", "AROAEXAMPLEEXAMPLE123"]}"#), ""),
        (
            by(
                r#"{"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}"#,
            ),
            "",
        ),
        (by(r#"{"Federated": "cognito-identity.amazonaws.com"}"#), ""),
        // https://github.com/localstack/localstack/issues/6644 and many more.
        (
            format!(r#"{{{ec2}, "Action": "sts:AssumeRole", "Resource": "*"}}"#),
            "Has prohibited field Resource",
        ),
        // aws/aws-cdk, packages/aws-cdk-lib/aws-iam/test/policy-document.test.ts, quotes CreateRole.
        (by(r#""*""#), r#"AssumeRolepolicy contained an invalid principal: "STAR":"*"."#),
        // https://github.com/hashicorp/terraform-provider-aws/issues/8905 and its kin.
        (by(r#"{"AWS": "someone"}"#), r#"Invalid principal in policy: "AWS":"someone""#),
        (
            by(r#"{"AWS": "arn:aws:iam::829131444792:saml-provider/Auth"}"#),
            r#"Invalid principal in policy: "AWS":"arn:aws:iam::829131444792:saml-provider/Auth""#,
        ),
        (by(r#"{"Service": "ec2"}"#), r#"Invalid principal in policy: "SERVICE":"ec2""#),
        // Karpenter's module without a provider.
        (by(r#"{"Federated": ""}"#), "Federated principals must be valid domain names or SAML metadata ARNs"),
        // versity/versitygw, iamapi/policy/trust.go (Apache-2.0), which follows IAM's answers.
        (
            format!(r#"{{{ec2}, "Action": "s3:*"}}"#),
            "AssumeRole policy may only specify STS AssumeRole actions.",
        ),
        (
            format!(r#"{{{ec2}, "Action": "*"}}"#),
            "AssumeRole policy may only specify STS AssumeRole actions.",
        ),
        (format!("{{{ec2}}}"), "Missing required field Action"),
        (r#"{"Effect": "Allow", "Action": "sts:AssumeRole"}"#.into(), "Missing required field Principal"),
        (by("{}"), "Missing required field Principal cannot be empty!"),
        (
            r#"{"Effect": "Allow", "NotPrincipal": {"AWS": "*"}, "Action": "sts:AssumeRole"}"#.into(),
            "Allow with NotPrincipal is not allowed.",
        ),
        (
            r#"{"Effect": "Deny", "NotPrincipal": {"AWS": "*"}, "Action": "sts:AssumeRole"}"#.into(),
            "AssumeRole policy must not contain NotPrincipal field.",
        ),
        ("[]".into(), "Could not parse the policy: Statement is empty!"),
        (
            format!(
                r#"[{{"Sid": "a", {ec2}, "Action": "sts:AssumeRole"}}, {{"Sid": "a", {ec2}, "Action": "sts:AssumeRole"}}]"#
            ),
            "The Statement Ids in the policy are not unique",
        ),
    ] {
        check(Use::Trust, &document(&statement), expected);
    }
    // Recorded: iam/test_iam.json, test_create_role_with_malformed_assume_role_policy_document.
    for text in ["", "This is not json", "{", "[]", "null"] {
        check(Use::Trust, text, JSON);
    }
    // Terraform users: `statement` for `Statement`, and a comment.
    check(Use::Trust, r#"{"version": "2012-10-17", "statement": []}"#, "Unknown field version");
    check(Use::Trust, r#"{"_comment": "x"}"#, "Unknown field _comment");
    // A principal of type `service`, as Terraform's document renders it, was answered with this place.
    check(
        Use::Trust,
        r#"{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"service":"ec2.amazonaws.com"}}],"Version":"2012-10-17"}"#,
        "Syntax error at position (1,83)",
    );
}

#[test]
fn resource_policies() {
    let usage = Use::Resource { needs_resource: true };
    let all = r#""Effect": "Allow", "Principal": "*", "Action": "s3:GetObject""#;
    for (document, expected) in [
        // Recorded: s3/test_s3_api.json, test_bucket_policy_exc. (S3 says of what is no object, in words of its own,
        // that the first byte must be `{`.)
        ("{}".to_owned(), "Missing required field Statement"),
        // DynamoDB's PutResourcePolicy quotes this parser after `Invalid policy document: ` (ACK's findings, 2026).
        ("{not json".into(), JSON),
        (String::new(), JSON),
        (document("[]"), "Could not parse the policy: Statement is empty!"),
        (document(&format!("{{{all}}}")), "Missing required field Resource"),
        (
            document(&format!(
                r#"[{{"Sid": "a", {all}, "Resource": "*"}}, {{"Sid": "a", {all}, "Resource": "*"}}]"#
            )),
            "The Statement Ids in the policy are not unique",
        ),
        // https://github.com/cn-terraform/terraform-aws-logs-s3-bucket/issues/4
        (
            document(r#"{"Effect": "Allow", "Principal": {"AWS": []}, "Action": "s3:*", "Resource": "*"}"#),
            "Missing required field Principal cannot be empty!",
        ),
        (
            document(r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#),
            "Missing required field Principal",
        ),
        // https://github.com/aws/aws-cdk/issues/ and S3's users: a principal that is none.
        (
            document(
                r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::1:user/*"}, "Action": "s3:*", "Resource": "*"}"#,
            ),
            "Invalid principal in policy",
        ),
        // S3's users: https://github.com/hashicorp/terraform-provider-aws quotes it for PutBucketPolicy.
        (
            r#"{"Version": "2012-10-18", "Statement": []}"#.into(),
            "The policy must contain a valid version string",
        ),
        (document(&format!(r#"{{{all}, "Resource": "*"}}"#)), ""),
    ] {
        check(usage, &document, expected);
    }
    // A topic's policy need not name the topic:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-conditionelement
    check(Use::Resource { needs_resource: false }, &document(&format!("{{{all}}}")), "");
}

#[test]
fn principals_are_shown_to_whom_it_concerns() {
    let text = document(
        r#"[{"Effect": "Allow", "Principal": {"AWS": ["a", "b"], "Service": "s"}, "Action": "sts:AssumeRole"},
            {"Effect": "Deny", "NotPrincipal": {"AWS": "c"}, "Action": "sts:AssumeRole"},
            {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}]"#,
    );
    let document = Document::read(&text).unwrap();
    let found: Vec<_> = principals(&document).collect();
    assert_eq!(found, [("AWS", "a"), ("AWS", "b"), ("Service", "s"), ("AWS", "c")]);
    // https://github.com/aws-actions/configure-aws-credentials/issues/332
    assert_eq!(
        invalid_principal("AWS", "arn:aws:iam::12345678910:role/Orchestration_Role"),
        r#"Invalid principal in policy: "AWS":"arn:aws:iam::12345678910:role/Orchestration_Role""#
    );
}

#[test]
fn white_space_does_not_count() {
    assert_eq!(counted_size("{ \"Version\":\n\t\"2012-10-17\" }"), 24);
}
