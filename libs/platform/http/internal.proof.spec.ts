import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { type Call, isSignedBy, kidOf, nameOf, prove, publicKey, readProof, signingKey } from './internal.proof.js';

const internalKey = randomBytes(24).toString('hex');
const key = signingKey(internalKey);
const kid = kidOf(nameOf(key));
const call: Call = {
  method: 'POST',
  url: '/internal/pricing/quote?a=1',
  headers: { 'content-type': 'application/json', 'idempotency-key': 'once', 'x-pakashop-actor': 'somebody' },
};
const proof = readProof(prove(key, kid, call, '{}'))!;
const withHeader = (name: string, value?: string): Call => ({ ...call, headers: { ...call.headers, [name]: value } });

describe('a signed call', () => {
  it('is checked by the public half of the key alone, which is the same in every process', () => {
    expect(isSignedBy(publicKey(nameOf(signingKey(internalKey))), proof, call)).toBe(true);
    expect(isSignedBy(publicKey(nameOf(signingKey(`${internalKey}x`))), proof, call)).toBe(false);
    expect(proof.kid).toBe(kid);
  });

  it.each<[string, Call]>([
    ['method', { ...call, method: 'PUT' }],
    ['address', { ...call, url: '/internal/pricing/quotes?a=1' }],
    ['query', { ...call, url: '/internal/pricing/quote?a=2' }],
    ['type', withHeader('content-type', 'application/json;charset=utf-8')],
    ['Idempotency-Key', withHeader('idempotency-key')],
    ['actor', withHeader('x-pakashop-actor', 'another')],
  ])('holds for its %s only', (_, other) => {
    expect(isSignedBy(key, proof, other)).toBe(false);
  });

  it('holds for its body, second and nonce only', () => {
    for (const part of [{ seconds: proof.seconds + 1 }, { nonce: 'n'.repeat(22) }, { body: 'b'.repeat(43) }]) {
      expect(isSignedBy(key, { ...proof, ...part }, call)).toBe(false);
    }
  });

  it('goes without a digest for forms with files, and for nothing else', () => {
    const form = withHeader('content-type', 'multipart/form-data; boundary=x');
    const ofForm = readProof(prove(key, kid, form, 'anything'))!;
    expect([ofForm.body, isSignedBy(key, ofForm, form), isSignedBy(key, ofForm, call)]).toEqual(['form', true, false]);
  });

  it('is read in one way, and anything else is a key', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(readProof(text)).toBeUndefined()));
    const header = prove(key, kid, call, '{}');
    for (const other of [` ${header}`, `${header}=`, header.slice(1), header.replace('v1', 'v2')]) {
      expect(readProof(other)).toBeUndefined();
    }
  });
});
