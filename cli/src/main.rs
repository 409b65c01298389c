//! The binary: everything is in the library, so that tests and other fronts can use it.

/// Analysing an edited policy allocates much, and takes a quarter to a third longer with the system's own (docs/performance.md).
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    qingce::run(std::env::args_os().collect())
}
