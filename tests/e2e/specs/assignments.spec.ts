// Who gets a seat: by the page of a license, one by one and many at once, and what stands against it.

import { expect, newTab, test } from '../fixtures/test.ts';
import { before, SILENCE } from '../fixtures/tab.ts';
import type { App } from '../pages/app.ts';

/** `person1@example.org` and so on. */
const people = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => `person${from + n}@example.org`);

async function license(app: App, fields: Record<string, string>): Promise<void> {
  await app.create({ Type: 'Perpetual', ...fields });
  await app.license.openTab('Assignments');
}

test.beforeEach(async ({ app }) => {
  await app.open();
});

test('a seat is given to a user, shown, transferred and taken back, and each act can be undone', async ({ app }) => {
  await license(app, { Name: 'Starter', Seats: '9' });
  await app.seats.giveToNew(['Kim Lee <kim@example.org>', 'Ada Byron <ada@example.org>']);
  await license(app, { Name: 'Figma', Seats: '2' });

  const dialog = await app.seats.start('Assign to user');
  await app.seats.tick(dialog, ['Kim Lee']);
  await dialog.getByLabel('Note').fill('for the redesign');
  await expect(dialog.getByText('Seats used: 0 → 1 of 2, 1 free.')).toBeVisible();
  await app.seats.confirm(dialog);
  await expect(app.seats.row('Kim Lee')).toContainText('kim@example.org');

  await app.page.getByRole('button', { name: 'Transfer the seat of Kim Lee' }).click();
  const transfer = app.seats.dialog('Transfer the seat of Kim Lee');
  await app.seats.tick(transfer, ['Ada Byron']);
  await transfer.getByRole('button', { name: 'Transfer', exact: true }).click();
  await expect(app.message('Transferred the seat of Kim Lee to Ada Byron.')).toBeVisible();
  await expect(app.seats.row('Ada Byron')).toBeVisible();
  await expect(app.seats.row('Kim Lee')).toBeHidden();

  await app.page.getByRole('button', { name: 'Unassign Ada Byron' }).click();
  const unassign = app.seats.dialog('Unassign');
  await unassign.getByLabel('Note').fill('project over');
  await unassign.getByRole('button', { name: 'Unassign', exact: true }).click();
  await expect(app.message('Unassigned Ada Byron.')).toBeVisible();
  await expect(app.page.getByText('Nobody holds a seat yet')).toBeVisible();
  await app.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(app.seats.row('Ada Byron')).toBeVisible();

  await app.license.openTab('History');
  await expect(app.license.panel).toContainText('Assigned to Kim Lee: for the redesign');
  await expect(app.license.panel).toContainText('Unassigned from Ada Byron: project over');
  await expect(app.license.panel).toContainText('Assignment taken back: Ada Byron');
});

test('of 200 pasted addresses 5 hold a seat, 3 are unknown and 192 get one', async ({ app }) => {
  test.slow();
  await license(app, { Name: 'Starter', Seats: '500' });
  await app.seats.giveToNew(people(1, 197));
  await license(app, { Name: 'Figma', Seats: '250' });
  await app.seats.confirm(await app.seats.paste(people(1, 5)));

  const dialog = await app.seats.paste([...people(1, 197), ...people(901, 903)]);
  const plan = dialog.getByRole('region', { name: 'What it comes to' });
  await expect(plan).toContainText('Seats used: 5 → 197 of 250, 53 free.');
  await expect(plan).toContainText('5 get no seat:');
  await expect(plan).toContainText('person3: Holds a seat of this license already.');
  await expect(plan).toContainText('Not known here: person901@example.org, person902@example.org, person903@example.org.');
  await expect(plan).toContainText('Create 3 new users and assign to them too');
  await dialog.getByRole('button', { name: 'Assign 192 seats', exact: true }).click();
  await expect(app.message('Assigned 192 seats.')).toBeVisible();
  await expect(app.license.tab('Assignments')).toHaveText(/197/);
  await app.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(app.license.tab('Assignments')).toHaveText(/\D5$/);
});

for (const [policy, expected] of [
  ['Refuse further seats', { button: null, said: 'This license blocks over-use.' }],
  ['Warn', { button: 'Assign 1 seat anyway', said: 'More seats would be used than are owned.' }],
  ['Allow', { button: 'Assign 1 seat', said: '1 more than owned' }],
] as const) {
  test(`a full license whose over-use is set to "${policy}" says so`, async ({ app }) => {
    await app.startLicense();
    await app.form.more.click();
    await app.form.fill({ Name: 'Figma', Type: 'Perpetual', Seats: '1', 'Over-use': policy });
    await app.form.save.click();
    await app.license.openTab('Assignments');
    await app.seats.giveToNew(['kim@example.org']);
    await license(app, { Name: 'Starter', Seats: '9' });
    await app.seats.giveToNew(['ada@example.org']);
    await app.follow('Licenses');
    await app.licenses.link('Figma').click();
    await app.license.openTab('Assignments');

    const dialog = await app.seats.start('Assign to user');
    await app.seats.tick(dialog, ['ada']);
    await expect(dialog.getByRole('region', { name: 'What it comes to' })).toContainText(expected.said);
    if (expected.button === null) {
      await expect(dialog).toContainText('ada: No seats are left.');
      await expect(dialog.getByRole('button', { name: 'Assign', exact: true })).toBeDisabled();
    } else {
      await dialog.getByRole('button', { name: expected.button, exact: true }).click();
      await expect(app.page.getByRole('alert').filter({ hasText: '1 more used than owned.' })).toBeVisible();
    }
  });
}

test('a quantity that nobody can hold and days that end before they begin are refused in words', async ({ app }) => {
  await license(app, { Name: 'Figma', Seats: '9' });
  const dialog = await app.seats.start('Assign to other');
  await dialog.getByLabel('Name', { exact: true }).fill('Design');
  await expect(dialog.getByRole('button', { name: 'Assign 1 seat' })).toBeVisible();
  for (const [typed, why] of [
    ['0', 'Enter more than 0.'],
    ['-1', 'Enter more than 0.'],
    ['1e9', 'Enter a number, such as 1 or 0.5.'],
    ['1000000000', 'Enter at most 1,000,000.'],
    ['0.3333', 'Enter at most two decimals.'],
  ] as const) {
    await dialog.getByLabel('Quantity').fill(typed);
    await dialog.getByRole('button', { name: /^Assign/ }).click();
    await expect(dialog).toContainText(why);
  }
  await dialog.getByLabel('Quantity').fill('0.5');
  await dialog.getByLabel('Until').fill('2026-11-01');
  await dialog.getByRole('button', { name: /^Assign/ }).click();
  await expect(dialog).toContainText('It would end before it begins.');
  await dialog.getByLabel('Until').fill('2026-12-01');
  await app.seats.confirm(dialog);
  await expect(app.seats.row('Design')).toContainText('0.5');
});

test('two tabs that give the last seat at once both keep it, and the license shows the gap', async ({ profile, guard }) => {
  // The service worker would answer in place of a route; the browser answers its registration with nothing.
  guard.allow(/reading 'waiting'/);
  const context = await profile({ serviceWorkers: 'block' });
  const one = await newTab(context);
  await one.open();
  await one.create({ Name: 'Starter', Type: 'Perpetual', Seats: '9' });
  await one.license.openTab('Assignments');
  await one.seats.giveToNew(['kim@example.org', 'ada@example.org']);
  await one.startLicense();
  await one.form.more.click();
  await one.form.fill({ Name: 'Figma', Type: 'Perpetual', Seats: '1', 'Over-use': 'Refuse further seats' });
  await one.form.save.click();
  const deaf = await newTab(context);
  await before(deaf, SILENCE);
  await deaf.open();
  await deaf.licenses.link('Figma').click();
  for (const [tab, name] of [[one, 'kim'], [deaf, 'ada']] as const) {
    await tab.license.openTab('Assignments');
    const dialog = await tab.seats.start('Assign to user');
    await tab.seats.tick(dialog, [name]);
    await tab.seats.confirm(dialog);
    await expect(tab.seats.row(name)).toBeVisible();
  }
  await one.page.reload();
  await one.ready();
  await one.license.openTab('Assignments');
  await expect(one.seats.row('kim')).toBeVisible();
  await expect(one.seats.row('ada')).toBeVisible();
  await expect(one.page.getByRole('alert').filter({ hasText: /^1 more used than owned\..*Since/ })).toBeVisible();
});
