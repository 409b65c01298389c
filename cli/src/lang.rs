//! Which language people are spoken to in: as `--lang` says, else English where the locale says so, else Chinese.

pub use qingce_files::message::{Language, Message, both, pick, spoken};

/// The language named `zh` or `en`, as `--lang` writes it.
pub fn named(name: &str) -> Option<Language> {
    match name {
        "zh" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => None,
    }
}

/// The language of the machine's locale: English only if it says `en…`.
pub fn of_locale() -> Language {
    let locale = sys_locale::get_locale().unwrap_or_default().to_ascii_lowercase();
    if locale == "en" || locale.starts_with("en-") || locale.starts_with("en_") {
        Language::English
    } else {
        Language::Chinese
    }
}

/// The language before the arguments are parsed: `--lang` among the raw ones, else the locale's. Needed for the help texts,
/// which are made before parsing.
pub fn of_arguments<'a>(arguments: impl Iterator<Item = &'a str>) -> Language {
    let mut wanted = false;
    for argument in arguments {
        if wanted && let Some(language) = named(argument) {
            return language;
        }
        wanted = argument == "--lang";
        if let Some(language) = argument.strip_prefix("--lang=").and_then(named) {
            return language;
        }
    }
    of_locale()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_goes_before_the_locale() {
        assert_eq!(of_arguments(["qingce", "--lang", "en"].into_iter()), Language::English);
        assert_eq!(of_arguments(["qingce", "check", "--lang=zh", "x"].into_iter()), Language::Chinese);
    }
}
