import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sts.StsClient;

/** The story that every SDK tells, by AWS's SDK for Java, led by AWS_ENDPOINT_URL alone. */
public class Story {
    static void check(boolean is, Object what) {
        if (!is) {
            throw new AssertionError("not so: " + what);
        }
    }

    static String policy(String statement) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}";
    }

    static <E extends Exception> E refused(Class<E> kind, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException thrown) {
            return kind.cast(thrown);
        }
        throw new AssertionError("it was not refused");
    }

    public static void main(String[] arguments) {
        String name = arguments[0];
        try (var sqs = SqsClient.create(); var sns = SnsClient.create(); var sts = StsClient.create();
                var iam = IamClient.builder().region(software.amazon.awssdk.regions.Region.AWS_GLOBAL).build();
                var formation = CloudFormationClient.create()) {
            var me = sts.getCallerIdentity();
            String account = me.account();
            check(me.arn().equals("arn:aws:iam::" + account + ":root"), me);
            System.out.println("identity");

            String url = sqs.createQueue(r -> r.queueName(name)).queueUrl();
            // The SDK itself checks the body's and the attributes' MD5.
            var who = MessageAttributeValue.builder().dataType("String").stringValue("java").build();
            var raw = MessageAttributeValue.builder().dataType("Binary").binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1})).build();
            var sent = sqs.sendMessage(r -> r.queueUrl(url).messageBody("hello ü").messageAttributes(Map.of("who", who, "raw", raw)));
            var got = sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(5).messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)).messages();
            check(got.size() == 1, got);
            var message = got.get(0);
            check(message.messageId().equals(sent.messageId()) && message.body().equals("hello ü"), message);
            check(message.messageAttributes().equals(Map.of("who", who, "raw", raw)), message);
            check(message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT).equals("1"), message);
            sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
            var gone = refused(QueueDoesNotExistException.class, () -> sqs.getQueueUrl(r -> r.queueName(name + "-gone")));
            check(gone.awsErrorDetails().errorMessage().equals("The specified queue does not exist."), gone);
            System.out.println("queue");

            String topic = sns.createTopic(r -> r.name(name)).topicArn();
            String arn = sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                    .attributes().get(QueueAttributeName.QUEUE_ARN);
            String deliver = policy("{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"sns.amazonaws.com\"},"
                    + "\"Action\":\"sqs:SendMessage\",\"Resource\":\"" + arn + "\"}");
            sqs.setQueueAttributes(r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, deliver)));
            sns.subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(arn).attributes(Map.of("RawMessageDelivery", "true")));
            sns.publish(r -> r.topicArn(topic).message("news"));
            var news = sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(10)).messages();
            check(news.size() == 1 && news.get(0).body().equals("news"), news);
            System.out.println("topic");

            String trust = policy("{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::" + account
                    + ":root\"},\"Action\":\"sts:AssumeRole\"}");
            String role = iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust)).role().arn();
            var keys = sts.assumeRole(r -> r.roleArn(role).roleSessionName("me")).credentials();
            var session = AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
            try (var mine = SqsClient.builder().credentialsProvider(StaticCredentialsProvider.create(session)).build()) {
                var refusal = refused(SqsException.class, () -> mine.sendMessage(r -> r.queueUrl(url).messageBody("no")));
                check(refusal.statusCode() == 403 && refusal.awsErrorDetails().errorCode().contains("AccessDenied"), refusal);
                String start = "User: arn:aws:sts::" + account + ":assumed-role/" + name
                        + "/me is not authorized to perform: sqs:sendmessage on resource: ";
                check(refusal.awsErrorDetails().errorMessage().startsWith(start), refusal);
                String allow = policy("{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}");
                iam.putRolePolicy(r -> r.roleName(name).policyName("send").policyDocument(allow));
                mine.sendMessage(r -> r.queueUrl(url).messageBody("yes"));
            }
            System.out.println("role");

            String template = "{\"Resources\":{\"Queue\":{\"Type\":\"AWS::SQS::Queue\"}},\"Outputs\":{\"Url\":{\"Value\":{\"Ref\":\"Queue\"}}}}";
            String stack = formation.createStack(r -> r.stackName(name).templateBody(template)).stackId();
            try (var waiter = formation.waiter()) {
                var made = waiter.waitUntilStackCreateComplete(r -> r.stackName(name),
                        o -> o.backoffStrategyV2(software.amazon.awssdk.retries.api.BackoffStrategy.fixedDelay(java.time.Duration.ofMillis(200))));
                String queue = made.matched().response().orElseThrow().stacks().get(0).outputs().get(0).outputValue();
                sqs.sendMessage(r -> r.queueUrl(queue).messageBody("stacked"));
                formation.deleteStack(r -> r.stackName(name));
                waiter.waitUntilStackDeleteComplete(r -> r.stackName(stack),
                        o -> o.backoffStrategyV2(software.amazon.awssdk.retries.api.BackoffStrategy.fixedDelay(java.time.Duration.ofMillis(200))));
            }
            System.out.println("stack");
        }
    }
}
