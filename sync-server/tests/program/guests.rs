//! Guests that cost more than they should.
