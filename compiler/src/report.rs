//! Writing a diagnostic in one expression, beside the check that finds the fault.

use qingce_grammar::{Code, Diagnostic, Edit, Fix, Label, Message, Place, Severity};

/// A fault that stands in the way of a program.
pub(crate) fn error(code: Code, place: Place, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    start(code, Severity::Error, place, Message::new(zh, en))
}

/// Something worth a look.
pub(crate) fn warning(code: Code, place: Place, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    start(code, Severity::Warning, place, Message::new(zh, en))
}

fn start(code: Code, severity: Severity, place: Place, message: Message) -> Diagnostic {
    let labels = vec![Label { place, text: Message::new("", "") }];
    Diagnostic { code, severity, message, labels, help: None, fix: None }
}

/// What can be added to a diagnostic.
pub(crate) trait Details: Sized {
    /// What is to be said about the main words.
    fn note(self, zh: impl Into<String>, en: impl Into<String>) -> Self;
    /// Other words that matter, with what is to be said about them.
    fn label(self, place: Place, zh: impl Into<String>, en: impl Into<String>) -> Self;
    /// What to write instead.
    fn help(self, zh: impl Into<String>, en: impl Into<String>) -> Self;
    /// The mend: `text` in place of the words at `place`.
    fn replace(self, place: Place, text: impl Into<String>) -> Self;
    /// The mend, titled.
    fn fix(self, zh: impl Into<String>, en: impl Into<String>, edits: Vec<Edit>) -> Self;
}

impl Details for Diagnostic {
    fn note(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = Message::new(zh, en);
        }
        self
    }

    fn label(mut self, place: Place, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.labels.push(Label { place, text: Message::new(zh, en) });
        self
    }

    fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Message::new(zh, en));
        self
    }

    fn replace(self, place: Place, text: impl Into<String>) -> Self {
        let text = text.into();
        let zh = format!("改为「{text}」");
        let en = format!("write 「{text}」");
        self.fix(zh, en, vec![Edit { place, text }])
    }

    fn fix(mut self, zh: impl Into<String>, en: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { title: Message::new(zh, en), edits });
        self
    }
}
