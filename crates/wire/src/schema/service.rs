//! What a service and its operations are, as constant data beside their shapes.

use super::Schema;
use crate::error::Error;

/// A protocol of AWS's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// AWS JSON 1.0.
    Json10,
    /// AWS JSON 1.1.
    Json11,
    /// A form in, XML out.
    Query,
    /// EC2's dialect of the same.
    Ec2,
    /// REST with JSON bodies.
    RestJson,
    /// REST with XML bodies.
    RestXml,
    /// Smithy RPC v2 with CBOR bodies.
    Cbor,
}

/// How a service words what the model's constraints refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `1 validation error detected: Value ... failed to satisfy constraint: ...`, code `ValidationException`.
    Coral,
    /// The same text under the code `ValidationError`, as the query services do.
    CoralQuery,
    /// IAM's: the same, but no value is ever shown, nor the values of an enumeration; what breaks a pattern has a sentence
    /// of its own.
    Iam,
    /// `InvalidParameter: ... validation`, SNS's and its kin's.
    Sns,
    /// `MissingParameter`, `InvalidParameterValue`: SQS checks everything else by hand.
    Sqs,
    /// EC2's.
    Ec2,
    /// CloudWatch Logs': Coral's text under the code `InvalidParameterException`.
    Logs,
    /// S3's `MalformedXML` and its kin.
    S3,
    /// ECR's: `Invalid parameter at '...' failed to satisfy constraint: '...'`, code `InvalidParameterException`.
    Ecr,
}

/// One service of AWS's.
#[derive(Debug)]
pub struct Service {
    /// The name in endpoints and in this house: `sqs`.
    pub name: &'static str,
    /// The name that signatures carry, often the same.
    pub signing_name: &'static str,
    /// The prefix of its IAM actions.
    pub iam_prefix: &'static str,
    /// `serviceId` in AWS's model: `SQS`.
    pub id: &'static str,
    /// The version in query requests: `2012-11-05`.
    pub api_version: &'static str,
    /// Before the dot in `X-Amz-Target`.
    pub target_prefix: &'static str,
    /// The Smithy namespace of its shapes, before `#` in JSON error types.
    pub namespace: &'static str,
    /// Namespace of its XML answers.
    pub xml_namespace: &'static str,
    /// The protocols it speaks, the preferred one first.
    pub protocols: &'static [Protocol],
    /// JSON errors carry `x-amzn-query-error`.
    pub query_compatible: bool,
    /// One endpoint for all regions: ARNs carry none.
    pub global: bool,
    /// How it words refusals.
    pub dialect: Dialect,
    /// The operations of its model, by name.
    pub operations: &'static [Operation],
    /// The names of AWS's other operations, of which there is no model here: they are refused by name.
    pub others: &'static [&'static str],
}

impl Service {
    /// The operation of that name.
    pub fn operation(&'static self, name: &str) -> Option<&'static Operation> {
        self.operations.binary_search_by(|o| o.name.cmp(name)).ok().map(|i| &self.operations[i])
    }
    /// Whether AWS has an operation of that name, modelled here or not.
    pub fn knows(&'static self, name: &str) -> bool {
        self.operation(name).is_some() || self.others.binary_search(&name).is_ok()
    }
    /// How an operation is refused that is not built.
    pub fn not_built(&self, name: &str) -> Error {
        Error::not_implemented(format!("the operation {name} of {}", self.id))
    }
}

/// One operation of a service.
#[derive(Debug)]
pub struct Operation {
    /// Its name: `SendMessage`.
    pub name: &'static str,
    /// Its service.
    pub service: &'static Service,
    /// HTTP method in the REST protocols.
    pub method: &'static str,
    /// Path template in the REST protocols.
    pub uri: &'static str,
    /// Status of a success.
    pub status: u16,
    /// What goes in.
    pub input: &'static Schema,
    /// What comes out.
    pub output: &'static Schema,
    /// The element around a query answer; empty for none.
    pub result_wrapper: &'static str,
    /// The exceptions it declares.
    pub errors: &'static [&'static Schema],
    /// The IAM action that allows it: `sqs:SendMessage`; empty where none is needed.
    pub action: &'static str,
    /// IAM's access level, for reports.
    pub access: Access,
}

/// IAM's access levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Lists resources.
    List,
    /// Reads them.
    Read,
    /// Changes them.
    Write,
    /// Changes who may do what.
    PermissionsManagement,
    /// Changes tags only.
    Tagging,
}
