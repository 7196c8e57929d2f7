//! Table tests of plans.
