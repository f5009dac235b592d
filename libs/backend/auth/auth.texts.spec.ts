import { describe, expect, it } from '@jest/globals';
import { type ChallengePurpose, PURPOSES } from './auth.purposes.js';
import { changedLetter, codeLetter, linkLetter, takenLetter } from './auth.texts.js';

/** The basic set of GSM 03.38 without its escapes: each character costs one of 160. */
const GSM7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;
const purposes = Object.keys(PURPOSES) as ChallengePurpose[];
const phone = { phone: '+260971234567' };
const email = { email: 'mutinta@example.com' };

describe('messages', () => {
  it.each([
    ...purposes.map((purpose): [string, string] => [purpose, codeLetter(purpose, '123456', phone).text]),
    ['taken', takenLetter(phone).text],
    ['replaced', changedLetter('REPLACED', phone).text],
    ['removed', changedLetter('REMOVED', phone).text],
  ])('to a phone fit one SMS: %s', (_, text) => {
    expect(text).toMatch(GSM7);
    expect(text.length).toBeLessThanOrEqual(160);
  });

  it.each(purposes)('with a code say what for, and that nobody asks for it: %s', (purpose) => {
    for (const contact of [phone, email]) {
      const { text } = codeLetter(purpose, '123456', contact);
      expect(text).toMatch(/^123456 /);
      expect(text).toContain(PURPOSES[purpose].doing);
      expect(text).toContain('Nobody from Pakashop ever asks you for it');
    }
  });

  it('with a link hold it once as text and once as a button, and no code', () => {
    const url = 'https://shop.example/sign-in/link#token=abc';
    const { text, html } = linkLetter('SIGN_IN_LINK', url);
    expect(text.split(url)).toHaveLength(2);
    expect(html).toContain(`href="${url}"`);
    expect(text).not.toMatch(/\d{6}/);
  });

  it('that tell of a change hold neither a code nor a link', () => {
    for (const contact of [phone, email]) {
      for (const { text } of [takenLetter(contact), changedLetter('REMOVED', contact)])
        expect(text).not.toMatch(/\d{6}|http/);
    }
  });
});
