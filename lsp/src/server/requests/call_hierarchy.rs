//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `outgoingCalls`: what depends on what.

use crate::queries::View;
use crate::queries::calls::{self, Node};
use crate::server::convert;
use crate::server::kinds;
use crate::server::workspace::{Back, Workspace};
use qingce_grammar::Place;
use std::collections::BTreeMap;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams,
};

impl Workspace {
    /// The declaration of the name at a position.
    pub fn prepare_call_hierarchy(
        &mut self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        let at = params.text_document_position_params;
        let found = self.at(&at.text_document.uri, at.position, |view, cursor, back| {
            item(view, &calls::at(view, cursor)?, back).map(|item| vec![item])
        });
        Ok(found.flatten())
    }

    /// What depends on it, in every policy that knows it.
    pub fn incoming_calls(
        &mut self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        let mut found = BTreeMap::new();
        self.of_node(&params.item, |view, node, back| {
            for (user, places) in calls::incoming(view, node.symbol) {
                let (Some(path), Some(from)) = (back.path(user.name.file), item(view, &user, back)) else {
                    continue;
                };
                let from_ranges = ranges(&places, back);
                found.insert(
                    (path.to_owned(), user.name.span),
                    CallHierarchyIncomingCall { from, from_ranges },
                );
            }
        });
        Ok(Some(found.into_values().collect()))
    }

    /// What it depends on.
    pub fn outgoing_calls(
        &mut self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        let mut found = BTreeMap::new();
        self.of_node(&params.item, |view, node, back| {
            for (used, places) in calls::outgoing(view, node.symbol) {
                let (Some(path), Some(to)) = (back.path(used.name.file), item(view, &used, back)) else {
                    continue;
                };
                let from_ranges = ranges(&places, back);
                found
                    .insert((path.to_owned(), used.name.span), CallHierarchyOutgoingCall { to, from_ranges });
            }
        });
        Ok(Some(found.into_values().collect()))
    }

    /// Looks at an item's declaration in every policy that knows it.
    fn of_node(&mut self, item: &CallHierarchyItem, mut look: impl FnMut(&View<'_>, &Node, &Back<'_>)) {
        let start = item.selection_range.start;
        self.knowing(&convert::path(&item.uri), |view, file, back| {
            if let Some(node) = calls::at(view, back.cursor(file, start)) {
                look(view, &node, back);
            }
        });
    }
}

fn item(view: &View<'_>, node: &Node, back: &Back<'_>) -> Option<CallHierarchyItem> {
    Some(CallHierarchyItem {
        name: view.called(node.symbol).to_owned(),
        kind: kinds::of_symbol(node.symbol),
        tags: None,
        detail: Some(view.kind(node.symbol).to_owned()),
        uri: back.uri(node.name.file)?,
        range: back.range(node.name.file, node.whole),
        selection_range: back.range(node.name.file, node.name.span),
        data: None,
    })
}

fn ranges(places: &[Place], back: &Back<'_>) -> Vec<tower_lsp::ls_types::Range> {
    places.iter().map(|place| back.range(place.file, place.span)).collect()
}
