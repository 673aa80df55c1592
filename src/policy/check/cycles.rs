//! Finds criteria that are parts of themselves, which could never be decided.
//!
//! Must not know: anything of a rule but its parts.

use std::collections::{BTreeMap, BTreeSet};

use super::checker::Checker;
use crate::ids::CriterionId;

impl Checker<'_> {
    /// Reports every criterion that is a part of itself.
    pub(super) fn check_cycles(&mut self) {
        let criteria = &self.draft.criteria;
        let numbers: BTreeMap<&CriterionId, usize> =
            criteria.iter().enumerate().map(|(number, criterion)| (&criterion.id, number)).collect();
        let parts_of = |number: &usize| criteria.get(*number).map(|it| it.rule.parts()).unwrap_or_default();
        let parts: Vec<Vec<usize>> = (0..criteria.len())
            .map(|number| parts_of(&number).into_iter().filter_map(|id| numbers.get(id).copied()).collect())
            .collect();
        for number in on_cycles(&parts) {
            if let Some(criterion) = criteria.get(number) {
                let says = format!("criterion \"{}\" is a part of itself", criterion.id);
                self.say(("criterion", number), criterion.id.as_str(), says);
            }
        }
    }
}

/// A node that the search has entered and not left.
struct Open {
    node: usize,
    next: usize,
}

/// The nodes of a graph that can be reached from themselves, by Tarjan's algorithm: each edge is followed once.
fn on_cycles(edges: &[Vec<usize>]) -> BTreeSet<usize> {
    const NOT_SEEN: usize = usize::MAX;
    let mut found = BTreeSet::new();
    let mut order = vec![NOT_SEEN; edges.len()];
    let mut lowest = vec![NOT_SEEN; edges.len()];
    let mut is_waiting = vec![false; edges.len()];
    let mut waiting = Vec::new();
    let mut count = 0;
    for start in 0..edges.len() {
        let mut path = if order[start] == NOT_SEEN { vec![Open { node: start, next: 0 }] } else { Vec::new() };
        while let Some(Open { node, next }) = path.last_mut() {
            let node = *node;
            if *next == 0 {
                (order[node], lowest[node], is_waiting[node]) = (count, count, true);
                waiting.push(node);
                count += 1;
            }
            if let Some(to) = edges[node].get(*next).copied() {
                *next += 1;
                if to == node {
                    found.insert(node);
                } else if order[to] == NOT_SEEN {
                    path.push(Open { node: to, next: 0 });
                } else if is_waiting[to] {
                    lowest[node] = lowest[node].min(order[to]);
                }
                continue;
            }
            path.pop();
            if let Some(above) = path.last() {
                lowest[above.node] = lowest[above.node].min(lowest[node]);
            }
            if lowest[node] == order[node] {
                let from = waiting.iter().rposition(|other| *other == node).unwrap_or_default();
                let together = waiting.split_off(from);
                together.iter().for_each(|member| is_waiting[*member] = false);
                if together.len() > 1 {
                    found.extend(together);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::on_cycles;

    #[test]
    fn only_what_leads_back_to_itself_is_found() {
        // 0 leads into the cycle of 1 and 2, which leads to 3 and on to 4, which is a part of itself; 5 has no part.
        let edges = [vec![1, 1], vec![2], vec![1, 3], vec![4], vec![4], vec![]];
        assert_eq!(on_cycles(&edges).into_iter().collect::<Vec<_>>(), [1, 2, 4]);
        let long: Vec<Vec<usize>> = (0..200_000).map(|node| vec![(node + 1) % 200_000]).collect();
        assert_eq!(on_cycles(&long).len(), 200_000);
    }
}
