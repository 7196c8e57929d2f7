//! The examples of AWS's guide, and what must hold of every pattern.

use super::{Invalid, Pattern};
use proptest::prelude::*;

/// Which of the messages match.
fn check(pattern: &str, messages: &[(&str, bool)]) {
    let parsed = Pattern::parse(pattern).unwrap_or_else(|_| panic!("{pattern} is no pattern"));
    for (message, matches) in messages {
        assert_eq!(parsed.matches(message), *matches, "{pattern} on {message}");
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html>
#[test]
fn terms() {
    for all in ["", " ", "\"\""] {
        check(all, &[("anything", true), ("", true)]);
    }
    check(
        "ERROR",
        &[
            ("[ERROR 400] BAD REQUEST", true),
            ("Exiting with ERRORCODE: -1", true),
            ("error", false),
            ("[INFO] all is well", false),
        ],
    );
    check("ERROR ARGUMENTS", &[("[ERROR 419] MISSING ARGUMENTS", true), ("[ERROR 401] UNAUTHORIZED", false)]);
    check("?ERROR ?WARN", &[("ERROR message", true), ("WARN message", true), ("INFO message", false)]);
    check("ERROR -WARN", &[("ERROR WARN message", false), ("ERROR message", true), ("WARN message", false)]);
    check(
        "\"INTERNAL SERVER ERROR\"",
        &[("[ERROR 500] INTERNAL SERVER ERROR", true), ("INTERNAL ERROR SERVER", false)],
    );
    check("-\"a b\" c", &[("c a b", false), ("c b a", true)]);
    check(r#""say \"no\"""#, &[(r#"say "no" twice"#, true), ("say no", false)]);
    // Optional terms do nothing beside others.
    check("?ERROR ?WARN INFO", &[("INFO", true), ("ERROR", false)]);
    check("-INFO ?ERROR", &[("WARN", true), ("INFO ERROR", false)]);
    check("überlauf", &[("der überlauf", true)]);
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html>
#[test]
fn regular_expressions() {
    check(
        "%AUTHORIZED%",
        &[
            ("[ERROR 401] UNAUTHORIZED REQUEST", true),
            ("[SUCCESS 200] AUTHORIZED REQUEST", true),
            ("authorized", false),
        ],
    );
    check("%colou?r%", &[("color", true), ("colour", true), ("colr", false)]);
    check("%^[hc]at%", &[("hat", true), ("cat", true), ("that", false)]);
    check(r"%10\.10\.0\.1%", &[("from 10.10.0.1 on", true), ("10x10.0.1", false)]);
    check(r"%\d{3}\s[A-Z]+$%", &[("404 NOT", true), ("40 NOT", false), ("404 not", false)]);
    check(r"%.\x2A%", &[("a*", true), ("*", false)]);
    check("%gray|grey%", &[("grey", true), ("green", false)]);
}

const DOCUMENT: &str = r#"{
  "eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111",
  "arrayKey": ["value", "another value"],
  "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}],
  "SomeObject": null, "ThisFlag": true, "latency": 612.5, "errorCode": "400", "count": 400
}"#;
const USERS: &str = r#"{
  "user": {"id": 1, "email": "John.Stiles@example.com"},
  "users": [{"id": 2, "email": "John.Doe@example.com"}, {"id": 3, "email": "Jane.Doe@example.com"}],
  "actions": ["GET", "PUT", "DELETE"], "coordinates": [[0, 1, 2], [4, 5, 6], [7, 8, 9]]
}"#;

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html>
#[test]
fn json() {
    let check = |pattern: &str, matches: bool| check(pattern, &[(DOCUMENT, matches)]);
    check(r#"{ $.eventType = "UpdateTrail" }"#, true);
    check("{$.eventType=UpdateTrail}", true);
    check("{ $.sourceIPAddress != 123.123.* }", true);
    check("{ $.sourceIPAddress != 111.111.* }", false);
    check(r#"{ $.arrayKey[0] = "value" }"#, true);
    check(r#"{ $.arrayKey[2] = "value" }"#, false);
    check(r#"{ $.arrayKey[*] = "another value" }"#, true);
    check("{ $.objectList[1].id = 2 }", true);
    check("{ $.objectList[*].id = 2 }", true);
    check("{ $.objectList[*].id = 3 }", false);
    check("{ $.eventType[0] = 2 }", false);
    check("{ $.SomeObject IS NULL }", true);
    check("{ $.SomeOtherObject IS NULL }", false);
    check("{ $.SomeOtherObject NOT EXISTS }", true);
    check("{ $.SomeObject NOT EXISTS }", false);
    check("{ $.SomeObject EXISTS }", true);
    check("{ $.ThisFlag IS TRUE }", true);
    check("{ $.ThisFlag IS FALSE }", false);
    check("{ $.eventType IS TRUE }", false);
    // Wildcards stand at an end.
    check(r#"{ $.eventType = "*Trail" }"#, true);
    check("{ $.eventType = Update* }", true);
    check("{ $.eventType = *dateTr* }", true);
    check("{ $.eventType = Up*ail }", false);
    check("{ $.eventType = * }", true);
    check("{ $.latency = * }", true);
    check("{ $.eventType = %^Upd.teTrail$% }", true);
    // Of a list, an object or what is not there no comparison holds.
    for name in ["arrayKey", "objectList", "none", "SomeObject", "ThisFlag"] {
        check(&format!("{{ $.{name} = 1 }}"), false);
        check(&format!("{{ $.{name} != 1 }}"), false);
    }
    check("{ $.latency >= 500 }", true);
    check("{ $.latency < 6.2e2 }", true);
    check("{ $.latency > +1000 }", false);
    check("{ $.latency != 500 }", true);
    check("{ $.latency = 612.50 }", true);
    check("{ $.count = 400 }", true);
    check(r#"{ $.count = "400" }"#, true);
    check("{ $.errorCode = 400 }", true);
    check("{ $.errorCode = 400.0 }", false);
    check("{ $.errorCode > 100 }", false);
    check("{ $.count = 4* }", true);
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html>, compound expressions
#[test]
fn compound_expressions() {
    let check = |pattern: &str, matches: bool| check(pattern, &[(USERS, matches)]);
    check(r#"{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }"#, true);
    check(r#"{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }"#, false);
    check(
        r#"{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nonmatch }"#,
        true,
    );
    check(
        r#"{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nonmatch }"#,
        false,
    );
    check("{ $.coordinates[2][1] = 8 }", true);
    super::tests::check("{ $.a = 1 }", &[("no json", false), ("{\"a\": 1", false), ("[1]", false)]);
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-space-delimited-log-events.html>
#[test]
fn fields() {
    const OK: &str = r#"127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 200 1534"#;
    const MISSING: &str =
        r#"127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] "GET /about-us/ HTTP/1.0" 404 534"#;
    let check_both = |pattern: &str, ok: bool, missing: bool| check(pattern, &[(OK, ok), (MISSING, missing)]);
    check_both("[ip, user, username, timestamp, request, status_code, bytes]", true, true);
    check_both("[ip, user, username, timestamp, request, status_code]", false, false);
    check_both("[ip, user, username, timestamp, request, status_code, bytes > 1000]", true, false);
    check_both("[ip, user, username, timestamp, request, status_code = 200, bytes]", true, false);
    check_both("[ip, user, username, timestamp, request, status_code = 4*, bytes]", false, true);
    check_both("[ip, user, username, timestamp, request = *html*, status_code = 2*, bytes]", true, false);
    check_both("[..., status_code = 404, bytes]", false, true);
    check_both("[ip, user, ..., status_code != 404, bytes]", true, false);
    check_both("[ip = 127.0.0.*, ...]", true, true);
    check_both("[..., status_code = 4* && status_code != 403, bytes]", false, true);
    check_both("[..., status_code = 200 || status_code = 404, bytes < 1000]", false, true);
    check_both("[..., request = %about-us%, status, bytes]", false, true);
    check_both("[..., timestamp > 5, request, status, bytes]", false, false);
    check_both("[...]", true, true);
    let lines = |first, second, third| {
        [("ERROR WARN message", first), ("ERROR message", second), ("WARN message", third)]
    };
    check("[w1=ERROR, w2]", &lines(false, true, false));
    check("[w1=ERROR || w1=WARN, w2]", &lines(false, true, true));
    check("[w1!=ERROR && w1!=WARN, w2]", &lines(false, false, false));
    check("[w1=!ERROR&&w1=!WARN, w2]", &[("INFO message", true), ("WARN message", false)]);
    check("[w1=\"ERROR\", w2]", &lines(false, true, false));
    check("[a, b]", &[("[open b", true), ("\"open b", true), ("", false), ("[x y] z", true)]);
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html>
#[test]
fn extracted_values() {
    const LINE: &str =
        r#"127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /products/index.html HTTP/1.0" 404 1534"#;
    let check = |pattern: &str, expected: &[(&str, &str)]| {
        let found = Pattern::parse(pattern).unwrap().extract(LINE).unwrap();
        let found: Vec<_> = found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(found, expected, "{pattern}");
    };
    check(
        "[..., request=*.html*, status_code=4*,]",
        &[
            ("$1", "127.0.0.1"),
            ("$2", "-"),
            ("$3", "frank"),
            ("$4", "10/Oct/2000:13:25:15 -0700"),
            ("$request", "GET /products/index.html HTTP/1.0"),
            ("$status_code", "404"),
            ("$7", "1534"),
        ],
    );
    check("frank", &[]);
    assert_eq!(Pattern::parse("[a]").unwrap().extract(LINE), None);
}

#[test]
fn what_is_no_pattern() {
    for bad in [
        "foo-bar",
        "a.b",
        "user@example",
        "\"open",
        "-",
        "?",
        "- a",
        "a*",
        "/path",
        "100%",
        "%",
        "%%",
        "%open",
        "%a b%",
        "%(a)%",
        "%ü%",
        "%[%",
        "%a{1000}{1000}{1000}%",
        "%a% b",
        "{",
        "{}",
        "{ $ }",
        "{ $. }",
        "{ $.a }",
        "{ $.a = }",
        "{ a = 1 }",
        "{ $.a = 1",
        "{ $.a = 1 } b",
        "{ $.a > b }",
        "{ $.a >= \"1\" }",
        "{ $.a = 'b' }",
        "{ $.a = b@c }",
        "{ $.a IS }",
        "{ $.a IS TRUEST }",
        "{ $.a NOT }",
        "{ ($.a = 1 }",
        "{ $.a = 1 && }",
        "{ $.a = 1 $.b = 2 }",
        "{ $.a[ = 1 }",
        "{ $.a[b] = 1 }",
        "{ $.a[*].b[*] = 1 }",
        "{ $.a[*]=1 && $.b[*]=1 && $.c[*]=1 && $.d[*]=1 }",
        "{ $.a = %a% && $.b = %b% && $.c = %c% }",
        "{ $.a[99999999999999999999] = 1 }",
        "[",
        "[a",
        "[a] b",
        "[..., a, ...]",
        "[a=]",
        "[=1]",
        "[a=1 && b=2]",
        "[a=1 b]",
        "[a b]",
        "[a > b]",
        "[a=(b)]",
        "[a=%x%, b=%y%, c=%z%]",
    ] {
        assert_eq!(Pattern::parse(bad).err(), Some(Invalid), "{bad}");
    }
    let nested = format!("{{ {} $.a = 1 {} }}", "(".repeat(400), ")".repeat(400));
    assert_eq!(Pattern::parse(&nested).err(), Some(Invalid));
    assert!(Pattern::parse("{ ((($.a = 1))) }").is_ok());
}

proptest! {
    /// Whatever a caller sends, parsing ends with a pattern or a refusal, and matching with a verdict.
    #[test]
    fn nothing_panics(
        pattern in r#"[{\[%?"$.a=!<>&|()*,\\ 1\]}é-]{0,30}"#,
        message in r#"[{}\[\]" :,a1é\\]{0,30}"#,
    ) {
        if let Ok(parsed) = Pattern::parse(&pattern) {
            prop_assert_eq!(parsed.matches(&message), parsed.extract(&message).is_some());
        }
    }

    #[test]
    fn a_quoted_phrase_is_found_wherever_it_stands(phrase in ".{1,10}", before in ".{0,10}", after in ".{0,10}") {
        let quoted = format!("\"{}\"", phrase.replace('\\', "\\\\").replace('"', "\\\""));
        let message = format!("{before}{phrase}{after}");
        prop_assert!(Pattern::parse(&quoted).unwrap().matches(&message));
        let excluded = Pattern::parse(&format!("-{quoted}")).unwrap();
        prop_assert!(!excluded.matches(&message));
    }

    /// Negation and numbers: of any number exactly one of `<`, `=` and `>` holds, and `!=` is the opposite of `=`.
    #[test]
    fn comparisons_are_consistent(value in -1e6f64..1e6, limit in -1e6f64..1e6) {
        let message = format!("{{\"a\": {value}}}");
        let holds = |operator: &str| {
            Pattern::parse(&format!("{{ $.a {operator} {limit} }}")).unwrap().matches(&message)
        };
        prop_assert_eq!([holds("<"), holds("="), holds(">")].iter().filter(|h| **h).count(), 1);
        prop_assert_eq!(holds("="), !holds("!="));
        prop_assert_eq!(holds("<="), !holds(">"));
        prop_assert_eq!(holds(">="), !holds("<"));
    }
}
