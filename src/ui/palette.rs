//! What the command palette offers: everything that can be done now, the steps and open items of the open case, and every case
//! of the worklist.
//!
//! Must not know: how it is drawn, or how any of it is done.

use eframe::egui::Context;

use super::app::App;
use super::command::Command;
use super::intent::Intent;
use super::views::Offer;
use crate::engine::OpenItem;
use crate::text::fold;
use crate::wording;

/// How many cases are offered at once: who sees more types another letter.
const CASES: usize = 20;

impl App {
    /// Opens, changes or closes the palette.
    pub(super) fn show_palette(&mut self, ctx: &Context, typed: Option<String>) {
        if self.palette.is_none() {
            self.before_palette = ctx.memory(|memory| memory.focused());
        }
        self.palette = typed;
        ctx.request_repaint();
    }

    /// Gives the keyboard back once the palette is gone: nothing under it can have it before.
    pub(super) fn give_keyboard_back(&mut self, ctx: &Context) {
        if self.palette.is_none()
            && self.before_palette.is_some()
            && ctx.memory(|memory| memory.top_modal_layer().is_none())
            && let Some(before) = self.before_palette.take()
        {
            ctx.memory_mut(|memory| memory.request_focus(before));
        }
    }

    /// What fits the words that were typed, in the order of the page: commands, steps, open items, cases.
    pub(super) fn offers(&self, typed: &str) -> Vec<Offer> {
        let wanted = fold(typed);
        let fits = |text: &str| {
            let text = fold(text);
            wanted.split_whitespace().all(|word| text.contains(word))
        };
        let mut offers: Vec<Offer> = Command::ALL
            .into_iter()
            .filter(|command| *command != Command::Palette && (self.open.is_some() || !command.is_of_a_case()))
            .map(|command| Offer {
                text: command.text().trim_end_matches('…').to_owned(),
                detail: command.tooltip().to_owned(),
                cap: Some(command.cap()),
                intent: Intent::Do(command),
            })
            .collect();
        if let Some(open) = &self.open {
            for (place, step) in open.outline.steps().iter().enumerate() {
                offers.push(Offer {
                    text: format!("Step: {}", open.outline.step_title(*step)),
                    detail: String::new(),
                    cap: (place < 9).then(|| format!("Ctrl {}", place + 1)),
                    intent: Intent::Show(*step),
                });
            }
            let (policy, open_items) = (open.session.policy(), open.session.evaluation().open.iter());
            let label = |item: &OpenItem| policy.criterion(&item.criterion).map_or("", |criterion| &criterion.label);
            offers.extend(open_items.map(|item| Offer {
                text: wording::open_title(policy, open.session.case(), item),
                detail: format!("Open item: {}", label(item)),
                cap: None,
                intent: Intent::Jump(item.clone()),
            }));
        }
        offers.retain(|offer| fits(&format!("{} {}", offer.text, offer.detail)));
        // Before anything is typed a list of cases says nothing that the worklist does not.
        if !wanted.is_empty() {
            let found = self.rows.iter().filter(|row| row.matches(&wanted)).take(CASES);
            offers.extend(found.filter_map(|row| {
                Some(Offer {
                    text: format!("{} · {}", row.title, row.born),
                    detail: row.detail.clone(),
                    cap: None,
                    intent: Intent::OpenCase(row.case.clone()?),
                })
            }));
        }
        offers
    }
}
