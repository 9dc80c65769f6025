//! What an import will do, in words.
