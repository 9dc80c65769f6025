// Users and assets: recorded, found, given licenses and relieved of them.

import { expect, test, type Page } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

/** Fills a form of labelled fields and saves it. */
async function record(app: App, address: string, fields: Record<string, string>): Promise<void> {
  await app.open(address);
  await app.form.fill(fields);
  await app.form.save.click();
}

test.beforeEach(async ({ app }) => {
  await app.open();
});

test('a user is recorded, found by any word, changed, deleted and brought back', async ({ app, page }) => {
  await app.navigation.getByRole('link', { name: 'Users', exact: true }).click();
  await expect(heading(page, 'Users')).toBeVisible();
  await record(app, '/users/new', {
    Name: 'Kim Lee',
    'E-mail': 'kim@example.org',
    Username: 'klee',
    'Employee number': 'E-17',
    Department: 'Design',
    'First day': '2025-02-01',
  });
  await expect(heading(page, 'Kim Lee')).toBeVisible();
  await expect(page.getByLabel('Status', { exact: true })).toHaveText('Active');
  await expect(page.getByRole('tabpanel')).toContainText('kim@example.org');

  await app.follow('Users');
  await page.getByRole('searchbox', { name: 'Search users' }).fill('e-17 design');
  const table = page.getByRole('table', { name: 'Users' });
  await expect(table.getByRole('link', { name: 'Kim Lee' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search users' }).fill('nobody');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await table.getByRole('link', { name: 'Kim Lee' }).click();

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await app.follow('Users');
  await expect(table.getByRole('link', { name: 'Kim Lee' })).toBeVisible();
  await table.getByRole('link', { name: 'Kim Lee' }).click();
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('Employee number');
});

test('the address follows what is typed, and never goes back to what was typed over', async ({ app, page }) => {
  await record(app, '/users/new', { Name: 'Kim Lee' });
  await app.follow('Users');
  const search = page.getByRole('searchbox', { name: 'Search users' });
  await search.evaluate(() => {
    const replace = history.replaceState.bind(history);
    const written: string[] = [];
    Object.assign(window, { written });
    history.replaceState = (state, unused, url) => {
      written.push(String(url));
      replace(state, unused, url);
    };
  });
  await search.pressSequentially('kim lee', { delay: 60 });
  await expect(page).toHaveURL(/q=kim%20lee$/);
  await expect(page.getByRole('table', { name: 'Users' }).getByRole('link', { name: 'Kim Lee' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/users$/);
  await expect(search).toHaveValue('');
  // Each time more than before, and nothing of it after it was cleared.
  const written = await page.evaluate(() => (window as unknown as { written: string[] }).written);
  const cleared = written.findIndex(url => url.endsWith('/users'));
  const lengths = written.slice(0, cleared).map(url => url.length);
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
  expect(written.slice(cleared).every(url => url.endsWith('/users'))).toBe(true);
});

test('a user without a name or an address is refused in words, and nothing is lost', async ({ app, page }) => {
  await record(app, '/users/new', { Name: '', 'E-mail': 'kim at example', 'Last day': '2025-01-31', 'First day': '2025-02-01' });
  await expect(heading(page, 'Create user')).toBeVisible();
  await expect(page.getByLabel('E-mail', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Last day', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('E-mail', { exact: true })).toHaveValue('kim at example');
});

test('a license is given from the page of a user and of an asset', async ({ app, page }) => {
  await app.create({ Name: 'Figma', Type: 'Perpetual', Seats: '2' });
  await record(app, '/users/new', { Name: 'Kim Lee', 'E-mail': 'kim@example.org' });
  await give(page, 'Figma');
  await expect(page.getByRole('table', { name: 'Licenses' }).getByRole('link', { name: 'Figma' })).toBeVisible();

  await record(app, '/assets/new', { 'Asset tag': 'LAP-7', Name: "Kim's laptop", Cores: '8' });
  await expect(heading(page, "LAP-7 (Kim's laptop)")).toBeVisible();
  await give(page, 'Figma');
  await page.getByRole('table', { name: 'Licenses' }).getByRole('link', { name: 'Figma' }).click();
  await app.license.openTab('Assignments');
  await expect(app.seats.row('Kim Lee')).toBeVisible();
  await expect(app.seats.row('LAP-7')).toBeVisible();
});

/** Gives a license from the page of whoever gets it. */
async function give(page: Page, license: string): Promise<void> {
  await page.getByRole('button', { name: 'Assign license', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Assign license' });
  await dialog.getByRole('searchbox').fill(license);
  await dialog.getByLabel(new RegExp(`^${license}`)).check();
  await dialog.getByRole('button', { name: /^Assign/ }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('tab', { name: 'Licenses' }).click();
}

test('whoever leaves gives everything back in one step, and undo brings it all back', async ({ app, page }) => {
  for (const name of ['Figma', 'Sketch']) await app.create({ Name: name, Type: 'Perpetual', Seats: '2' });
  await record(app, '/users/new', { Name: 'Kim Lee', 'E-mail': 'kim@example.org' });
  await expect(heading(page, 'Kim Lee')).toBeVisible();
  const kim = page.url();
  for (const name of ['Figma', 'Sketch']) await give(page, name);

  await app.open(`${kim}/edit`);
  await app.form.fill({ Status: 'Left' });
  await app.form.save.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Release everything' }).click();
  await expect(page.getByLabel('Status', { exact: true })).toHaveText('Left');
  await page.getByRole('tab', { name: 'Licenses' }).click();
  await expect(page.getByRole('table', { name: 'Earlier seats' }).getByRole('link', { name: 'Sketch' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Licenses' })).toBeHidden();

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByLabel('Status', { exact: true })).toHaveText('Active');
  const held = page.getByRole('table', { name: 'Licenses' });
  await expect(held.getByRole('link', { name: 'Figma' })).toBeVisible();
  await expect(held.getByRole('link', { name: 'Sketch' })).toBeVisible();
  await app.follow('Licenses');
  await expect(app.licenses.cell('Figma', 'Used')).toHaveText('1');
});

test('everything moves to somebody else in one step', async ({ app, page }) => {
  await app.create({ Name: 'Figma', Type: 'Perpetual', Seats: '1' });
  await record(app, '/users/new', { Name: 'Ada Byron' });
  await expect(heading(page, 'Ada Byron')).toBeVisible();
  await record(app, '/users/new', { Name: 'Kim Lee' });
  await give(page, 'Figma');
  await page.getByRole('button', { name: 'Move everything to…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').fill('ada');
  await dialog.getByRole('checkbox', { name: /^Ada Byron/ }).check();
  await dialog.getByRole('button', { name: /^(Move|Transfer)/ }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('table', { name: 'Earlier seats' }).getByRole('link', { name: 'Figma' }).click();
  await app.license.openTab('Assignments');
  await expect(app.seats.row('Ada Byron')).toBeVisible();
  await expect(app.seats.row('Kim Lee')).toBeHidden();
});

test('a list of users is previewed, imported in one step, and assignments name people nobody knows', async ({ app, page }) => {
  await app.create({ Name: 'Figma', Type: 'Perpetual', Seats: '5' });
  await app.open('/users/import');
  await expect(heading(page, 'Import users and assets')).toBeVisible();
  const users = 'First Name,Last Name,Email,Department,Activated\nKim,Lee,kim@example.org,Design,yes\nAda,Byron,ada at example,Sales,yes\nLin,Tan,lin@example.org,Design,yes\n';
  await choose(page, 'users.csv', users);
  const preview = page.getByRole('table', { name: 'Preview' });
  await expect(preview).toContainText('Kim Lee');
  await expect(preview).toContainText('Not an e-mail address');
  await page.getByRole('button', { name: 'Import 2', exact: true }).click();
  await app.follow('Users');
  const table = page.getByRole('table', { name: 'Users' });
  await expect(table.getByRole('link', { name: 'Lin Tan' })).toBeVisible();
  await expect(table.getByRole('link', { name: 'Ada Byron' })).toBeHidden();

  await app.open('/users/import');
  const seats = 'License,Email,Quantity,From\nFigma,kim@example.org,1,2026-01-31\nFigma,new@example.org,0.3333,2026-01-31\nFigma,other@example.org,1,2026-01-31\n';
  await choose(page, 'seats.csv', seats);
  await expect(preview).toContainText('two decimals');
  await page.getByLabel(/^Create/).check();
  await page.getByRole('button', { name: 'Import 2', exact: true }).click();
  await app.follow('Licenses');
  await expect(app.licenses.cell('Figma', 'Used')).toHaveText('2');
});

async function choose(page: Page, name: string, text: string): Promise<void> {
  await page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}
