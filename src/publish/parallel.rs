//! Work that as many threads as the machine has cores share.

use std::sync::{Mutex, PoisonError};
use std::thread;

/// What `make` makes of each item, in the order of the items, whichever thread was done first.
pub fn map<T: Sync, R: Send>(items: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if threads < 2 {
        return items.iter().map(make).collect();
    }
    let waiting = Mutex::new(items.iter().enumerate());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| std::iter::from_fn(next).map(|(at, item)| (at, make(item))).collect::<Vec<_>>()))
            .collect();
        // A panic there goes on here.
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_items() {
        let numbers: Vec<u32> = (0..1000).collect();
        // The first takes longest.
        let made = map(&numbers, |number| {
            thread::sleep(std::time::Duration::from_micros(u64::from(1000 - number) / 100));
            number * 2
        });
        assert_eq!(made, numbers.iter().map(|number| number * 2).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_makes_nothing() {
        assert!(map(&[], |number: &u32| *number).is_empty());
    }
}
