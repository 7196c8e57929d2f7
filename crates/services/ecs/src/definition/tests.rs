//! Table tests of definitions.
