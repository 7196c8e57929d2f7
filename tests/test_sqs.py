"""SQS as people use it: boto3 in the JSON protocol, the older query form, and time that is steered, not waited for."""

import hashlib
import json
import threading
import time
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import house
import pytest
import raw
from botocore.exceptions import ClientError

VERSION = "2012-11-05"
NS = {"a": "http://queue.amazonaws.com/doc/2012-11-05/"}


def refused(call, code, message=None, **arguments):
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response["Error"]
    assert error["Code"] == code, error
    if message is not None:
        assert error["Message"] == message
    return caught.value.response


@pytest.fixture
def queue(sqs, name):
    return sqs.create_queue(QueueName=name)["QueueUrl"]


@pytest.fixture
def fifo(sqs, name):
    attributes = {"FifoQueue": "true", "ContentBasedDeduplication": "true"}
    return sqs.create_queue(QueueName=f"{name}.fifo", Attributes=attributes)["QueueUrl"]


def arn(sqs, url):
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def counts(sqs, url):
    names = [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
    ]
    got = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return tuple(int(got[n]) for n in names)


def receive(sqs, url, **more):
    more = {"MaxNumberOfMessages": 10, **more}
    return sqs.receive_message(QueueUrl=url, **more).get("Messages", [])


def bodies(messages):
    return [m["Body"] for m in messages]


def test_a_message_is_sent_received_and_deleted(sqs, queue):
    attribute = {"DataType": "String", "StringValue": "ü"}
    sent = sqs.send_message(QueueUrl=queue, MessageBody="hello", MessageAttributes={"who": attribute})
    assert sent["MD5OfMessageBody"] == hashlib.md5(b"hello").hexdigest()
    [message] = receive(sqs, queue, MessageAttributeNames=["All"], AttributeNames=["All"])
    assert message["MessageId"] == sent["MessageId"]
    assert message["MessageAttributes"] == {"who": attribute}
    assert message["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]
    assert message["Attributes"]["ApproximateReceiveCount"] == "1"
    assert counts(sqs, queue) == (0, 1, 0)
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    assert counts(sqs, queue) == (0, 0, 0)


def test_a_batch_may_fail_in_part(sqs, queue):
    entries = [{"Id": "a", "MessageBody": "one"}, {"Id": "b", "MessageBody": "\x00"}]
    done = sqs.send_message_batch(QueueUrl=queue, Entries=entries)
    assert [e["Id"] for e in done["Successful"]] == ["a"]
    [failed] = done["Failed"]
    assert (failed["Id"], failed["Code"], failed["SenderFault"]) == ("b", "InvalidMessageContents", True)
    got = receive(sqs, queue)
    deleted = sqs.delete_message_batch(
        QueueUrl=queue,
        Entries=[{"Id": "x", "ReceiptHandle": got[0]["ReceiptHandle"]}, {"Id": "y", "ReceiptHandle": "nonsense"}],
    )
    assert [e["Id"] for e in deleted["Successful"]] == ["x"]
    assert deleted["Failed"][0]["Code"] == "ReceiptHandleIsInvalid"


def test_too_many_entries_and_too_large_messages_are_refused_in_aws_words(sqs, queue):
    # recorded/sqs/test_sqs.json: test_too_many_entries_in_batch_request, test_send_batch_message_size,
    # test_send_message_with_over_maximum_message_size...
    entries = [{"Id": str(i), "MessageBody": "x"} for i in range(20)]
    code = "AWS.SimpleQueueService.TooManyEntriesInBatchRequest"
    text = "Maximum number of entries per request are 10. You have sent 20."
    refused(sqs.send_message_batch, code, text, QueueUrl=queue, Entries=entries)
    large = "x" * (1024 * 1024 + 1)
    text = "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes."
    refused(sqs.send_message, "InvalidParameterValue", text, QueueUrl=queue, MessageBody=large)
    entries = [{"Id": "0", "MessageBody": large[1:]}, {"Id": "1", "MessageBody": "x"}]
    code = "AWS.SimpleQueueService.BatchRequestTooLong"
    text = "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes."
    refused(sqs.send_message_batch, code, text, QueueUrl=queue, Entries=entries)


def test_a_queue_that_is_not_there(sqs, server, name):
    # recorded/sqs/test_sqs.json: test_get_queue_url_error... Both texts, by protocol.
    code = "AWS.SimpleQueueService.NonExistentQueue"
    answer = refused(sqs.get_queue_url, code, "The specified queue does not exist.", QueueName=name)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 400
    with pytest.raises(sqs.exceptions.QueueDoesNotExist):
        sqs.get_queue_url(QueueName=name)
    status, _, text = raw.query(server, "sqs", "GetQueueUrl", VERSION, QueueName=name)
    error = ET.fromstring(text).find("a:Error", NS)
    assert (status, error.findtext("a:Code", None, NS)) == (400, code)
    assert error.findtext("a:Message", None, NS) == "The specified queue does not exist for this wsdl version."


def test_the_query_protocol_of_before_2023_sees_the_same_queue(server, sqs, name):
    status, headers, text = raw.query(
        server,
        "sqs",
        "CreateQueue",
        VERSION,
        QueueName=name,
        **{"Attribute.1.Name": "DelaySeconds", "Attribute.1.Value": "0"},
    )
    assert status == 200 and headers["content-type"] == "text/xml", text
    url = ET.fromstring(text).findtext(".//a:QueueUrl", None, NS)
    assert url == sqs.get_queue_url(QueueName=name)["QueueUrl"]
    path = url.removeprefix(server.endpoint)
    form = {"MessageBody": "<&> ü", "MessageAttribute.1.Name": "n", "MessageAttribute.1.Value.DataType": "Number"}
    status, _, text = raw.query(
        server, "sqs", "SendMessage", VERSION, path=path, **form, **{"MessageAttribute.1.Value.StringValue": "7"}
    )
    assert status == 200, text
    digest = ET.fromstring(text).findtext(".//a:MD5OfMessageBody", None, NS)
    assert digest == hashlib.md5("<&> ü".encode()).hexdigest()
    form = {
        "MaxNumberOfMessages": "10",
        "MessageAttributeName.1": "All",
        "AttributeName.1": "All",
        "VisibilityTimeout": "0",
    }
    status, _, text = raw.query(server, "sqs", "ReceiveMessage", VERSION, path=path, **form)
    message = ET.fromstring(text).find(".//a:Message", NS)
    assert message.findtext("a:Body", None, NS) == "<&> ü"
    assert message.findtext("a:MessageAttribute/a:Value/a:StringValue", None, NS) == "7"
    names = {a.findtext("a:Name", None, NS) for a in message.findall("a:Attribute", NS)}
    assert {"SenderId", "SentTimestamp", "ApproximateReceiveCount"} <= names
    # One side's handle is good on the other.
    [again] = receive(sqs, url)
    handle = again["ReceiptHandle"]
    status, _, text = raw.query(server, "sqs", "DeleteMessage", VERSION, path=path, ReceiptHandle=handle)
    assert status == 200, text
    assert counts(sqs, url) == (0, 0, 0)


@pytest.mark.parametrize("action", ["ListTopics", "Nonsense", "CreateQueue", "ListQueues"])
def test_an_action_that_is_not_for_queues_is_refused_at_their_addresses(server, queue, action):
    path = urlsplit(queue).path
    status, _, text = raw.query(server, "sqs", action, VERSION, path=path, QueueName="other")
    assert status == 400
    assert f"<Code>InvalidAction</Code><Message>The action {action} is not valid for this endpoint.</Message>" in text


def test_quotes_and_carriage_returns_are_references_in_a_querys_answer(server, sqs, queue):
    body = '{"foo": "ba\rr", "foo2": "ba&quot;r&quot;"}'
    sqs.send_message(QueueUrl=queue, MessageBody=body)
    status, _, text = raw.query(server, "sqs", "ReceiveMessage", VERSION, path=urlsplit(queue).path)
    assert status == 200
    assert "<Body>{&quot;foo&quot;: &quot;ba&#xD;r&quot;, &quot;foo2&quot;: &quot;ba&amp;quot;r&amp;quot;&quot;}</Body>" in text
    assert ET.fromstring(text).find(".//a:Body", NS).text == body


@pytest.mark.parametrize("path", ["", "/"])
def test_a_query_without_an_action_is_an_unknown_operation(server, queue, path):
    status, _, text = raw.post(server, raw.signed(server, "sqs", {}, path=path or urlsplit(queue).path))
    assert (status, text) == (404, "<UnknownOperationException/>")


@pytest.mark.parametrize(
    ("action", "form", "detail"),
    [
        # recorded/sqs/test_sqs.json: test_send_receive_max_number_of_messages[sqs_query], test_non_existent_queue
        ("ReceiveMessage", {"MaxNumberOfMessages": "11"}, True),
        ("GetQueueAttributes", {"QueueUrl": "/000000000000/gone"}, True),
        # test_delete_message_batch_invalid_msg_id[sqs_query-invalid:id]
        (
            "DeleteMessageBatch",
            {"DeleteMessageBatchRequestEntry.1.Id": "a:b", "DeleteMessageBatchRequestEntry.1.ReceiptHandle": "x"},
            False,
        ),
    ],
)
def test_refusals_of_queries_have_a_detail(server, queue, action, form, detail):
    status, _, text = raw.query(server, "sqs", action, VERSION, path=urlsplit(queue).path, **form)
    assert (status, "<Detail/>" in text) == (400, detail), text


def test_visibility_delays_and_retention_by_the_clock(start):
    server = start()
    sqs = server.client("sqs")
    url = sqs.create_queue(QueueName="q", Attributes={"VisibilityTimeout": "30", "MessageRetentionPeriod": "3600"})[
        "QueueUrl"
    ]
    server.run("clock", "freeze")
    sqs.send_message(QueueUrl=url, MessageBody="late", DelaySeconds=600)
    assert counts(sqs, url) == (0, 0, 1)
    assert receive(sqs, url) == []
    server.advance("599s")
    assert receive(sqs, url) == []
    server.advance("1s")
    [message] = receive(sqs, url)
    server.advance("29s")
    assert receive(sqs, url) == []
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=60)
    server.advance("59s")
    assert receive(sqs, url) == []
    server.advance("1s")
    [message] = receive(sqs, url, AttributeNames=["ApproximateReceiveCount"])
    assert message["Attributes"]["ApproximateReceiveCount"] == "2"
    server.advance("1h")
    assert counts(sqs, url) == (0, 0, 0)


def test_a_fifo_queue_keeps_order_by_group_and_forgets_duplicates_after_five_minutes(start):
    server = start()
    sqs = server.client("sqs")
    attributes = {"FifoQueue": "true", "ContentBasedDeduplication": "true"}
    url = sqs.create_queue(QueueName="q.fifo", Attributes=attributes)["QueueUrl"]
    first = sqs.send_message(QueueUrl=url, MessageBody="1", MessageGroupId="a")
    again = sqs.send_message(QueueUrl=url, MessageBody="1", MessageGroupId="a")
    assert (again["MessageId"], again["SequenceNumber"]) == (first["MessageId"], first["SequenceNumber"])
    for body, group in (("2", "a"), ("3", "b"), ("4", "a")):
        sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=group)
    one = receive(sqs, url, MaxNumberOfMessages=1)
    assert bodies(one) == ["1"]
    # The group of what is in flight waits; the other does not.
    assert bodies(receive(sqs, url)) == ["3"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=one[0]["ReceiptHandle"])
    assert bodies(receive(sqs, url)) == ["2", "4"]
    server.advance("5m")
    server.advance("1s")
    late = sqs.send_message(QueueUrl=url, MessageBody="1", MessageGroupId="a")
    assert late["MessageId"] != first["MessageId"]


def test_what_a_fifo_queue_asks_for(sqs, fifo, queue, name):
    # recorded/sqs/test_sqs.json: test_fifo_message_group_id..., test_fifo_queue_requires_suffix, and so on.
    text = "The request must contain the parameter MessageGroupId."
    refused(sqs.send_message, "MissingParameter", text, QueueUrl=fifo, MessageBody="x")
    text = (
        "Value group 123 for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and "
        "punctuation characters. 1 to 128 in length."
    )
    refused(sqs.send_message, "InvalidParameterValue", text, QueueUrl=fifo, MessageBody="x", MessageGroupId="group 123")
    bare = sqs.create_queue(QueueName=f"{name}-bare.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    text = (
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
    )
    refused(sqs.send_message, "InvalidParameterValue", text, QueueUrl=bare, MessageBody="x", MessageGroupId="a")
    text = "Unknown Attribute FifoQueue."
    refused(sqs.create_queue, "InvalidAttributeName", text, QueueName=f"{name}-std", Attributes={"FifoQueue": "false"})
    text = "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported."
    refused(sqs.set_queue_attributes, "InvalidAttributeValue", text, QueueUrl=fifo, Attributes={"FifoQueue": "false"})


def test_a_message_that_is_never_deleted_ends_in_the_dead_letter_queue_and_comes_back(start):
    server = start()
    sqs = server.client("sqs")
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    policy = json.dumps({"deadLetterTargetArn": arn(sqs, dead), "maxReceiveCount": "2"})
    url = sqs.create_queue(QueueName="q", Attributes={"RedrivePolicy": policy, "VisibilityTimeout": "1"})["QueueUrl"]
    assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [url]
    sent = sqs.send_message(QueueUrl=url, MessageBody="poison")
    for _ in range(2):
        assert bodies(receive(sqs, url)) == ["poison"]
        server.advance("2s")
    assert receive(sqs, url) == []
    [message] = receive(sqs, dead, AttributeNames=["All"], VisibilityTimeout=0)
    assert message["MessageId"] == sent["MessageId"]
    assert message["Attributes"]["DeadLetterQueueSourceArn"] == arn(sqs, url)
    sqs.start_message_move_task(SourceArn=arn(sqs, dead))
    for _ in range(100):
        [task] = sqs.list_message_move_tasks(SourceArn=arn(sqs, dead))["Results"]
        if task["Status"] == "COMPLETED":
            break
        server.advance("1s")
    assert task["Status"] == "COMPLETED", task
    assert bodies(receive(sqs, url)) == ["poison"]


def test_a_long_poll_wakes_when_a_message_comes(server, queue):
    consumer, got = server.client("sqs"), []

    def wait():
        began = time.monotonic()
        got.append(
            (consumer.receive_message(QueueUrl=queue, WaitTimeSeconds=20).get("Messages"), time.monotonic() - began)
        )

    waiting = threading.Thread(target=wait)
    waiting.start()
    producer = server.client("sqs")
    # Whichever comes first, the poll or the message, the poll must not last its 20 seconds.
    producer.send_message(QueueUrl=queue, MessageBody="now")
    waiting.join(timeout=15)
    [(messages, lasted)] = got
    assert bodies(messages) == ["now"] and lasted < 10


def test_a_long_poll_ends_empty_when_its_time_has_passed(start):
    server = start()
    sqs = server.client("sqs")
    url = sqs.create_queue(QueueName="q", Attributes={"ReceiveMessageWaitTimeSeconds": "20"})["QueueUrl"]
    began, got = time.monotonic(), []
    waiting = threading.Thread(target=lambda: got.append(receive(sqs, url)))
    waiting.start()
    while waiting.is_alive() and time.monotonic() - began < 15:
        server.advance("20s")
    waiting.join(timeout=10)
    assert got == [[]] and time.monotonic() - began < 15


def test_purge_tags_list_and_delete(start):
    server = start()
    sqs = server.client("sqs")
    urls = [sqs.create_queue(QueueName=f"p-{i}")["QueueUrl"] for i in range(5)]
    sqs.create_queue(QueueName="other")
    pages = sqs.get_paginator("list_queues").paginate(QueueNamePrefix="p-", PaginationConfig={"PageSize": 2})
    pages = [page["QueueUrls"] for page in pages]
    assert sorted(url for page in pages for url in page) == sorted(urls) and [len(p) for p in pages] == [2, 2, 1]
    url = urls[0]
    sqs.tag_queue(QueueUrl=url, Tags={"a": "1", "b": "2"})
    sqs.untag_queue(QueueUrl=url, TagKeys=["a"])
    assert sqs.list_queue_tags(QueueUrl=url)["Tags"] == {"b": "2"}
    sqs.send_message(QueueUrl=url, MessageBody="x")
    sqs.purge_queue(QueueUrl=url)
    # recorded/sqs/test_sqs.json: PurgeQueueInProgress
    text = "Only one PurgeQueue operation on p-0 is allowed every 60 seconds."
    refused(sqs.purge_queue, "AWS.SimpleQueueService.PurgeQueueInProgress", text, QueueUrl=url)
    server.advance("61s")
    assert counts(sqs, url) == (0, 0, 0)
    sqs.purge_queue(QueueUrl=url)
    sqs.delete_queue(QueueUrl=url)
    refused(sqs.get_queue_attributes, "AWS.SimpleQueueService.NonExistentQueue", None, QueueUrl=url)


def test_a_queue_is_made_twice_only_with_the_same_attributes(sqs, queue, name):
    assert sqs.create_queue(QueueName=name)["QueueUrl"] == queue
    # recorded/sqs/test_sqs.json: test_create_queue_with_different_attributes_raises_exception
    text = "A queue already exists with the same name and a different value for attribute DelaySeconds"
    refused(sqs.create_queue, "QueueAlreadyExists", text, QueueName=name, Attributes={"DelaySeconds": "5"})


def test_regions_and_accounts_do_not_see_each_other(server, sqs, queue, name):
    elsewhere = server.client("sqs", region="eu-west-1")
    refused(elsewhere.get_queue_url, "AWS.SimpleQueueService.NonExistentQueue", None, QueueName=name)
    other = server.client("sqs", keys=("111122223333", "test"))
    refused(other.get_queue_url, "AWS.SimpleQueueService.NonExistentQueue", None, QueueName=name)
    assert other.create_queue(QueueName=name)["QueueUrl"] == queue.replace(house.ACCOUNT, "111122223333")


def test_another_account_is_let_in_by_the_queues_policy(server, sqs, queue):
    other = server.client("sqs", keys=("111122223333", "test"))
    with pytest.raises(ClientError) as caught:
        other.send_message(QueueUrl=queue, MessageBody="x")
    assert "AccessDenied" in caught.value.response["Error"]["Code"]
    sqs.add_permission(QueueUrl=queue, Label="in", AWSAccountIds=["111122223333"], Actions=["SendMessage"])
    other.send_message(QueueUrl=queue, MessageBody="x")
    with pytest.raises(ClientError):
        receive(other, queue)
    sqs.remove_permission(QueueUrl=queue, Label="in")
    with pytest.raises(ClientError):
        other.send_message(QueueUrl=queue, MessageBody="x")


def test_resources_of_boto3_work(server, name):
    import boto3

    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=house.REGION)
    resource = session.resource("sqs", endpoint_url=server.endpoint)
    queue = resource.create_queue(QueueName=name)
    queue.send_message(MessageBody="x")
    [message] = queue.receive_messages()
    message.delete()
    assert resource.get_queue_by_name(QueueName=name).url == queue.url
