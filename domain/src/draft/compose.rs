//! From a form as meant to the command that carries it out.

use chrono::{DateTime, Utc};

use super::LicenseFields;
use crate::command::{Command, Edit, Named};
use crate::date::Date;
use crate::id::{KeyId, LicenseId, PurchaseId, TermId, UserId, VendorId};
use crate::license::{KeyLabel, License};
use crate::particulars::Particulars;
use crate::purchase::Purchase;
use crate::term::{Span, Term};
use crate::user::UserName;
use crate::vendor::{Vendor, fold_name, resolve};

/// Fresh identities for whatever a form may create, made at the edge.
#[derive(Debug, Clone, Copy)]
pub struct FormIds {
    /// For the license.
    pub license: LicenseId,
    /// For its term.
    pub term: TermId,
    /// For its purchase line.
    pub purchase: PurchaseId,
    /// For its key.
    pub key: KeyId,
    /// For its vendor, if it is a new one.
    pub vendor: VendorId,
    /// For its supplier, if it is a new one.
    pub supplier: VendorId,
    /// For its owner, if they are new.
    pub owner: UserId,
}

/// Whom the workspace already knows by name.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Vendors.
    pub vendors: &'a [Vendor],
    /// Users.
    pub users: &'a [UserName],
}

impl<'a> Known<'a> {
    /// The vendor an identity stands for.
    fn vendor(self, id: Option<VendorId>) -> Option<&'a Vendor> {
        let find = |id| self.vendors.iter().find(|vendor| vendor.id == id);
        find(resolve(id?, find))
    }
}

/// A command and the product key that goes into the vault with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// What to carry out.
    pub command: Command,
    /// The key to seal.
    pub key: Option<(LicenseId, KeyId, String)>,
}

/// The command that creates a license from `fields`, at the moment `at`.
pub fn create(
    fields: LicenseFields,
    known: Known<'_>,
    ids: FormIds,
    at: DateTime<Utc>,
) -> Composed {
    let blank = License::new(ids.license, fields.license_type, at);
    let (license, named, key) = fill(&blank, fields, known, ids, None);
    Composed { command: Command::CreateLicense { license: Box::new(license), named }, key }
}

/// The command that changes `before` to what `fields` say of the term that counts on `today`.
pub fn edit(
    before: &License,
    fields: LicenseFields,
    known: Known<'_>,
    ids: FormIds,
    today: Date,
) -> Composed {
    let (after, named, key) = fill(before, fields, known, ids, Some(today));
    let edits = vec![Edit { before: before.clone(), after }];
    let command = Command::EditLicenses { edits, named };
    Composed { command, key }
}

type Filled = (License, Named, Option<(LicenseId, KeyId, String)>);

fn fill(
    before: &License,
    fields: LicenseFields,
    known: Known<'_>,
    ids: FormIds,
    today: Option<Date>,
) -> Filled {
    let mut license = before.clone();
    let mut named = Named::default();
    // A name that was left as it was means the same one, also where two bear it.
    let vendor = known.vendor(before.vendor_id);
    if !is_same_name(vendor.map(|vendor| &vendor.name), &fields.vendor) {
        license.vendor_id = named.vendor(&fields.vendor, known.vendors, || ids.vendor);
    }
    let supplier = known.vendor(before.supplier_id);
    if !is_same_name(supplier.map(|supplier| &supplier.name), &fields.supplier) {
        license.supplier_id = named.vendor(&fields.supplier, known.vendors, || ids.supplier);
    }
    let owner = known.users.iter().find(|user| Some(user.id) == before.owner_id);
    if !is_same_name(owner.map(|owner| &owner.name), &fields.owner) {
        let users =
            known.users.iter().map(|user| (user.id, user.name.as_str(), user.email.as_str()));
        license.owner_id = named.user(&fields.owner, users, || ids.owner);
    }
    license.parent_id = fields.parent_id;
    license.name = fields.name;
    license.license_type = fields.license_type;
    license.lifecycle = fields.lifecycle;
    license.reassignable = fields.reassignable;
    license.licensed_to_name = fields.licensed_to_name;
    license.licensed_to_email = fields.licensed_to_email;
    // The form shows no peaks, so it changes none.
    let peaks = std::mem::take(&mut license.particulars.peaks);
    license.particulars = Particulars { peaks, ..fields.particulars };
    license.support_ends_on = fields.support_ends_on;
    license.notes = fields.notes;
    for (id, text) in fields.custom {
        if text.is_empty() {
            license.custom.remove(&id);
        } else {
            license.custom.insert(id, text);
        }
    }

    let current = today.and_then(|today| before.current_term(today)).map(|term| term.id);
    let term_id = current.unwrap_or(ids.term);
    let term = Term {
        span: Span { start_on: fields.start_on, last_day: fields.last_day },
        auto_renew: fields.auto_renew,
        renew_months: fields.renew_months,
        notice: fields.notice,
        ..before.terms.get(&term_id).copied().unwrap_or_else(|| Term::new(term_id))
    };
    license.terms.insert(term_id, term);

    let line = before.lines_of(term_id).next();
    let purchase = Purchase {
        id: line.map_or(ids.purchase, |line| line.id),
        term_id,
        purchased_on: fields.purchased_on,
        seats: fields.seats,
        amount: fields.amount,
        basis: fields.basis,
        period: fields.period,
        renewal_amount: fields.renewal_amount,
        purchase_order: fields.purchase_order,
        order_number: line.map(|line| line.order_number.clone()).unwrap_or_default(),
    };
    license.purchases.insert(purchase.id, purchase);

    let key = fields.key.map(|key| {
        // One key is replaced. Where there are several, nobody means all of them.
        if license.keys.len() <= 1 {
            license.keys.clear();
        }
        license.keys.insert(ids.key, KeyLabel::of_key(&key));
        (license.id, ids.key, key)
    });
    (license, named, key)
}

fn is_same_name(current: Option<&String>, typed: &str) -> bool {
    fold_name(current.map_or("", String::as_str)) == fold_name(typed)
}

#[cfg(test)]
mod tests {
    use crate::user::User;
    use uuid::Uuid;

    use super::*;
    use crate::command::apply;
    use crate::date::parse_iso;
    use crate::draft::{LicenseDraft, Names};
    use crate::license_type::LicenseType;
    use crate::problem::ProblemKind;
    use crate::settings::Settings;
    use crate::workspace::Workspace;

    fn none(_: &str) -> Result<LicenseId, ProblemKind> {
        Err(ProblemKind::NoSuchLicense)
    }

    const NAMES: Names<'_> = Names { vendor: "Sketch B.V.", supplier: "", owner: "", parent: "" };

    fn ids(n: u128) -> FormIds {
        let id = |k: u128| Uuid::from_u128(n * 100 + k);
        FormIds {
            license: LicenseId(id(1)),
            term: TermId(id(2)),
            purchase: PurchaseId(id(3)),
            key: KeyId(id(4)),
            vendor: VendorId(id(5)),
            owner: UserId(id(6)),
            supplier: VendorId(id(7)),
        }
    }

    fn draft() -> LicenseDraft {
        LicenseDraft {
            name: "Sketch".to_owned(),
            vendor: "Sketch B.V.".to_owned(),
            license_type: "perpetual".to_owned(),
            license_key: "AAAA-BBBB-CCCC-DDDD".to_owned(),
            seats: "20".to_owned(),
            ..LicenseDraft::new(&Settings::default())
        }
    }

    fn known(workspace: &Workspace) -> (Vec<Vendor>, Vec<UserName>) {
        let users = workspace.users.values().map(User::called).collect();
        (workspace.vendors.values().cloned().collect(), users)
    }

    #[test]
    fn a_saved_form_opens_as_it_was_typed_and_the_key_is_not_in_the_record() {
        let settings = Settings::default();
        let today = parse_iso("2026-11-24").unwrap();
        let mut workspace = Workspace::default();
        let fields = draft().check(&settings, &[], none).unwrap();
        let composed =
            create(fields, Known { vendors: &[], users: &[] }, ids(1), DateTime::UNIX_EPOCH);
        apply(&mut workspace, &composed.command).unwrap();
        let license = workspace.licenses.values().next().unwrap();
        let reopened = LicenseDraft::of(license, NAMES, &settings, today);
        assert_eq!(reopened, LicenseDraft { license_key: String::new(), ..draft() });
        assert_eq!(composed.key.unwrap().2, "AAAA-BBBB-CCCC-DDDD");
        assert!(!format!("{license:?}").contains("BBBB"));
        assert!(format!("{license:?}").contains("DDDD"));
    }

    #[test]
    fn of_two_owners_with_one_name_an_edit_keeps_the_one_it_found() {
        let settings = Settings::default();
        let today = parse_iso("2026-11-24").unwrap();
        let namesake = |n: u128| User::new(UserId(Uuid::from_u128(n)), "John Smith").called();
        let users = [namesake(1), namesake(2)];
        let known = Known { vendors: &[], users: &users };
        let typed = LicenseDraft { owner: "John Smith".to_owned(), ..draft() };
        let created =
            create(typed.check(&settings, &[], none).unwrap(), known, ids(1), DateTime::UNIX_EPOCH);
        let Command::CreateLicense { license, .. } = created.command else { panic!() };
        let before = License { owner_id: Some(users[1].id), ..*license };
        let typed = LicenseDraft { notes: "changed".to_owned(), ..typed };
        let edited =
            edit(&before, typed.check(&settings, &[], none).unwrap(), known, ids(2), today);
        let Command::EditLicenses { edits, .. } = edited.command else { panic!() };
        let after = &edits[0].after;
        assert_eq!(after.owner_id, Some(users[1].id));
        assert_eq!(after.notes, "changed");
    }

    #[test]
    fn a_typed_key_replaces_the_only_one_and_joins_several() {
        let settings = Settings::default();
        let today = parse_iso("2026-11-24").unwrap();
        let known = Known { vendors: &[], users: &[] };
        let with = |n: u128| License {
            keys: (0..n).map(|n| (KeyId(Uuid::from_u128(n)), KeyLabel::of_key("OLD"))).collect(),
            ..License::new(ids(1).license, LicenseType::Perpetual, DateTime::UNIX_EPOCH)
        };
        for (n_before, n_after) in [(0, 1), (1, 1), (2, 3)] {
            let fields = draft().check(&settings, &[], none).unwrap();
            let composed = edit(&with(n_before), fields, known, ids(2), today);
            let Command::EditLicenses { edits, .. } = composed.command else { panic!() };
            assert_eq!(edits[0].after.keys.len(), n_after);
            assert!(edits[0].after.keys.contains_key(&ids(2).key));
        }
    }

    #[test]
    fn an_edit_keeps_what_arrived_meanwhile() {
        let settings = Settings::default();
        let today = parse_iso("2026-11-24").unwrap();
        let mut workspace = Workspace::default();
        let fields = draft().check(&settings, &[], none).unwrap();
        let created =
            create(fields, Known { vendors: &[], users: &[] }, ids(1), DateTime::UNIX_EPOCH);
        apply(&mut workspace, &created.command).unwrap();
        let before = workspace.licenses.values().next().unwrap().clone();

        let (vendors, users) = known(&workspace);
        let known = Known { vendors: &vendors, users: &users };
        let mut typed = LicenseDraft::of(&before, NAMES, &settings, today);
        typed.seats = "25".to_owned();
        let mine = edit(&before, typed.check(&settings, &[], none).unwrap(), known, ids(2), today);
        typed.seats = "20".to_owned();
        typed.notes = "from another tab".to_owned();
        let theirs =
            edit(&before, typed.check(&settings, &[], none).unwrap(), known, ids(3), today);

        apply(&mut workspace, &theirs.command).unwrap();
        apply(&mut workspace, &mine.command).unwrap();
        let after = workspace.licenses.values().next().unwrap();
        assert_eq!(after.notes, "from another tab");
        assert_eq!(
            after.purchases.values().next().unwrap().seats,
            crate::purchase::Seats::Counted(25)
        );
        assert_eq!(workspace.vendors.len(), 1, "the vendor was known by name");
    }
}
