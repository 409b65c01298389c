//! Whether a word can be a name.

use qingce_files::message;
use qingce_grammar::lexer::{TokenKind, tokens};
use qingce_grammar::{Message, fold, vocabulary};

/// The name without blanks around it.
///
/// # Errors
/// It isn't one word, or a word that the language keeps for itself.
pub fn checked(name: &str) -> Result<&str, Message> {
    let name = name.trim();
    let one = matches!(tokens(name).as_slice(), [token] if token.kind == TokenKind::Word);
    if vocabulary::is_reserved(&fold(name)) {
        return Err(message!(
            "「{name}」是关键词，不能作名称",
            "「{name}」 is a keyword and can't be a name"
        ));
    }
    if !one {
        return Err(message!(
            "「{name}」不能作名称：名称是一个词，以文字开头，里面没有空格和标点",
            "「{name}」 can't be a name: a name is one word that begins with a letter and holds no blanks or signs"
        ));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_word_of_any_script() {
        for name in ["采摘补贴", "boiler-bonus", "𠮷野家", "Ａ类", "补贴2024", "བོད", "ئۇيغۇر"]
        {
            assert_eq!(checked(name).as_deref(), Ok(name), "{name}");
        }
        for name in [
            "",
            "两 个词",
            "2024补贴",
            "补贴（一）",
            "给予",
            "第六条",
            "第三十条",
            "grant",
            "「补贴」",
            "补贴\n",
        ] {
            let refused = checked(name).is_err() || name.trim() != name;
            assert!(refused, "{name}");
        }
    }
}
