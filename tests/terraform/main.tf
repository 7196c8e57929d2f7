# Queues, topics, subscriptions, users, roles, policies and logs, in the syntax that Terraform 0.11 and OpenTofu 1 both read.

variable "endpoint" {}

variable "name" {}

variable "delay" {
  default = "5"
}

variable "color" {
  default = "red"
}

provider "aws" {
  region     = "us-east-1"
  access_key = "test"
  secret_key = "test"

  # Otherwise the provider asks EC2 at its start, which is AWS's own as long as no endpoint is given for it.
  skip_get_ec2_platforms = true

  endpoints {
    cloudwatchlogs = "${var.endpoint}"
    iam            = "${var.endpoint}"
    sns            = "${var.endpoint}"
    sqs            = "${var.endpoint}"
    sts            = "${var.endpoint}"
  }
}

data "aws_caller_identity" "me" {}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"]
    }
  }
}

data "aws_iam_policy_document" "deliver" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = ["${aws_sqs_queue.orders.arn}"]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["${aws_sns_topic.orders.arn}"]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
    resources = ["${aws_sqs_queue.orders.arn}"]
  }
}

resource "aws_sqs_queue" "dead" {
  name                      = "${var.name}-dead"
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue" "orders" {
  name           = "${var.name}-orders"
  delay_seconds  = "${var.delay}"
  redrive_policy = "{\"deadLetterTargetArn\":\"${aws_sqs_queue.dead.arn}\",\"maxReceiveCount\":4}"

  tags = {
    color = "${var.color}"
  }
}

resource "aws_sqs_queue" "ordered" {
  name                        = "${var.name}.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
}

resource "aws_sqs_queue_policy" "orders" {
  queue_url = "${aws_sqs_queue.orders.id}"
  policy    = "${data.aws_iam_policy_document.deliver.json}"
}

resource "aws_sns_topic" "orders" {
  name         = "${var.name}"
  display_name = "orders ${var.color}"

  tags = {
    color = "${var.color}"
  }
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn            = "${aws_sns_topic.orders.arn}"
  protocol             = "sqs"
  endpoint             = "${aws_sqs_queue.orders.arn}"
  raw_message_delivery = true
  filter_policy        = "{\"kind\":[\"order\"]}"
}

resource "aws_iam_user" "reader" {
  name = "${var.name}-reader"
  path = "/apps/"

  tags = {
    color = "${var.color}"
  }
}

resource "aws_iam_access_key" "reader" {
  user = "${aws_iam_user.reader.name}"
}

resource "aws_iam_user_policy" "reader" {
  name   = "read"
  user   = "${aws_iam_user.reader.name}"
  policy = "${data.aws_iam_policy_document.read.json}"
}

resource "aws_iam_group" "readers" {
  name = "${var.name}-readers"
}

resource "aws_iam_group_membership" "readers" {
  name  = "readers"
  group = "${aws_iam_group.readers.name}"
  users = ["${aws_iam_user.reader.name}"]
}

resource "aws_iam_role" "reader" {
  name                 = "${var.name}-reader"
  assume_role_policy   = "${data.aws_iam_policy_document.trust.json}"
  max_session_duration = 7200
  description          = "reads, ${var.color}"
}

resource "aws_iam_policy" "read" {
  name   = "${var.name}-read"
  policy = "${data.aws_iam_policy_document.read.json}"
}

resource "aws_iam_role_policy_attachment" "read" {
  role       = "${aws_iam_role.reader.name}"
  policy_arn = "${aws_iam_policy.read.arn}"
}

resource "aws_iam_role_policy" "inline" {
  name   = "inline"
  role   = "${aws_iam_role.reader.id}"
  policy = "${data.aws_iam_policy_document.read.json}"
}

resource "aws_iam_instance_profile" "reader" {
  name = "${var.name}-reader"
  role = "${aws_iam_role.reader.name}"
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/${var.name}/app"
  retention_in_days = "${var.delay == "5" ? 14 : 30}"

  tags = {
    color = "${var.color}"
  }
}

resource "aws_cloudwatch_log_stream" "app" {
  name           = "first"
  log_group_name = "${aws_cloudwatch_log_group.app.name}"
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = "${aws_cloudwatch_log_group.app.name}"
  pattern        = "{ $.level = \"error\" }"

  metric_transformation {
    name          = "errors"
    namespace     = "${var.name}"
    value         = "1"
    default_value = "0"
  }
}

data "aws_iam_policy_document" "write" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:*"]

    principals {
      type        = "Service"
      identifiers = ["es.amazonaws.com"]
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "write" {
  policy_name     = "${var.name}-write"
  policy_document = "${data.aws_iam_policy_document.write.json}"
}

output "queue" {
  value = "${aws_sqs_queue.orders.id}"
}

output "role" {
  value = "${aws_iam_role.reader.arn}"
}
