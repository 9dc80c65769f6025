// Product keys of a workspace that several people share: who can read them, and who cannot any more.

import { people, synced } from '../fixtures/people.ts';
import { expect, newTab, test } from '../fixtures/test.ts';
import type { App } from '../pages/app.ts';

const KEY = 'PLANT-ED123-KEY45-67890';
const OTHER_KEY = 'OTHER-KEY12-TYPED-34567';

/** Opens a license and reveals its product key. */
async function reveal(app: App, license: string): Promise<void> {
  await app.follow('Licenses');
  await app.page.getByRole('link', { name: license, exact: true }).click();
  await app.license.reveal.click();
}

/** The product key of a license can be read. */
async function reads(app: App, license: string, key = KEY): Promise<void> {
  await reveal(app, license);
  await expect(app.page.getByText(key)).toBeVisible();
}

test('a product key reaches a member who may see it, and the relay only sealed', async ({ start, profile }) => {
  const server = await start();
  const [ada, bob, eve] = await people(3, () => profile({ baseURL: server.url }));
  await ada.open();
  await ada.create({ Name: 'Office', Type: 'Perpetual', 'License key': KEY });
  await ada.team.share('Ada', server.setupCode);
  await bob.team.join(await ada.team.invite('Editor', true), 'Bob');
  await synced(bob);
  await reads(bob, 'Office');

  await ada.team.open();
  await eve.team.join(await ada.team.invite('Editor'), 'Eve');
  await reveal(eve, 'Office');
  await expect(eve.page.getByText(KEY)).toBeHidden();
});

test('who is removed cannot read keys that are sealed from then on, and the admin learns which they could', async ({ start, profile, guard }) => {
  guard.allow(/status of 410/);
  const server = await start();
  const [ada, bob, cy] = await people(3, () => profile({ baseURL: server.url }));
  await ada.open();
  await ada.create({ Name: 'Office', Type: 'Perpetual', 'License key': KEY });
  await ada.team.share('Ada', server.setupCode);
  await bob.team.join(await ada.team.invite('Editor', true), 'Bob');
  await cy.team.join(await ada.team.invite('Editor', true), 'Cy');
  await synced(ada, bob, cy);
  await ada.team.remove('Bob');
  await expect(ada.page.getByRole('list', { name: 'Product keys that could be read' })).toContainText('Office');
  await expect(bob.page.getByText('This device does not share this workspace any more.')).toBeVisible();
  await synced(ada);
  await synced(cy);
  for (const app of [ada, cy]) await reads(app, 'Office');
  await reveal(bob, 'Office');
  await expect(bob.page.getByText('There is no such product key any more.')).toBeVisible();
});

test('who leaves could read keys, and the owner seals them anew unasked', async ({ start, profile, guard }) => {
  guard.allow(/status of 410/);
  const server = await start();
  const [ada, bob] = await people(2, () => profile({ baseURL: server.url }));
  await ada.open();
  await ada.create({ Name: 'Office', Type: 'Perpetual', 'License key': KEY });
  await ada.team.share('Ada', server.setupCode);
  await bob.team.join(await ada.team.invite('Editor', true), 'Bob');
  await synced(ada, bob);
  const sealed = ada.page.waitForRequest(request => request.url().endsWith('/vault') && request.method() === 'POST');
  await bob.team.open();
  await bob.page.getByRole('button', { name: 'Leave', exact: true }).click();
  await bob.page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click();
  expect((await (await sealed).response())?.status()).toBe(204);
  await synced(ada);
  await reads(ada, 'Office');
});

test('two who are removed at once cannot read what is sealed from then on, and who stays can', async ({ start, profile, guard }) => {
  guard.allow(/status of 410/);
  const server = await start();
  const [ada, bob, cy, dan] = await people(4, () => profile({ baseURL: server.url }));
  await ada.open();
  await ada.create({ Name: 'Office', Type: 'Perpetual', 'License key': KEY });
  await ada.team.share('Ada', server.setupCode);
  for (const [app, name] of [[bob, 'Bob'], [cy, 'Cy'], [dan, 'Dan']] as const) {
    await app.team.join(await ada.team.invite('Editor', true), name);
  }
  await synced(ada, bob, cy, dan);
  await ada.team.remove('Bob');
  await ada.team.remove('Cy');
  for (const app of [bob, cy]) {
    await expect(app.page.getByText('This device does not share this workspace any more.')).toBeVisible();
  }
  await ada.create({ Name: 'Studio', Type: 'Perpetual', 'License key': OTHER_KEY });
  await synced(ada);
  await dan.follow('Licenses');
  await expect(dan.licenses.names).toHaveText(['Office', 'Studio']);
  await synced(dan);
  for (const app of [ada, dan]) {
    await reads(app, 'Office');
    await reads(app, 'Studio', OTHER_KEY);
  }
  for (const app of [bob, cy]) {
    await reveal(app, 'Office');
    await expect(app.page.getByText('There is no such product key any more.')).toBeVisible();
  }
});

test('a product key that a second tab takes in while all are sealed anew is there afterwards', async ({ start, profile, guard }) => {
  guard.allow(/status of 410/);
  const server = await start();
  const [ada, bob, cy] = await people(3, () => profile({ baseURL: server.url }));
  await ada.open();
  await ada.create({ Name: 'Office', Type: 'Perpetual', 'License key': KEY });
  await ada.team.share('Ada', server.setupCode);
  await bob.team.join(await ada.team.invite('Editor', true), 'Bob');
  await cy.team.join(await ada.team.invite('Editor', true), 'Cy');
  await synced(ada, bob, cy);
  const second = await newTab(ada.page.context());
  await second.page.goto('/licenses');
  await synced(second);

  let release = (): void => undefined;
  const released = new Promise<void>(resolve => { release = resolve; });
  await ada.page.context().route(/\/vault$/, async route => {
    await released;
    await route.continue();
  });
  const asked = ada.page.waitForRequest(request => request.url().endsWith('/vault') && request.method() === 'POST');
  await ada.team.remove('Bob');
  const request = await asked;
  await second.create({ Name: 'Studio', Type: 'Perpetual', 'License key': OTHER_KEY });
  release();
  expect((await request.response())?.status()).toBe(204);
  await synced(ada, second);
  await cy.follow('Licenses');
  await expect(cy.licenses.names).toHaveText(['Office', 'Studio']);
  await synced(cy);
  for (const app of [ada, second, cy]) {
    await reads(app, 'Office');
    await reads(app, 'Studio', OTHER_KEY);
  }
});

test('who may not see product keys any more keeps those that were not sent, in a backup', async ({ start, profile, guard }) => {
  guard.allow(/ERR_INTERNET_DISCONNECTED/);
  const server = await start();
  const contexts = await Promise.all([1, 2].map(() => profile({ baseURL: server.url })));
  const [ada, bob] = (await Promise.all(contexts.map(context => newTab(context)))) as [App, App];
  await ada.open();
  await ada.create({ Name: 'Office', Type: 'Perpetual', 'License key': KEY });
  await ada.team.share('Ada', server.setupCode);
  await bob.team.join(await ada.team.invite('Editor', true), 'Bob');
  await synced(ada, bob);
  await contexts[1]!.setOffline(true);
  await bob.create({ Name: 'Studio', Type: 'Perpetual', 'License key': OTHER_KEY });

  await ada.team.open();
  const keys = ada.team.member('Bob').getByRole('checkbox', { name: 'Bob sees product keys' });
  await keys.uncheck();
  await contexts[1]!.setOffline(false);
  // The license itself may be sent, and is; its key may not.
  await ada.follow('Licenses');
  await expect(ada.licenses.names).toHaveText(['Office', 'Studio']);
  await bob.team.open();
  const download = bob.page.waitForEvent('download');
  await bob.page.getByRole('button', { name: 'Download it' }).click();
  expect((await download).suggestedFilename()).toBe('unsent.seatwise');
  await reveal(bob, 'Office');
  await expect(bob.page.getByText(KEY)).toBeHidden();
});
