// The story that every SDK tells, by AWS's SDK for Go, led by AWS_ENDPOINT_URL alone.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func check(is bool, what string, values ...any) {
	if !is {
		fmt.Fprintln(os.Stderr, append([]any{"not so:", what}, values...)...)
		os.Exit(1)
	}
}

func statement(text string) *string {
	return aws.String(`{"Version":"2012-10-17","Statement":[` + text + `]}`)
}

func main() {
	ctx, name := context.Background(), os.Args[1]
	cfg := must(config.LoadDefaultConfig(ctx))
	queues, topics, tokens := sqs.NewFromConfig(cfg), sns.NewFromConfig(cfg), sts.NewFromConfig(cfg)
	people, stacks := iam.NewFromConfig(cfg), cloudformation.NewFromConfig(cfg)

	me := must(tokens.GetCallerIdentity(ctx, nil))
	account := *me.Account
	check(*me.Arn == "arn:aws:iam::"+account+":root", "the identity", *me.Arn)
	fmt.Println("identity")

	url := must(queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: &name})).QueueUrl
	// The SDK itself checks the body's and the attributes' MD5.
	sent := must(queues.SendMessage(ctx, &sqs.SendMessageInput{
		QueueUrl: url, MessageBody: aws.String("hello ü"),
		MessageAttributes: map[string]types.MessageAttributeValue{
			"who": {DataType: aws.String("String"), StringValue: aws.String("go")},
			"raw": {DataType: aws.String("Binary"), BinaryValue: []byte{0, 255}},
		},
	}))
	got := must(queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
		QueueUrl: url, WaitTimeSeconds: 5, MessageAttributeNames: []string{"All"},
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{"All"},
	})).Messages
	check(len(got) == 1 && *got[0].MessageId == *sent.MessageId && *got[0].Body == "hello ü", "the message", got)
	check(*got[0].MessageAttributes["who"].StringValue == "go", "the attribute", got)
	check(got[0].Attributes["ApproximateReceiveCount"] == "1", "the count", got)
	must(queues.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: url, ReceiptHandle: got[0].ReceiptHandle}))
	_, err := queues.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: aws.String(name + "-gone")})
	var gone *types.QueueDoesNotExist
	check(errors.As(err, &gone) && gone.ErrorMessage() == "The specified queue does not exist.", "the error", err)
	fmt.Println("queue")

	topic := must(topics.CreateTopic(ctx, &sns.CreateTopicInput{Name: &name})).TopicArn
	named := []types.QueueAttributeName{"QueueArn"}
	arn := must(queues.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{QueueUrl: url, AttributeNames: named})).Attributes["QueueArn"]
	deliver := `{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"` + arn + `"}`
	must(queues.SetQueueAttributes(ctx, &sqs.SetQueueAttributesInput{QueueUrl: url, Attributes: map[string]string{"Policy": *statement(deliver)}}))
	must(topics.Subscribe(ctx, &sns.SubscribeInput{
		TopicArn: topic, Protocol: aws.String("sqs"), Endpoint: &arn, Attributes: map[string]string{"RawMessageDelivery": "true"},
	}))
	must(topics.Publish(ctx, &sns.PublishInput{TopicArn: topic, Message: aws.String("news")}))
	news := must(queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: url, WaitTimeSeconds: 10})).Messages
	check(len(news) == 1 && *news[0].Body == "news", "the news", news)
	fmt.Println("topic")

	trust := statement(`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::` + account + `:root"},"Action":"sts:AssumeRole"}`)
	role := must(people.CreateRole(ctx, &iam.CreateRoleInput{RoleName: &name, AssumeRolePolicyDocument: trust})).Role
	keys := must(tokens.AssumeRole(ctx, &sts.AssumeRoleInput{RoleArn: role.Arn, RoleSessionName: aws.String("me")})).Credentials
	check(keys.Expiration.After(time.Now()), "the expiration", keys.Expiration)
	session := sqs.NewFromConfig(cfg, func(o *sqs.Options) {
		o.Credentials = credentials.NewStaticCredentialsProvider(*keys.AccessKeyId, *keys.SecretAccessKey, *keys.SessionToken)
	})
	_, err = session.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("no")})
	var refusal smithy.APIError
	check(errors.As(err, &refusal) && strings.Contains(refusal.ErrorCode(), "AccessDenied"), "the refusal", err)
	start := "User: arn:aws:sts::" + account + ":assumed-role/" + name + "/me is not authorized to perform: sqs:sendmessage on resource: "
	check(strings.HasPrefix(refusal.ErrorMessage(), start), "its words", refusal.ErrorMessage())
	allow := statement(`{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}`)
	must(people.PutRolePolicy(ctx, &iam.PutRolePolicyInput{RoleName: &name, PolicyName: aws.String("send"), PolicyDocument: allow}))
	must(session.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("yes")}))
	fmt.Println("role")

	template := aws.String(`{"Resources":{"Queue":{"Type":"AWS::SQS::Queue"}},"Outputs":{"Url":{"Value":{"Ref":"Queue"}}}}`)
	must(stacks.CreateStack(ctx, &cloudformation.CreateStackInput{StackName: &name, TemplateBody: template}))
	made := cloudformation.NewStackCreateCompleteWaiter(stacks, func(o *cloudformation.StackCreateCompleteWaiterOptions) {
		o.MinDelay, o.MaxDelay = time.Second, time.Second
	})
	described := must(made.WaitForOutput(ctx, &cloudformation.DescribeStacksInput{StackName: &name}, time.Minute)).Stacks[0]
	must(queues.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: described.Outputs[0].OutputValue, MessageBody: aws.String("stacked")}))
	must(stacks.DeleteStack(ctx, &cloudformation.DeleteStackInput{StackName: &name}))
	ended := cloudformation.NewStackDeleteCompleteWaiter(stacks, func(o *cloudformation.StackDeleteCompleteWaiterOptions) {
		o.MinDelay, o.MaxDelay = time.Second, time.Second
	})
	must(ended.WaitForOutput(ctx, &cloudformation.DescribeStacksInput{StackName: described.StackId}, time.Minute))
	fmt.Println("stack")
}
