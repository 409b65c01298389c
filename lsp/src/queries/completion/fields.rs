//! The types that a field may have.

use super::named::lists;
use super::offers::{Item, Kind, Offers};
use super::topic::Topic;
use super::{Site, units};

/// Offers lists of options, records and units; the built-in types are words of the vocabulary.
pub(crate) fn types(site: &Site<'_>, offers: &mut Offers) {
    lists(site, offers);
    for record in &site.view.analysis.model.records {
        let detail = record.gloss.clone().unwrap_or_default();
        offers.offer(
            1,
            Item::name(Kind::Record, &record.name, detail, Topic::Record { name: record.name.clone() }),
        );
    }
    units::every(site, offers);
}
