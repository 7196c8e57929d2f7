//! Logs Insights through the door.

use super::{House, NOW};
use clock::{Clock, Timestamp};
use serde_json::{Value, json};
use std::sync::Arc;
use store::{Options, Store};

impl House {
    async fn start(&self, query: &str) -> String {
        let input = json!({"logGroupName": "one", "queryString": query, "startTime": NOW / 1000 - 60, "endTime": NOW / 1000 + 60});
        self.ok("StartQuery", input).await["queryId"].as_str().unwrap().to_owned()
    }
    /// The answer of a query that has ended.
    async fn ended(&self, id: &str) -> Value {
        loop {
            let answer = self.ok("GetQueryResults", json!({"queryId": id})).await;
            if answer["status"] != "Running" {
                return answer;
            }
            tokio::task::yield_now().await;
        }
    }
    /// The rows of a query: the values of a column.
    async fn column(&self, query: &str, name: &str) -> Vec<String> {
        let answer = self.ended(&self.start(query).await).await;
        let rows = answer["results"].as_array().unwrap();
        let value = |row: &Value| {
            let field = row.as_array().unwrap().iter().find(|field| field["field"] == name);
            field.map_or(String::new(), |field| field["value"].as_str().unwrap().to_owned())
        };
        rows.iter().map(value).collect()
    }
}

#[tokio::test]
async fn a_query_over_streams() {
    let house = House::new();
    house.group("one", &["a", "b"]).await;
    house.put("one", "a", &[(1, "{\"n\": 1}"), (3, "{\"n\": 3}")]).await;
    house.put("one", "b", &[(2, "{\"n\": 2}"), (70_000, "{\"n\": 9}")]).await;
    assert_eq!(house.column("fields n", "n").await, ["3", "2", "1"]);
    assert_eq!(house.column("fields n, @logStream | filter n = 2", "@logStream").await, ["b"]);
    assert_eq!(house.column("stats sum(n) as s", "s").await, ["6"]);
    let answer = house.ended(&house.start("fields n | filter n > 1").await).await;
    let statistics = json!({"recordsMatched": 2.0, "recordsScanned": 3.0, "estimatedRecordsSkipped": 0.0,
        "bytesScanned": 3.0 * (8.0 + 26.0), "estimatedBytesSkipped": 0.0, "logGroupsScanned": 1.0, "resultCount": 2.0});
    assert_eq!((&answer["statistics"], &answer["status"]), (&statistics, &json!("Complete")));
    // The record behind a row.
    let pointer = answer["results"][0].as_array().unwrap().last().unwrap()["value"].clone();
    let record = house.ok("GetLogRecord", json!({"logRecordPointer": pointer})).await["logRecord"].clone();
    assert_eq!(
        (&record["@message"], &record["n"], &record["@logStream"]),
        (&json!("{\"n\": 3}"), &json!("3"), &json!("a"))
    );
    let bad = json!({"logRecordPointer": "x"});
    assert!(house.try_call("GetLogRecord", bad).await.unwrap_err().starts_with("InvalidParameterException"));
}

/// recorded: logs/test_logs_queries.json
#[tokio::test]
async fn queries_are_described() {
    let house = House::new();
    house.group("one", &[]).await;
    let id = house.start("fields @message").await;
    house.ended(&id).await;
    let (from, to) = (NOW / 1000 - 60, NOW / 1000 + 60);
    let expected = json!({"queries": [{
        "createTime": NOW, "logGroupName": "one", "queryId": id, "queryLanguage": "CWLI",
        "queryString": format!("SOURCE \"one\" START={from}000 END={to}999 | fields @message"), "status": "Complete",
    }]});
    assert_eq!(house.ok("DescribeQueries", json!({"logGroupName": "one"})).await, expected);
    assert_eq!(
        house.ok("DescribeQueries", json!({"logGroupName": "one", "status": "Complete"})).await,
        expected
    );
    assert_eq!(house.ok("DescribeQueries", json!({"status": "Scheduled"})).await, json!({"queries": []}));
    let missing =
        json!({"logGroupName": "two", "queryString": "fields @message", "startTime": 0, "endTime": 1});
    let error = house.try_call("StartQuery", missing).await.unwrap_err();
    let text = "ResourceNotFoundException: Log group 'two' does not exist for account ID '000000000000' (Service: AWSLogs; \
                Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ";
    assert!(error.starts_with(text) && error.ends_with("; Proxy: null)"), "{error}");
    let refuse = async |query: &str, error: &str| {
        let input = json!({"logGroupName": "one", "queryString": query, "startTime": 0, "endTime": 1});
        let found = house.try_call("StartQuery", input).await.unwrap_err();
        assert!(found.starts_with(error), "{found}");
    };
    refuse("fieldz @message", "MalformedQueryException: unexpected symbol found fieldz").await;
    refuse("pattern @message", "NotImplemented: Maquette does not support the command pattern").await;
    let stop = house.try_call("StopQuery", json!({"queryId": id})).await.unwrap_err();
    assert!(stop.starts_with("InvalidParameterException"), "{stop}");
    let none = house.try_call("GetQueryResults", json!({"queryId": "none"})).await.unwrap_err();
    assert!(none.starts_with("ResourceNotFoundException"), "{none}");
}

#[tokio::test]
async fn results_come_in_pages_and_outlive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::frozen_at(Timestamp::from_millis(NOW));
    let open = || Store::open(folder.path(), Options::new("test", Timestamp::from_millis(NOW))).unwrap();
    let id = {
        let house = House::on(&open(), clock.clone());
        house.group("one", &["a"]).await;
        house.put("one", "a", &[(1, "1"), (2, "2"), (3, "3")]).await;
        let id = house.start("fields @message").await;
        house.ended(&id).await;
        // Its thread lets go of the store.
        while Arc::strong_count(&house.logs.state) > 1 {
            tokio::task::yield_now().await;
        }
        id
    };
    let house = House::on(&open(), clock);
    assert_eq!(house.ok("DescribeQueries", json!({})).await["queries"][0]["status"], "Complete");
    house.ended(&id).await;
    let page = house.ok("GetQueryResults", json!({"queryId": id, "maxItems": 2})).await;
    assert_eq!(page["results"].as_array().unwrap().len(), 2);
    let rest = house
        .ok("GetQueryResults", json!({"queryId": id, "maxItems": 2, "nextToken": page["nextToken"]}))
        .await;
    assert_eq!(rest["results"][0][0], json!({"field": "@message", "value": "1"}));
    assert_eq!(rest.get("nextToken"), None);
}
