// The story that every SDK tells, by AWS's SDK for JavaScript, led by AWS_ENDPOINT_URL alone.
import assert from "node:assert/strict";
import { CloudFormation, waitUntilStackCreateComplete, waitUntilStackDeleteComplete } from "@aws-sdk/client-cloudformation";
import { IAM } from "@aws-sdk/client-iam";
import { SNS } from "@aws-sdk/client-sns";
import { SQS, QueueDoesNotExist } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";

const name = process.argv[2];
const [sqs, sns, sts, iam, formation] = [new SQS(), new SNS(), new STS(), new IAM(), new CloudFormation()];

const { Account: account, Arn: me } = await sts.getCallerIdentity();
assert.equal(me, `arn:aws:iam::${account}:root`);
console.log("identity");

const { QueueUrl: url } = await sqs.createQueue({ QueueName: name, Attributes: { VisibilityTimeout: "5" } });
const sent = await sqs.sendMessage({
  QueueUrl: url,
  MessageBody: "hello ü",
  MessageAttributes: { who: { DataType: "String", StringValue: "js" }, raw: { DataType: "Binary", BinaryValue: Buffer.from([0, 255]) } },
});
// The SDK itself checks the body's MD5 on both ways.
const got = await sqs.receiveMessage({ QueueUrl: url, MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"], WaitTimeSeconds: 5 });
assert.equal(got.Messages.length, 1);
const [message] = got.Messages;
assert.equal(message.MessageId, sent.MessageId);
assert.equal(message.Body, "hello ü");
assert.equal(message.MessageAttributes.who.StringValue, "js");
assert.deepEqual([...message.MessageAttributes.raw.BinaryValue], [0, 255]);
assert.equal(message.Attributes.ApproximateReceiveCount, "1");
await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle });
await assert.rejects(sqs.getQueueUrl({ QueueName: `${name}-gone` }), (e) => e instanceof QueueDoesNotExist && e.message === "The specified queue does not exist.");
console.log("queue");

const { TopicArn: topic } = await sns.createTopic({ Name: name });
const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ["QueueArn"] });
const deliver = { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: Attributes.QueueArn };
await sqs.setQueueAttributes({ QueueUrl: url, Attributes: { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [deliver] }) } });
await sns.subscribe({ TopicArn: topic, Protocol: "sqs", Endpoint: Attributes.QueueArn, Attributes: { RawMessageDelivery: "true" } });
await sns.publish({ TopicArn: topic, Message: "news" });
const news = await sqs.receiveMessage({ QueueUrl: url, WaitTimeSeconds: 10 });
assert.deepEqual(news.Messages.map((m) => m.Body), ["news"]);
console.log("topic");

const trust = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" };
const { Role: role } = await iam.createRole({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }) });
const { Credentials: c } = await sts.assumeRole({ RoleArn: role.Arn, RoleSessionName: "me" });
assert.ok(c.Expiration > new Date());
const credentials = { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, sessionToken: c.SessionToken };
const session = new SQS({ credentials });
await assert.rejects(session.sendMessage({ QueueUrl: url, MessageBody: "no" }), (e) => {
  assert.match(e.name, /AccessDenied/);
  assert.equal(e.$metadata.httpStatusCode, 403);
  assert.ok(e.message.startsWith(`User: arn:aws:sts::${account}:assumed-role/${name}/me is not authorized to perform: sqs:sendmessage on resource: `), e.message);
  return true;
});
const allow = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" };
await iam.putRolePolicy({ RoleName: name, PolicyName: "send", PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [allow] }) });
await session.sendMessage({ QueueUrl: url, MessageBody: "yes" });
console.log("role");

const template = JSON.stringify({ Resources: { Queue: { Type: "AWS::SQS::Queue" } }, Outputs: { Url: { Value: { Ref: "Queue" } } } });
await formation.createStack({ StackName: name, TemplateBody: template });
const waiting = { client: formation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
await waitUntilStackCreateComplete(waiting, { StackName: name });
const { Stacks: [stack] } = await formation.describeStacks({ StackName: name });
await sqs.sendMessage({ QueueUrl: stack.Outputs[0].OutputValue, MessageBody: "stacked" });
await formation.deleteStack({ StackName: name });
await waitUntilStackDeleteComplete(waiting, { StackName: stack.StackId });
console.log("stack");
