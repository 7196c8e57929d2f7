#!/bin/sh
# Publishes an order, runs the worker in its private subnet, waits for its end, and shows what it said. Only the AWS CLI.
set -eu
export AWS_PAGER=''

output() {
  aws cloudformation describe-stacks --stack-name "$1" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue"
}

cluster=$(output worker Cluster)
group=$(output worker LogGroup)
echo "The NAT gateway's address is $(output worker OutAddress)."

aws sns publish --topic-arn "$(output inbox Topic)" --message-group-id ada --message '{"order": 7, "total": 1200}' \
  --message-attributes '{"kind": {"DataType": "String", "StringValue": "order"}, "amount": {"DataType": "Number", "StringValue": "1200"}}' \
  --message-deduplication-id "run-$(date +%s)" --query MessageId --output text

task=$(aws ecs run-task --cluster "$cluster" --task-definition "$(output worker Worker)" --launch-type FARGATE \
  --network-configuration "awsvpcConfiguration={subnets=[$(output worker Subnet)],securityGroups=[$(output worker SecurityGroup)]}" \
  --query 'tasks[0].taskArn' --output text)
echo "Started $task"
aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task"
aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --output text \
  --query 'tasks[0].[stopCode, stoppedReason, containers[0].exitCode, containers[0].reason]'
aws logs get-log-events --log-group-name "$group" --log-stream-name "worker/worker/${task##*/}" --start-from-head \
  --query 'events[].message' --output text | tr '\t' '\n'
