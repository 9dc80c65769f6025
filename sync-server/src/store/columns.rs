//! Columns as the values they mean. What makes no sense is damage, not a panic.

use std::str::FromStr;

use sha2::{Digest as _, Sha256};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::StoreError;

/// An identity, a role: whatever is kept as its text.
pub(super) fn parsed<T: FromStr>(row: &AnyRow, column: &str) -> Result<T, StoreError> {
    row.try_get::<&str, _>(column)?.parse().map_err(|_| nonsense(column))
}

pub(super) fn parsed_if_any<T: FromStr>(
    row: &AnyRow,
    column: &str,
) -> Result<Option<T>, StoreError> {
    let text = row.try_get::<Option<&str>, _>(column)?;
    text.map(|text| text.parse().map_err(|_| nonsense(column))).transpose()
}

pub(super) fn text(row: &AnyRow, column: &str) -> Result<String, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn bytes(row: &AnyRow, column: &str) -> Result<Vec<u8>, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn bytes_if_any(row: &AnyRow, column: &str) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn hash(row: &AnyRow, column: &str) -> Result<[u8; 32], StoreError> {
    row.try_get::<&[u8], _>(column)?.try_into().map_err(|_| nonsense(column))
}

/// A time, in milliseconds since 1970.
pub(super) fn time(row: &AnyRow, column: &str) -> Result<i64, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn time_if_any(row: &AnyRow, column: &str) -> Result<Option<i64>, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn count(row: &AnyRow, column: &str) -> Result<u64, StoreError> {
    row.try_get::<i64, _>(column)?.try_into().map_err(|_| nonsense(column))
}

/// Yes or no, kept as 1 or 0: the databases agree on no other way.
pub(super) fn flag(row: &AnyRow, column: &str) -> Result<bool, StoreError> {
    Ok(row.try_get::<i64, _>(column)? != 0)
}

/// Bytes that are what they were when they were stored, or `None` for damaged ones.
pub(super) fn intact(row: &AnyRow) -> Result<Option<&[u8]>, StoreError> {
    let bytes: &[u8] = row.try_get("bytes")?;
    let expected: &[u8] = row.try_get("sha256")?;
    Ok((sha256(bytes) == expected).then_some(bytes))
}

pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// A number as the databases keep it. Nothing here counts past 2^63.
pub(super) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn nonsense(column: &str) -> StoreError {
    StoreError::Corrupt(format!("column {column}"))
}
