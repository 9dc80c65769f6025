//! Why a request was not done, as an answer.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use replica::team::api::{Refusal, Refused};

use crate::store::{InviteError, StoreError};

/// What a route answers instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ApiError(pub(crate) Refused);

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let status = match error {
            Refused::BadRequest => StatusCode::BAD_REQUEST,
            Refused::Unknown => StatusCode::UNAUTHORIZED,
            Refused::Removed | Refused::Expired | Refused::Used | Refused::Revoked => {
                StatusCode::GONE
            }
            Refused::NotAllowed | Refused::NoSignUp => StatusCode::FORBIDDEN,
            Refused::NotFound => StatusCode::NOT_FOUND,
            Refused::Conflict => StatusCode::CONFLICT,
            Refused::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Refused::OverQuota | Refused::Full => StatusCode::INSUFFICIENT_STORAGE,
            Refused::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, Json(Refusal { error, message: error.to_string() })).into_response()
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        Self(match error {
            StoreError::Conflict => Refused::Conflict,
            StoreError::NotFound => Refused::NotFound,
            StoreError::Full => {
                tracing::error!("the database has no room left");
                Refused::Full
            }
            StoreError::Newer { .. }
            | StoreError::Corrupt(_)
            | StoreError::Busy
            | StoreError::Locked(_)
            | StoreError::NotEmpty(_)
            | StoreError::NotABackup { .. }
            | StoreError::Unsupported(_)
            | StoreError::File { .. }
            | StoreError::Other(_) => {
                tracing::error!(%error, "a request failed");
                Refused::Internal
            }
        })
    }
}

impl From<InviteError> for ApiError {
    fn from(error: InviteError) -> Self {
        match error {
            // Who does not know the secret is not told whether there is such an invitation.
            InviteError::Unknown | InviteError::WrongSecret => Self(Refused::Unknown),
            InviteError::Expired => Self(Refused::Expired),
            InviteError::Used => Self(Refused::Used),
            InviteError::Revoked => Self(Refused::Revoked),
            InviteError::Store(error) => error.into(),
        }
    }
}

impl From<JsonRejection> for ApiError {
    fn from(_: JsonRejection) -> Self {
        Self(Refused::BadRequest)
    }
}

impl From<PathRejection> for ApiError {
    fn from(_: PathRejection) -> Self {
        Self(Refused::NotFound)
    }
}
