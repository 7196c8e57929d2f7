//! Queries over a few events.

use super::{Columns, Query, Row, Run, Source, Wrong};
use crate::events::{Event, Position, encode, first_sequence};
use clock::Timestamp;
use proptest::prelude::*;

const NOW: i64 = 1_800_000_000_000;

/// Events a minute apart, the latest first, as they are read.
fn rows(messages: &[&str]) -> Vec<Row> {
    let row = |(n, message): (usize, &&str)| {
        let sequence = first_sequence(NOW + 60_000 * n as i64);
        let bytes = encode(Timestamp::from_millis(NOW), message);
        let event = Event::decode(Position { sequence, stream: 1 }, bytes.into()).unwrap();
        Row::new(Source::new(event, "s".into(), "000000000000:one".into(), format!("p{n}")))
    };
    messages.iter().enumerate().map(row).rev().collect()
}

fn results(query: &str, messages: &[&str]) -> Vec<Columns> {
    let query = Query::parse(query).unwrap_or_else(|wrong| panic!("{query}: {wrong:?}"));
    let mut run = Run::new(&query, query.limit(None));
    for row in rows(messages) {
        if !run.push(row).unwrap() {
            break;
        }
    }
    run.finish().unwrap();
    run.results
}

/// Rows as `name=value` without pointers.
fn check(query: &str, messages: &[&str], expected: &[&str]) {
    let found = results(query, messages);
    let line = |columns: &Columns| {
        let shown = columns.iter().filter(|(name, _)| name != "@ptr");
        shown.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found.iter().map(line).collect::<Vec<_>>(), expected, "{query}");
}

const JSON: &[&str] = &[
    r#"{"level": "info", "took": 10, "user": {"name": "ann", "roles": ["a", "b"]}, "ok": true}"#,
    r#"{"level": "error", "took": 250, "user": {"name": "bob"}, "ok": false}"#,
    "plain text user=carl, took 30 ms",
    r#"{"level": "error", "took": 20.5, "a.b": "dotted"}"#,
];

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html>
#[test]
fn fields_and_filters() {
    check("fields took", &JSON[..2], &["took=250", "took=10"]);
    check("fields @timestamp | limit 1", JSON, &["@timestamp=2027-01-15 08:03:00.000"]);
    check("limit 1", &["m"], &["@timestamp=2027-01-15 08:00:00.000 @message=m"]);
    check("", &["m"], &["@timestamp=2027-01-15 08:00:00.000 @message=m"]);
    check("fields user.name, user.roles.1 | filter ok = true", JSON, &["user.name=ann user.roles.1=b"]);
    check("fields `a.b` as dotted | filter ispresent(a.b)", JSON, &["dotted=dotted"]);
    check("fields level | filter level = 'error' and took > 100", JSON, &["level=error"]);
    check("fields took | filter level in ['error', 'warn'] and not took < 100", JSON, &["took=250"]);
    check("fields took | filter @message like /user=\\w+/ or took = 10", JSON, &["", "took=10"]);
    check("fields took | filter @message like 'roles'", JSON, &["took=10"]);
    check("fields took | filter @message =~ /ROLES/", JSON, &[]);
    check("fields took | filter level not like /err/ and level != 'x'", JSON, &["took=10"]);
    check("fields took + 1 as more, took * 2 | filter took = 10", JSON, &["more=11 took * 2=20"]);
    check("fields took | display level | filter took >= 250", JSON, &["level=error"]);
    check("fields @logStream, @log | limit 1", JSON, &["@logStream=s @log=000000000000:one"]);
    check("fields took # a comment\n| filter took = 10", JSON, &["took=10"]);
    assert_eq!(
        results("fields took | limit 1", JSON)[0].last().unwrap(),
        &("@ptr".to_owned(), "p3".to_owned())
    );
}

#[test]
fn order_and_duplicates() {
    check("fields took | sort took asc", JSON, &["", "took=10", "took=20.5", "took=250"]);
    check("fields took | sort took | limit 2", JSON, &["took=250", "took=20.5"]);
    check(
        "fields took | sort level asc, took desc | filter ispresent(took)",
        JSON,
        &["took=250", "took=20.5", "took=10"],
    );
    check("filter ispresent(level) | dedup level | fields took", JSON, &["took=20.5", "took=10"]);
}

#[test]
fn parsing_messages() {
    check(
        "parse @message \"user=*, took * ms\" as who, ms | filter ispresent(who) | display who, ms + 1",
        JSON,
        &["who=carl ms + 1=31"],
    );
    check("parse /user=(?<who>\\w+)/ | filter ispresent(who) | display who", JSON, &["who=carl"]);
    check("parse 'took *' as rest | filter ispresent(rest) | display rest", JSON, &["rest=30 ms"]);
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html>
#[test]
fn statistics() {
    check("stats count(*)", JSON, &["count(*)=4"]);
    check("stats count(*) as n", &[], &["n=0"]);
    check("stats count(*) by level", &[], &[]);
    check(
        "stats count(took), sum(took) as s, avg(took), min(took), max(took)",
        JSON,
        &["count(took)=3 s=280.5 avg(took)=93.5 min(took)=10 max(took)=250"],
    );
    check(
        "filter ispresent(level) | stats count(*) as n by level | sort n desc",
        JSON,
        &["level=error n=2", "level=info n=1"],
    );
    check("stats count(*) by level | sort count(*) asc | limit 1", &JSON[..2], &["level=error count(*)=1"]);
    check(
        "stats count(*) as n by bin(2m) | sort n",
        &JSON[..3],
        &["bin(2m)=2027-01-15 08:00:00.000 n=2", "bin(2m)=2027-01-15 08:02:00.000 n=1"],
    );
    check(
        "stats pct(took, 50), median(took), count_distinct(level), stddev(took)",
        &JSON[..2],
        &["pct(took, 50)=10 median(took)=10 count_distinct(level)=2 stddev(took)=120"],
    );
    check(
        "stats latest(took), earliest(took), sortsFirst(level), sortsLast(level)",
        JSON,
        &["latest(took)=20.5 earliest(took)=10 sortsFirst(level)=error sortsLast(level)=info"],
    );
    check("stats count(*) as n by level | stats max(n) as most", JSON, &["most=2"]);
}

#[test]
fn functions() {
    let value = |expression: &str, expected: &str| {
        check(&format!("display {expression} as v"), &["abc"], &[&format!("v={expected}")]);
    };
    value("strlen(@message)", "3");
    value("toupper(@message)", "ABC");
    value("concat(@message, '-', 1)", "abc-1");
    value("substr(@message, 1)", "bc");
    value("substr(@message, 1, 1)", "b");
    value("strcontains(@message, 'bc')", "1");
    value("trim('  x ')", "x");
    value("ltrim('xxy', 'x')", "y");
    value("coalesce(none, 'd')", "d");
    value("greatest(1, 3, 2)", "3");
    value("least(1, 3, 2)", "1");
    value("abs(-2.5)", "2.5");
    value("ceil(1.2) + floor(1.8)", "3");
    value("2 ^ 3 ^ 2", "512");
    value("10 / 4 % 2", "0.5");
    value("-(1 + 2) * 3", "-9");
    value("isempty('')", "1");
    value("isblank(' x')", "0");
    value("isValidIpv4('10.0.0.1')", "1");
    value("isValidIp('x')", "0");
    value("datefloor(@timestamp, 1h)", "2027-01-15 08:00:00.000");
    value("dateceil(@timestamp, 1d)", "2027-01-16 00:00:00.000");
    value("toMillis(@timestamp)", "1800000000000");
    value("fromMillis(0)", "1970-01-01 00:00:00.000");
    // A text that doubles sixty times is none.
    let doubled: Vec<_> = (0..60).map(|n| format!("| fields concat(v{n}, v{n}) as v{}", n + 1)).collect();
    let doubled = doubled.join(" ");
    check(
        &format!("fields @message as v0 {doubled} | display v3, v60"),
        &["abc"],
        &["v3=abcabcabcabcabcabcabcabc v60="],
    );
    // Of nothing there is nothing.
    check("display 1 / 0 as v, none + 1", &["abc"], &[""]);
}

#[test]
fn what_is_no_query() {
    for bad in [
        "fieldz @message",
        "fields",
        "fields a,",
        "fields a | ",
        "filter",
        "filter a >",
        "filter (a = 1",
        "stats",
        "stats nothing(a)",
        "stats count(*) by",
        "limit x",
        "limit 0",
        "sort",
        "parse @message",
        "parse 'a*'",
        "parse 'a*b*' as c",
        "parse /a(b)/",
        "filter a like",
        "filter a in []",
        "filter a in ['b'",
        "fields 'open",
        "filter a like /(/",
        "fields a b",
        "fields strlen()",
        "fields strlen(a, b)",
        "fields unknown(a)",
        "| |",
    ] {
        let wrong = Query::parse(bad).err();
        assert!(matches!(wrong, Some(Wrong::Unexpected { .. })), "{bad}: {wrong:?}");
    }
    for other in ["pattern @message", "fields replace(a, 'b', 'c')", "SOURCE logGroups()"] {
        assert!(matches!(Query::parse(other).err(), Some(Wrong::NotBuilt(_))), "{other}");
    }
    let found = Query::parse("fields a | fieldz b").err();
    assert_eq!(found, Some(Wrong::Unexpected { from: 11, to: 17, found: "fieldz".to_owned() }));
    assert!(Query::parse(&format!("fields {}a{}", "(".repeat(500), ")".repeat(500))).is_err());
    assert!(Query::parse(&format!("fields {}a", "-".repeat(500))).is_err());
    assert!(Query::parse(&format!("filter {} a", "not ".repeat(500))).is_err());
}

/// What a query keeps is bounded, whatever it is asked for.
#[test]
fn what_is_too_much() {
    let large = "x".repeat(1 << 20);
    let fails = |text: &str| {
        let query = Query::parse(text).unwrap();
        let mut run = Run::new(&query, query.limit(None));
        let messages: Vec<_> = (0..40).map(|n| format!("{n}{large}")).collect();
        let rows = rows(&messages.iter().map(String::as_str).collect::<Vec<_>>());
        rows.into_iter().any(|row| run.push(row).is_err()) || run.finish().is_err()
    };
    for query in [
        "fields @message",
        "sort @message",
        "stats count(*) by @message",
        "dedup @message",
        "stats count_distinct(@message)",
    ] {
        assert!(fails(query), "{query}");
    }
    for query in ["fields @timestamp", "stats count(*), max(@message)", "sort @timestamp | limit 5"] {
        assert!(!fails(query), "{query}");
    }
}

proptest! {
    #[test]
    fn nothing_panics(query in r#"(fields|filter|stats|parse|sort|limit|dedup)? ?[a-c@*/"'()|,=<>~+^ .0-9\[\]-]{0,24}"#) {
        if let Ok(parsed) = Query::parse(&query) {
            let mut run = Run::new(&parsed, parsed.limit(None));
            for row in rows(JSON) {
                if !run.push(row).unwrap() {
                    break;
                }
            }
            run.finish().unwrap();
        }
    }
}
