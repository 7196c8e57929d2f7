# The worker of ../template.yaml in Terraform: everything but its queue, which is examples/inbox's. Terraform 0.11 and every
# later one read it, and so does OpenTofu.

variable "name" {
  default = "worker"
}

variable "inbox" {
  default = "inbox"
}

variable "tag" {
  default = "v1"
}

variable "partner_url" {
  default = "http://partner.example/orders"
}

provider "aws" {
  region = "us-east-1"
}

data "aws_region" "here" {}

data "aws_cloudformation_export" "queue_url" {
  name = "${var.inbox}-fulfilment-url"
}

data "aws_cloudformation_export" "queue_arn" {
  name = "${var.inbox}-fulfilment-arn"
}

resource "aws_ecr_repository" "worker" {
  name = "${var.name}"
}

resource "aws_vpc" "main" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "${var.name}"
  }
}

# The public subnet: its default route is the internet gateway.

resource "aws_internet_gateway" "main" {
  vpc_id = "${aws_vpc.main.id}"
}

resource "aws_subnet" "public" {
  vpc_id            = "${aws_vpc.main.id}"
  cidr_block        = "10.20.0.0/24"
  availability_zone = "${data.aws_region.here.name}a"
}

resource "aws_route_table" "public" {
  vpc_id = "${aws_vpc.main.id}"
}

resource "aws_route" "public" {
  route_table_id         = "${aws_route_table.public.id}"
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = "${aws_internet_gateway.main.id}"
}

resource "aws_route_table_association" "public" {
  subnet_id      = "${aws_subnet.public.id}"
  route_table_id = "${aws_route_table.public.id}"
}

# The way out of the private subnet. It stands in the public one: it needs a way out itself.

resource "aws_eip" "out" {
  vpc        = true
  depends_on = ["aws_internet_gateway.main"]
}

resource "aws_nat_gateway" "out" {
  allocation_id = "${aws_eip.out.id}"
  subnet_id     = "${aws_subnet.public.id}"
  depends_on    = ["aws_route.public", "aws_route_table_association.public"]
}

# The private subnet: its default route is the NAT gateway.

resource "aws_subnet" "private" {
  vpc_id            = "${aws_vpc.main.id}"
  cidr_block        = "10.20.1.0/24"
  availability_zone = "${data.aws_region.here.name}a"
}

resource "aws_route_table" "private" {
  vpc_id = "${aws_vpc.main.id}"
}

resource "aws_route" "private" {
  route_table_id         = "${aws_route_table.private.id}"
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = "${aws_nat_gateway.out.id}"
}

resource "aws_route_table_association" "private" {
  subnet_id      = "${aws_subnet.private.id}"
  route_table_id = "${aws_route_table.private.id}"
}

# Nobody calls the worker; it calls AWS by HTTPS and the partner by HTTP.

resource "aws_security_group" "worker" {
  name        = "${var.name}"
  description = "The worker"
  vpc_id      = "${aws_vpc.main.id}"

  egress {
    description = "AWS"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    description = "The partner"
    protocol    = "tcp"
    from_port   = 80
    to_port     = 80
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_cloudwatch_log_group" "lines" {
  name              = "/ecs/${var.name}"
  retention_in_days = 7
}

resource "aws_ecs_cluster" "main" {
  name = "${var.name}"
}

data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

# As this role the image is pulled and the lines are written, before and beside the program.

resource "aws_iam_role" "execution" {
  name               = "${var.name}-execution"
  assume_role_policy = "${data.aws_iam_policy_document.tasks.json}"
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = "${aws_iam_role.execution.name}"
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

# As this role the program calls AWS: exactly what it does, on exactly its queue.

resource "aws_iam_role" "task" {
  name               = "${var.name}-task"
  assume_role_policy = "${data.aws_iam_policy_document.tasks.json}"
}

data "aws_iam_policy_document" "queue" {
  statement {
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = ["${data.aws_cloudformation_export.queue_arn.value}"]
  }
}

resource "aws_iam_role_policy" "queue" {
  name   = "queue"
  role   = "${aws_iam_role.task.id}"
  policy = "${data.aws_iam_policy_document.queue.json}"
}

resource "aws_ecs_task_definition" "worker" {
  family                   = "${var.name}"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = "256"
  memory                   = "512"
  execution_role_arn       = "${aws_iam_role.execution.arn}"
  task_role_arn            = "${aws_iam_role.task.arn}"

  container_definitions = <<EOF
[
  {
    "name": "worker",
    "image": "${aws_ecr_repository.worker.repository_url}:${var.tag}",
    "essential": true,
    "readonlyRootFilesystem": true,
    "environment": [
      {"name": "ONCE", "value": "1"},
      {"name": "PARTNER_URL", "value": "${var.partner_url}"},
      {"name": "QUEUE_URL", "value": "${data.aws_cloudformation_export.queue_url.value}"}
    ],
    "logConfiguration": {
      "logDriver": "awslogs",
      "options": {
        "awslogs-group": "${aws_cloudwatch_log_group.lines.name}",
        "awslogs-region": "${data.aws_region.here.name}",
        "awslogs-stream-prefix": "worker"
      }
    }
  }
]
EOF
}

output "cluster" {
  value = "${aws_ecs_cluster.main.name}"
}

output "worker" {
  value = "${aws_ecs_task_definition.worker.arn}"
}

output "subnet" {
  value = "${aws_subnet.private.id}"
}

output "security_group" {
  value = "${aws_security_group.worker.id}"
}

output "out_address" {
  value = "${aws_eip.out.public_ip}"
}
