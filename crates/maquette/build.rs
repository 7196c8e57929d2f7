//! Links the program at a fixed address. Every sandbox has a supervisor of this same binary, which would otherwise have
//! a private copy of each page of pointers that the loader relocates: the services' tables are some megabytes of them.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
