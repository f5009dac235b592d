import { describe, expect, it } from '@jest/globals';
import { Clock } from '@pakashop/platform';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { FactorsConfig } from './factors.config.js';
import { fromBase32 } from './factors.fixtures.js';
import { TotpSecrets } from './factors.secrets.js';
import { keyUri, SECRET_BYTES, stepOf, stepsOf, toBase32, totp } from './factors.totp.js';

/** RFC 6238, appendix B: each algorithm has a secret of its own length. */
const SECRETS = {
  sha1: Buffer.from('12345678901234567890'),
  sha256: Buffer.from('12345678901234567890123456789012'),
  sha512: Buffer.from('1234567890123456789012345678901234567890123456789012345678901234'),
};
const VECTORS = [
  [59, '94287082', '46119246', '90693936'],
  [1_111_111_109, '07081804', '68084774', '25091201'],
  [1_111_111_111, '14050471', '67062674', '99943326'],
  [1_234_567_890, '89005924', '91819424', '93441116'],
  [2_000_000_000, '69279037', '90698825', '38618901'],
  [20_000_000_000, '65353130', '77737706', '47863826'],
] as const;

describe('a time-based code', () => {
  it.each(VECTORS)('at second %d is that of RFC 6238', (seconds, sha1, sha256, sha512) => {
    const step = stepOf(new Date(seconds * 1000));
    expect(totp(SECRETS.sha1, step, 8)).toBe(sha1);
    expect(totp(SECRETS.sha256, step, 8, 'sha256')).toBe(sha256);
    expect(totp(SECRETS.sha512, step, 8, 'sha512')).toBe(sha512);
  });

  it('counts in its step and in the ones beside it, and in no other', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.nat(2 ** 31), (bytes, now) => {
        const secret = Buffer.from(bytes);
        const step = now + 2;
        for (const away of [-2, -1, 0, 1, 2]) {
          const code = totp(secret, step + away);
          // Of a million codes two may be the same.
          const same = [-1, 0, 1].map((near) => step + near).filter((near) => totp(secret, near) === code);
          expect(stepsOf(secret, code, step)).toEqual(same);
          if (Math.abs(away) <= 1) expect(same).toContain(step + away);
        }
      }),
    );
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '🦛'])('is not %j', (code) => {
    expect(stepsOf(SECRETS.sha1, code, 1)).toEqual([]);
  });
});

describe('the secret of an app', () => {
  it('is written in base32 as apps read it', () => {
    expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 40 }), (bytes) => {
        expect(fromBase32(toBase32(Buffer.from(bytes))).equals(Buffer.from(bytes))).toBe(true);
      }),
    );
  });

  it('has 160 bits and a URI that apps understand', () => {
    const secret = randomBytes(SECRET_BYTES);
    const uri = new URL(keyUri(secret, 'a b+c@example.com'));
    expect(SECRET_BYTES * 8).toBe(160);
    expect(uri.href).toMatch(/^otpauth:\/\/totp\/Pakashop:a%20b%2Bc%40example\.com\?/);
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      secret: toBase32(secret),
      issuer: 'Pakashop',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });

  const [one, two] = ['1', '2'].map((digit) => digit.repeat(64));
  const sealer = (current: string, previous?: string) =>
    new TotpSecrets(
      Object.assign(new FactorsConfig(), {
        TOTP_ENCRYPTION_KEY: current,
        TOTP_ENCRYPTION_KEY_PREVIOUS: previous,
      }),
      new Clock(),
    );

  it('opens for its owner only, and only unaltered', () => {
    const secret = randomBytes(SECRET_BYTES);
    const sealed = sealer(one!).seal('mutale', secret);
    expect(sealed.secret.includes(secret)).toBe(false);
    expect(sealer(one!).open('mutale', sealed)).toEqual(secret);
    expect(() => sealer(one!).open('bwalya', sealed)).toThrow();
    const altered = Buffer.from(sealed.secret);
    altered[20]! ^= 1;
    expect(() => sealer(one!).open('mutale', { ...sealed, secret: altered })).toThrow();
  });

  it('opens with the previous key, and with no older one', () => {
    const secret = randomBytes(SECRET_BYTES);
    const sealed = sealer(one!).seal('mutale', secret);
    const rotated = sealer(two!, one);
    expect(rotated.open('mutale', sealed)).toEqual(secret);
    const renewed = rotated.renewed('mutale', sealed);
    expect(sealer(two!).open('mutale', renewed)).toEqual(secret);
    expect(rotated.renewed('mutale', renewed)).toBe(renewed);
    expect(() => sealer(two!).open('mutale', sealed)).toThrow('TOTP_ENCRYPTION_KEY');
  });
});
