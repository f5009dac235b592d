import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlatformConfig } from '@pakashop/platform';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ClamdScanner } from './adapters/clamd/clamd.adapter.js';
import { MediaConfig } from './media.config.js';
import { EICAR, pdf } from './media.fixtures.js';
import { ruleOf } from './media.purposes.js';
import { NoScanner, type Scanner, SignatureScanner } from './media.scanner.js';
import { Scans } from './media.scans.js';

const infected = pdf('card', `% ${EICAR}`);

const scansIn = (NODE_ENV: string, scanner: Scanner, config: Partial<MediaConfig> = {}) =>
  new Scans(scanner, Object.assign(new MediaConfig(), config), { NODE_ENV } as PlatformConfig);
const [document, picture] = [ruleOf('kyc_document'), ruleOf('product_image')];

describe('without a scanner', () => {
  it('documents wait in production, unless the operator says otherwise, and pictures go on', async () => {
    const production = scansIn('production', new NoScanner());
    expect(await production.of(pdf(), document)).toBe('later');
    expect(await production.of(pdf(), picture)).toBe('clean');
    const lenient = scansIn('production', new NoScanner(), { MEDIA_UNSCANNED_DOCUMENTS: true });
    expect(await lenient.of(pdf(), document)).toBe('clean');
    expect(await scansIn('development', new NoScanner()).of(pdf(), document)).toBe('clean');
  });

  it('development knows the test signature', async () => {
    const scans = scansIn('development', new SignatureScanner());
    expect(await scans.of(infected, document)).toBe('infected');
    expect(await scans.of(pdf(), document)).toBe('clean');
  });
});

describe('the ClamAV daemon', () => {
  let server: Server;
  let respond: (socket: Socket, heard: Buffer) => void;
  let heard: Buffer;
  beforeAll(async () => {
    server = createServer((socket) => {
      heard = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', (part: Buffer) => {
        heard = Buffer.concat([heard, part]);
        respond(socket, heard);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const scanner = (timeoutMs = 2_000) =>
    new ClamdScanner(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, timeoutMs);
  const atTheEnd = (answer: string) => (socket: Socket, all: Buffer) => {
    if (all.subarray(-4).equals(Buffer.alloc(4))) socket.end(answer);
  };

  it('is sent the whole file in chunks with their lengths', async () => {
    respond = atTheEnd('stream: OK\0');
    const file = Buffer.alloc(150_000, 'x');
    expect(await scanner().scan(file)).toBe('clean');
    expect(heard.toString('latin1', 0, 10)).toBe('zINSTREAM\0');
    let [at, sent] = [10, 0];
    for (let length = heard.readUInt32BE(at); length > 0; length = heard.readUInt32BE(at)) {
      at += 4 + length;
      sent += length;
    }
    expect([sent, at + 4]).toEqual([file.length, heard.length]);
  });

  it('finds what it knows', async () => {
    respond = atTheEnd('stream: Win.Test.EICAR_HDB-1 FOUND\0');
    expect(await scanner().scan(infected)).toBe('infected');
  });

  it.each(['INSTREAM size limit exceeded. ERROR\0', 'stream: not OK\0', '', 'OK', 'x'.repeat(10_000)])(
    'counts as away when it answers %j',
    async (answer) => {
      respond = atTheEnd(answer);
      expect(await scanner().scan(pdf())).toBe('away');
    },
  );

  it('counts as away when it hangs, breaks off, or is not there', async () => {
    respond = () => undefined;
    expect(await scanner(30).scan(pdf())).toBe('away');
    respond = (socket) => socket.destroy();
    expect(await scanner().scan(pdf())).toBe('away');
    expect(await new ClamdScanner('tcp://127.0.0.1:1').scan(pdf())).toBe('away');
  });
});
