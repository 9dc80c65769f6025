//! The page's program is split in two after it is built (decision 0007). The splitter reads the
//! linker's relocations; the worker's program, which is not split, must not carry them.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_CFG_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
    }
}
