//! Table tests of launches.
