import { describe, expect, it } from '@jest/globals';
import { useMarketplace } from './marketplace.js';
import { newWallet } from './people.js';

const market = useMarketplace();

/** Asks for a code to sign in with. */
const ask = async (phone: string): Promise<string> =>
  (await market().people.client().post('/auth/codes', { body: { phone } })).challengeId;

async function signIn(id: string, text: string): Promise<unknown> {
  const body = { code: /\b\d{6}\b/.exec(text)![0], name: 'Mutale' };
  return market()
    .people.client()
    .post('/auth/codes/{id}/confirm', { params: { path: { id } }, body });
}

describe('a person who signs in with their phone', () => {
  it('reads the code on WhatsApp and types it in', async () => {
    const phone = newWallet();
    const id = await ask(phone);
    const message = await market().message(phone);
    expect(message).toMatchObject({ channel: 'whatsapp' });
    expect(await signIn(id, message.text)).toMatchObject({ tokens: { accessToken: expect.any(String) } });
  });

  it('reads it as an SMS when WhatsApp does not know the number', async () => {
    const phone = newWallet();
    const match = { phone: phone.slice(1) };
    await market().sandbox.fault({ provider: 'whatsapp', operation: 'delivery', kind: 'fail', code: '131026', match });
    const id = await ask(phone);
    const message = await market().message(phone);
    expect(message).toMatchObject({ channel: 'sms' });
    expect(await signIn(id, message.text)).toMatchObject({ tokens: { accessToken: expect.any(String) } });
  });

  it('gets one code when the worker is killed while it hands it over', async () => {
    const phone = newWallet();
    const { worker, sandbox } = market();
    const slow = { kind: 'slow', ms: 3_000, match: { phone: phone.slice(1) } };
    await sandbox.fault({ provider: 'whatsapp', operation: 'message', ...slow });
    const id = await ask(phone);
    const message = await market().message(phone);
    await worker.stop('SIGKILL');
    await worker.start();
    await market().passLeases();
    expect(await signIn(id, message.text)).toMatchObject({ tokens: { accessToken: expect.any(String) } });
    await market().converge();
    expect(await sandbox.messages(phone)).toHaveLength(1);
  });
});
