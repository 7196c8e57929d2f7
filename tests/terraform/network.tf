# A network with a public and a private subnet, in the syntax that Terraform 0.11 and OpenTofu 1 both read.

variable "endpoint" {}

variable "name" {}

variable "color" {
  default = "red"
}

variable "port" {
  default = "443"
}

provider "aws" {
  region     = "us-east-1"
  access_key = "test"
  secret_key = "test"

  endpoints {
    ec2 = "${var.endpoint}"
    iam = "${var.endpoint}"
    sts = "${var.endpoint}"
  }
}

resource "aws_vpc" "main" {
  cidr_block                       = "10.0.0.0/16"
  enable_dns_hostnames             = true
  assign_generated_ipv6_cidr_block = true

  tags = {
    Name  = "${var.name}"
    color = "${var.color}"
  }
}

resource "aws_internet_gateway" "main" {
  vpc_id = "${aws_vpc.main.id}"
}

resource "aws_subnet" "public" {
  vpc_id                  = "${aws_vpc.main.id}"
  cidr_block              = "10.0.0.0/24"
  availability_zone       = "us-east-1a"
  map_public_ip_on_launch = true
  ipv6_cidr_block         = "${cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 1)}"
}

resource "aws_subnet" "private" {
  vpc_id            = "${aws_vpc.main.id}"
  cidr_block        = "10.0.1.0/24"
  availability_zone = "us-east-1b"
}

resource "aws_eip" "nat" {
  vpc        = true
  depends_on = ["aws_internet_gateway.main"]
}

resource "aws_nat_gateway" "main" {
  allocation_id = "${aws_eip.nat.id}"
  subnet_id     = "${aws_subnet.public.id}"
}

resource "aws_route_table" "public" {
  vpc_id = "${aws_vpc.main.id}"

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = "${aws_internet_gateway.main.id}"
  }
}

resource "aws_route_table" "private" {
  vpc_id = "${aws_vpc.main.id}"
}

resource "aws_route" "out" {
  route_table_id         = "${aws_route_table.private.id}"
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = "${aws_nat_gateway.main.id}"
}

resource "aws_route_table_association" "public" {
  subnet_id      = "${aws_subnet.public.id}"
  route_table_id = "${aws_route_table.public.id}"
}

resource "aws_route_table_association" "private" {
  subnet_id      = "${aws_subnet.private.id}"
  route_table_id = "${aws_route_table.private.id}"
}

resource "aws_security_group" "web" {
  name        = "${var.name}-web"
  description = "from everywhere"
  vpc_id      = "${aws_vpc.main.id}"

  ingress {
    from_port   = "${var.port}"
    to_port     = "${var.port}"
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "app" {
  name        = "${var.name}-app"
  description = "from the web"
  vpc_id      = "${aws_vpc.main.id}"
}

resource "aws_security_group_rule" "app" {
  type                     = "ingress"
  from_port                = 8080
  to_port                  = 8080
  protocol                 = "tcp"
  security_group_id        = "${aws_security_group.app.id}"
  source_security_group_id = "${aws_security_group.web.id}"
}

resource "aws_network_acl" "private" {
  vpc_id     = "${aws_vpc.main.id}"
  subnet_ids = ["${aws_subnet.private.id}"]

  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "10.0.0.0/16"
    from_port  = 8080
    to_port    = 8080
  }

  egress {
    protocol   = "-1"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = "${aws_vpc.main.id}"
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = ["${aws_route_table.private.id}"]
}

resource "aws_vpc_endpoint" "sqs" {
  vpc_id              = "${aws_vpc.main.id}"
  service_name        = "com.amazonaws.us-east-1.sqs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = ["${aws_subnet.private.id}"]
  security_group_ids  = ["${aws_security_group.app.id}"]
  private_dns_enabled = true
}

resource "aws_network_interface" "one" {
  subnet_id       = "${aws_subnet.private.id}"
  security_groups = ["${aws_security_group.app.id}"]
  private_ips     = ["10.0.1.50"]
}

resource "aws_iam_role" "logs" {
  name = "${var.name}-logs"

  assume_role_policy = <<EOF
{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"vpc-flow-logs.amazonaws.com"},"Action":"sts:AssumeRole"}]}
EOF
}

resource "aws_flow_log" "main" {
  iam_role_arn    = "${aws_iam_role.logs.arn}"
  log_destination = "arn:aws:logs:us-east-1:000000000000:log-group:${var.name}"
  traffic_type    = "ALL"
  vpc_id          = "${aws_vpc.main.id}"
}

output "vpc" {
  value = "${aws_vpc.main.id}"
}
