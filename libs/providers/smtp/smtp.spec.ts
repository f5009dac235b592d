import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { closedAddress } from '../provider.server.js';
import { SmtpClient } from './index.js';

const MAIL = {
  ...{ reference: '0198c7a2-0000-7000-8000-000000000001', from: 'Pakashop <no-reply@pakashop.store>' },
  ...{ to: 'chanda@example.com', subject: 'Your code', text: 'Your code is 493021.' },
};

/** What the server says at each step; `hang` says nothing, `drop` ends the connection. */
type Script = Record<string, string>;
const POLITE: Script = {
  CONNECT: '220 mail',
  EHLO: '250 mail',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go',
  '.': '250 taken',
};

describe('mail over SMTP', () => {
  let script: Script;
  let heard = '';
  const sockets = new Set<Socket>();
  let server: Server;
  let client: SmtpClient;

  beforeAll(async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      const say = (step: string) => {
        const line = script[step] ?? '250 ok';
        if (line === 'drop') socket.destroy();
        else if (line !== 'hang') socket.write(`${line}\r\n`);
      };
      let isText = false;
      let rest = '';
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        rest += data.toString();
        for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
          const line = rest.slice(0, at);
          rest = rest.slice(at + 2);
          heard += `${line}\n`;
          if (isText && line !== '.') continue;
          const step = line === '.' ? '.' : line.slice(0, 4).toUpperCase();
          isText = step === 'DATA' && script.DATA!.startsWith('354');
          say(step);
        }
      });
      say('CONNECT');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    client = clientOf((server.address() as AddressInfo).port);
  });
  beforeEach(() => {
    script = POLITE;
    heard = '';
  });
  afterAll(async () => {
    client.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const clientOf = (port: number | string) =>
    new SmtpClient({ url: `smtp://127.0.0.1:${port}`, timeoutMs: 400, connectMs: 200 });

  it('is handed over under a Message-ID made of our reference', async () => {
    expect(await client.send(MAIL)).toEqual({ kind: 'accepted', id: null });
    expect(heard).toContain(`Message-ID: <${MAIL.reference}@127.0.0.1>`);
    expect(heard).toContain('RCPT TO:<chanda@example.com>');
  });

  it.each([
    ['a recipient who does not exist', { RCPT: '550 no chanda@example.com here' }, 'smtp-550', 'recipient'],
    ['a mailbox that is busy', { RCPT: '451 later' }, 'smtp-451', 'later'],
    ['a sender who is not allowed', { MAIL: '553 not you' }, 'smtp-553', 'request'],
    ['a text that is not liked', { '.': '554 spam' }, 'smtp-554', 'request'],
    ['a server that closes', { CONNECT: '421 closing' }, 'smtp-421', 'later'],
    ['a server that does not greet', { CONNECT: 'hang' }, 'not-sent', 'later'],
  ])('knows a refusal: %s', async (_, change, code, fault) => {
    script = { ...POLITE, ...(change as Script) };
    expect(await client.send(MAIL)).toEqual({ kind: 'refused', code, fault });
  });

  it.each([
    ['silence after the text', { '.': 'hang' }, 'timeout'],
    ['a lost connection after the text', { '.': 'drop' }, 'connection-lost'],
  ])('knows nothing after %s', async (_, change, reason) => {
    script = { ...POLITE, ...(change as Script) };
    expect(await client.send(MAIL)).toEqual({ kind: 'unclear', reason });
  });

  it('proves that nothing was taken when nobody listens', async () => {
    const nobody = clientOf(new URL(await closedAddress()).port);
    expect(await nobody.send(MAIL)).toEqual({ kind: 'refused', code: 'not-sent', fault: 'later' });
  });

  it('takes no line breaks into a header', async () => {
    await client.send({ ...MAIL, subject: 'Hello\r\nBcc: thief@example.com' });
    expect(heard).not.toMatch(/^Bcc:/m);
    expect(heard.match(/RCPT TO/g)).toHaveLength(1);
  });
});
