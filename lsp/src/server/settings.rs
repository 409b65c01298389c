//! What the server is started with, and what the client may set.

use chrono::NaiveDate;
use qingce_grammar::Language;
use std::time::Duration;

/// What the server is started with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The language of messages, unless the client names one (`initializationOptions.language`: `zh` or `en`).
    pub language: Language,
    /// The day for "in force today"; `None`: the machine's.
    pub today: Option<NaiveDate>,
    /// How long after an edit diagnostics wait for the next one.
    pub pause: Duration,
    /// The same while an input method composes, or pinyin is typed for a completion: what stands there then is not meant to stay.
    pub composing: Duration,
}

impl Settings {
    /// The usual settings.
    pub fn new(language: Language) -> Self {
        let (pause, composing) = (Duration::from_millis(2), Duration::from_millis(600));
        Self { language, today: None, pause, composing }
    }

    /// The day for "in force today".
    pub(crate) fn day(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| chrono::Local::now().date_naive())
    }
}
