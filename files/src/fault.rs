//! What stops a command, and the exit statuses.

use crate::message::Message;

/// A run that found errors in the policy, failed scenarios, or could not be carried out.
pub const FAILED: u8 = 1;
/// A run that decided what it could, but some records could not be read.
pub const BAD_RECORDS: u8 = 2;
/// Arguments that make no sense (`EX_USAGE` of BSD's sysexits, so that it is never taken for bad records).
pub const USAGE: u8 = 64;

/// Why a command stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What to tell; `None` if everything has been told already.
    pub message: Option<Message>,
    /// The exit status.
    pub status: u8,
}

/// What commands return.
pub type Outcome<T> = Result<T, Fault>;

impl Fault {
    /// A fault to be told, with status [`FAILED`].
    pub fn new(message: Message) -> Self {
        Self { message: Some(message), status: FAILED }
    }

    /// The end of a run that has already said why.
    pub fn silent(status: u8) -> Self {
        Self { message: None, status }
    }

    /// Arguments that make no sense.
    pub fn usage(message: Message) -> Self {
        Self { message: Some(message), status: USAGE }
    }

    /// A file or folder that could not be read.
    pub fn reading(path: &std::path::Path, error: &std::io::Error) -> Self {
        let path = path.display();
        Self::new(Message::new(
            format!(
                "读不了「{path}」：{}",
                reason(error, "没有这个文件或文件夹", "没有权限").unwrap_or(error.to_string())
            ),
            format!(
                "cannot read 「{path}」: {}",
                reason(error, "no such file or folder", "no permission").unwrap_or(error.to_string())
            ),
        ))
    }

    /// A file that could not be written.
    pub fn writing(path: &std::path::Path, error: &std::io::Error) -> Self {
        let path = path.display();
        Self::new(Message::new(
            format!(
                "写不了「{path}」：{}",
                reason(error, "文件夹不存在", "没有权限").unwrap_or(error.to_string())
            ),
            format!(
                "cannot write 「{path}」: {}",
                reason(error, "no such folder", "no permission").unwrap_or(error.to_string())
            ),
        ))
    }
}

fn reason(error: &std::io::Error, absent: &str, forbidden: &str) -> Option<String> {
    match error.kind() {
        std::io::ErrorKind::NotFound => Some(absent.to_owned()),
        std::io::ErrorKind::PermissionDenied => Some(forbidden.to_owned()),
        _ => None,
    }
}

/// What is written to the terminal could not be (a closed pipe, mostly: then there is nobody left to tell).
impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::silent(FAILED);
        }
        Self::new(Message::new(format!("输出中断：{error}"), format!("the output broke off: {error}")))
    }
}
