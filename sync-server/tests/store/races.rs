//! Do two relays on one database get in each other's way?

use replica::document_id::DocumentId;
use sync_server::store::{Hint, Since, Store, StoreError};

use crate::chance::Chance;
use crate::samples::*;
use crate::world::{World, cases};

cases! {
    what_one_stores_the_other_sees
    a_reader_misses_nothing_of_two_who_write_at_once
    folding_and_appending_at_once_lose_nothing
    whoever_loads_while_another_folds_gets_everything
    an_append_that_is_given_up_is_whole_or_absent
    of_two_who_fold_at_once_none_does_harm
    of_two_who_take_ownership_at_once_one_does
    of_two_first_starts_both_have_the_same_secret
    relays_tell_each_other_what_grew
}

async fn what_one_stores_the_other_sees(world: World) {
    let (one, other) = world.open_twice().await;
    let document = one_document(&one).await;
    one.append(document, &changes(["a"])).await.unwrap();
    other.append(document, &changes(["a", "b"])).await.unwrap();
    assert_eq!(one.since(document, 1).await.unwrap(), since(&[(2, "b")]));
    assert_eq!(texts(&other, document).await, ["a", "b"]);
}

/// Appends some of a hundred changes in an order and in batches of chance, some of them twice.
async fn write_by_chance(store: Store, document: DocumentId, who: &str, mut chance: Chance) {
    for n in 0..100 {
        let batch: Vec<_> = (0..=chance.below(3))
            .map(|_| match chance.below(4) {
                // Both have this one, as when two people get the same change to pass on.
                0 => change(&format!("shared {}", chance.below(100))),
                _ => change(&format!("{who} {n} {}", chance.below(1_000_000))),
            })
            .collect();
        store.append(document, &batch).await.unwrap();
        if chance.below(3) == 0 {
            tokio::task::yield_now().await;
        }
    }
}

/// What a reader has after reading on and on until both writers are done.
async fn read_on(
    store: &Store,
    document: DocumentId,
    mut done: impl FnMut() -> bool,
) -> Vec<(u64, Vec<u8>)> {
    let mut seen: Vec<(u64, Vec<u8>)> = Vec::new();
    loop {
        let last_round = done();
        let at = seen.last().map_or(0, |(seq, _)| *seq);
        let Since::Changes(more) = store.since(document, at).await.unwrap() else { panic!() };
        seen.extend(more);
        if last_round {
            return seen;
        }
    }
}

async fn a_reader_misses_nothing_of_two_who_write_at_once(world: World) {
    let (one, other) = world.open_twice().await;
    let document = one_document(&one).await;
    let mut chance = Chance::new();
    let seeds = [chance.below(u64::MAX), chance.below(u64::MAX)];
    let left = tokio::spawn(write_by_chance(one.clone(), document, "left", Chance(seeds[0] | 1)));
    let right =
        tokio::spawn(write_by_chance(other.clone(), document, "right", Chance(seeds[1] | 1)));
    let seen = read_on(&other, document, || left.is_finished() && right.is_finished()).await;
    left.await.unwrap();
    right.await.unwrap();
    // In order and without a gap: had a later number been visible first, reading on from it would
    // have missed the earlier one.
    let numbers: Vec<u64> = seen.iter().map(|(seq, _)| *seq).collect();
    assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>());
    let loaded = one.load(document).await.unwrap();
    assert_eq!(loaded.last_seq, numbers.len() as u64);
    assert!(loaded.changes.iter().eq(seen.iter().map(|(_, bytes)| bytes)));
    assert!(one.doctor().await.unwrap().is_well());
}

async fn folding_and_appending_at_once_lose_nothing(world: World) {
    let (one, other) = world.open_twice().await;
    let document = one_document(&one).await;
    let mut chance = Chance::new();
    let seed = chance.below(u64::MAX) | 1;
    let writing = tokio::spawn(write_by_chance(one.clone(), document, "w", Chance(seed)));
    let mut folded = 0;
    while !writing.is_finished() || folded == 0 {
        // A snapshot here is all that is loaded, one change behind the other.
        let loaded = other.load(document).await.unwrap();
        assert!(loaded.damaged.is_empty());
        let mut snapshot = loaded.snapshot.unwrap_or_default();
        for bytes in &loaded.changes {
            snapshot.extend_from_slice(bytes);
            snapshot.push(b'\n');
        }
        folded += usize::from(other.compact(document, &snapshot, loaded.last_seq).await.unwrap());
    }
    writing.await.unwrap();
    let loaded = one.load(document).await.unwrap();
    let all = String::from_utf8(loaded.snapshot.unwrap()).unwrap();
    // One of each round at least; what is shared may have come twice, after it was folded.
    assert!(all.lines().count() + loaded.changes.len() >= 90);
    let report = one.doctor().await.unwrap();
    assert!(report.is_well(), "{report:?}");
    let stored = one.document(document).await.unwrap();
    let chunks: usize = loaded.changes.iter().map(Vec::len).sum();
    assert_eq!(stored.bytes, (all.len() + chunks) as u64);
}

async fn whoever_loads_while_another_folds_gets_everything(world: World) {
    let (one, other) = world.open_twice().await;
    let document = one_document(&one).await;
    let folding = tokio::spawn(async move {
        for n in 0..150_u64 {
            let last = one.append(document, &[change(&format!("{n}"))]).await.unwrap();
            // A snapshot here has a byte for every change it holds.
            let snapshot = vec![b'.'; usize::try_from(last).unwrap()];
            assert!(one.compact(document, &snapshot, last).await.unwrap());
        }
    });
    let mut rounds = 0;
    while !folding.is_finished() || rounds == 0 {
        let loaded = other.load(document).await.unwrap();
        let in_snapshot = loaded.snapshot.map_or(0, |snapshot| snapshot.len());
        assert_eq!((in_snapshot + loaded.changes.len()) as u64, loaded.last_seq);
        rounds += 1;
    }
    folding.await.unwrap();
}

async fn an_append_that_is_given_up_is_whole_or_absent(world: World) {
    let (one, other) = world.open_twice().await;
    let document = one_document(&one).await;
    let mut chance = Chance::new();
    for n in 0..60 {
        let store = one.clone();
        let batch = ["a", "b", "c"].map(|part| change(&format!("{n} {part}")));
        let appending = tokio::spawn(async move { store.append(document, &batch).await.unwrap() });
        for _ in 0..chance.below(400) {
            tokio::task::yield_now().await;
        }
        appending.abort();
        drop(appending.await);
        // Whatever became of it, the next one finds a store that works.
        other.append(document, &[change(&format!("{n} after"))]).await.unwrap();
    }
    let stored = texts(&other, document).await;
    for n in 0..60 {
        let of_round = format!("{n} ");
        let found: Vec<_> = stored.iter().filter(|text| text.starts_with(&of_round)).collect();
        assert!([1, 4].contains(&found.len()), "{found:?}");
    }
    assert!(one.doctor().await.unwrap().is_well());
}

async fn of_two_who_fold_at_once_none_does_harm(world: World) {
    let (one, other) = world.open_twice().await;
    let document = one_document(&one).await;
    for n in 1..20 {
        one.append(document, &[change(&format!("{n}"))]).await.unwrap();
        let attempts = [one.clone(), other.clone()].map(|store| {
            tokio::spawn(async move { store.compact(document, b"snapshot", n).await.unwrap() })
        });
        let mut done = 0;
        for attempt in attempts {
            done += usize::from(attempt.await.unwrap());
        }
        assert_eq!(done, 1, "round {n}");
    }
    assert_eq!(world.count("snapshot").await, 1);
    assert_eq!(world.count("chunk").await, 0);
}

async fn of_two_who_take_ownership_at_once_one_does(world: World) {
    let (one, other) = world.open_twice().await;
    one_document(&one).await;
    join(&one, 2).await;
    join(&one, 3).await;
    let attempts = [(one.clone(), 2), (other, 3)].map(|(store, n)| {
        tokio::spawn(
            async move { store.transfer_ownership(workspace(1), member(1), member(n)).await },
        )
    });
    let mut done = 0;
    for attempt in attempts {
        match attempt.await.unwrap() {
            Ok(()) => done += 1,
            Err(refused) => assert!(matches!(refused, StoreError::Conflict), "{refused:?}"),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(world.count("member WHERE role = 'owner'").await, 1);
}

async fn of_two_first_starts_both_have_the_same_secret(world: World) {
    // Two relays that make the tables at once, where there may be two.
    let stores = match &world {
        World::Folder(_) => vec![world.open_twice().await.0; 2],
        World::Server { url } => {
            let opening = [url.clone(), url.clone()]
                .map(|url| tokio::spawn(async move { Store::postgres(&url).await.unwrap() }));
            let [one, other] = opening;
            vec![one.await.unwrap(), other.await.unwrap()]
        }
    };
    let mut making = Vec::new();
    for (n, store) in stores.into_iter().enumerate() {
        let secret = n.to_le_bytes();
        making.push(tokio::spawn(async move {
            store.put_meta_if_absent("secret", &secret).await.unwrap()
        }));
    }
    let mut made = Vec::new();
    for one in making {
        made.push(one.await.unwrap());
    }
    assert_eq!(made[0], made[1]);
}

async fn relays_tell_each_other_what_grew(world: World) {
    let (one, other) = world.open_twice().await;
    let document = one_document(&one).await;
    let Some(mut listener) = other.listen().await.unwrap() else {
        assert!(matches!(world, World::Folder(_)));
        one.tell(document, 1).await.unwrap();
        return;
    };
    one.tell(document, 1).await.unwrap();
    assert_eq!(listener.next().await.unwrap(), Hint::Grew { document, seq: 1 });
    // A stranger's words are no hint, and a lost connection is said once it is there again.
    world.run("SELECT pg_notify('seatwise', 'hello')").await;
    one.tell(document, 2).await.unwrap();
    assert_eq!(listener.next().await.unwrap(), Hint::Grew { document, seq: 2 });
    world
        .run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE query LIKE 'LISTEN%' AND datname = current_database()",
        )
        .await;
    while !matches!(listener.next().await, Ok(Hint::Reconnected)) {}
    one.tell(document, 3).await.unwrap();
    assert_eq!(listener.next().await.unwrap(), Hint::Grew { document, seq: 3 });
}
