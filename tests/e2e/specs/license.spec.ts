// One license: created, looked at, changed, deleted and brought back.

import { expect, test } from '../fixtures/test.ts';

const FIGMA = {
  Name: 'Figma Organization',
  Vendor: 'Figma',
  Type: 'Subscription',
  'License key': 'FIG-ORG-7731-XKQD',
  'Purchase date': '2025-12-01',
  'Start date': '2025-12-09',
  'Expiration date': '2026-12-08',
  Seats: '60',
  Cost: '32,400.00',
  Currency: 'EUR',
  'Billing period': 'Every year',
  'Renewal cost': '33,000.00',
  'Purchase order': 'PO-2025-117',
  'Support expiration': '2027-01-31',
  Owner: 'Mara Lindqvist',
  Notes: 'Ask Mara before it renews.\nThe design team needs all seats.',
};

test.beforeEach(async ({ app }) => {
  await app.open();
});

test('a license is created with every field and shows them all', async ({ app }) => {
  await app.licenses.createButton.click();
  await expect(app.form.createHeading).toBeVisible();
  await app.form.fill(FIGMA);
  await app.form.save.click();

  await expect(app.license.heading('Figma Organization')).toBeVisible();
  await expect(app.message('Created "Figma Organization".')).toBeVisible();
  await expect(app.license.status).toHaveText('Expiring Soon');
  await expect(app.page).toHaveTitle('Figma Organization · Seatwise');
  const expected = {
    Vendor: 'Figma',
    Owner: 'Mara Lindqvist',
    Type: 'Subscription',
    'Support expiration': 'Jan 31, 2027',
    'Purchase date': 'Dec 1, 2025',
    'Start date': 'Dec 9, 2025',
    'Expiration date': 'Dec 8, 2026',
    Seats: '60',
    Cost: '€32,400 for all seats together',
    'Billing period': 'Every year',
    'Renewal cost': '€33,000',
    'Purchase order': 'PO-2025-117',
    Notes: FIGMA.Notes,
  };
  for (const [label, value] of Object.entries(expected)) {
    expect.soft(await app.license.detail(label), label).toBe(value);
  }

  await app.follow('Licenses');
  await expect(app.licenses.cell('Figma Organization', 'Cost')).toHaveText('€32,400');
  await expect(app.licenses.cell('Figma Organization', 'Owner')).toHaveText('Mara Lindqvist');
  await expect(app.licenses.cell('Figma Organization', 'Used')).toHaveText('0');
});

test('the form of a license holds what was saved and saves what is changed', async ({ app }) => {
  await app.create(FIGMA);
  await app.license.edit.click();
  await expect(app.form.editHeading).toBeVisible();
  await expect(app.form.field('Name')).toHaveValue('Figma Organization');
  await expect(app.form.field('Vendor')).toHaveValue('Figma');
  await expect(app.form.field('Type')).toHaveValue('subscription');
  await expect(app.form.field('Expiration date')).toHaveValue('2026-12-08');
  await expect(app.form.field('Seats')).toHaveValue('60');
  await expect(app.form.field('Currency')).toHaveValue('EUR');
  await expect(app.form.field('Notes')).toHaveValue(FIGMA.Notes);
  await expect(app.form.field('License key')).toHaveValue('');

  await app.form.fill({ Seats: '75', 'Expiration date': '2027-12-08', Vendor: 'Figma, Inc.' });
  await app.form.save.click();
  await expect(app.message('Saved.')).toBeVisible();
  await expect(app.license.status).toHaveText('Active');
  expect(await app.license.detail('Seats')).toBe('75');
  expect(await app.license.detail('Vendor')).toBe('Figma, Inc.');

  await app.page.reload();
  await expect(app.license.status).toHaveText('Active');
  await expect(app.license.panel).toContainText('75');
});

test('leaving the form by Cancel changes nothing', async ({ app }) => {
  await app.create(FIGMA);
  await app.license.edit.click();
  await app.form.fill({ Name: 'Something else' });
  await app.form.cancel.click();
  await expect(app.license.heading('Figma Organization')).toBeVisible();
});

test('a deleted license leaves the list and Undo brings it back', async ({ app }) => {
  await app.create(FIGMA);
  await app.create({ Name: 'Blender', Type: 'Open Source' });
  await app.follow('Licenses');
  await app.licenses.link('Figma Organization').click();
  await app.license.delete.click();

  await expect(app.licenses.heading).toBeVisible();
  await expect(app.licenses.names).toHaveText(['Blender']);
  await expect(app.message('Deleted "Figma Organization".')).toBeVisible();
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await expect(app.licenses.names).toHaveText(['Blender', 'Figma Organization']);
  await expect(app.message('Taken back: deleted "Figma Organization".')).toBeVisible();
  await app.licenses.link('Figma Organization').click();
  await app.license.openTab('History');
  await expect(app.license.panel.getByRole('listitem')).toContainText(['Restored', 'Deleted', 'Created']);
});

test('a link to a deleted license says so and offers to restore it', async ({ app }) => {
  await app.create(FIGMA);
  const address = app.page.url();
  await app.license.delete.click();
  await expect(app.page.getByRole('heading', { name: 'Start your inventory' })).toBeVisible();
  await app.page.goto(address);
  await expect(app.page.getByText('This license is deleted.')).toBeVisible();
  await app.license.restore.click();
  await expect(app.page.getByText('This license is deleted.')).toHaveCount(0);
  await expect(app.license.delete).toBeVisible();
});

test('everything wrong is said at once, at its field and in a summary that takes the focus', async ({ app }) => {
  await app.licenses.createButton.click();
  await app.form.fill({ Seats: '-1', Cost: 'a lot', Currency: 'euros' });
  await app.form.save.click();

  await expect(app.form.summary).toBeFocused();
  await expect(app.form.summary.getByRole('link')).toHaveText([
    /^Name: Fill this in/,
    /^Type: Fill this in/,
    /^Seats: A whole number/,
    /^Currency: Three letters/,
    /^Cost: Not an amount/,
  ]);
  for (const label of ['Name', 'Type', 'Seats', 'Currency', 'Cost']) {
    await expect.soft(app.form.field(label)).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(app.form.field('Seats')).toHaveAccessibleDescription(/A whole number, 0 or more/);
  await app.form.summary.getByRole('link', { name: /^Seats/ }).click();
  await expect(app.form.field('Seats')).toBeFocused();

  // What is put right stops complaining at once.
  await app.form.fill({ Seats: '5' });
  await expect(app.form.field('Seats')).not.toHaveAttribute('aria-invalid', 'true');
  await app.follow('Licenses');
  await expect(app.page.getByRole('heading', { name: 'Start your inventory' })).toBeVisible();
});

for (const type of ['Subscription', 'Trial']) {
  test(`a ${type.toLowerCase()} needs an expiration date`, async ({ app }) => {
    await app.licenses.createButton.click();
    await app.form.fill({ Name: 'Endless', Type: type });
    await app.form.save.click();
    await expect(app.form.summary.getByRole('link')).toHaveText([/needs an expiration date/]);
    await app.form.fill({ 'Expiration date': '2027-01-01' });
    await app.form.save.click();
    await expect(app.license.status).toHaveText('Active');
  });
}

for (const [seats, because] of [
  ['-1', 'negative'],
  ['12,5', 'a fraction'],
  ['9007199254740992', 'beyond counting'],
  ['1e400', 'no plain number'],
] as const) {
  test(`seats of ${seats} are refused: ${because}`, async ({ app }) => {
    await app.licenses.createButton.click();
    await app.form.fill({ Name: 'Many', Type: 'Perpetual', Seats: seats });
    await app.form.save.click();
    await expect(app.form.summary.getByRole('link')).toHaveText([/^Seats: /]);
  });
}

test('an end before its start is refused', async ({ app }) => {
  await app.licenses.createButton.click();
  await app.form.fill({ Name: 'Backwards', Type: 'Subscription', 'Start date': '2026-05-01', 'Expiration date': '2026-04-30' });
  await app.form.save.click();
  await expect(app.form.summary.getByRole('link')).toHaveText([/It ends before it starts/]);
});

test('the last valid day is still a valid day', async ({ app }) => {
  await app.create({ Name: 'Ends today', Type: 'Subscription', 'Expiration date': '2026-11-24' });
  await expect(app.license.status).toHaveText('Expiring Soon');
  await app.create({ Name: 'Ended yesterday', Type: 'Subscription', 'Expiration date': '2026-11-23' });
  await expect(app.license.status).toHaveText('Expired');
  await app.create({ Name: 'Thirty days', Type: 'Subscription', 'Expiration date': '2026-12-24' });
  await expect(app.license.status).toHaveText('Active');
  await app.create({ Name: 'Not started', Type: 'Subscription', 'Start date': '2026-12-01', 'Expiration date': '2027-11-30' });
  await expect(app.license.status).toHaveText('Pending');
  await app.create({ Name: 'Awaiting approval', Type: 'Perpetual', Lifecycle: 'Pending' });
  await expect(app.license.status).toHaveText('Pending');
});

test('a decision comes before the dates, and a termination counts from the day after', async ({ app }) => {
  for (const [stage, status] of [['Archived', 'Archived'], ['Terminated', 'Terminated'], ['Not renewing', 'Active']] as const) {
    await app.create({ Name: `Stage ${stage}`, Type: 'Perpetual', Lifecycle: stage });
    await expect(app.license.status).toHaveText(status);
  }
  for (const [day, status] of [['2026-11-24', 'Active'], ['2026-11-23', 'Terminated']] as const) {
    await app.startLicense();
    await app.form.more.click();
    await app.form.fill({ Name: `Ended ${day}`, Type: 'Perpetual', 'Termination date': day });
    await app.form.save.click();
    await expect(app.license.status).toHaveText(status);
  }
});

test('what only some licenses need is kept out of the way, saved and shown', async ({ app }) => {
  const more = {
    Metric: 'Per device',
    'Over-use': 'Refuse further seats',
    'Minimum free': '5',
    Supplier: 'SoftwareONE',
    Department: 'Design',
    'Cost centre': 'CC-4711',
    Location: 'Berlin',
    Contacts: 'it@example.org',
    'Portal link': 'https://admin.figma.example/team?x=1',
    'Version bought': '2024',
    'Version in use': '2023',
    Edition: 'Enterprise',
    'Licensed to name': 'Example GmbH',
    'Licensed to email': 'licenses@example.org',
  };
  await app.startLicense();
  await expect(app.form.field('Department')).toBeHidden();
  await app.form.more.click();
  await app.form.fill({ ...FIGMA, ...more, Tags: 'design, Cad,cad', Notice: '3 months', 'Renews by itself': 'yes' });
  await app.form.save.click();
  await expect(app.license.heading(FIGMA.Name)).toBeVisible();
  for (const [label, value] of Object.entries(more)) expect(await app.license.detail(label), label).toBe(value);
  expect(await app.license.detail('Tags')).toBe('Cad, design');
  expect(await app.license.detail('Notice')).toBe('3 months');
  expect(await app.license.detail('Cancel by')).toContain('2026');
  const link = app.license.panel.getByRole('link', { name: more['Portal link'] });
  await expect(link).toHaveAttribute('href', more['Portal link']);
  await expect(link).toHaveAttribute('rel', /noopener/);

  // It stays open where there is something to see, and what it holds survives another save.
  await app.license.edit.click();
  await expect(app.form.field('Department')).toHaveValue('Design');
  await app.form.fill({ Notes: 'touched' });
  await app.form.save.click();
  await expect(app.license.panel).toContainText('touched');
  expect(await app.license.detail('Cost centre')).toBe('CC-4711');
  await app.follow('Licenses');
  for (const word of ['cad', 'CC-4711', 'berlin']) {
    await app.licenses.search.fill(word);
    await expect(app.licenses.names).toHaveText([FIGMA.Name]);
  }
});

test('a portal link that could run a script is refused, and the folded section opens to show it', async ({ app }) => {
  await app.startLicense();
  await app.form.more.click();
  await app.form.fill({ Name: 'Trap', Type: 'Perpetual', 'Portal link': 'javascript:alert(1)' });
  await app.form.more.click();
  await app.form.save.click();
  await expect(app.form.summary.getByRole('link')).toHaveText([/^Portal link: An address that starts with https/]);
  await expect(app.form.field('Portal link')).toBeVisible();
});

test('renewing adds the next term at the renewal price and keeps the one before', async ({ app }) => {
  await app.create({ Name: 'Yearly', Type: 'Subscription', 'Start date': '2025-12-01', 'Expiration date': '2026-11-30', Seats: '60', Cost: '1200', 'Renewal cost': '1300', Currency: 'EUR' });
  await expect(app.license.status).toHaveText('Expiring Soon');
  await app.license.renew.click();
  const dialog = app.page.getByRole('dialog', { name: 'Renew license' });
  await expect(dialog.getByLabel('Start date')).toHaveValue('2026-12-01');
  await expect(dialog.getByLabel('Expiration date')).toHaveValue('2027-11-30');
  await expect(dialog.getByLabel('Seats', { exact: true })).toHaveValue('60');
  await expect(dialog.getByLabel('Cost', { exact: true })).toHaveValue('1300.00');
  await dialog.getByLabel('Seats', { exact: true }).fill('many');
  await dialog.getByRole('button', { name: 'Renew', exact: true }).click();
  await expect(dialog.getByText('A whole number, 0 or more.')).toBeVisible();
  await dialog.getByLabel('Seats', { exact: true }).fill('75');
  await dialog.getByRole('button', { name: 'Renew', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(app.message(/^Renewed until/)).toBeVisible();

  const terms = app.license.panel.getByRole('heading', { level: 2 });
  await expect(terms).toHaveCount(2);
  await expect(app.license.panel).toContainText('€1,300');
  await expect(app.license.panel).toContainText('€1,200');
  // It counts as soon as it begins; until then the term before does.
  await expect(app.license.status).toHaveText('Expiring Soon');
  await app.license.openTab('History');
  await expect(app.license.panel.getByRole('listitem')).toContainText(['Renewed', 'Created']);
});

test('the tabs move with the arrow keys and stand in the address', async ({ app }) => {
  await app.create(FIGMA);
  await app.license.tab('Details').focus();
  await app.page.keyboard.press('ArrowRight');
  await expect(app.license.tab('Assignments')).toBeFocused();
  await expect(app.license.tab('Assignments')).toHaveAttribute('aria-selected', 'true');
  await expect(app.page.getByRole('heading', { name: 'Nobody holds a seat yet' })).toBeVisible();
  await app.page.keyboard.press('End');
  await expect(app.license.tab('History')).toHaveAttribute('aria-selected', 'true');
  await expect(app.license.panel.getByRole('listitem')).toContainText(['Created']);
  await app.page.reload();
  await expect(app.license.tab('History')).toHaveAttribute('aria-selected', 'true');
});
