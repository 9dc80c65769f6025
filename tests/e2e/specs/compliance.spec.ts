// Whether what is used is allowed: verdicts, all seats, reviews, kits and requests.

import { parseCsv } from '../fixtures/csv.ts';
import { expect, test, type Page } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

/** Three licenses: one with too few seats, one that nobody uses, one as it should be. */
async function inventory(app: App): Promise<void> {
  await app.open();
  await app.create({ Name: 'Figma', Type: 'Subscription', 'Start date': '2026-01-01', 'Expiration date': '2026-12-31', Seats: '2', Cost: '240', 'Billing period': 'Every year', Vendor: 'Figma Inc' });
  await app.license.openTab('Assignments');
  await app.seats.giveToNew(['kim@example.org', 'ada@example.org', 'lin@example.org']);
  await app.create({ Name: 'Sketch', Type: 'Subscription', 'Start date': '2026-01-01', 'Expiration date': '2026-12-31', Seats: '5', Cost: '500', 'Billing period': 'Every year' });
  await app.create({ Name: 'Blender', Type: 'Open Source' });
}

test('each product and license has a verdict with its reason, the cost of the gap and the waste', async ({ app, page }) => {
  await inventory(app);
  await app.follow('Compliance');
  const products = page.getByRole('table', { name: 'Products' });
  const row = (name: string) => products.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await expect(row('Figma')).toContainText('Under-licensed');
  await expect(row('Figma')).toContainText('1 more used than owned');
  await expect(row('Figma')).toContainText('$120');
  await expect(row('Sketch')).toContainText('Unused');
  await expect(row('Sketch')).toContainText('$500');
  await expect(row('Blender')).toContainText('Unlimited');

  await page.getByRole('tab', { name: 'Licenses' }).click();
  const licenses = page.getByRole('table', { name: 'Licenses' });
  await page.getByLabel('Verdict', { exact: true }).selectOption({ label: 'Under-licensed' });
  await expect(licenses.getByRole('link', { name: 'Figma', exact: true })).toBeVisible();
  await expect(licenses.getByRole('link', { name: 'Sketch', exact: true })).toBeHidden();
  const { bytes } = await app.download(() => page.getByRole('button', { name: 'Export', exact: true }).click());
  const [line, ...others] = parseCsv(bytes.toString());
  expect(others).toEqual([]);
  expect(line).toMatchObject({ License: 'Figma', Verdict: 'Under-licensed', Owned: '2', Used: '3', Gap: '1' });

  await page.getByRole('tab', { name: 'Over time' }).click();
  await expect(page.getByRole('img', { name: /owned/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Compliance over time' })).toContainText('3');
});

test('all seats are one table, found by department or last use, and reclaimed together with one undo', async ({ app, page }) => {
  await inventory(app);
  await app.licenses.page.getByRole('link', { name: 'Licenses', exact: true }).first().click();
  await app.licenses.link('Figma').click();
  await app.license.openTab('Assignments');
  for (const [name, day] of [['kim', '2026-01-15'], ['ada', '2026-11-20']] as const) {
    await page.getByRole('button', { name: `Edit the seat of ${name}` }).click();
    const dialog = app.seats.dialog(`Edit the seat of ${name}`);
    await dialog.getByLabel('Last used').fill(day);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
  }
  await app.follow('Compliance');
  await page.getByRole('tab', { name: 'All seats' }).click();
  const table = page.getByRole('table', { name: 'All seats' });
  await expect(table.getByRole('row')).toHaveCount(4);
  await page.getByLabel('Idle', { exact: true }).selectOption({ label: 'For 90 days' });
  await expect(table).toContainText('kim');
  await expect(table).not.toContainText('ada');
  await page.getByLabel('Select all').check();
  await page.getByRole('region', { name: 'Selected seats' }).getByRole('button', { name: 'Unassign' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Note').fill('idle since January');
  await dialog.getByRole('button', { name: 'Unassign', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(table).toContainText('kim');
});

test('an access review is answered line by line and applied in one step, and stays as evidence', async ({ app, page }) => {
  await inventory(app);
  await app.open('/reviews');
  await expect(heading(page, 'Access reviews')).toBeVisible();
  await page.getByRole('button', { name: 'Start review' }).click();
  const start = page.getByRole('dialog');
  await start.getByLabel('Name', { exact: true }).fill('Autumn');
  await start.getByRole('button', { name: /^Start/ }).click();
  await expect(heading(page, 'Autumn')).toBeVisible();
  const table = page.getByRole('table', { name: 'Seats under review' });
  const line = (name: string) => table.getByRole('row').filter({ hasText: name });
  await line('kim').getByRole('radio', { name: 'Release' }).check();
  await line('ada').getByRole('radio', { name: 'Keep' }).check();
  await expect(page.getByText('2 of 3 answered')).toBeVisible();
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  const apply = page.getByRole('dialog');
  await expect(apply).toContainText('1 seat');
  await apply.getByRole('button', { name: /^Apply|^Release/ }).click();
  await expect(apply).toBeHidden();
  await expect(line('kim')).toContainText('Release');
  await app.follow('Licenses');
  await expect(app.licenses.cell('Figma', 'Used')).toHaveText('2');
});

test('a request waits where a license is full and becomes a seat when it is approved', async ({ app, page }) => {
  await app.open();
  await app.startLicense();
  await app.form.more.click();
  await app.form.fill({ Name: 'Figma', Type: 'Perpetual', Seats: '1', 'Over-use': 'Refuse further seats' });
  await app.form.save.click();
  await app.license.openTab('Assignments');
  await app.seats.giveToNew(['kim@example.org']);
  await app.create({ Name: 'Starter', Type: 'Perpetual', Seats: '9' });
  await app.license.openTab('Assignments');
  await app.seats.giveToNew(['ada@example.org']);

  await app.open('/requests');
  await page.getByRole('button', { name: 'Request license' }).click();
  const ask = page.getByRole('dialog');
  await ask.getByLabel('License', { exact: true }).fill('Figma');
  await ask.getByRole('searchbox', { name: 'Search users' }).fill('ada');
  await ask.getByRole('checkbox', { name: /^ada/ }).check();
  await ask.getByLabel('Reason').fill('for the redesign');
  await ask.getByRole('button', { name: /^Request/ }).click();
  await expect(ask).toBeHidden();
  await page.getByRole('button', { name: /^Approve/ }).first().click();
  const decide = page.getByRole('dialog');
  await expect(decide).toContainText('No seats are left.');
  await decide.getByRole('button', { name: 'Put on waiting list' }).click();
  await expect(decide).toBeHidden();
  const waiting = page.getByRole('list', { name: 'Waiting' });
  await expect(waiting).toContainText('Figma for ada');
  await expect(waiting).toContainText('Place 1');

  await app.follow('Licenses');
  await app.licenses.link('Figma').click();
  await app.license.openTab('Assignments');
  await page.getByRole('button', { name: 'Unassign kim' }).click();
  await app.seats.dialog('Unassign').getByRole('button', { name: 'Unassign', exact: true }).click();
  await expect(app.message('Unassigned kim.')).toBeVisible();
  await app.navigation.getByRole('link', { name: 'Requests' }).click();
  await page.getByRole('button', { name: 'Approve Figma for ada' }).click();
  await expect(page.getByRole('list', { name: 'Decided' })).toContainText('Approved');
  await app.follow('Licenses');
  await app.licenses.link('Figma').click();
  await app.license.openTab('Assignments');
  await expect(app.seats.row('ada')).toBeVisible();
});

test('a kit gives several licenses at once, and says who has one already', async ({ app, page }) => {
  await app.open();
  for (const name of ['Figma', 'Sketch']) await app.create({ Name: name, Type: 'Perpetual', Seats: '3' });
  await app.license.openTab('Assignments');
  await app.seats.giveToNew(['kim@example.org']);
  await app.open('/kits');
  await expect(heading(page, 'Kits')).toBeVisible();
  await page.getByRole('button', { name: 'Create kit' }).first().click();
  const form = page.getByRole('dialog', { name: 'Create kit' });
  await form.getByLabel('Name', { exact: true }).fill('Designer');
  for (const name of ['Figma', 'Sketch']) {
    await form.getByLabel('Add a license', { exact: true }).fill(name);
    await form.getByRole('button', { name: 'Add license' }).click();
  }
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form).toBeHidden();
  await page.getByRole('button', { name: 'Assign kit Designer' }).click();
  const assign = page.getByRole('dialog');
  await app.seats.tick(assign, ['kim']);
  const comes = assign.getByRole('list', { name: 'What is assigned' });
  await expect(comes.getByRole('listitem').filter({ hasText: 'Sketch' })).toContainText('kim');
  await assign.getByRole('button', { name: /^Assign \d/ }).click();
  await expect(assign).toBeHidden();
  await app.follow('Licenses');
  await expect(app.licenses.cell('Figma', 'Used')).toHaveText('1');
  await expect(app.licenses.cell('Sketch', 'Used')).toHaveText('1');
});

test('while the workspace opens no verdict is counted as none', async ({ app, page }) => {
  await inventory(app);
  await page.addInitScript(() => {
    const said: string[] = ((window as unknown as { said: string[] }).said = []);
    new MutationObserver(() => {
      const group = document.querySelector('[role="group"][aria-label="Verdicts"]');
      const text = group?.textContent;
      if (text && said.at(-1) !== text) said.push(text);
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });
  await page.goto('/compliance');
  await expect(page.getByRole('group', { name: 'Verdicts' })).toContainText('1 Under-licensed');
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.filter(text => !/[1-9]/.test(text) && /0/.test(text))).toEqual([]);
});
