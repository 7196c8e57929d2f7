"""Topics and what comes out of them: queues with filters, envelopes, dead letters, endpoints that are called."""

import base64
import http.server
import json
import threading
import urllib.request

import house
import pytest
from botocore.exceptions import ClientError


def allow(topic, *queues):
    """The queue policy without which nothing is delivered."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": "*",
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class Queue:
    """A queue behind a topic."""

    def __init__(self, sqs, sns, topic, name, allowed=True, **attributes):
        self.sqs = sqs
        fifo = {"FifoQueue": "true"} if name.endswith(".fifo") else {}
        more = {"Policy": allow(topic)} if allowed else {}
        self.url = sqs.create_queue(QueueName=name, Attributes={**fifo, **more})["QueueUrl"]
        self.arn = sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        made = sns.subscribe(
            TopicArn=topic, Protocol="sqs", Endpoint=self.arn, Attributes=attributes, ReturnSubscriptionArn=True
        )
        self.subscription = made["SubscriptionArn"]

    def take(self, count=1, wait=10):
        """Bodies, until there are so many or none came for a while."""
        got = []
        while len(got) < count:
            more = self.sqs.receive_message(
                QueueUrl=self.url, MaxNumberOfMessages=10, WaitTimeSeconds=wait, MessageAttributeNames=["All"]
            ).get("Messages", [])
            for message in more:
                self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
            got += more
            if not more:
                break
        return got

    def is_empty(self):
        return self.take(wait=0) == []


def refused(call, code, message=None, **arguments):
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response["Error"]
    assert error["Code"] == code, error
    if message is not None:
        assert error["Message"] == message


@pytest.fixture
def topic(sns, name):
    return sns.create_topic(Name=name)["TopicArn"]


def test_a_message_arrives_in_a_signed_envelope(server, sns, sqs, topic, name):
    queue = Queue(sqs, sns, topic, name)
    color = {"DataType": "String", "StringValue": "red"}
    sent = sns.publish(TopicArn=topic, Message="hello ü", Subject="subject", MessageAttributes={"color": color})
    [message] = queue.take()
    envelope = json.loads(message["Body"])
    assert envelope["Type"] == "Notification" and envelope["TopicArn"] == topic
    assert (envelope["Message"], envelope["Subject"], envelope["MessageId"]) == (
        "hello ü",
        "subject",
        sent["MessageId"],
    )
    assert envelope["MessageAttributes"] == {"color": {"Type": "String", "Value": "red"}}
    assert envelope["SignatureVersion"] == "1" and base64.b64decode(envelope["Signature"])
    with urllib.request.urlopen(envelope["SigningCertURL"], timeout=10) as answer:
        assert b"BEGIN CERTIFICATE" in answer.read()


def test_raw_delivery_hands_on_the_message_and_its_attributes(sns, sqs, topic, name):
    queue = Queue(sqs, sns, topic, name, RawMessageDelivery="true")
    sns.publish(TopicArn=topic, Message="bare", MessageAttributes={"n": {"DataType": "Number", "StringValue": "7"}})
    [message] = queue.take()
    assert message["Body"] == "bare"
    assert message["MessageAttributes"]["n"] == {"DataType": "Number", "StringValue": "7"}


def test_filters_by_attributes_and_by_body(sns, sqs, topic, name):
    large = {"amount": [{"numeric": [">=", 1000]}], "kind": ["order"]}
    audit = Queue(sqs, sns, topic, f"{name}-audit", RawMessageDelivery="true", FilterPolicy=json.dumps(large))
    body = {"user": {"name": [{"prefix": "an"}], "tags": [{"anything-but": ["bot"]}]}}
    scoped = Queue(
        sqs,
        sns,
        topic,
        f"{name}-body",
        RawMessageDelivery="true",
        FilterPolicyScope="MessageBody",
        FilterPolicy=json.dumps(body),
    )
    every = Queue(sqs, sns, topic, f"{name}-all", RawMessageDelivery="true")

    def publish(message, **attributes):
        kinds = {int: "Number", str: "String"}
        named = {k: {"DataType": kinds[type(v)], "StringValue": str(v)} for k, v in attributes.items()}
        sns.publish(TopicArn=topic, Message=message, MessageAttributes=named)

    publish("small", kind="order", amount=10)
    publish("large", kind="order", amount=1000)
    publish("other", kind="refund", amount=5000)
    publish(json.dumps({"user": {"name": "anna", "tags": ["human"]}}))
    publish(json.dumps({"user": {"name": "bob", "tags": ["human"]}}))
    publish(json.dumps({"user": {"name": "anton", "tags": ["bot"]}}))
    assert len(every.take(6)) == 6
    assert [m["Body"] for m in audit.take()] == ["large"] and audit.is_empty()
    assert [json.loads(m["Body"])["user"]["name"] for m in scoped.take()] == ["anna"] and scoped.is_empty()


def test_a_filter_that_is_wrong_is_refused_in_aws_words(sns, topic):
    # recorded/sns/test_sns.json: test_subscribe_invalid_filter_policy, test_validate_set_sub_attributes
    arn = f"arn:aws:sqs:us-east-1:{house.ACCOUNT}:nothing"
    text = (
        "Invalid parameter: Attributes Reason: FilterPolicy: failed to parse JSON. Unrecognized token 'invalid': was expecting "
        "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: REDACTED "
        "(`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 8]"
    )
    refused(
        sns.subscribe,
        "InvalidParameter",
        text,
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=arn,
        Attributes={"FilterPolicy": "invalid"},
    )
    text = (
        "Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false."
    )
    refused(
        sns.subscribe,
        "InvalidParameter",
        text,
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=arn,
        Attributes={"RawMessageDelivery": "wrongvalue"},
    )


@pytest.mark.parametrize(
    ("operation", "code", "message", "arguments"),
    [
        # recorded/sns/test_sns.json, by test: test_create_topic_name_constraints, test_unknown_topic_publish, ...
        ("create_topic", "InvalidParameter", "Invalid parameter: Topic Name", {"Name": "a" * 257}),
        ("create_topic", "InvalidParameter", "Invalid parameter: Topic Name", {"Name": "a.fifo"}),
        (
            "publish",
            "NotFound",
            "Topic does not exist",
            {"TopicArn": f"arn:aws:sns:us-east-1:{house.ACCOUNT}:gone", "Message": "x"},
        ),
        (
            "publish",
            "InvalidParameter",
            "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
            {"TopicArn": "randomstring", "Message": "x"},
        ),
        ("publish", "InvalidParameter", "Invalid parameter: Empty message", {"TopicArn": "{topic}", "Message": ""}),
        (
            "publish",
            "InvalidParameter",
            "Invalid parameter: Subject",
            {"TopicArn": "{topic}", "Message": "x", "Subject": ""},
        ),
        (
            "publish",
            "InvalidParameter",
            "Invalid parameter: Message Structure - No default entry in JSON message body",
            {"TopicArn": "{topic}", "Message": "{}", "MessageStructure": "json"},
        ),
        (
            "publish",
            "InvalidParameter",
            "Invalid parameter: Message Structure - JSON message body failed to parse",
            {"TopicArn": "{topic}", "Message": "{'a'", "MessageStructure": "json"},
        ),
        (
            "subscribe",
            "InvalidParameter",
            "Invalid parameter: Amazon SNS does not support this protocol string: test-protocol",
            {"TopicArn": "{topic}", "Protocol": "test-protocol", "Endpoint": "x"},
        ),
        (
            "subscribe",
            "InvalidParameter",
            "Invalid parameter: SQS endpoint ARN",
            {"TopicArn": "{topic}", "Protocol": "sqs", "Endpoint": "http://localhost/000000000000/q"},
        ),
        ("confirm_subscription", "InvalidParameter", "Invalid token", {"TopicArn": "{topic}", "Token": "randomtoken"}),
        (
            "unsubscribe",
            "InvalidParameter",
            "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1",
            {"SubscriptionArn": "randomstring"},
        ),
    ],
)
def test_refusals_in_aws_words(sns, topic, operation, code, message, arguments):
    arguments = {k: v.replace("{topic}", topic) for k, v in arguments.items()}
    refused(getattr(sns, operation), code, message, **arguments)


def test_a_fifo_topic_keeps_order_and_forgets_duplicates(sns, sqs, name):
    topic = sns.create_topic(
        Name=f"{name}.fifo", Attributes={"FifoTopic": "true", "ContentBasedDeduplication": "true"}
    )["TopicArn"]
    queue = Queue(sqs, sns, topic, f"{name}.fifo", RawMessageDelivery="true")
    for body in ("1", "2", "2", "3"):
        sns.publish(TopicArn=topic, Message=body, MessageGroupId="g")
    assert [m["Body"] for m in queue.take(3)] == ["1", "2", "3"] and queue.is_empty()
    # recorded/sns/test_sns.json: test_publish_batch_exceptions
    text = "Invalid parameter: The MessageGroupId parameter is required for FIFO topics"
    refused(sns.publish, "InvalidParameter", text, TopicArn=topic, Message="x")


def test_a_batch(sns, sqs, topic, name):
    queue = Queue(sqs, sns, topic, name, RawMessageDelivery="true")
    entries = [{"Id": str(i), "Message": f"m{i}"} for i in range(10)]
    done = sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)
    assert len(done["Successful"]) == 10 and not done["Failed"]
    assert sorted(m["Body"] for m in queue.take(10)) == [f"m{i}" for i in range(10)]
    # recorded/sns/test_sns.json: test_publish_batch_exceptions
    text = "The batch request contains more entries than permissible."
    more = [*entries, {"Id": "x", "Message": "x"}]
    refused(sns.publish_batch, "TooManyEntriesInBatchRequest", text, TopicArn=topic, PublishBatchRequestEntries=more)


def test_without_the_queues_policy_nothing_is_delivered_and_why_says_so(start):
    server = start()
    sns, sqs = server.client("sns"), server.client("sqs")
    topic = sns.create_topic(Name="t")["TopicArn"]
    queue = Queue(sqs, sns, topic, "q", allowed=False, RawMessageDelivery="true")
    sns.publish(TopicArn=topic, Message="lost")
    assert queue.is_empty()
    text = server.run("why").stdout
    assert "sns.amazonaws.com" in text and queue.arn in text, text
    sqs.set_queue_attributes(QueueUrl=queue.url, Attributes={"Policy": allow(topic)})
    sns.publish(TopicArn=topic, Message="found")
    assert [m["Body"] for m in queue.take()] == ["found"]


def test_what_cannot_be_delivered_goes_to_the_dead_letter_queue(sns, sqs, topic, name):
    dead = sqs.create_queue(QueueName=f"{name}-dead", Attributes={"Policy": allow(topic)})["QueueUrl"]
    dead_arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    queue = Queue(
        sqs, sns, topic, name, RawMessageDelivery="true", RedrivePolicy=json.dumps({"deadLetterTargetArn": dead_arn})
    )
    sqs.delete_queue(QueueUrl=queue.url)
    sns.publish(TopicArn=topic, Message="saved")
    [message] = sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=10).get("Messages", [])
    assert message["Body"] == "saved"


class Endpoint(http.server.BaseHTTPRequestHandler):
    """An HTTP endpoint that notes what it is sent."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
        with self.server.came:
            self.server.got.append((dict(self.headers), json.loads(body)))
            self.server.came.notify_all()

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture
def endpoint():
    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    listening.got, listening.came = [], threading.Condition()
    serving = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05})
    serving.start()

    def wait(count):
        with listening.came:
            assert listening.came.wait_for(lambda: len(listening.got) >= count, timeout=20), listening.got
            return listening.got

    listening.wait = wait
    listening.url = f"http://127.0.0.1:{listening.server_port}/in"
    yield listening
    listening.shutdown()
    serving.join()
    listening.server_close()


def test_an_http_endpoint_confirms_and_is_then_called(sns, topic, endpoint):
    pending = sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=endpoint.url)
    assert pending["SubscriptionArn"] == "pending confirmation"
    headers, asked = endpoint.wait(1)[0]
    assert headers["x-amz-sns-message-type"] == "SubscriptionConfirmation" == asked["Type"]
    # recorded/sns/test_sns.json: test_subscribe_external_http_endpoint
    assert asked["Message"] == (
        f"You have chosen to subscribe to the topic {topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message."
    )
    sns.publish(TopicArn=topic, Message="too early")
    with urllib.request.urlopen(asked["SubscribeURL"], timeout=10) as answer:
        assert b"ConfirmSubscriptionResult" in answer.read()
    sns.publish(TopicArn=topic, Message="now")
    headers, told = endpoint.wait(2)[1]
    assert headers["x-amz-sns-message-type"] == "Notification"
    assert (told["Message"], headers["x-amz-sns-topic-arn"]) == ("now", topic)
    [subscription] = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert headers["x-amz-sns-subscription-arn"] == subscription["SubscriptionArn"]
    with urllib.request.urlopen(told["UnsubscribeURL"], timeout=10) as answer:
        assert answer.status == 200
    assert sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"] == []


def test_sms_and_pushes_go_to_the_outbox(start):
    server = start()
    sns = server.client("sns")
    sns.set_sms_attributes(attributes={"DefaultSenderID": "ACME", "DefaultSMSType": "Transactional"})
    sns.publish(PhoneNumber="+41791234567", Message="your code is 1234")
    app = sns.create_platform_application(Name="app", Platform="GCM", Attributes={"PlatformCredential": "key"})
    device = sns.create_platform_endpoint(PlatformApplicationArn=app["PlatformApplicationArn"], Token="token")
    sns.publish(TargetArn=device["EndpointArn"], Message="wake up")
    said = server.run("outbox").stdout
    for text in ("+41791234567", "your code is 1234", "from ACME", "Transactional", device["EndpointArn"], "wake up"):
        assert text in said, said


def test_what_is_kept_and_not_done_is_told(start):
    server = start()
    assert "KmsMasterKeyId" not in server.run("status").stdout
    server.client("sns").create_topic(Name="t", Attributes={"KmsMasterKeyId": "alias/aws/sns"})
    server.client("sqs").create_queue(QueueName="q", Attributes={"KmsMasterKeyId": "alias/aws/sqs"})
    said = server.run("status").stdout
    assert "encrypts nothing: SNS topics t" in said and "encrypts nothing: SQS queues q" in said, said


def test_lists_tags_and_deletion(start):
    server = start()
    sns = server.client("sns")
    topics = [sns.create_topic(Name=f"t{i:03}")["TopicArn"] for i in range(101)]
    pages = list(sns.get_paginator("list_topics").paginate())
    assert [len(p["Topics"]) for p in pages] == [100, 1]
    assert sorted(t["TopicArn"] for p in pages for t in p["Topics"]) == topics
    sns.tag_resource(ResourceArn=topics[0], Tags=[{"Key": "a", "Value": "1"}])
    assert sns.list_tags_for_resource(ResourceArn=topics[0])["Tags"] == [{"Key": "a", "Value": "1"}]
    sns.delete_topic(TopicArn=topics[0])
    sns.delete_topic(TopicArn=topics[0])
    refused(sns.get_topic_attributes, "NotFound", "Topic does not exist", TopicArn=topics[0])
