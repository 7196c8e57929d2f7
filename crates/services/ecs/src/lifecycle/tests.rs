//! Table tests of the lifecycle.
