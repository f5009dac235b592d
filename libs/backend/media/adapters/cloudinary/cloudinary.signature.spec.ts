import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '@pakashop/platform';
import { v2 as sdk } from 'cloudinary';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { MediaConfig } from '../../media.config.js';
import { accountOf } from './cloudinary.account.js';
import { refusalOfNotification, signDelivery, signParameters } from './cloudinary.signature.js';

const SECRET = 'abcd';
/** The library's types leave its third parameter out. */
const librarySigns = sdk.utils.api_sign_request as (parameters: object, secret: string, digest: string) => string;

describe('the signature of a call', () => {
  it('is the documented one', () => {
    const eager = 'w_400,h_300,c_pad|w_260,h_200,c_crop';
    const parameters = { eager, public_id: 'sample_image', timestamp: 1315060510 };
    expect(signParameters(parameters, SECRET, 'sha1')).toBe('bfd09f95f331f558cbd1320e67aa8d488770583e');
    expect(signParameters(parameters, SECRET, 'sha256')).toBe(
      'cc927e1290f9e3ae4c1a741eda21a4630b4ce80f9ce0bc0296337d25cf40f91e',
    );
  });

  it('lets no parameter be smuggled in within a value', () => {
    expect(signParameters({ context: 'a=b&c=d', timestamp: 1315060510 }, SECRET, 'sha1')).toBe(
      '944d9fa88194b67463fef6dc348c58d7071142ef',
    );
    expect(signParameters({ a: 'b&c=d' }, SECRET, 'sha1')).not.toBe(signParameters({ a: 'b', c: 'd' }, SECRET, 'sha1'));
  });

  it('is what the official library makes of the same parameters', () => {
    const name = fc.stringMatching(/^[a-z][a-z_]{0,20}$/).filter((text) => text !== '__proto__');
    const value = fc.oneof(fc.string({ maxLength: 40 }), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(
        fc.dictionary(name, value, { maxKeys: 8 }),
        fc.constantFrom('sha1', 'sha256'),
        (parameters, digest) => {
          expect(signParameters(parameters, SECRET, digest)).toBe(librarySigns(parameters, SECRET, digest));
        },
      ),
    );
  });
});

describe('the signature of an address', () => {
  it('is the documented one', () => {
    expect(signDelivery('c_limit,f_auto,h_400,q_auto,w_400/kyc/doc1', SECRET)).toBe('s--JC-Xwi_p--');
  });

  it('is what the official library makes', () => {
    const url = sdk.url('some-id', {
      ...{ cloud_name: 'demo', api_secret: SECRET, sign_url: true, secure: true, urlAnalytics: false, version: 7 },
      ...{ transformation: [{ width: 480, height: 480, crop: 'limit', quality: 'auto', fetch_format: 'auto' }] },
    });
    const path = 'c_limit,f_auto,h_480,q_auto,w_480/some-id';
    expect(url).toContain(`/${signDelivery(path, SECRET)}/c_limit,f_auto,h_480,q_auto,w_480/v7/some-id`);
  });
});

describe('a notification', () => {
  const raw = Buffer.from('{"notification_type":"upload","public_id":"kyc/abc"}');
  const timestamp = '1368881627';
  const sha1 = '81312b55edb892854f0c1d27f3a57312b0c0c0b2';
  const sha256 = '66ff5d45d83696c38ae332c43cb2095c0bb26e026a3ad138b0b0b0e328efa3b1';
  const at = (seconds: number) => new Date((Number(timestamp) + seconds) * 1_000);
  const verdict = (change: object = {}, secrets: readonly string[] = [SECRET]) =>
    refusalOfNotification({ raw, timestamp, signature: sha1, now: at(1), ...change }, secrets);

  it('is believed under either digest, and under either of two secrets', () => {
    expect(verdict()).toBeUndefined();
    expect(verdict({ signature: sha256 })).toBeUndefined();
    expect(verdict({}, ['the new one', SECRET])).toBeUndefined();
  });

  it('is not believed under another secret, or none', () => {
    expect(verdict({}, ['another'])).toBe('wrong signature');
    expect(verdict({}, [])).toBe('wrong signature');
    expect(verdict({ signature: createHash('sha1').update(raw).update(timestamp).digest('hex') }, [])).toBe(
      'wrong signature',
    );
  });

  it('is not believed when anything about it was altered', () => {
    fc.assert(
      fc.property(fc.nat(raw.length - 1), fc.integer({ min: 1, max: 255 }), (i, flip) => {
        const altered = Buffer.from(raw);
        altered[i]! ^= flip;
        expect(verdict({ raw: altered })).toBe('wrong signature');
      }),
    );
    expect(verdict({ timestamp: '1368881628' })).toBe('wrong signature');
    for (const signature of [undefined, '', sha1.toUpperCase(), sha1.slice(1), [sha1, sha1]]) {
      expect(verdict({ signature })).toBe('no signature');
    }
    for (const given of [undefined, '', '1368881627.5', '0x5197', [timestamp]]) {
      expect(verdict({ timestamp: given })).toBe('no time-stamp');
    }
  });

  it('is believed within two hours and not from the future', () => {
    expect(verdict({ now: at(7_200) })).toBeUndefined();
    expect(verdict({ now: at(7_201) })).toBe('not of this time');
    expect(verdict({ now: at(-300) })).toBeUndefined();
    expect(verdict({ now: at(-301) })).toBe('not of this time');
  });
});

describe('the account', () => {
  const config = (given: Partial<MediaConfig> = {}) => Object.assign(new MediaConfig(), given);
  const credentials = {
    CLOUDINARY_CLOUD_NAME: 'demo',
    CLOUDINARY_API_KEY: '123456789',
    CLOUDINARY_API_SECRET: 'a-real-secret',
  };

  it('is not needed by the local store, and the sandbox stands in for it outside production', () => {
    expect(accountOf(config(), 'development')).toBeUndefined();
    expect(accountOf(config(), 'production')).toBeUndefined();
    expect(accountOf(config({ MEDIA_STORE: 'cloudinary' }), 'development')).toMatchObject({
      apiUrl: 'http://127.0.0.1:4010/cloudinary',
    });
  });

  it('must be complete and real in production', () => {
    expect(() => accountOf(config({ MEDIA_STORE: 'cloudinary' }), 'production')).toThrow(ConfigError);
    const sandbox = { ...credentials, CLOUDINARY_API_SECRET: 'sandbox-cloudinary-secret' };
    expect(() => accountOf(config(sandbox), 'production')).toThrow(ConfigError);
    expect(accountOf(config(credentials), 'production')).toMatchObject({
      apiUrl: 'https://api.cloudinary.com',
      deliveryUrl: 'https://res.cloudinary.com',
      secrets: ['a-real-secret'],
    });
  });

  it('knows two secrets while one is being changed', () => {
    const both = { ...credentials, CLOUDINARY_API_SECRET_PREVIOUS: 'the-old-secret' };
    expect(accountOf(config(both), 'production')).toMatchObject({
      secret: 'a-real-secret',
      secrets: ['a-real-secret', 'the-old-secret'],
    });
  });
});
