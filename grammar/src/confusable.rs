//! Characters that look alike: in official Chinese, and between scripts.

/// Groups of characters that are hard to tell apart; the first of a group stands for all of it.
///
/// Unicode's list of confusables has some of the Chinese ones and lacks others (己 已 巳, 戊 戌 戍, 人 入), so the table is our own.
pub const CONFUSABLES: &[&str] = &[
    "己已巳",
    "未末",
    "土士",
    "日曰",
    "戊戌戍",
    "人入八",
    "天夭",
    "干千于",
    "大太犬",
    "田由甲申",
    "贝见",
    "今令",
    "免兔",
    "准淮",
    "治冶",
    "侯候",
    "拔拨",
    "析折",
    "住往",
    "折拆",
    "嬴赢羸",
    "孤弧",
    "炙灸",
    "壶壸",
    "盲肓",
    "洒酒",
    "徒徙",
    "毫亳",
    "祟崇",
    "暑署",
    "幕慕募",
    "籍藉",
    "辨辩",
    "既即",
    "帐账",
    "划画",
    "象像",
    "做作",
    "一—–ー―─－-−一",
    "口囗ロ",
    "二ニ",
    "三ミ",
    "力カ",
    "夕タ",
    "工エ",
    "卜ト",
    "八ハ",
    "千チ",
    "aаɑα",
    "eеɛ",
    "oоοօ0",
    "cсϲ",
    "pрρ",
    "xхχ",
    "yуγ",
    "iіιlӏ1",
    "sѕ",
    "jј",
    "hһ",
    "nո",
    "uս",
    "vν",
    "kκк",
    "mм",
    "tт",
    "AАΑ",
    "BВΒ",
    "CСϹ",
    "EЕΕ",
    "HНΗ",
    "IІΙ",
    "KКΚ",
    "MМΜ",
    "OОΟ",
    "PРΡ",
    "SЅ",
    "TТΤ",
    "XХΧ",
    "YҮΥ",
    "ZΖ",
    "JЈ",
    "NΝ",
];

/// Characters in a word that can stand there for nothing else: look-alikes of marks, and characters that can't be seen.
const MARKS: &[(char, &str)] = &[
    ('。', "，"),
    ('．', "."),
    ('﹐', "，"),
    ('､', "、"),
    ('‚', "，"),
    ('︰', "："),
    ('∶', "："),
    ('﹕', "："),
    ('⁄', "/"),
    ('∕', "/"),
    ('✕', "×"),
    ('✖', "×"),
    ('х', "×"),
    ('⨯', "×"),
    ('═', "="),
    ('﹦', "="),
    ('〈', "<"),
    ('〉', ">"),
    ('≦', "≤"),
    ('≧', "≥"),
    ('⩽', "≤"),
    ('⩾', "≥"),
    ('﹣', "-"),
    ('–', "-"),
    ('—', "-"),
    ('―', "-"),
    ('﹢', "+"),
    ('﹪', "%"),
    ('〔', "（"),
    ('〕', "）"),
    ('【', "（"),
    ('】', "）"),
    ('[', "("),
    (']', ")"),
    ('［', "（"),
    ('］', "）"),
    ('』', "」"),
    ('『', "「"),
    ('\u{200B}', ""),
    ('\u{200C}', ""),
    ('\u{200D}', ""),
    ('\u{2060}', ""),
    ('\u{00AD}', ""),
];

/// The known word that `word` looks like without being it.
pub fn confusable<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let length = word.chars().count();
    known.into_iter().find(|candidate| {
        *candidate != word
            && candidate.chars().count() == length
            && word.chars().zip(candidate.chars()).all(|(a, b)| a == b || alike(a, b))
    })
}

fn alike(a: char, b: char) -> bool {
    CONFUSABLES.iter().any(|group| group.contains(a) && group.contains(b))
}

/// The mark that a character looks like; empty for one that can't be seen.
pub(crate) fn mark(c: char) -> Option<&'static str> {
    MARKS.iter().find_map(|(written, meant)| (*written == c).then_some(*meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_alike_is_found_and_the_word_itself_is_not() {
        assert_eq!(confusable("己就业", ["己就业者", "已就业"]), Some("已就业"));
        assert_eq!(confusable("已就业", ["已就业"]), None);
        assert_eq!(confusable("wаge", ["wage"]), Some("wage"), "a Cyrillic а");
        assert_eq!(confusable("ー类", ["一类"]), Some("一类"));
        assert_eq!(confusable("二类", ["一类"]), None);
    }
}
