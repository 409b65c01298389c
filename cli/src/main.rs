//! The binary: everything is in the library, so that tests and other fronts can use it.

fn main() -> std::process::ExitCode {
    qingce::run(std::env::args_os().collect())
}
