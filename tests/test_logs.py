"""CloudWatch Logs by boto3 and the AWS CLI: what goes in comes out, in order, filtered, and for as long as it should."""

import json
import subprocess
import sys
import time

import house
import pytest
from botocore.exceptions import ClientError

HOUR = 3_600_000


def refused(call, code, message=None, **arguments):
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response["Error"]
    assert error["Code"] == code, error
    if message is not None:
        assert error["Message"] == message


@pytest.fixture
def logs(server):
    return server.client("logs")


def now():
    return int(time.time() * 1000)


def put(logs, group, stream, *messages, at=None, step=1):
    at = now() - 1000 if at is None else at
    events = [{"timestamp": at + n * step, "message": m} for n, m in enumerate(messages)]
    return logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)


def make(logs, group, *streams, **more):
    logs.create_log_group(logGroupName=group, **more)
    for stream in streams:
        logs.create_log_stream(logGroupName=group, logStreamName=stream)


def messages(events):
    return [e["message"] for e in events]


def aws(server, *arguments, check=True, keys=("test", "test")):
    """The AWS CLI as a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "awscli", *arguments],
        env=server.env(keys),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if check:
        assert done.returncode == 0, done.stderr
    return done


def test_events_in_and_out(logs, name):
    make(logs, name, "b", "a")
    start = now() - 10_000
    put(logs, name, "a", "one", "three", at=start, step=2)
    put(logs, name, "b", "two", "four", at=start + 1, step=2)
    events = logs.filter_log_events(logGroupName=name)["events"]
    assert messages(events) == ["one", "two", "three", "four"]
    assert [e["logStreamName"] for e in events] == ["a", "b", "a", "b"]
    assert len({e["eventId"] for e in events}) == 4 and events[0]["timestamp"] == start
    assert abs(events[0]["ingestionTime"] - now()) < 60_000
    one = logs.get_log_events(logGroupName=name, logStreamName="a", startFromHead=True)
    assert messages(one["events"]) == ["one", "three"]
    again = logs.get_log_events(logGroupName=name, logStreamName="a", nextToken=one["nextForwardToken"])
    assert again["events"] == [] and again["nextForwardToken"] == one["nextForwardToken"]
    [stream] = logs.describe_log_streams(logGroupName=name, logStreamNamePrefix="a")["logStreams"]
    assert (stream["firstEventTimestamp"], stream["lastEventTimestamp"]) == (start, start + 2)
    logs.delete_log_group(logGroupName=name)
    refused(logs.filter_log_events, "ResourceNotFoundException", logGroupName=name)


def test_paginators(logs, name):
    make(logs, f"{name}/1", *[f"s{n:02}" for n in range(7)])
    make(logs, f"{name}/2")
    make(logs, f"{name}/3")
    put(logs, f"{name}/1", "s03", *[f"m{n}" for n in range(100)])
    page = {"PageSize": 2}

    def everything(operation, key, **arguments):
        pages = logs.get_paginator(operation).paginate(**arguments, PaginationConfig=page)
        return [thing for found in pages for thing in found[key]]

    groups = everything("describe_log_groups", "logGroups", logGroupNamePrefix=name)
    assert [g["logGroupName"] for g in groups] == [f"{name}/{n}" for n in (1, 2, 3)]
    streams = everything("describe_log_streams", "logStreams", logGroupName=f"{name}/1")
    assert [s["logStreamName"] for s in streams] == [f"s{n:02}" for n in range(7)]
    newest = everything(
        "describe_log_streams", "logStreams", logGroupName=f"{name}/1", orderBy="LastEventTime", descending=True
    )
    assert newest[0]["logStreamName"] == "s03" and len(newest) == 7
    page["PageSize"] = 7
    events = everything("filter_log_events", "events", logGroupName=f"{name}/1")
    assert messages(events) == [f"m{n}" for n in range(100)]
    # A search by pattern, whose last page is empty.
    found = everything("describe_log_groups", "logGroups", logGroupNamePattern=f"{name[2:]}/2")
    assert [g["logGroupName"] for g in found] == [f"{name}/2"]


def test_filter_patterns(logs, name):
    make(logs, name, "app")
    lines = [
        "[ERROR 401] UNAUTHORIZED REQUEST",
        "[INFO 200] fine",
        json.dumps({"level": "error", "took": 612, "users": [{"id": 7}]}),
        '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
    ]
    put(logs, name, "app", *lines)

    def found(pattern):
        events = logs.filter_log_events(logGroupName=name, filterPattern=pattern)["events"]
        return [lines.index(m) for m in messages(events)]

    assert found("ERROR") == [0]
    assert found('"UNAUTHORIZED REQUEST"') == [0]
    assert found("?ERROR ?INFO") == [0, 1]
    assert found("-ERROR -level -GET") == [1]
    assert found(r"%\[[A-Z]+\s[24]0%") == [0, 1]
    assert found('{ $.level = "err*" && ($.took > 600 || $.none NOT EXISTS) && $.users[*].id = 7 }') == [2]
    assert found("[..., request = *html*, status = 4*, bytes > 1000]") == [3]
    refused(
        logs.filter_log_events,
        "InvalidParameterException",
        "Invalid filter pattern",
        logGroupName=name,
        filterPattern="{ $.a = ",
    )
    tested = logs.test_metric_filter(filterPattern="[level, code, rest]", logEventMessages=["a 1 x", "b", "c 2 y"])
    assert [(m["eventNumber"], m["extractedValues"]["$code"]) for m in tested["matches"]] == [(1, "1"), (3, "2")]


def test_batches_that_are_refused_or_taken_in_part(logs, name):
    make(logs, name, "s")
    refused(
        lambda: put(logs, name, "s", "a", "b", step=-1),
        "InvalidParameterException",
        "Log events in a single PutLogEvents request must be in chronological order.",
    )
    day = 24 * HOUR
    answer = put(logs, name, "s", "old", "older than today", at=now() - 15 * day, step=2 * day)
    assert answer["rejectedLogEventsInfo"] == {"tooOldLogEventEndIndex": 1}
    answer = put(logs, name, "s", "now", "soon", at=now(), step=3 * HOUR)
    assert answer["rejectedLogEventsInfo"] == {"tooNewLogEventStartIndex": 1}
    refused(lambda: put(logs, name, "none", "a"), "ResourceNotFoundException", "The specified log stream does not exist.")
    large = "x" * (1_048_576 - 26)
    assert "rejectedLogEventsInfo" not in put(logs, name, "s", large)
    refused(
        lambda: put(logs, name, "s", large + "x"),
        "InvalidParameterException",
        "Log event too large: 1048577 bytes exceeds limit of 1048576",
    )


def test_ten_thousand_events_survive_a_kill(start):
    server = start(ephemeral=False)
    logs = server.client("logs")
    make(logs, "big", "s")
    put(logs, "big", "s", *[f"event {n}" for n in range(10_000)], at=now() - 60_000)
    server.kill()
    server.start()
    logs = server.client("logs")
    pages = list(logs.get_paginator("filter_log_events").paginate(logGroupName="big", filterPattern="event"))
    found = [m for page in pages for m in messages(page["events"])]
    assert found == [f"event {n}" for n in range(10_000)]


def test_retention_by_the_clock(start):
    server = start()
    logs = server.client("logs")
    make(logs, "brief", "s")
    logs.put_retention_policy(logGroupName="brief", retentionInDays=3)
    put(logs, "brief", "s", "gone on the third day")
    [group] = logs.describe_log_groups()["logGroups"]
    assert group["retentionInDays"] == 3 and group["storedBytes"] > 0
    server.advance("2d")
    assert len(logs.filter_log_events(logGroupName="brief")["events"]) == 1
    server.advance("25h")
    assert logs.filter_log_events(logGroupName="brief")["events"] == []
    server.advance("2d")
    assert logs.describe_log_groups()["logGroups"][0]["storedBytes"] == 0


def test_a_task_may_write_its_own_log_only(server, logs, name):
    """The policy that AWS's documentation gives to whoever writes: the group's ARN with a tail."""
    make(logs, name, "mine")
    iam = server.client("iam")
    iam.create_user(UserName=name)
    arn = f"arn:aws:logs:{house.REGION}:{house.ACCOUNT}:log-group:{name}"

    def allow(action, resource):
        statement = {"Effect": "Allow", "Action": action, "Resource": resource}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.put_user_policy(UserName=name, PolicyName="logs", PolicyDocument=document)

    key = iam.create_access_key(UserName=name)["AccessKey"]
    user = server.client("logs", keys=(key["AccessKeyId"], key["SecretAccessKey"]))
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], f"{arn}:*")
    put(user, name, "mine", "hello")
    user.create_log_stream(logGroupName=name, logStreamName="another")
    me = f"arn:aws:iam::{house.ACCOUNT}:user/{name}"
    refused(
        user.describe_log_groups,
        "AccessDeniedException",
        f"User: {me} is not authorized to perform: logs:DescribeLogGroups on resource: "
        f"arn:aws:logs:{house.REGION}:{house.ACCOUNT}:log-group::log-stream: because no identity-based policy allows the "
        "logs:DescribeLogGroups action",
    )
    refused(user.filter_log_events, "AccessDeniedException", logGroupName=name)
    # Without the tail it is the resource of tagging, and of nothing else.
    allow("logs:*", arn)
    refused(lambda: put(user, name, "mine", "hello"), "AccessDeniedException")
    assert user.list_tags_for_resource(resourceArn=arn)["tags"] == {}
    # Tags on a new group take a permission of their own.
    allow("logs:CreateLogGroup", "*")
    user.create_log_group(logGroupName=f"{name}-2")
    refused(
        user.create_log_group,
        "AccessDeniedException",
        f"User with accountId: {house.ACCOUNT} is not authorized to perform CreateLogGroup with Tags. An additional "
        'permission "logs:TagResource" is required.',
        logGroupName=f"{name}-3",
        tags={"a": "b"},
    )
    # Either of two permissions does; what was only asked is no refusal.
    for action in ("logs:TagResource", "logs:TagLogGroup"):
        allow(["logs:CreateLogGroup", action], "*")
        made = f"{name}-{action[5:]}"
        user.create_log_group(logGroupName=made, tags={"a": "b"})
        assert logs.list_tags_log_group(logGroupName=made)["tags"] == {"a": "b"}
    # Which tags may be taken away.
    logs.tag_log_group(logGroupName=name, tags={"mine": "1", "theirs": "1"})
    statement = {
        "Effect": "Allow",
        "Action": ["logs:UntagLogGroup", "logs:UntagResource"],
        "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "mine"}, "Null": {"aws:TagKeys": "false"}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName=name, PolicyName="logs", PolicyDocument=document)
    refused(user.untag_log_group, "AccessDeniedException", logGroupName=name, tags=["theirs"])
    refused(user.untag_resource, "AccessDeniedException", resourceArn=arn, tagKeys=["theirs"])
    user.untag_log_group(logGroupName=name, tags=["mine"])
    assert logs.list_tags_log_group(logGroupName=name)["tags"] == {"theirs": "1"}
    # By the tags of the group.
    logs.tag_log_group(logGroupName=name, tags={"team": "blue"})
    for team, works in [("red", False), ("blue", True)]:
        statement = {
            "Effect": "Allow",
            "Action": "logs:FilterLogEvents",
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:ResourceTag/team": team}},
        }
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.put_user_policy(UserName=name, PolicyName="logs", PolicyDocument=document)
        if works:
            assert messages(user.filter_log_events(logGroupName=name)["events"]) == ["hello"]
        else:
            refused(user.filter_log_events, "AccessDeniedException", logGroupName=name)


def test_what_is_kept_and_does_nothing_is_told(start):
    server = start()
    logs = server.client("logs")
    make(logs, "one", "s", kmsKeyId=f"arn:aws:kms:{house.REGION}:{house.ACCOUNT}:key/1")
    metric = [{"metricName": "m", "metricNamespace": "n", "metricValue": "1"}]
    logs.put_metric_filter(logGroupName="one", filterName="errors", filterPattern="ERROR", metricTransformations=metric)
    told = server.run("status").stdout
    assert "kmsKeyId is kept and shown, and encrypts nothing: log groups one" in told
    assert "there are no CloudWatch metrics yet for the metric filters errors" in told
    arn = f"arn:aws:kinesis:{house.REGION}:{house.ACCOUNT}:stream/s"
    role = f"arn:aws:iam::{house.ACCOUNT}:role/r"
    refused(
        logs.put_subscription_filter,
        "NotImplemented",
        "Maquette does not support PutSubscriptionFilter with a destination of kinesis.",
        logGroupName="one",
        filterName="f",
        filterPattern="",
        destinationArn=arn,
        roleArn=role,
    )


def test_insights(logs, name):
    make(logs, name, "s")
    put(logs, name, "s", *[json.dumps({"path": f"/{n % 3}", "took": n}) for n in range(30)])
    query = "filter took >= 10 | stats count(*) as calls, max(took) as slowest by path | sort slowest desc | limit 2"
    span = {"startTime": now() // 1000 - HOUR // 1000, "endTime": now() // 1000 + 1}
    started = logs.start_query(logGroupName=name, queryString=query, **span)["queryId"]
    for _ in range(100):
        answer = logs.get_query_results(queryId=started)
        if answer["status"] == "Complete":
            break
        time.sleep(0.05)
    rows = [{f["field"]: f["value"] for f in row} for row in answer["results"]]
    assert rows == [{"path": "/2", "calls": "7", "slowest": "29"}, {"path": "/1", "calls": "7", "slowest": "28"}]
    assert answer["statistics"]["recordsScanned"] == 30 and answer["statistics"]["recordsMatched"] == 20
    [described] = logs.describe_queries(logGroupName=name)["queries"]
    assert described["status"] == "Complete" and described["queryString"].endswith(query)
    refused(logs.start_query, "MalformedQueryException", logGroupName=name, queryString="fieldz a", **span)


def test_the_command_line(server, name):
    def told(*arguments):
        out = aws(server, "logs", *arguments).stdout
        return json.loads(out) if out else {}

    told("create-log-group", "--log-group-name", name, "--tags", "team=blue")
    told("create-log-stream", "--log-group-name", name, "--log-stream-name", "s")
    events = [f"timestamp={now() - 100 + n},message=line-{n}" for n in range(3)]
    told("put-log-events", "--log-group-name", name, "--log-stream-name", "s", "--log-events", *events)
    found = told("filter-log-events", "--log-group-name", name, "--filter-pattern", "?\"line-0\" ?\"line-2\"")
    assert messages(found["events"]) == ["line-0", "line-2"]
    # The CLI asks for page after page; `--max-items` ends with a token of its own.
    part = told("filter-log-events", "--log-group-name", name, "--page-size", "1", "--max-items", "2")
    assert messages(part["events"]) == ["line-0", "line-1"]
    rest = told("filter-log-events", "--log-group-name", name, "--starting-token", part["NextToken"])
    assert messages(rest["events"])[-1] == "line-2"
    read = told("get-log-events", "--log-group-name", name, "--log-stream-name", "s", "--limit", "1")
    assert messages(read["events"]) == ["line-2"]
    told("put-retention-policy", "--log-group-name", name, "--retention-in-days", "30")
    [group] = told("describe-log-groups", "--log-group-name-prefix", name)["logGroups"]
    assert group["retentionInDays"] == 30 and group["arn"].endswith(f":log-group:{name}:*")
    wrong = aws(server, "logs", "put-retention-policy", "--log-group-name", name, "--retention-in-days", "2", check=False)
    assert wrong.returncode != 0 and "InvalidParameterException" in wrong.stderr
    told("delete-log-group", "--log-group-name", name)


def tail(client, group, since):
    """What `aws logs tail --follow --since` does: version 2 of the CLI asks so, and no registry has it.
    https://github.com/aws/aws-cli/blob/v2/awscli/customizations/logs/tail.py"""
    seen, start, token = set(), since, None
    while True:
        more = {"nextToken": token} if token else {}
        answer = client.filter_log_events(logGroupName=group, interleaved=True, startTime=start, **more)
        for event in answer["events"]:
            if event["eventId"] not in seen:
                seen.add(event["eventId"])
                start = max(start, event["timestamp"])
                yield event["message"]
        token = answer.get("nextToken")
        if token is None:
            yield None


def test_a_tail_sees_what_arrives(logs, name):
    make(logs, name, "a", "b")
    put(logs, name, "a", "before", at=now() - HOUR)
    put(logs, name, "a", "one")
    following = tail(logs, name, now() - HOUR // 2)
    assert [next(following), next(following)] == ["one", None]
    put(logs, name, "b", "two", at=now())
    put(logs, name, "a", "three", at=now() + 1)
    assert [next(following), next(following), next(following)] == ["two", "three", None]
