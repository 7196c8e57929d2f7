//! Every condition operator, and the rules for keys that are absent or have many values.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

use policy::{Context, Policies, Request, decide};

use crate::world::*;

/// Whether a statement with this condition applies where the request has these keys and values.
#[track_caller]
fn check(condition: &str, keys: &[(&str, &[&str])], expected: bool) {
    let identity = [attached(&rule('+', &format!(r#""Condition": {{{condition}}}"#)))];
    let mut context = Context::new();
    for (key, values) in keys {
        context = context.with_many(key, values.iter().copied());
    }
    let policies = Policies { identity: &identity, ..Policies::default() };
    let decision = decide(&Request::new(&user(), ACTION, QUEUE, &context), &policies);
    assert_eq!(decision.allowed, expected, "{condition} with {keys:?}");
}

/// One operator with one value, against one request value (`None`: the key is absent).
#[track_caller]
fn check_one(operator: &str, value: &str, request: Option<&str>, expected: bool) {
    let condition = format!(r#""{operator}": {{"k:x": {value}}}"#);
    match request {
        Some(request) => check(&condition, &[("K:X", &[request])], expected),
        None => check(&condition, &[], expected),
    }
}

#[test]
fn strings() {
    for (operator, value, request, expected) in [
        ("StringEquals", r#""a""#, "a", true),
        ("StringEquals", r#""a""#, "A", false),
        ("StringEquals", r#""a*""#, "ab", false),
        ("StringEquals", r#""a*""#, "a*", true),
        ("StringEquals", r#"["b", "a"]"#, "a", true),
        ("stringequals", r#""a""#, "a", true),
        ("StringNotEquals", r#""a""#, "a", false),
        ("StringNotEquals", r#""a""#, "A", true),
        ("StringNotEquals", r#"["a", "b"]"#, "b", false),
        ("StringEqualsIgnoreCase", r#""aB""#, "Ab", true),
        ("StringNotEqualsIgnoreCase", r#""aB""#, "Ab", false),
        ("StringLike", r#""a*c?""#, "abbcd", true),
        ("StringLike", r#""a*""#, "Ab", false),
        ("StringLike", r#""""#, "", true),
        ("StringNotLike", r#""a*""#, "ab", false),
        ("StringNotLike", r#""a*""#, "b", true),
        ("StringLike", r#""${*}x""#, "*x", true),
        ("StringLike", r#""${*}x""#, "ax", false),
        ("StringEquals", "5", "5", true),
        ("StringEquals", "true", "true", true),
    ] {
        check_one(operator, value, Some(request), expected);
    }
}

#[test]
fn numbers() {
    for (operator, value, request, expected) in [
        ("NumericEquals", r#""10""#, "10", true),
        ("NumericEquals", "10", "10.0", true),
        ("NumericNotEquals", "10", "11", true),
        ("NumericLessThan", "10", "9.5", true),
        ("NumericLessThan", "10", "10", false),
        ("NumericLessThanEquals", "10", "10", true),
        ("NumericGreaterThan", "10", "11", true),
        ("NumericGreaterThan", "-1", "-2", false),
        ("NumericGreaterThanEquals", "10", "10", true),
        ("NumericEquals", "9007199254740993", "9007199254740992", false),
        // What is no number matches none.
        ("NumericEquals", r#""ten""#, "ten", false),
        ("NumericEquals", "10", "ten", false),
        ("NumericNotEquals", "10", "ten", true),
        ("NumericEquals", r#""NaN""#, "NaN", false),
    ] {
        check_one(operator, value, Some(request), expected);
    }
}

#[test]
fn dates() {
    for (operator, value, request, expected) in [
        ("DateEquals", r#""2020-01-01T00:00:00Z""#, "2020-01-01T00:00:00Z", true),
        ("DateEquals", r#""2020-01-01""#, "1577836800", true),
        ("DateEquals", r#""2020-01-01T02:00:00+02:00""#, "2020-01-01T00:00:00.000Z", true),
        ("DateNotEquals", r#""2020-01""#, "2020-01-01T00:00:00Z", false),
        ("DateLessThan", r#""2020-01-01T00:00:01Z""#, "2020-01-01T00:00:00Z", true),
        ("DateLessThan", r#""2020-01-01T00:00:00.5Z""#, "2020-01-01T00:00:00.4Z", true),
        ("DateLessThanEquals", r#""2020-01-01T00:00Z""#, "2020-01-01T00:00:00Z", true),
        ("DateGreaterThan", r#""2020-01-01T00:00:01Z""#, "2020-01-01T00:00:00Z", false),
        ("DateGreaterThan", "1577836799", "2020-01-01T00:00:00Z", true),
        ("DateGreaterThanEquals", r#""2020-01-01T00:00:00Z""#, "1577836800", true),
        ("DateLessThan", r#""soon""#, "2020-01-01T00:00:00Z", false),
        ("DateLessThan", r#""2020-13-01""#, "2020-01-01T00:00:00Z", false),
    ] {
        check_one(operator, value, Some(request), expected);
    }
}

#[test]
fn booleans_and_binaries() {
    for (operator, value, request, expected) in [
        ("Bool", r#""true""#, "true", true),
        ("Bool", "false", "true", false),
        ("Bool", "false", "False", true),
        ("Bool", r#""yes""#, "yes", false),
        ("BinaryEquals", r#""QmluYXJ5VmFsdWVJbkJhc2U2NA==""#, "QmluYXJ5VmFsdWVJbkJhc2U2NA==", true),
        ("BinaryEquals", r#""QmluYXJ5VmFsdWVJbkJhc2U2NA==""#, "QQ==", false),
        ("BinaryEquals", r#""not base64""#, "not base64", false),
    ] {
        check_one(operator, value, Some(request), expected);
    }
}

#[test]
fn addresses() {
    for (operator, value, request, expected) in [
        ("IpAddress", r#""203.0.113.0/24""#, "203.0.113.77", true),
        ("IpAddress", r#""203.0.113.0/24""#, "203.0.114.1", false),
        ("IpAddress", r#""203.0.113.5""#, "203.0.113.5", true),
        ("IpAddress", r#""203.0.113.5""#, "203.0.113.6", false),
        ("IpAddress", r#""0.0.0.0/0""#, "8.8.8.8", true),
        ("IpAddress", r#"["203.0.113.0/24", "2001:DB8:1234:5678::/64"]"#, "2001:db8:1234:5678::1", true),
        ("IpAddress", r#""2001:DB8:1234:5678::/64""#, "2001:db8:1234:5679::1", false),
        ("IpAddress", r#""::/0""#, "::1", true),
        ("IpAddress", r#""::/0""#, "127.0.0.1", false),
        ("IpAddress", r#""10.0.0.0/33""#, "10.0.0.1", false),
        ("NotIpAddress", r#""203.0.113.0/24""#, "203.0.113.77", false),
        ("NotIpAddress", r#""203.0.113.0/24""#, "8.8.8.8", true),
    ] {
        check_one(operator, value, Some(request), expected);
    }
}

#[test]
fn arns() {
    let request = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt";
    for (operator, value, request, expected) in [
        // The page's own example: a string's wildcard crosses colons, an ARN's does not.
        ("StringLike", "arn:aws:someservice:*:111122223333:finance/*", request, true),
        ("ArnLike", "arn:aws:someservice:*:111122223333:finance/*", request, false),
        ("ArnLike", "arn:aws:someservice:*:*:store/*:finance/*", request, true),
        ("ArnEquals", "arn:aws:sns:*:111122223333:t?pic", "arn:aws:sns:us-east-1:111122223333:topic", true),
        ("ArnLike", "arn:aws:sns:*:111122223333:topic", "arn:aws:sns:us-east-1:111122223333:TOPIC", false),
        ("ArnLike", "*", "arn:aws:sns:us-east-1:111122223333:topic", true),
        ("ArnLike", "arn:aws:sns:*", "arn:aws:sns:us-east-1:111122223333:topic", false),
        ("ArnLike", "arn:aws:iam::*:role/*", "no arn", false),
        ("ArnNotEquals", "arn:aws:iam::1:role/a", "arn:aws:iam::1:role/a", false),
        ("ArnNotLike", "arn:aws:iam::1:role/*", "arn:aws:iam::1:user/a", true),
    ] {
        check_one(operator, &format!("{value:?}"), Some(request), expected);
    }
    let keys: &[(&str, &[&str])] = &[("k:x", &["arn:aws:s3:::home/ada"]), ("aws:username", &["ada"])];
    check(r#""ArnEquals": {"k:x": "arn:aws:s3:::home/${aws:username}"}"#, keys, true);
    let keys: &[(&str, &[&str])] = &[("k:x", &["arn:aws:s3:::home/eve"]), ("aws:username", &["ada"])];
    check(r#""ArnEquals": {"k:x": "arn:aws:s3:::home/${aws:username}"}"#, keys, false);
}

#[test]
fn absent_keys() {
    for (operator, value, expected) in [
        ("StringEquals", r#""a""#, false),
        ("StringLike", r#""*""#, false),
        ("NumericLessThan", "5", false),
        ("Bool", "false", false),
        ("IpAddress", r#""0.0.0.0/0""#, false),
        // "If the policy condition requires that the key is not matched, and the key is not present, the condition is true."
        ("StringNotEquals", r#""a""#, true),
        ("StringNotLike", r#""*""#, true),
        ("ArnNotLike", r#""*""#, true),
        ("NotIpAddress", r#""0.0.0.0/0""#, true),
        ("NumericNotEquals", "5", true),
        ("StringEqualsIfExists", r#""a""#, true),
        ("BoolIfExists", "false", true),
        ("StringNotEqualsIfExists", r#""a""#, true),
        ("Null", "true", true),
        ("Null", r#""false""#, false),
        ("ForAllValues:StringEquals", r#""a""#, true),
        ("ForAllValues:StringNotEquals", r#""a""#, true),
        ("ForAnyValue:StringEquals", r#""a""#, false),
        ("ForAnyValue:StringNotEquals", r#""a""#, false),
        ("ForAnyValue:StringEqualsIfExists", r#""a""#, true),
    ] {
        check_one(operator, value, None, expected);
    }
    for (operator, value, expected) in
        [("StringEqualsIfExists", r#""a""#, false), ("BoolIfExists", "true", false), ("Null", "false", true)]
    {
        check_one(operator, value, Some("b"), expected);
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
#[test]
fn sets() {
    for (operator, request, expected) in [
        ("ForAllValues:StringEquals", &["PostDateTime", "Message"][..], true),
        ("ForAllValues:StringEquals", &["PostDateTime", "UserName"], false),
        ("ForAllValues:StringEquals", &[], true),
        ("ForAllValues:StringEquals", &[""], true),
        ("ForAnyValue:StringEquals", &["UserName", "Message"], true),
        ("ForAnyValue:StringEquals", &["UserName"], false),
        ("ForAnyValue:StringEquals", &[], false),
        ("ForAnyValue:StringEquals", &[""], false),
        ("ForAllValues:StringNotEquals", &["UserName", "ID"], true),
        ("ForAllValues:StringNotEquals", &["UserName", "Tags"], false),
        ("ForAnyValue:StringNotEquals", &["UserName", "Tags"], true),
        ("ForAnyValue:StringNotEquals", &["Message", "Tags"], false),
        ("ForAnyValue:StringLike", &["Tags"], true),
        // Without a qualifier: any value may match, and where none may, none must.
        ("StringEquals", &["UserName", "Tags"], true),
        ("StringNotEquals", &["UserName", "Tags"], false),
        ("StringNotEquals", &["UserName", "ID"], true),
    ] {
        let condition = format!(r#""{operator}": {{"k:x": ["PostDateTime", "Message", "Tags"]}}"#);
        check(&condition, &[("k:x", request)], expected);
    }
}

#[test]
fn keys_and_operators_are_all_required() {
    let both = r#""StringEquals": {"k:a": "1", "k:b": "2"}, "Bool": {"k:c": "true"}"#;
    check(both, &[("k:a", &["1"]), ("k:b", &["2"]), ("k:c", &["true"])], true);
    check(both, &[("k:a", &["1"]), ("k:b", &["2"]), ("k:c", &["false"])], false);
    check(both, &[("k:a", &["1"]), ("k:c", &["true"])], false);
    // IAM takes an operator that it does not know, if nothing is asked of it.
    check(r#""x": {}"#, &[], true);
    check(r#""StringEquals": {"k:a": []}"#, &[("k:a", &["1"])], false);
}

#[test]
fn variables() {
    let own = r#""StringEquals": {"k:x": "${aws:username}"}"#;
    check(own, &[("k:x", &["ada"]), ("aws:username", &["ada"])], true);
    check(own, &[("k:x", &["eve"]), ("aws:username", &["ada"])], false);
    check(own, &[("k:x", &["${aws:username}"])], false);
    // "You can't use multivalued context keys as policy variables."
    check(own, &[("k:x", &["ada"]), ("aws:username", &["ada", "eve"])], false);
    let default = r#""StringEquals": {"k:x": "${aws:userid, 'anonymous'}"}"#;
    check(default, &[("k:x", &["anonymous"])], true);
    // A tag of the resource must be the caller's own: without the caller's tag nothing matches.
    let same_tag = r#""StringNotEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}"#;
    check(same_tag, &[("aws:ResourceTag/team", &["red"]), ("aws:PrincipalTag/Team", &["red"])], false);
    check(same_tag, &[("aws:ResourceTag/team", &["red"])], true);
}
