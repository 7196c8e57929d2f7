"""What was acknowledged is there again after a restart, and after SIGKILL."""

import house
import pytest

TEMPLATE = '{"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "stacked"}}}}'
TRUST = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}'


def fill(server):
    """A little of everything; what a second look must find again."""
    sqs, sns, iam = server.client("sqs"), server.client("sns"), server.client("iam")
    fifo = {"FifoQueue": "true", "ContentBasedDeduplication": "true"}
    ordered = sqs.create_queue(QueueName="ordered.fifo", Attributes=fifo)["QueueUrl"]
    for body in "123":
        sqs.send_message(QueueUrl=ordered, MessageBody=body, MessageGroupId="g")
    first = sqs.receive_message(QueueUrl=ordered)["Messages"][0]
    sqs.delete_message(QueueUrl=ordered, ReceiptHandle=first["ReceiptHandle"])
    topic = sns.create_topic(Name="topic")["TopicArn"]
    sqs.create_queue(QueueName="plain")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:us-east-1:{house.ACCOUNT}:plain")
    iam.create_user(UserName="kept")
    key = iam.create_access_key(UserName="kept")["AccessKey"]
    role = iam.create_role(RoleName="kept", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    session = server.client("sts").assume_role(RoleArn=role, RoleSessionName="kept")["Credentials"]
    formation = server.client("cloudformation")
    formation.create_stack(StackName="kept", TemplateBody=TEMPLATE)
    formation.get_waiter("stack_create_complete").wait(
        StackName="kept", WaiterConfig={"Delay": 0.2, "MaxAttempts": 100}
    )
    return key, session, topic


def look(server, key, session, topic):
    sqs = server.client("sqs")
    ordered = sqs.get_queue_url(QueueName="ordered.fifo")["QueueUrl"]
    again = sqs.send_message(QueueUrl=ordered, MessageBody="1", MessageGroupId="g")
    assert again["MessageId"], "a duplicate is acknowledged and dropped"
    got = sqs.receive_message(QueueUrl=ordered, MaxNumberOfMessages=10)["Messages"]
    assert [m["Body"] for m in got] == ["2", "3"]
    sqs.get_queue_url(QueueName="stacked")
    [subscription] = server.client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert subscription["Protocol"] == "sqs"
    me = server.client("sts", keys=key).get_caller_identity()["Arn"]
    assert me == f"arn:aws:iam::{house.ACCOUNT}:user/kept"
    me = server.client("sts", keys=session).get_caller_identity()["Arn"]
    assert me == f"arn:aws:sts::{house.ACCOUNT}:assumed-role/kept/kept"
    [stack] = server.client("cloudformation").describe_stacks(StackName="kept")["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_everything_is_there_again(start, end):
    server = start(ephemeral=False)
    kept = fill(server)
    getattr(server, end)()
    server.start()
    look(server, *kept)


def test_ephemeral_keeps_nothing(start):
    server = start()
    server.client("sqs").create_queue(QueueName="gone")
    server.stop()
    server.start()
    assert "QueueUrls" not in server.client("sqs").list_queues()


def test_steered_time_survives_a_restart(start):
    server = start(ephemeral=False)
    server.advance("30d")
    before = server.json("clock", "show")
    server.stop()
    server.start()
    after = server.json("clock", "show")
    assert after["now"] >= before["now"], (before, after)
