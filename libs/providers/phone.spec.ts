import { describe, expect, it } from '@jest/globals';
import { maskPhone, maskText, toE164, toMsisdn } from './phone.js';

describe('Zambian numbers', () => {
  it('turns what we store into what providers want and back', () => {
    for (const phone of ['+260971234556', '260971234556', '+260 97-123 4556']) {
      expect(toMsisdn(phone)).toBe('260971234556');
      expect(toE164(phone)).toBe('+260971234556');
    }
  });

  it('knows the nine prefixes of the three operators', () => {
    for (const prefix of ['96', '76', '56', '97', '77', '57', '95', '75', '55']) {
      expect(toMsisdn(`+260${prefix}1234567`)).toBe(`260${prefix}1234567`);
    }
  });

  it('refuses other operators, other countries, local form and wrong lengths', () => {
    const wrong = [
      '+260981234567',
      '+27971234567',
      '0971234567',
      '+26097123456',
      '+2609712345678',
      '++260971234567',
      '',
    ];
    for (const phone of wrong) expect(toMsisdn(phone)).toBeNull();
  });

  it('masks', () => {
    expect(maskPhone('+260971234556')).toBe('+26097*****56');
    expect(maskPhone('260971234556')).toBe('+26097*****56');
    expect(maskPhone('12345')).toBe('***');
  });

  it('masks within texts without touching ids, and shortens them', () => {
    expect(maskText('Payer +260971234556 (0971234556) unknown')).toBe('Payer +26097*****56 (+09712***56) unknown');
    const path = '/v2/deposits/f4401bd2-1568-4140-bf2d-260971234556';
    expect(maskText(path)).toBe(path);
    expect(maskText('x'.repeat(1000))).toHaveLength(300);
  });
});
