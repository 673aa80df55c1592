//! Offers of the palette that match its text.
//!
//! Must not know: how an offer is drawn or carried out.

use super::{Choice, Offer};
use crate::engine::OpenItem;
use crate::text::fold;
use crate::ui::command::Command;
use crate::ui::model::{Model, OpenCase};
use crate::wording;
use crate::workspace::worklist::Row;

/// Most cases that are offered at once; more words find the others.
const MOST_CASES: usize = 20;

/// Returns the offers that contain all typed words.
///
/// Commands come first, then steps, open items and cases.
pub fn offers(typed: &str, model: &Model, rows: &[Row]) -> Vec<Offer> {
    let wanted = fold(typed);
    let fits = |offer: &Offer| {
        let text = fold(&format!("{} {}", offer.text, offer.detail));
        wanted.split_whitespace().all(|word| text.contains(word))
    };
    let mut offers: Vec<Offer> = Command::ALL
        .into_iter()
        .filter(|command| *command != Command::Palette && (model.open.is_some() || !command.needs_case()))
        .map(|command| Offer {
            text: command.text().trim_end_matches('…').to_owned(),
            detail: command.tooltip().to_owned(),
            cap: Some(command.cap()),
            choice: Choice::Command(command),
        })
        .collect();
    offers.extend(model.open.iter().flat_map(of_case));
    offers.retain(fits);
    // Without any text, a list of cases would only repeat the worklist.
    if !wanted.is_empty() {
        let found = rows.iter().filter(|row| row.matches(&wanted)).take(MOST_CASES);
        offers.extend(found.filter_map(|row| {
            Some(Offer {
                text: format!("{} · {}", row.title, row.born),
                detail: row.detail.clone(),
                cap: None,
                choice: Choice::Case(row.case.clone()?),
            })
        }));
    }
    offers
}

/// Returns the steps and open items of the open case.
fn of_case(open: &OpenCase) -> Vec<Offer> {
    let steps = open.outline.steps().into_iter().enumerate().map(|(position, step)| Offer {
        text: format!("Step: {}", open.outline.step_title(step)),
        detail: String::new(),
        cap: (position < 9).then(|| format!("Ctrl {}", position + 1)),
        choice: Choice::Step(step),
    });
    let policy = open.session.policy();
    let label = |item: &OpenItem| policy.criterion(&item.criterion).map_or("", |criterion| &criterion.label);
    let items = open.session.evaluation().open.iter().map(|item| Offer {
        text: wording::open_title(policy, open.session.case(), item),
        detail: format!("Open item: {}", label(item)),
        cap: None,
        choice: Choice::Item(item.clone()),
    });
    steps.chain(items).collect()
}
